import { Component, computed, effect, inject, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { TaskView, WorklistView } from '@domain/tasks.js';
import { Api } from '../core/api';
import { DUE_GROUPS, dueGroup } from '../core/clock-words';
import { coreTexts } from '../core/core-texts';
import { eventTexts } from '../core/domain-texts';
import { formText } from '../core/form-text';
import { Formats, localNow } from '../core/formats';
import { Navigation } from '../core/navigation';
import { Permissions } from '../core/permissions';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { Sought } from '../core/sought';
import { injectTexts } from '../core/texts';
import { Waiting } from '../core/waiting';
import { groupNumber } from '../ui/copy-number';
import { Empty } from '../ui/empty';
import { FilterChips, type FilterChip } from '../ui/filter-chips';
import { Icon } from '../ui/icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { HOME_ROLES } from './home-roles';
import { RoleHome } from './role-home';
import { FILTERS, filterIcon, filterOf, iconOf, linkOf, readingOf, type TaskFilter } from './task-row';
import { worklistTexts } from './texts';

/** Home: what waits for me, by deadline, a verb first; beside it what waits at others, where the role oversees them. */
@Component({
  selector: 'app-worklist',
  imports: [Empty, FilterChips, Icon, ListRow, PageHead, ProblemBanner, RoleHome, RouterLink, Skeleton],
  template: `
    <app-page-head [title]="t('title')" [lead]="lead()">
      @if (may.can('list', 'Case')) {
        <form role="search" class="boxed with-search" (submit)="search($event)">
          <svg appIcon="search" />
          <input
            autocomplete="off"
            class="box"
            type="search"
            name="number"
            [placeholder]="t('search')"
            [attr.aria-label]="t('search.label')"
            maxlength="40"
          />
        </form>
      }
      @if (may.can('notify', 'Case')) {
        <a class="btn btn-primary" routerLink="/notifier"
          ><svg appIcon="plus" class="icon-20" /> {{ t('notify') }}</a
        >
      }
    </app-page-head>
    <div class="page">
      @if (chips().length > 2) {
        <app-filter-chips
          [chips]="chips()"
          [selected]="filter()"
          [label]="t('filter')"
          (choose)="choose($event)"
        />
      }
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        <div [class.cols]="elsewhere().length > 0">
          <div class="stack-24">
            @for (group of groups(); track group.key) {
              <section [attr.aria-labelledby]="'group-' + group.key">
                <h2 class="group-head" [id]="'group-' + group.key">
                  {{ t.find('group.' + group.key) }} <span>{{ group.tasks.length }}</span>
                </h2>
                <ul class="rows">
                  @for (task of group.tasks; track task.id) {
                    <li>
                      <app-list-row
                        [link]="linkOf(task)"
                        [needs]="readingOf(task)"
                        [icon]="iconOf(task)"
                        [title]="verb(task)"
                        [extra]="task.placeName && !isAction(task) ? label(task) : null"
                        [sub]="sub(task)"
                        [start]="task.startedAt"
                        [due]="task.dueAt ?? undefined"
                      />
                    </li>
                  }
                </ul>
              </section>
            } @empty {
              <app-empty
                [title]="t('empty.title')"
                [text]="t(filter() === 'all' ? 'empty.text' : 'empty.filtered')"
              >
                @if (may.can('notify', 'Case')) {
                  <div class="btns only-small">
                    <a class="btn btn-primary" routerLink="/notifier"
                      ><svg appIcon="plus" class="icon-20" /> {{ t('notify') }}</a
                    >
                  </div>
                }
              </app-empty>
              @if (filter() === 'all' && !hasHome() && doors().length > 0) {
                <nav class="narrow center" [attr.aria-label]="t('doors')">
                  <ul class="rows">
                    @for (door of doors(); track door.path) {
                      <li>
                        <a class="row row-plain" [routerLink]="door.path">
                          <span class="tile"><svg [appIcon]="door.icon" /></span>
                          <span class="row-text row-title">{{ core(door.key) }}</span>
                          <svg appIcon="chevron" class="icon-20 row-end" />
                        </a>
                      </li>
                    }
                  </ul>
                </nav>
              }
            }
            @if (hasHome() && filter() === 'all') {
              @defer (on immediate) {
                <app-role-home />
              }
            }
            @if (next()) {
              <button type="button" class="btn btn-block" [attr.aria-busy]="reading()" (click)="readOn()">
                {{ core('more') }}
              </button>
            }
            @if (problem(); as more) {
              <app-problem-banner [problem]="more" (retry)="readOn()" />
            }
          </div>
          @if (elsewhere().length > 0) {
            <aside class="stack">
              <section class="card">
                <h2>{{ t('elsewhere') }}</h2>
                <dl class="pairs">
                  @for (line of elsewhere(); track line.event) {
                    <div>
                      <dt>{{ t.find('elsewhere.' + line.event) ?? verbOf('case', line.event) }}</dt>
                      <dd>{{ line.count }}</dd>
                    </div>
                  }
                </dl>
              </section>
              <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
            </aside>
          }
        </div>
      } @else if (found.loading()) {
        <app-skeleton [rows]="5" />
      }
    </div>
  `,
})
export class Worklist {
  protected readonly t = injectTexts(worklistTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly events = injectTexts(eventTexts);
  protected readonly may = inject(Permissions);
  private readonly api = inject(Api);
  private readonly formats = inject(Formats);
  private readonly router = inject(Router);
  private readonly sought = inject(Sought);
  private readonly session = inject(Session);
  private readonly navigation = inject(Navigation);
  private readonly now = Date.now();

  protected readonly filter = signal<TaskFilter | 'all'>('all');
  /** The server filters only when it holds more than was read. */
  private readonly filtered = signal<TaskFilter | null>(null);
  protected readonly found = this.api.read<WorklistView>(() => {
    const filter = this.filtered();
    return filter === null ? '/tasks' : `/tasks?filter=${filter}`;
  });
  private readonly items = linkedSignal<readonly TaskView[]>(() => this.found.value()?.items ?? []);
  protected readonly next = linkedSignal<string | null>(() => this.found.value()?.next ?? null);
  protected readonly reading = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly elsewhere = computed(() => this.found.value()?.elsewhere ?? []);

  /** Region, partner, national level, administration: their home says what they can do. */
  protected readonly hasHome = computed(() => this.may.is(...HOME_ROLES));
  /** Where else to go when nothing waits: the other pages of this person. */
  protected readonly doors = computed(() =>
    this.navigation.all().filter(({ path }) => !['/', '/notifier', '/aide', '/journal'].includes(path)),
  );
  protected readonly linkOf = linkOf;
  protected readonly readingOf = readingOf;
  protected readonly iconOf = iconOf;

  protected readonly lead = computed(() => {
    const place = this.session.view()?.memberships[0]?.placeName;
    const today = this.formats.date(localNow(this.now), 'long');
    return place ? `${today} · ${place}` : today;
  });

  private readonly complete = computed(() => this.filtered() === null && this.next() === null);
  protected readonly chips = computed<readonly FilterChip[]>(() => {
    const items = this.items();
    const all = { value: 'all', label: this.t('filter.all') };
    const icon = (filter: TaskFilter): Partial<FilterChip> =>
      filter === 'follow-up' ? {} : { icon: filterIcon(filter) };
    if (!this.complete()) {
      return [all, ...FILTERS.map((value) => ({ value, label: this.t(`filter.${value}`), ...icon(value) }))];
    }
    const counted = FILTERS.map((value) => ({
      value,
      count: items.filter((task) => filterOf(task) === value).length,
    }));
    return [
      { ...all, count: items.length },
      ...counted
        .filter(({ count }) => count > 0)
        .map(({ value, count }) => ({ value, count, label: this.t(`filter.${value}`), ...icon(value) })),
    ];
  });

  protected readonly groups = computed(() => {
    const filter = this.filter();
    const kept = this.items().filter((task) => filter === 'all' || filterOf(task) === filter);
    return DUE_GROUPS.map((key) => ({
      key,
      tasks: kept.filter((task) => dueGroup(task.dueAt, this.now) === key),
    })).filter(({ tasks }) => tasks.length > 0);
  });

  constructor() {
    const waiting = inject(Waiting);
    effect(() => {
      const view = this.found.value();
      if (view && this.filtered() === null) waiting.know(view.total);
    });
  }

  protected choose(filter: string): void {
    const chosen = FILTERS.find((one) => one === filter) ?? 'all';
    if (!this.complete()) this.filtered.set(chosen === 'all' ? null : chosen);
    this.filter.set(chosen);
  }

  protected verb(task: TaskView): string {
    return this.t.find(`task.${task.subject}.${task.event}`) ?? this.verbOf(task.subject, task.event);
  }

  /** The verb of the machine that knows the event; tasks of a packet or an approval concern the case. */
  protected verbOf(subject: string, event: string): string {
    const machines = [subject, 'case', 'session', 'audit', 'packet', 'recommendation'];
    for (const machine of machines) {
      const verb = this.events.find(`${machine}.${event}.verb`);
      if (verb !== null) return verb;
    }
    return event;
  }

  /** An action is known by its words; a case by its place, and by its number where there is room. */
  protected isAction({ subject }: TaskView): boolean {
    return subject === 'recommendation';
  }

  protected sub(task: TaskView): string {
    if (task.placeName === null) return this.label(task);
    if (Date.parse(task.startedAt) > this.now)
      return this.t('task.from', { date: this.formats.date(task.startedAt) });
    return this.isAction(task) ? `${task.label} · ${task.placeName}` : task.placeName;
  }

  protected label(task: TaskView): string {
    if (task.subject === 'role-request' || task.subject === 'factor-lift') return task.label;
    return task.subject === 'approval' ? this.verbOf('case', task.label) : groupNumber(task.label);
  }

  protected async readOn(): Promise<void> {
    const cursor = this.next();
    if (cursor === null || this.reading()) return;
    this.reading.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.get<WorklistView>('/tasks', { cursor, filter: this.filtered() });
      this.items.update((items) => [...items, ...page.items]);
      this.next.set(page.next);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }

  protected async search(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const recherche = this.sought.nameOf(formText(event.target, 'number').trim());
    await this.router.navigate(['/cas'], { queryParams: { recherche } });
  }
}
