import { Component, computed, inject, input, signal } from '@angular/core';
import type { Affiliation, Membership, PersonView } from '@domain/accounts/person.js';
import type { FactorLiftView } from '@domain/accounts/factor-lift.js';
import type { RoleRequestView } from '@domain/accounts/role-request.js';
import { Api } from '../core/api';
import { roleTexts } from '../core/domain-texts';
import { Formats, localNow } from '../core/formats';
import { Permissions } from '../core/permissions';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { type AccessAct, AccessDialog } from './access-dialog';
import { EditDialog } from './edit-dialog';
import { EndDialog, type Ending } from './end-dialog';
import { FactorLifts } from './factor-lifts';
import { LiftDialog } from './lift-dialog';
import { PlaceDialog } from './place-dialog';
import { RoleRequests } from './role-requests';
import { accountTexts } from './texts';

/** One account: who it is, the roles and ties, and what an administrator may do with it. */
@Component({
  selector: 'app-person-page',
  imports: [
    AccessDialog,
    Banner,
    EditDialog,
    EndDialog,
    FactorLifts,
    Icon,
    LiftDialog,
    PageHead,
    PlaceDialog,
    ProblemBanner,
    RoleRequests,
    Skeleton,
  ],
  template: `
    <app-page-head
      [title]="found.value()?.displayName ?? t('title')"
      [back]="['/comptes']"
      [crumbs]="[{ label: t('title'), link: ['/comptes'] }, { label: found.value()?.username ?? '' }]"
    />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as person) {
        @if (person.disabledAt; as day) {
          <app-banner
            tone="warn"
            [lead]="t('disabled.lead', { date: formats.date(day.slice(0, 10), 'long') })"
          />
        }
        <dl class="facts">
          <div>
            <dt>{{ t('username') }}</dt>
            <dd>{{ person.username }}</dd>
          </div>
          <div>
            <dt>{{ t('profession') }}</dt>
            <dd>{{ roles.find('professions.' + person.profession) }}</dd>
          </div>
          <div>
            <dt>{{ t('language') }}</dt>
            <dd>{{ t.find('language.' + person.language) }}</dd>
          </div>
        </dl>
        @if (lifts().length > 0) {
          <app-factor-lifts [lifts]="lifts()" (changed)="reload()" />
        }
        <div class="btns">
          @if (may.can('update', 'Person')) {
            <button type="button" class="btn" (click)="editing.set(true)">
              <svg appIcon="pencil" class="icon-20" /> {{ t('edit') }}
            </button>
            @if (!isSelf(person)) {
              <button type="button" class="btn" (click)="access.set('reset')">
                <svg appIcon="key" class="icon-20" /> {{ t('reset') }}
              </button>
              <button type="button" class="btn" (click)="access.set('end-sessions')">
                <svg appIcon="smartphone" class="icon-20" /> {{ t('end-sessions') }}
              </button>
              @if (person.disabledAt) {
                <button type="button" class="btn" (click)="access.set('enable')">
                  <svg appIcon="check" class="icon-20" /> {{ t('enable') }}
                </button>
              } @else {
                <button type="button" class="btn" (click)="access.set('disable')">
                  <svg appIcon="lock" class="icon-20" /> {{ t('disable') }}
                </button>
              }
            }
          }
          @if (may.can('ask', 'FactorLift') && !isSelf(person) && lifts().length === 0) {
            <button type="button" class="btn" (click)="lifting.set(true)">
              <svg appIcon="smartphone" class="icon-20" /> {{ t('lift') }}
            </button>
          }
        </div>
        <section class="card stack" aria-labelledby="memberships">
          <h2 id="memberships">{{ t('memberships') }}</h2>
          @for (held of person.memberships; track held.id) {
            <div class="line wrap spread">
              <div>
                <b>{{ roles.find('roles.' + held.role) }}</b> · {{ held.placeName }}
                <p class="small muted">{{ period(held) }}</p>
              </div>
              @if (isOpen(held) && may.can('end', 'Membership')) {
                <button type="button" class="btn btn-small" (click)="endRole(held)">{{ t('end') }}</button>
              }
            </div>
          } @empty {
            <p class="muted">{{ t('memberships.none') }}</p>
          }
          @if (may.can('read', 'RoleRequest')) {
            <app-role-requests [requests]="waiting()" (changed)="reload()" />
          }
          @if (may.can('grant', 'Membership') && !isSelf(person)) {
            <div class="btns">
              <button type="button" class="btn btn-primary" (click)="placing.set('grant')">
                <svg appIcon="plus" class="icon-20" /> {{ t('grant') }}
              </button>
            </div>
          }
        </section>
        <section class="card stack" aria-labelledby="affiliations">
          <h2 id="affiliations">{{ t('affiliations') }}</h2>
          <p class="small muted">{{ t('affiliations.lead') }}</p>
          @for (tie of person.affiliations; track tie.id) {
            <div class="line wrap spread">
              <div>
                <b>{{ t.find('link.' + tie.link) }}</b> · {{ tie.placeName }}
                <p class="small muted">{{ period(tie) }} · {{ t.find('source.' + tie.source) }}</p>
              </div>
              @if (isOpen(tie) && may.can('end', 'Affiliation')) {
                <button type="button" class="btn btn-small" (click)="endTie(tie)">{{ t('end') }}</button>
              }
            </div>
          } @empty {
            <p class="muted">{{ t('affiliations.none') }}</p>
          }
          @if (may.can('grant', 'Affiliation')) {
            <div class="btns">
              <button type="button" class="btn" (click)="placing.set('affiliate')">
                <svg appIcon="plus" class="icon-20" /> {{ t('affiliate') }}
              </button>
            </div>
          }
        </section>
        @if (editing()) {
          <app-edit-dialog [person]="person" (done)="found.reload()" (closed)="editing.set(false)" />
        }
        @if (access(); as what) {
          <app-access-dialog
            [person]="person"
            [what]="what"
            (done)="found.reload()"
            (closed)="access.set(null)"
          />
        }
        @if (lifting()) {
          <app-lift-dialog [person]="person" (done)="reload()" (closed)="lifting.set(false)" />
        }
        @if (placing(); as what) {
          <app-place-dialog
            [personId]="person.id"
            [what]="what"
            (done)="reload()"
            (closed)="placing.set(null)"
          />
        }
        @if (ending(); as end) {
          <app-end-dialog [ending]="end" (done)="found.reload()" (closed)="ending.set(null)" />
        }
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class PersonPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(accountTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly may = inject(Permissions);
  protected readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly api = inject(Api);
  protected readonly found = this.api.read<PersonView>(() => `/people/${this.id()}`);

  private readonly requests = this.api.read<readonly RoleRequestView[]>(() =>
    this.may.can('read', 'RoleRequest') ? '/role-requests' : undefined,
  );
  protected readonly waiting = computed(() =>
    (this.requests.value() ?? []).filter(({ personId }) => personId === this.id()),
  );

  private readonly asked = this.api.read<readonly FactorLiftView[]>(() =>
    this.may.can('read', 'FactorLift') ? '/factor-lifts' : undefined,
  );
  protected readonly lifts = computed(() =>
    (this.asked.value() ?? []).filter(({ personId }) => personId === this.id()),
  );

  protected readonly editing = signal(false);
  protected readonly lifting = signal(false);
  protected readonly access = signal<AccessAct | null>(null);
  protected readonly placing = signal<'grant' | 'affiliate' | null>(null);
  protected readonly ending = signal<Ending | null>(null);

  protected reload(): void {
    this.found.reload();
    this.requests.reload();
    this.asked.reload();
  }

  protected isSelf({ id }: PersonView): boolean {
    return this.session.view()?.person.id === id;
  }

  protected isOpen({ to }: Pick<Membership, 'to'>): boolean {
    return to === null || to > localNow().slice(0, 10);
  }

  protected period({ from, to }: Pick<Membership, 'from' | 'to'>): string {
    const first = this.formats.date(from, 'long');
    return to === null
      ? this.t('since', { from: first })
      : this.t('between', { from: first, to: this.formats.date(to, 'long') });
  }

  protected endRole({ id, role, placeName }: Membership): void {
    const what = `${this.roles.find(`roles.${role}`) ?? role} · ${placeName}`;
    this.ending.set({ url: `/memberships/${id}/end`, what });
  }

  protected endTie({ id, link, placeName }: Affiliation): void {
    const what = `${this.t.find(`link.${link}`) ?? link} · ${placeName}`;
    this.ending.set({ url: `/affiliations/${id}/end`, what });
  }
}
