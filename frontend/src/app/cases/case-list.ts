import { Component, computed, DestroyRef, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { CaseKind, CaseRow } from '@domain/cases/case.js';
import { CASE_STATES } from '@domain/cases/case-workflow.js';
import type { Page } from '@domain/receipt.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { stateTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Sought } from '../core/sought';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Empty } from '../ui/empty';
import { ExportDoor } from '../ui/export/export-door';
import { FilterChips, type FilterChip } from '../ui/filter-chips';
import { Icon } from '../ui/icon';
import { kindIcon } from '../ui/kind-icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { CaseFacts } from './case-facts';
import { CaseRows } from './case-rows';
import { CasesHere } from './cases-here';
import { casesTexts } from './texts';

const KINDS: readonly CaseKind[] = ['MAT', 'SB', 'NND', 'CHILD', 'WRA'];
const ALL = 'tous';

/** The cases that this person may see, newest first: a table on a laptop, rows on a phone. Filters live in the address. */
@Component({
  selector: 'app-case-list',
  imports: [
    CaseRows,
    Empty,
    ExportDoor,
    FilterChips,
    Icon,
    ListRow,
    PageHead,
    ProblemBanner,
    RouterLink,
    Skeleton,
  ],
  template: `
    <app-page-head [title]="t('title')">
      @if (may.can('freeze', 'Case')) {
        <a class="btn" routerLink="/cas/qualite">{{ t('quality.link') }}</a>
      }
      @if (exportable()) {
        <app-export-door path="/cases" [filters]="query()" />
      }
      @if (may.can('notify', 'Case')) {
        <a class="btn btn-primary" routerLink="/notifier"
          ><svg appIcon="plus" class="icon-20" /> {{ t('notify') }}</a
        >
      }
    </app-page-head>
    <div class="page">
      <form role="search" class="search-line" (submit)="search($event)">
        <div class="boxed with-search">
          <svg appIcon="search" />
          <input
            class="box"
            type="search"
            enterkeyhint="search"
            name="number"
            autocomplete="off"
            maxlength="40"
            [value]="sought()"
            [placeholder]="t('search.placeholder')"
            [attr.aria-label]="t('search.label')"
          />
        </div>
        <button type="submit" class="btn wide-only">{{ t('search.go') }}</button>
      </form>
      <app-filter-chips
        [chips]="kindChips()"
        [selected]="kind() ?? all"
        [label]="t('filter.kind')"
        (choose)="filter({ genre: $event })"
      />
      <app-filter-chips
        [chips]="stateChips()"
        [selected]="state() ?? all"
        [label]="t('filter.state')"
        (choose)="filter({ etape: $event })"
      />
      @if (ofHere().length > 0) {
        <section class="stack-8" [attr.aria-label]="t('here.list')">
          <h2 class="group-head">{{ t('here.list') }}</h2>
          <ul class="rows">
            @for (one of ofHere(); track one.view.id) {
              <li>
                <app-list-row
                  [link]="['/cas', one.view.id]"
                  [icon]="icon(one.view.kind)"
                  [title]="facts.kind(one.view)"
                  [sub]="facts.line(one.view)"
                >
                  <span class="chips row-chips"
                    ><span class="chip" [class.chip-warn]="one.state === 'refused'">{{
                      t.find('here.' + one.state + '.chip')
                    }}</span></span
                  >
                </app-list-row>
              </li>
            }
          </ul>
        </section>
      }
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        @if (items().length === 0) {
          @if (ofHere().length === 0) {
            <app-empty
              [title]="t(filtered() ? 'empty.filtered.title' : 'empty.title')"
              [text]="t(filtered() ? 'empty.filtered.text' : 'empty.text')"
            >
              <div class="btns">
                @if (filtered()) {
                  <a class="btn btn-primary" routerLink="/cas">{{ t('empty.all') }}</a>
                } @else if (may.can('notify', 'Case')) {
                  <a class="btn btn-primary" routerLink="/notifier"
                    ><svg appIcon="plus" class="icon-20" /> {{ t('notify') }}</a
                  >
                }
              </div>
            </app-empty>
          }
        } @else {
          <app-case-rows [items]="items()" />
        }
        @if (next()) {
          <button type="button" class="btn btn-block" [attr.aria-busy]="reading()" (click)="readOn()">
            {{ core('more') }}
          </button>
        }
        @if (problem(); as more) {
          <app-problem-banner [problem]="more" (retry)="readOn()" />
        }
        @if (exportable()) {
          <app-export-door class="only-small" [block]="true" path="/cases" [filters]="query()" />
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="6" />
      }
    </div>
  `,
})
export class CaseList {
  /** From the address: state, kind and the name of what is searched. */
  readonly etape = input<string>();
  readonly genre = input<string>();
  readonly recherche = input<string>();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly states = injectTexts(stateTexts);
  protected readonly may = inject(Permissions);
  protected readonly facts = inject(CaseFacts);
  protected readonly icon = kindIcon;
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly here = inject(CasesHere);
  private readonly searches = inject(Sought);

  protected readonly all = ALL;
  protected readonly state = computed(() => CASE_STATES.find((state) => state === this.etape()) ?? null);
  protected readonly kind = computed(() => KINDS.find((kind) => kind === this.genre()) ?? null);
  protected readonly sought = computed(() => this.searches.textOf(this.recherche()));
  protected readonly filtered = computed(
    () => this.state() !== null || this.kind() !== null || this.sought() !== '',
  );

  protected readonly exportable = computed(() => this.items().length > 0 && this.may.can('export', 'Case'));

  protected readonly query = computed(() => ({
    state: this.state(),
    kind: this.kind(),
    search: this.sought() === '' ? null : this.sought(),
  }));
  protected readonly found = this.api.read<Page<CaseRow>>(() => {
    const given = Object.entries(this.query()).filter((entry): entry is [string, string] => !!entry[1]);
    return given.length === 0 ? '/cases' : `/cases?${new URLSearchParams(given).toString()}`;
  });
  protected readonly items = linkedSignal<readonly CaseRow[]>(() => this.found.value()?.items ?? []);
  protected readonly next = linkedSignal<string | null>(() => this.found.value()?.next ?? null);
  /** Notified on this device, and not on the list of the server. */
  protected readonly ofHere = computed(() =>
    this.filtered()
      ? []
      : this.here.all().filter(({ view }) => !this.items().some(({ id }) => id === view.id)),
  );
  protected readonly reading = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly kindChips = computed<readonly FilterChip[]>(() => [
    { value: ALL, label: this.t('filter.all') },
    ...KINDS.map((value) => ({ value, label: this.t(`kinds.${value}`) })),
  ]);
  protected readonly stateChips = computed<readonly FilterChip[]>(() => [
    { value: ALL, label: this.t('filter.all-states') },
    ...CASE_STATES.map((value) => ({ value, label: this.states.find(`case.${value}`) ?? value })),
  ]);

  constructor() {
    inject(DestroyRef).onDestroy(
      inject(Outbox).watch('/cases', () => {
        this.found.reload();
      }),
    );
  }

  protected filter(part: { readonly etape?: string; readonly genre?: string }): void {
    const chosen = Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, value === ALL ? null : value]),
    );
    void this.router.navigate(['/cas'], { queryParams: chosen, queryParamsHandling: 'merge' });
  }

  protected search(event: SubmitEvent): void {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement).get('number');
    const text = typeof typed === 'string' ? typed.trim() : '';
    void this.router.navigate(['/cas'], {
      queryParams: { recherche: this.searches.nameOf(text) },
      queryParamsHandling: 'merge',
    });
  }

  protected async readOn(): Promise<void> {
    const cursor = this.next();
    if (cursor === null || this.reading()) return;
    this.reading.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.list<CaseRow>('/cases', { ...this.query(), cursor });
      this.items.update((items) => [...items, ...page.items]);
      this.next.set(page.next);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }
}
