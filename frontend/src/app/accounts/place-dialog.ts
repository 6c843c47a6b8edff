import { Component, computed, inject, input, output, signal } from '@angular/core';
import { ROLE_PLACES } from '@domain/access/roles.js';
import { takesTwo } from '@domain/accounts/role-request.js';
import { type PlaceKind, type Role, ROLES } from '@domain/accounts/person.js';
import { FACILITY_KINDS } from '@domain/facilities/place.js';
import { coreTexts } from '../core/core-texts';
import { roleTexts } from '../core/domain-texts';
import { localNow } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { uuidv7 } from '../offline/uuid';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { type ChosenPlace, PlaceBox } from '../ui/place-box';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { accountTexts } from './texts';

const LINKS = ['works', 'coaches', 'funds'] as const;
const TIED: readonly PlaceKind[] = [...FACILITY_KINDS, 'district', 'organisation'];

/** Gives a role at a place, or notes a tie with one (`what`). */
@Component({
  selector: 'app-place-dialog',
  imports: [ActFoot, Dialog, Field, PlaceBox, ProblemBanner],
  template: `
    <app-dialog [open]="true" [title]="t(what())" (closed)="closed.emit()">
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      @if (what() === 'grant') {
        <app-field boxId="role" name="role" [label]="t('grant.role')" [problem]="act.problem()">
          <select autocomplete="off" id="role" class="box" (change)="chooseRole($event)">
            @for (one of roleList; track one) {
              <option [value]="one" [selected]="one === role()">{{ roles.find('roles.' + one) }}</option>
            }
          </select>
        </app-field>
        @if (byTwo()) {
          <p class="hint">{{ t('grant.two') }}</p>
        }
      } @else {
        <app-field boxId="link" name="link" [label]="t('link')" [problem]="act.problem()">
          <select autocomplete="off" id="link" class="box" (change)="link.set(read($event))">
            @for (one of links; track one) {
              <option [value]="one" [selected]="one === link()">{{ t.find('link.' + one) }}</option>
            }
          </select>
        </app-field>
      }
      <app-field
        boxId="place"
        name="placeId"
        [label]="t('place')"
        [problem]="act.problem()"
        [fault]="tried() && place() === null ? t('place.fault') : ''"
      >
        <app-place-box boxId="place" [kinds]="kinds()" [(chosen)]="place" />
      </app-field>
      <app-field
        boxId="from"
        name="from"
        [label]="t('from')"
        [problem]="act.problem()"
        [fault]="tried() && from() === '' ? t('from.fault') : ''"
      >
        <input
          autocomplete="off"
          id="from"
          type="date"
          class="box"
          [value]="from()"
          (change)="from.set(read($event))"
        />
      </app-field>
      <app-field boxId="to" name="to" [label]="t('to')" [hint]="core('optional')" [problem]="act.problem()">
        <input
          autocomplete="off"
          id="to"
          type="date"
          class="box"
          [value]="to()"
          (change)="to.set(read($event))"
        />
      </app-field>
      <app-act-foot [verb]="t(what())" [busy]="act.busy()" (act)="send()" (leave)="closed.emit()" />
    </app-dialog>
  `,
})
export class PlaceDialog {
  readonly personId = input.required<string>();
  readonly what = input.required<'grant' | 'affiliate'>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly roleList = ROLES;
  protected readonly links = LINKS;
  private readonly id = uuidv7();

  protected readonly role = signal<Role>('clinician');
  protected readonly link = signal<string>('works');
  protected readonly place = signal<ChosenPlace | null>(null);
  protected readonly from = signal(localNow().slice(0, 10));
  protected readonly to = signal('');
  protected readonly tried = signal(false);
  protected readonly kinds = computed(() => (this.what() === 'grant' ? ROLE_PLACES[this.role()] : TIED));

  protected readonly byTwo = computed(() => takesTwo(this.role()));

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  /** Another role is held at other places: the one that was chosen may not do. */
  protected chooseRole(event: Event): void {
    const found = ROLES.find((one) => one === this.read(event));
    if (found === undefined) return;
    this.role.set(found);
    this.place.set(null);
  }

  protected async send(): Promise<void> {
    this.tried.set(true);
    const place = this.place();
    if (place === null || this.from() === '') return;
    const granting = this.what() === 'grant';
    const body = {
      id: this.id,
      placeId: place.id,
      from: this.from(),
      to: this.to() === '' ? null : this.to(),
      ...(granting ? { role: this.role() } : { link: this.link() }),
    };
    const url = `/people/${this.personId()}/${granting ? 'memberships' : 'affiliations'}`;
    if (!(await this.act.send({ method: 'POST', url, body, subject: this.personId() }))) return;
    this.toasts.show(this.t(granting ? (this.byTwo() ? 'grant.asked' : 'grant.done') : 'affiliate.done'));
    this.done.emit();
    this.closed.emit();
  }
}
