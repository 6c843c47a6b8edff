import { Component, computed, inject, signal } from '@angular/core';
import type { AttendanceView } from '@domain/sessions/session.js';
import { coreTexts } from '../core/core-texts';
import { roleTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { AttendanceDialog } from './attendance-dialog';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

/**
 * Who attends, by function and never by name: present or by telephone, whether they gave care and so inform without voting, and the
 * charter.
 */
@Component({
  selector: 'app-attendance-list',
  host: { class: 'block' },
  imports: [AttendanceDialog, Dialog, Icon],
  template: `
    <section class="card card-flush" [attr.aria-label]="t('people')">
      @if (people().length > 0) {
        <p class="person person-head" aria-hidden="true">
          <span>{{ t('people.present') }}</span>
          <span>{{ t('people.function') }}</span>
          <span class="person-wide">{{ t('people.care') }}</span>
          <span class="person-wide">{{ t('people.role') }}</span>
          <span>{{ t('people.charter') }}</span>
        </p>
      }
      <ul class="people">
        @for (person of people(); track person.id) {
          <li class="person">
            <label class="tick">
              <input
                type="checkbox"
                autocomplete="off"
                [checked]="person.presence !== 'absent'"
                [disabled]="!mayChange() || desk.busy() !== null"
                [attr.aria-label]="t('people.is-present', { who: person.function })"
                (change)="toggle(person)"
              />
              <span class="square"><svg appIcon="check" /></span>
            </label>
            <div class="person-who">
              <b>{{ person.function }}</b>
              <small
                ><span class="only-phone">{{ spoken(person) }} · </span>{{ profession(person) }}</small
              >
            </div>
            <span class="person-wide">
              @if (person.presence !== 'absent') {
                {{ core(person.involvedInCare ? 'yes' : 'no') }}
              } @else {
                –
              }
            </span>
            <span class="person-wide">
              @if (person.presence === 'absent') {
                <span class="chip chip-dash">{{ t('role.absent') }}</span>
              } @else if (person.votes) {
                <span class="chip chip-ok"><svg appIcon="check" /> {{ t('role.votes') }}</span>
              } @else {
                <span class="chip"><svg appIcon="info" /> {{ t('role.informs') }}</span>
              }
              @if (person.presence === 'telephone') {
                <span class="chip"><svg appIcon="phone" /> {{ t('role.telephone') }}</span>
              }
            </span>
            <span class="person-charter">
              @if (person.presence !== 'absent') {
                @if (person.charterSignedAt !== null) {
                  <span class="line ok"
                    ><svg appIcon="shield" class="icon-20" />
                    <span class="person-word">{{ t('charter.signed') }}</span></span
                  >
                } @else if (maySign(person)) {
                  <button
                    type="button"
                    class="btn btn-link"
                    [attr.aria-label]="t('charter.sign') + ', ' + person.function"
                    (click)="signing.set(person)"
                  >
                    {{ t('charter.sign') }}
                  </button>
                } @else {
                  <span class="muted small">{{ t('charter.unsigned') }}</span>
                }
              }
            </span>
            @if (mayChange()) {
              <button
                type="button"
                class="btn-icon"
                [attr.aria-label]="t('people.edit', { who: person.function })"
                (click)="edited.set(person)"
              >
                <svg appIcon="pencil" class="icon-20" />
              </button>
            }
          </li>
        } @empty {
          <li class="card-part muted">{{ t('people.none') }}</li>
        }
      </ul>
      @if (mayChange()) {
        <button type="button" class="btn btn-add" (click)="adding.set(true)">
          <svg appIcon="plus" /> {{ t('person.add') }}
        </button>
      }
    </section>

    <app-dialog [open]="signing() !== null" [title]="t('charter.ask')" (closed)="signing.set(null)">
      @if (signing(); as person) {
        <p>{{ t('charter.ask.text', { who: person.function }) }}</p>
        <ol class="numbered">
          <li>{{ t('charter.1') }}</li>
          <li>{{ t('charter.2') }}</li>
          <li>{{ t('charter.3') }}</li>
          <li>{{ t('charter.4') }}</li>
        </ol>
        <div class="btns">
          <button type="button" class="btn btn-primary" (click)="sign(person)">
            {{ t('charter.ask.yes') }}
          </button>
          <button type="button" class="btn" data-safe (click)="signing.set(null)">
            {{ core('cancel') }}
          </button>
        </div>
      }
    </app-dialog>
    <app-attendance-dialog
      [open]="adding() || edited() !== null"
      [person]="edited()"
      (leave)="adding.set(false); edited.set(null)"
    />
  `,
})
export class AttendanceList {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly roles = injectTexts(roleTexts);

  protected readonly people = computed(() => this.desk.view()?.attendances ?? []);
  protected readonly mayChange = computed(
    () => this.desk.view()?.mayAttend === true && this.desk.isRunning(),
  );
  protected readonly signing = signal<AttendanceView | null>(null);
  protected readonly edited = signal<AttendanceView | null>(null);
  protected readonly adding = signal(false);

  /** Opens the signature of the first person who has not signed yet. */
  signNext(): void {
    const next = this.desk.unsigned().find((person) => this.maySign(person));
    if (next) this.signing.set(next);
  }

  /** Profession and facility; what the function says already is not said twice. */
  protected profession({ profession, function: job, placeName, fromOutside }: AttendanceView): string {
    const word = this.roles.find(`professions.${profession}`) ?? profession;
    const isSaid = word.toLowerCase().startsWith(job.toLowerCase());
    const parts = [isSaid ? null : word, placeName ?? (fromOutside ? this.t('people.outside') : null)];
    return parts.filter((part) => part !== null).join(' · ');
  }

  /** What a phone says on the second line. */
  protected spoken({ presence, votes }: AttendanceView): string {
    if (presence === 'absent') return this.t('role.absent');
    const voice = this.t(votes ? 'role.votes' : 'role.cared');
    return presence === 'telephone' ? `${voice} · ${this.t('role.telephone')}` : voice;
  }

  /** Whoever keeps the list has each person sign; a person of the list signs for themselves. */
  protected maySign({ hasAccount }: AttendanceView): boolean {
    return this.mayChange() || (this.desk.isRunning() && hasAccount);
  }

  protected async toggle(person: AttendanceView): Promise<void> {
    const presence = person.presence === 'absent' ? 'present' : 'absent';
    await this.desk.send('presence', {
      method: 'PATCH',
      url: `/attendances/${person.id}`,
      body: { presence },
      ifMatch: person.version,
    });
  }

  protected async sign(person: AttendanceView): Promise<void> {
    this.signing.set(null);
    await this.desk.send('sign-charter', {
      method: 'POST',
      url: `/attendances/${person.id}/sign-charter`,
      body: {},
      ifMatch: person.version,
    });
  }
}
