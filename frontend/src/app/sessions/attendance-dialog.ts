import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { PROFESSIONS, type PersonView } from '@domain/accounts/person.js';
import { FACILITY_KINDS, type PlaceView } from '@domain/facilities/place.js';
import type { AttendanceView } from '@domain/sessions/session.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { roleTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import type { ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { uuidv7 } from '../offline/uuid';
import { Combo, type Found } from '../ui/combo';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented } from '../ui/segmented';
import { Toasts } from '../ui/toast';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

type Presence = AttendanceView['presence'];

/** Adds somebody to the list, with an account or without, or changes how they attend. Inputs: `open`, `person`. Output: `leave`. */
@Component({
  selector: 'app-attendance-dialog',
  imports: [Combo, Dialog, Icon, ProblemBanner, Segmented],
  template: `
    <app-dialog [open]="open()" [title]="person()?.function ?? t('person.add')" (closed)="leave.emit()">
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" [again]="found.code === 'stale'" (retry)="again()" />
      }
      <form class="form form-tight" novalidate (submit)="save($event)">
        @if (person() === null) {
          <div [class.field]="true" [class.is-error]="lacks('account')">
            <app-segmented
              name="account"
              [label]="t('person.account')"
              [choices]="yesNo()"
              [value]="account()"
              (choose)="account.set($event)"
            />
            @if (lacks('account')) {
              <p class="msg msg-error" role="alert">
                <svg appIcon="circle-alert" /> {{ t('person.needed.account') }}
              </p>
            }
          </div>
          @if (account() === 'yes') {
            <div class="field" [class.is-error]="lacks('username')">
              <label class="label" for="username">{{ t('person.username') }}</label>
              <p class="hint" id="username-hint">{{ t('person.username.hint') }}</p>
              @if (lacks('username')) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ t('person.needed.username') }}
                </p>
              }
              <app-combo
                boxId="username"
                [search]="findPeople"
                [text]="username()"
                describedBy="username-hint"
                [notes]="notes()"
                (pick)="takePerson($event)"
              />
            </div>
          }
          @if (account() === 'no') {
            <div class="field" [class.is-error]="lacks('name')">
              <label class="label" for="name">{{ t('person.name') }}</label>
              <p class="hint" id="name-hint">{{ t('person.name.hint') }}</p>
              @if (lacks('name')) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ t('person.needed.name') }}
                </p>
              }
              <input
                id="name"
                class="box"
                maxlength="120"
                autocomplete="off"
                aria-describedby="name-hint"
                [value]="name()"
                (input)="name.set(read($event))"
              />
            </div>
            <div class="field" [class.is-error]="lacks('profession')">
              <label class="label" for="profession">{{ t('person.profession') }}</label>
              @if (lacks('profession')) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ t('person.needed.profession') }}
                </p>
              }
              <select autocomplete="off" id="profession" class="box" (change)="profession.set(read($event))">
                <option value="" [selected]="profession() === ''">{{ t('choose') }}</option>
                @for (code of professions; track code) {
                  <option [value]="code" [selected]="profession() === code">
                    {{ roles.find('professions.' + code) }}
                  </option>
                }
              </select>
            </div>
          }
          @if (account() !== null) {
            <div class="field" [class.is-error]="lacks('function')">
              <label class="label" for="function">{{ t('person.function') }}</label>
              <p class="hint" id="function-hint">{{ t('person.function.hint') }}</p>
              @if (lacks('function')) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ t('person.needed.function') }}
                </p>
              }
              <input
                id="function"
                class="box"
                maxlength="120"
                autocomplete="off"
                aria-describedby="function-hint"
                [value]="func()"
                (input)="func.set(read($event))"
              />
            </div>
          }
          @if (account() === 'no') {
            <div class="field">
              <label class="label" for="place"
                >{{ t('person.place') }} <span class="optional">({{ core('optional') }})</span></label
              >
              <app-combo
                boxId="place"
                [search]="findPlaces"
                [text]="place()?.label ?? ''"
                [notes]="notes()"
                (pick)="place.set($event)"
              />
            </div>
          }
        }
        @if (person() !== null || account() !== null) {
          <app-segmented
            name="presence"
            [label]="t('person.presence')"
            [choices]="presences()"
            [value]="presence()"
            (choose)="choosePresence($event)"
          />
          <div [class.field]="true" [class.is-error]="lacks('care')">
            <app-segmented
              name="care"
              [label]="t('person.care')"
              [choices]="yesNo()"
              [value]="care()"
              describedBy="care-hint"
              (choose)="care.set($event)"
            />
            <p class="hint" id="care-hint">{{ t('person.care.hint') }}</p>
            @if (lacks('care')) {
              <p class="msg msg-error" role="alert">
                <svg appIcon="circle-alert" /> {{ t('person.needed.care') }}
              </p>
            }
          </div>
        }
        <div class="btns">
          <button type="submit" class="btn btn-primary" [disabled]="desk.busy() !== null">
            {{ t(person() === null ? 'person.add' : 'person.save') }}
          </button>
          <button type="button" class="btn" data-safe (click)="leave.emit()">{{ core('cancel') }}</button>
          @if (person(); as one) {
            <button type="button" class="btn btn-link" (click)="remove(one)">{{ t('person.remove') }}</button>
          }
        </div>
      </form>
    </app-dialog>
  `,
})
export class AttendanceDialog {
  readonly open = input.required<boolean>();
  /** `null` adds somebody. */
  readonly person = input.required<AttendanceView | null>();
  readonly leave = output();

  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly roles = injectTexts(roleTexts);
  private readonly api = inject(Api);
  private readonly may = inject(Permissions);
  private readonly toasts = inject(Toasts);

  protected readonly professions = PROFESSIONS;
  protected readonly account = signal<string | null>(null);
  protected readonly username = signal('');
  protected readonly name = signal('');
  protected readonly profession = signal('');
  protected readonly func = signal('');
  protected readonly place = signal<Found | null>(null);
  protected readonly presence = signal<Presence>('present');
  protected readonly care = signal<string | null>(null);
  private readonly tried = signal(false);
  private accountProfession = '';

  /** Refusals stay beside the form that caused them. */
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly yesNo = computed(() => [
    { value: 'yes', label: this.core('yes') },
    { value: 'no', label: this.core('no') },
  ]);
  protected readonly presences = computed(() =>
    (['present', 'telephone', 'absent'] as const).map((value) => ({
      value,
      label: this.t(`person.presence.${value}`),
    })),
  );
  protected readonly notes = computed(() => ({
    more: this.t('search.more'),
    none: this.t('search.none'),
    reading: this.t('search.reading'),
    offline: this.t('search.offline'),
  }));
  private readonly missing = computed(() => {
    const missing = new Set<string>();
    if (this.care() === null) missing.add('care');
    if (this.person() !== null) return missing;
    if (this.account() === null) return new Set(['account']);
    if (this.account() === 'yes' && this.username() === '') missing.add('username');
    if (this.account() === 'no' && this.name().trim() === '') missing.add('name');
    if (this.account() === 'no' && this.profession() === '') missing.add('profession');
    if (this.func().trim() === '') missing.add('function');
    return missing;
  });

  constructor() {
    effect(() => {
      const person = this.person();
      if (!this.open()) return;
      untracked(() => {
        this.begin(person);
      });
    });
  }

  /** Somebody changed the list meanwhile: it is read again, and the person chosen again. */
  protected again(): void {
    this.desk.forget();
    this.leave.emit();
  }

  protected lacks(what: string): boolean {
    return this.tried() && this.missing().has(what);
  }

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected choosePresence(value: string): void {
    const known = this.presences().find((one) => one.value === value);
    if (known) this.presence.set(known.value);
  }

  /** People in reach by name; anybody else by the exact user name, which the server checks. */
  protected readonly findPeople = async (text: string): Promise<readonly Found[]> => {
    const typed = { value: text, label: this.t('person.username.take', { name: text }) };
    if (!this.may.can('read', 'Person')) return [typed];
    const { items } = await this.api.list<PersonView>('/people', { search: text, limit: 8 });
    const known = items.map(({ username, profession, memberships }) => ({
      value: username,
      label: username,
      hint: [this.roles.find(`professions.${profession}`), memberships[0]?.placeName]
        .filter((part) => typeof part === 'string')
        .join(' · '),
      profession,
    }));
    return known.some(({ value }) => value === text) ? known : [...known, typed];
  };

  protected readonly findPlaces = async (text: string): Promise<readonly Found[]> => {
    const { items } = await this.api.list<PlaceView>('/places', {
      search: text,
      kind: FACILITY_KINDS.join(','),
      limit: 8,
    });
    return items.map(({ id, name, within }) => ({
      value: String(id),
      label: name,
      hint: within.slice(-2).join(', '),
    }));
  };

  protected takePerson(found: Found): void {
    this.username.set(found.value);
    const { profession } = found as { profession?: string };
    this.accountProfession = profession ?? '';
    const word = profession === undefined ? null : this.roles.find(`professions.${profession}`);
    if (this.func() === '' && word !== null) this.func.set(word.split(',')[0] ?? '');
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const view = this.desk.view();
    if (this.missing().size > 0 || view === undefined) return;
    const how = { presence: this.presence(), involvedInCare: this.care() === 'yes' };
    const person = this.person();
    const sent =
      person === null
        ? await this.desk.send(
            'attend',
            {
              method: 'POST',
              url: `/sessions/${view.id}/attendances`,
              body: { id: uuidv7(), ...this.whoever(), function: this.func().trim(), ...how },
            },
            this.problem,
          )
        : await this.desk.send(
            'attend',
            {
              method: 'PATCH',
              url: `/attendances/${person.id}`,
              body: how,
              ifMatch: person.version,
            },
            this.problem,
          );
    if (!sent) return;
    if (person === null) this.toasts.show(this.t('person.added'));
    this.leave.emit();
  }

  protected async remove(person: AttendanceView): Promise<void> {
    const sent = await this.desk.send(
      'attend',
      {
        method: 'DELETE',
        url: `/attendances/${person.id}`,
        ifMatch: person.version,
      },
      this.problem,
    );
    if (!sent) return;
    this.toasts.show(this.t('person.removed'));
    this.leave.emit();
  }

  /** The profession of an account is the account's own; the server keeps it whatever is sent. */
  private whoever(): object {
    if (this.account() === 'yes')
      return { personUsername: this.username(), profession: this.accountProfession || 'OTHER' };
    const place = this.place();
    return {
      name: this.name().trim(),
      profession: this.profession(),
      ...(place === null ? {} : { placeId: Number(place.value) }),
    };
  }

  private begin(person: AttendanceView | null): void {
    this.problem.set(null);
    this.tried.set(false);
    this.account.set(null);
    this.username.set('');
    this.accountProfession = '';
    this.name.set('');
    this.profession.set('');
    this.func.set('');
    this.place.set(null);
    this.presence.set(person?.presence ?? 'present');
    this.care.set(person === null ? null : person.involvedInCare ? 'yes' : 'no');
  }
}
