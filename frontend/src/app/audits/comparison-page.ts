import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ComparisonView, Level } from '@domain/audits/audit.js';
import { gradesOf } from '@domain/audits/comparison.js';
import { Api } from '../core/api';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { breakable } from '../core/typography';
import { wideScreen } from '../core/wide-screen';
import { groupNumber } from '../ui/copy-number';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { LevelBars } from '../ui/level-bars';
import { ItemWords } from '../ui/opinion/item-words';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { factorsIn, linesOf, reviewersAgree, sharesIn, type ComparedLine } from './compared';
import { auditsTexts } from './texts';

type Seat = ComparisonView['columns'][number]['seat'];

const LEVELS: readonly Level[] = ['MAJOR', 'MODERATE', 'MINOR', 'NONE'];

/** The opinions of one file side by side, reviewers as letters, and what was kept of them. Read after the conclusion only. */
@Component({
  selector: 'app-comparison-page',
  imports: [Empty, Icon, LevelBars, PageHead, ProblemBanner, RouterLink, Skeleton],
  template: `
    <app-page-head [title]="title()" [lead]="t('compare.lead')" [back]="['/cas', id()]" [crumbs]="crumbs()">
      @if (found.value()) {
        <button type="button" class="btn" (click)="print()">
          <svg appIcon="printer" class="icon-20" /> {{ t('compare.print') }}
        </button>
      }
    </app-page-head>
    <div class="page">
      @if (found.problem()?.code === 'comparison.not-yet') {
        <app-empty icon="hourglass" [title]="t('compare.not-yet')">
          <div class="btns">
            <a class="btn btn-primary" [routerLink]="['/cas', id()]">{{ t('compare.to-case') }}</a>
          </div>
        </app-empty>
      } @else if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as view) {
        <div class="verdicts">
          <section class="card verdict" aria-labelledby="verdict">
            <app-level-bars class="bars-only" [level]="view.level" [big]="true" />
            <div>
              <h2 id="verdict" class="heading">{{ verdict() }}</h2>
              <p class="small muted">{{ tally() }}</p>
            </div>
            <p class="verdict-source">{{ source() }}</p>
          </section>
          @if (view.reason; as reason) {
            <section class="card" aria-labelledby="reason">
              <h2 id="reason" class="line"><svg appIcon="gavel" /> {{ t('compare.reason') }}</h2>
              <p class="pre">{{ reason }}</p>
            </section>
          }
        </div>
        @if (isWide() || printing()) {
          <div class="card card-flush">
            <div class="table-scroll">
              <table class="compare">
                <caption class="visually-hidden">
                  {{
                    t('compare.table')
                  }}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">{{ t('compare.question') }}</th>
                    @for (seat of seats(); track seat) {
                      <th scope="col">
                        {{ shortOf(seat) }}
                        @if (seat !== 'FINAL') {
                          <small>{{ t.find('compare.seat.' + seat) }}</small>
                        }
                      </th>
                    }
                    @if (compared()) {
                      <th scope="col">{{ t('compare.level') }}</th>
                    }
                  </tr>
                </thead>
                <tbody>
                  @for (line of lines(); track line.key) {
                    <tr>
                      <th scope="row">{{ labelOf(line) }}</th>
                      @for (seat of seats(); track seat) {
                        <td [class.differs]="line.differing.includes(seat)" [class.kept]="seat === 'FINAL'">
                          {{ words(line, seat) }}
                        </td>
                      }
                      @if (compared()) {
                        <td>
                          @if (line.follows) {
                            <span class="small muted">{{ t('compare.follows') }}</span>
                          } @else {
                            <app-level-bars [level]="line.level" />
                          }
                        </td>
                      }
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          </div>
        } @else {
          <ul class="stack">
            @for (line of shown(); track line.key) {
              <li class="card">
                <div class="spread">
                  <h3>{{ labelOf(line) }}</h3>
                  @if (line.follows) {
                    <span class="small muted">{{ t('compare.follows') }}</span>
                  } @else if (compared()) {
                    <app-level-bars [level]="line.level" />
                  }
                </div>
                <dl class="opinions">
                  @for (seat of seats(); track seat) {
                    <div>
                      <dt>{{ shortOf(seat) }}</dt>
                      <dd [class.differs]="line.differing.includes(seat)" [class.kept]="seat === 'FINAL'">
                        {{ words(line, seat) }}
                      </dd>
                    </div>
                  }
                </dl>
              </li>
            }
          </ul>
          @if (folded().length > 0 && !unfolded()) {
            <button type="button" class="btn btn-block" (click)="unfolded.set(true)">
              {{ t.count('compare.identical', folded().length) }}
            </button>
          }
        }
        @if (factors().length > 0) {
          <section class="card card-flush" aria-labelledby="factors">
            <div class="card-head">
              <h2 id="factors">{{ t('compare.factors') }}</h2>
              <p class="small muted num">{{ shares() }}</p>
            </div>
            <table class="table-dots">
              <caption class="visually-hidden">
                {{
                  t('compare.factors')
                }}
              </caption>
              <thead>
                <tr>
                  <th scope="col">
                    <span class="visually-hidden">{{ t('compare.factors') }}</span>
                  </th>
                  @for (seat of seats(); track seat) {
                    <th scope="col">{{ shortOf(seat) }}</th>
                  }
                </tr>
              </thead>
              <tbody>
                @for (factor of factors(); track factor.code) {
                  <tr>
                    <th scope="row">
                      <span class="muted small">{{ factor.code }}</span>
                      {{ breakable(items.factor(factor.code)) }}
                    </th>
                    @for (seat of seats(); track seat) {
                      <td>
                        <span class="dot" [class.dot-on]="factor.seats.includes(seat)"></span>
                        <span class="visually-hidden">{{
                          t(factor.seats.includes(seat) ? 'compare.has' : 'compare.has-not')
                        }}</span>
                      </td>
                    }
                  </tr>
                }
              </tbody>
            </table>
          </section>
        }
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class ComparisonPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(auditsTexts);
  protected readonly items = inject(ItemWords);
  private readonly formats = inject(Formats);
  protected readonly isWide = wideScreen();
  protected readonly found = inject(Api).read<ComparisonView>(() => `/cases/${this.id()}/comparison`);

  protected readonly unfolded = signal(false);
  protected readonly printing = signal(false);

  protected readonly seats = computed<readonly Seat[]>(() => {
    const seats = this.found.value()?.columns.map(({ seat }) => seat) ?? [];
    // The adjudication is what was kept: one column says it.
    return seats.filter((seat) => seat !== 'ADJ');
  });
  protected readonly compared = computed(() => this.seats().includes('R1'));
  protected readonly lines = computed(() => {
    const view = this.found.value();
    return view === undefined ? [] : linesOf(view);
  });
  /** Worst first, on a phone; what is identical is folded. */
  private readonly ranked = computed(() =>
    LEVELS.flatMap((level) => this.lines().filter((line) => line.level === level)),
  );
  protected readonly folded = computed(() =>
    this.compared() ? this.ranked().filter(({ level, follows }) => level === 'NONE' && !follows) : [],
  );
  protected readonly shown = computed(() => {
    const folded = new Set(this.folded());
    return this.unfolded() ? this.ranked() : this.ranked().filter((line) => !folded.has(line));
  });
  protected readonly factors = computed(() => {
    const view = this.found.value();
    return view === undefined ? [] : factorsIn(view);
  });
  protected readonly shares = computed(() => {
    const view = this.found.value();
    if (view === undefined) return '';
    return sharesIn(view)
      .map(({ pair, share }) => this.t('compare.shared', { pair, share: this.formats.share(share) }))
      .join(' · ');
  });

  protected readonly title = computed(() => {
    if (this.found.value() === undefined) return this.t('compare.title');
    const count = this.seats().filter((seat) => seat !== 'FINAL').length;
    return this.t(count < 2 ? 'compare.title.one' : count === 2 ? 'compare.title.two' : 'compare.title');
  });
  protected readonly crumbs = computed(() => {
    const number = this.found.value()?.number;
    return [
      { label: this.t('compare.case'), link: ['/cas'] },
      ...(number === undefined ? [] : [{ label: groupNumber(number), link: ['/cas', this.id()] }]),
      { label: this.title() },
    ];
  });
  private readonly counts = computed(() =>
    LEVELS.map((level) => ({
      level,
      n: this.lines().filter((line) => line.level === level && !line.follows).length,
    })),
  );
  /** "Écart majeur sur 4 questions" */
  protected readonly verdict = computed(() => {
    const level = this.found.value()?.level ?? 'NONE';
    if (!this.compared()) return this.t('compare.title.one');
    const n = this.counts().find((one) => one.level === level)?.n ?? 0;
    const words = this.t(`compare.worst.${level}`);
    return level === 'NONE' || n === 0 ? words : `${words} ${this.t.count('compare.on', n)}`;
  });
  protected readonly tally = computed(() => {
    const level = this.found.value()?.level ?? 'NONE';
    if (!this.compared()) return '';
    return this.counts()
      .filter((one) => one.n > 0 && one.level !== level)
      .map((one) => this.t.count(`compare.tally.${one.level}`, one.n))
      .join(' · ');
  });
  protected readonly source = computed(() => {
    const view = this.found.value();
    if (view === undefined) return '';
    const kept = this.t(`source.${view.route}`);
    if (view.route !== 'adjudicated' && view.route !== 'majority') return kept;
    return `${this.t(reviewersAgree(view) ? 'source.agree' : 'source.differ')} ${kept}`;
  });

  constructor() {
    // Paper takes the table, whatever the screen.
    effect((onCleanup) => {
      const before = (): void => {
        this.printing.set(true);
      };
      const after = (): void => {
        this.printing.set(false);
      };
      addEventListener('beforeprint', before);
      addEventListener('afterprint', after);
      onCleanup(() => {
        removeEventListener('beforeprint', before);
        removeEventListener('afterprint', after);
      });
    });
  }

  protected readonly breakable = breakable;

  protected shortOf(seat: Seat): string {
    return seat === 'FINAL' ? this.t('compare.final') : seat;
  }

  protected labelOf({ item, phase }: ComparedLine): string {
    return phase === null ? this.items.label(item) : this.items.phaseLabel(phase);
  }

  protected words({ item, phase }: ComparedLine, seat: Seat): string {
    const answers = this.found.value()?.columns.find((column) => column.seat === seat)?.answers ?? {};
    if (phase === null) return this.items.of(item, answers);
    return this.items.grade(gradesOf(answers).get(phase));
  }

  protected print(): void {
    this.printing.set(true);
    setTimeout(() => {
      globalThis.print();
    }, 50);
  }
}
