import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { JournalEntryView } from '@domain/journal/entry.js';
import { eventTexts, roleTexts, settingTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { pagedList } from '../core/paged-list';
import { injectTexts } from '../core/texts';
import { Cell, DataTable } from '../ui/data-table';
import { Empty } from '../ui/empty';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { ReadOn } from '../ui/read-on';
import { Skeleton } from '../ui/skeleton';
import { actKeyOf } from './act-words';
import { journalTexts } from './texts';

/** Acts one may filter by, those of accounts and facilities first. */
const COMMANDS = [
  'sign-in',
  'sign-out',
  'create',
  'update',
  'disable',
  'enable',
  'reset-password',
  'change-password',
  'grant',
  'end',
  'import',
  'assign-district',
  'notify',
  'confirm',
  'change-kind',
  'widen',
  'find-link',
  'sample',
  'discard',
  'freeze',
  'unfreeze',
  'waive-audit',
  'plan',
  'seal',
  'assign',
  'recuse',
  'waive',
  'close',
  'reopen',
  'erase-identity',
  'hold',
  'lift-hold',
  'transfer',
  'read-identity',
  'open-file',
  'open-draft',
  'open-packet',
  'open-comparison',
  'search',
  'export-cases',
  'export-case',
  'export-recommendations',
  'export-counts',
  'print-file',
  'print-form',
  'destroy',
  'commit',
  'reveal',
] as const;

interface Line {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly reason: string;
  readonly fields: string;
  readonly who: string;
  readonly role: string;
  readonly where: string;
  readonly refused: boolean;
}

/** The reader's part of the journal, latest first. Filters live in the address. */
@Component({
  selector: 'app-journal-page',
  imports: [Cell, DataTable, Empty, PageHead, ProblemBanner, ReadOn, RouterLink, Skeleton],
  template: `
    <app-page-head [title]="t('title')" [lead]="t('lead')" />
    <div class="page">
      <form class="card form-tight" (submit)="filter($event, first.value, last.value, who.value, act.value)">
        <div class="grid-2">
          <div class="field">
            <label class="label" for="first">{{ t('from') }}</label>
            <input autocomplete="off" #first id="first" type="date" class="box" [value]="du() ?? ''" />
          </div>
          <div class="field">
            <label class="label" for="last">{{ t('to') }}</label>
            <input autocomplete="off" #last id="last" type="date" class="box" [value]="au() ?? ''" />
          </div>
          <div class="field">
            <label class="label" for="who">{{ t('username') }}</label>
            <input
              autocomplete="off"
              #who
              id="who"
              class="box"
              maxlength="40"
              autocapitalize="none"
              spellcheck="false"
              [value]="qui() ?? ''"
            />
          </div>
          <div class="field">
            <label class="label" for="act">{{ t('command') }}</label>
            <select autocomplete="off" #act id="act" class="box">
              <option value="" [selected]="!acte()">{{ t('command.all') }}</option>
              @for (one of commands; track one) {
                <option [value]="one" [selected]="one === acte()">{{ t.find('command.' + one) }}</option>
              }
            </select>
          </div>
        </div>
        <div class="btns">
          <button type="submit" class="btn btn-primary">{{ t('filter') }}</button>
          @if (isFiltered()) {
            <a class="btn" routerLink="/journal">{{ t('clear') }}</a>
          }
        </div>
      </form>
      @if (list.first.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="list.first.reload()" />
      }
      @if (list.first.value()) {
        @if (lines().length > 0) {
          <app-data-table [columns]="columns()" [rows]="lines()" [caption]="t('caption')">
            <ng-template appCell let-row let-key="key">
              @switch (key) {
                @case ('what') {
                  {{ row.what }}
                  @if (row.reason) {
                    <p class="small">{{ row.reason }}</p>
                  }
                  @if (row.fields) {
                    <p class="small muted">{{ row.fields }}</p>
                  }
                }
                @case ('who') {
                  {{ row.who }}
                  @if (row.role) {
                    <span class="small muted"> · {{ row.role }}</span>
                  }
                }
                @case ('outcome') {
                  <span class="chip" [class.chip-ok]="!row.refused" [class.chip-warn]="row.refused">{{
                    t(row.refused ? 'outcome.refused' : 'outcome.done')
                  }}</span>
                }
                @default {
                  {{ row[key] }}
                }
              }
            </ng-template>
          </app-data-table>
        } @else {
          <app-empty icon="book" [title]="t('empty.title')" [text]="t('empty.text')">
            @if (isFiltered()) {
              <div class="btns">
                <a class="btn btn-primary" routerLink="/journal">{{ t('clear') }}</a>
              </div>
            }
          </app-empty>
        }
        <app-read-on [list]="list" />
      } @else if (list.first.loading()) {
        <app-skeleton [rows]="6" />
      }
    </div>
  `,
})
export class JournalPage {
  /** From the address: first and last day, username, act. */
  readonly du = input<string>();
  readonly au = input<string>();
  readonly qui = input<string>();
  readonly acte = input<string>();

  protected readonly t = injectTexts(journalTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly settings = injectTexts(settingTexts);
  private readonly formats = inject(Formats);
  private readonly router = inject(Router);
  protected readonly commands = COMMANDS;

  protected readonly list = pagedList<JournalEntryView>('/journal', () => ({
    from: this.du(),
    to: this.au(),
    username: this.qui(),
    command: this.acte(),
  }));
  protected readonly isFiltered = computed(() =>
    [this.du(), this.au(), this.qui(), this.acte()].some((one) => one !== undefined && one !== ''),
  );
  protected readonly columns = computed(() => [
    { key: 'at', label: this.t('when') },
    { key: 'what', label: this.t('what') },
    { key: 'who', label: this.t('who') },
    { key: 'where', label: this.t('where') },
    { key: 'outcome', label: this.t('outcome') },
  ]);
  protected readonly lines = computed<readonly Line[]>(() =>
    this.list.items().map((one) => this.lineOf(one)),
  );

  protected filter(event: Event, du: string, au: string, qui: string, acte: string): void {
    event.preventDefault();
    const given = Object.entries({ du, au, qui: qui.trim(), acte }).filter(([, value]) => value !== '');
    void this.router.navigate(['/journal'], { queryParams: Object.fromEntries(given) });
  }

  private lineOf(entry: JournalEntryView): Line {
    const role =
      entry.role === null || entry.role === 'system' ? null : this.roles.find(`roles.${entry.role}`);
    return {
      id: entry.line,
      at: this.formats.dateTime(entry.at.slice(0, 16)),
      what: this.sentenceOf(entry),
      reason: this.reasonOf(entry.reason ?? ''),
      fields: this.fieldsOf(entry),
      who: entry.username ?? this.t(withoutAccount(entry.role)),
      role: role ?? '',
      where: entry.placeName ?? '—',
      refused: entry.outcome === 'refused',
    };
  }

  /** Why an identity was opened; of an export, how many lines left; of what the vault swept, how many identities. */
  private reasonOf(reason: string): string {
    const [, what, n] = /^(lines|identities)-(\d+)$/.exec(reason) ?? [];
    return what === 'lines' || what === 'identities'
      ? this.t.count(what, Number(n))
      : (this.t.find(`reason.${reason}`) ?? '');
  }

  /** The changed fields that have a word; the others would be code names to the reader. */
  private fieldsOf({ fields, subject }: JournalEntryView): string {
    const words = fields.flatMap((field) => {
      const word = subject === 'setting' ? this.settings.find(field) : this.t.find(`field.${field}`);
      return word === null ? [] : [word];
    });
    return words.length === 0 ? '' : this.t('fields', { list: words.join(', ') });
  }

  /** The sentence of this very act, else that of the event, else the subject and the verb. */
  private sentenceOf({ command: text, subject }: JournalEntryView): string {
    const { command, asked } = actKeyOf(text);
    if (asked === null) {
      const own = this.t.find(`${subject}.${command}`) ?? this.events.find(`${subject}.${command}.done`);
      if (own !== null) return own;
    }
    const act = asked === null ? '' : (this.events.find(`case.${asked}.verb`) ?? this.verbOf(asked));
    return this.t('act', {
      subject: this.t.find(`subject.${subject}`) ?? this.t('title'),
      command: this.t.find(`command.${command}`, { act }) ?? this.verbOf(command),
    });
  }

  private verbOf(command: string): string {
    return this.t.find(`command.${command}`) ?? this.t('command.other');
  }
}

/** Who acted without an account. */
const withoutAccount = (role: string | null): 'system' | 'invited' | 'unknown' =>
  role === 'system' || role === 'invited' ? role : 'unknown';
