import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { PLACE_KINDS } from '@domain/accounts/person.js';
import type { PlaceView } from '@domain/facilities/place.js';
import { FACILITY_KINDS } from '@domain/facilities/place.js';
import { mayLieUnder } from '@domain/facilities/place-tree.js';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { facilityTexts } from './texts';

/** Renames a place, gives its code and partner mark, or adds one under it (`what`). */
@Component({
  selector: 'app-place-dialog',
  imports: [ActFoot, Dialog, Field, Icon, ProblemBanner],
  template: `
    <app-dialog
      [open]="true"
      [title]="t(what() === 'add' ? 'add.title' : 'edit.title', { name: place().name })"
      (closed)="closed.emit()"
    >
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="problem.code === 'stale'" (retry)="again()" />
      }
      @if (what() === 'add') {
        <app-field boxId="kind" name="kind" [label]="t('kind')" [problem]="act.problem()">
          <select autocomplete="off" id="kind" class="box" (change)="kind.set(read($event))">
            @for (one of kinds(); track one) {
              <option [value]="one" [selected]="one === kind()">{{ t.find('kind.' + one) }}</option>
            }
          </select>
        </app-field>
      }
      <app-field
        boxId="place-name"
        name="name"
        [label]="t('name')"
        [problem]="act.problem()"
        [fault]="tried() && name().trim() === '' ? t('name.fault') : ''"
      >
        <input
          autocomplete="off"
          id="place-name"
          class="box"
          maxlength="160"
          [value]="name()"
          (input)="name.set(read($event))"
        />
      </app-field>
      <app-field
        boxId="code"
        name="code"
        [label]="t('code')"
        [hint]="core('optional')"
        [problem]="act.problem()"
      >
        <input
          autocomplete="off"
          id="code"
          class="box"
          maxlength="40"
          [value]="code()"
          (input)="code.set(read($event))"
        />
      </app-field>
      @if (isFacility()) {
        <label class="opt">
          <input
            type="checkbox"
            autocomplete="off"
            [checked]="partner()"
            (change)="partner.set(!partner())"
          />
          <span class="square"><svg appIcon="check" /></span>
          <span class="opt-text"
            >{{ t('partner') }}<small>{{ t('partner.hint') }}</small></span
          >
        </label>
      }
      <app-act-foot
        [verb]="t(what() === 'add' ? 'add.send' : 'save')"
        [busy]="act.busy()"
        (act)="send()"
        (leave)="closed.emit()"
      />
    </app-dialog>
  `,
})
export class PlaceDialog {
  readonly place = input.required<PlaceView>();
  readonly what = input.required<'edit' | 'add'>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(facilityTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  private readonly adding = computed(() => this.what() === 'add');
  protected readonly kinds = computed(() => PLACE_KINDS.filter((one) => mayLieUnder(one, this.place().kind)));
  protected readonly kind = linkedSignal<string>(() =>
    this.adding() ? (this.kinds()[0] ?? '') : this.place().kind,
  );
  protected readonly isFacility = computed(() => FACILITY_KINDS.some((one) => one === this.kind()));
  protected readonly name = linkedSignal(() => (this.adding() ? '' : this.place().name));
  protected readonly code = linkedSignal(() => (this.adding() ? '' : (this.place().code ?? '')));
  protected readonly partner = linkedSignal(() => !this.adding() && this.place().partner);
  protected readonly tried = signal(false);

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected again(): void {
    this.act.forget();
    this.done.emit();
  }

  protected async send(): Promise<void> {
    this.tried.set(true);
    if (this.name().trim() === '') return;
    const { id, version } = this.place();
    const subject = `place-${String(id)}`;
    const code = this.code().trim() === '' ? null : this.code().trim();
    const common = {
      name: this.name().trim(),
      code,
      ...(this.isFacility() ? { partner: this.partner() } : {}),
    };
    const sent = await this.act.send(
      this.adding()
        ? { method: 'POST', url: '/places', body: { ...common, kind: this.kind(), parentId: id }, subject }
        : { method: 'PATCH', url: `/places/${String(id)}`, body: common, ifMatch: version, subject },
    );
    if (!sent) return;
    this.toasts.show(this.t(this.adding() ? 'add.done' : 'saved'));
    this.done.emit();
    this.closed.emit();
  }
}
