import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Page } from '@domain/receipt.js';
import type { SessionRow } from '@domain/sessions/session.js';
import { SESSION_STATES } from '@domain/sessions/session-workflow.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { codeTexts, stateTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { groupNumber } from '../ui/copy-number';
import { Empty } from '../ui/empty';
import { FilterChips } from '../ui/filter-chips';
import { Icon } from '../ui/icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { sessionsTexts } from './texts';

const ALL = 'toutes';
/** Open ones first, then what is planned, then what is over. */
const ORDER = ['open', 'planned', 'closed', 'cancelled'] as const;

/** The audit sessions of this person's centre or district, by where they are. */
@Component({
  selector: 'app-session-list',
  imports: [Empty, FilterChips, Icon, ListRow, PageHead, ProblemBanner, RouterLink, Skeleton],
  template: `
    <app-page-head [title]="t('title')" [phoneActs]="false">
      @if (may.can('plan', 'Session')) {
        <a class="btn btn-primary" routerLink="/seances/nouvelle"
          ><svg appIcon="plus" class="icon-20" /> {{ t('plan') }}</a
        >
      }
    </app-page-head>
    <div class="page">
      <app-filter-chips
        [chips]="chips()"
        [selected]="state() ?? all"
        [label]="t('filter')"
        (choose)="filter($event)"
      />
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        @for (group of groups(); track group.state) {
          <section [attr.aria-labelledby]="'group-' + group.state">
            <h2 class="group-head" [id]="'group-' + group.state">
              {{ states.find('session.' + group.state) }} <span>{{ group.rows.length }}</span>
            </h2>
            <ul class="rows">
              @for (row of group.rows; track row.id) {
                <li>
                  <app-list-row
                    [link]="['/seances', row.id]"
                    [needs]="'/sessions/' + row.id"
                    icon="users"
                    [title]="t.find('row.' + row.state) ?? ''"
                    [extra]="number(row)"
                    [sub]="sub(row)"
                  >
                    <span class="chips row-chips"
                      ><span class="chip">{{ typeOf(row) }}</span></span
                    >
                  </app-list-row>
                </li>
              }
            </ul>
          </section>
        } @empty {
          <app-empty
            icon="users"
            [title]="t('empty.title')"
            [text]="t(state() === null ? 'empty.text' : 'empty.filtered')"
          >
            @if (state() === null && may.can('list', 'Case')) {
              <div class="btns">
                <a class="btn btn-primary" routerLink="/cas" [queryParams]="{ etape: 'ready' }">{{
                  t('empty.cases')
                }}</a>
              </div>
            }
          </app-empty>
        }
        @if (next()) {
          <button type="button" class="btn btn-block" [attr.aria-busy]="reading()" (click)="readOn()">
            {{ core('more') }}
          </button>
        }
        @if (problem(); as more) {
          <app-problem-banner [problem]="more" (retry)="readOn()" />
        }
        @if (may.can('plan', 'Session') && groups().length > 0) {
          <a class="btn btn-block only-small" routerLink="/seances/nouvelle"
            ><svg appIcon="plus" class="icon-20" /> {{ t('plan') }}</a
          >
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="4" />
      }
    </div>
  `,
})
export class SessionList {
  /** From the address: the state that is shown. */
  readonly etape = input<string>();

  protected readonly t = injectTexts(sessionsTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly states = injectTexts(stateTexts);
  private readonly codes = injectTexts(codeTexts);
  protected readonly may = inject(Permissions);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly formats = inject(Formats);
  protected readonly all = ALL;

  protected readonly state = computed(() => SESSION_STATES.find((one) => one === this.etape()) ?? null);
  protected readonly found = this.api.read<Page<SessionRow>>(() => {
    const state = this.state();
    return state === null ? '/sessions' : `/sessions?state=${state}`;
  });
  private readonly items = linkedSignal<readonly SessionRow[]>(() => this.found.value()?.items ?? []);
  protected readonly next = linkedSignal<string | null>(() => this.found.value()?.next ?? null);
  protected readonly reading = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly chips = computed(() => [
    { value: ALL, label: this.t('filter.all') },
    ...SESSION_STATES.map((value) => ({ value, label: this.states.find(`session.${value}`) ?? value })),
  ]);
  protected readonly groups = computed(() =>
    ORDER.map((state) => ({ state, rows: this.items().filter((row) => row.state === state) })).filter(
      ({ rows }) => rows.length > 0,
    ),
  );

  protected number(row: SessionRow): string {
    return groupNumber(row.caseNumber);
  }

  protected sub(row: SessionRow): string {
    return `${row.placeName} · ${this.formats.dateTime(row.plannedFor)}`;
  }

  /** The kind of session, without its explanation. */
  protected typeOf({ type }: SessionRow): string {
    return (this.codes.find(`CL_SESSION_TYPE.${type}`) ?? type).replace(/\s*\(.*$/, '');
  }

  protected filter(state: string): void {
    void this.router.navigate(['/seances'], { queryParams: { etape: state === ALL ? null : state } });
  }

  protected async readOn(): Promise<void> {
    const cursor = this.next();
    if (cursor === null || this.reading()) return;
    this.reading.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.list<SessionRow>('/sessions', { state: this.state(), cursor });
      this.items.update((items) => [...items, ...page.items]);
      this.next.set(page.next);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }
}
