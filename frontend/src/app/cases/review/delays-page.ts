import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DraftView } from '@domain/cases/case.js';
import type { Delay } from '@domain/classification/delays.js';
import { Api } from '../../core/api';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { wideScreen } from '../../core/wide-screen';
import { groupNumber } from '../../ui/copy-number';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { CaseFacts } from '../case-facts';
import { DelayDrawing } from './delay-drawing';
import { delayStory, wholeOf, type MarkKey } from './delay-story';
import { DelayWords } from './delay-words';
import { reviewTexts } from './texts';

interface DelayRow {
  readonly lane: 1 | 2 | 3;
  readonly detail: string;
  readonly value: string;
  readonly margin: string;
}

/** The three delays, computed from the times of the file: the picture, its sentence for each delay, and the list of times. */
@Component({
  selector: 'app-delays-page',
  imports: [DelayDrawing, Empty, Icon, PageHead, ProblemBanner, RouterLink, Skeleton],
  template: `
    <app-page-head
      [title]="t('delays')"
      [lead]="t('delays.lead')"
      [back]="['/cas', id()]"
      [crumbs]="crumbs()"
    >
      @if (drawable()) {
        <button type="button" class="btn" (click)="asTable.set(!asTable())">
          {{ t(asTable() ? 'delays.picture' : 'delays.table') }}
        </button>
      }
      <button type="button" class="btn" (click)="print()">
        <svg appIcon="printer" class="icon-20" /> {{ t('print') }}
      </button>
    </app-page-head>
    <div class="page">
      @if (draft.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="draft.reload()" />
      }
      @if (draft.value(); as view) {
        @if (isPartial()) {
          <p class="quiet-note"><svg appIcon="info" /> {{ t('delays.part') }}</p>
        }
        @if (!drawable()) {
          <app-empty [title]="t('delays.none.title')" [text]="t('delays.none.text')" icon="clock">
            @if (view.writable) {
              <div class="btns">
                <a class="btn btn-primary" [routerLink]="form()">{{ t('delays.fill') }}</a>
              </div>
            }
          </app-empty>
        } @else {
          <div class="cols">
            <div>
              <section class="card stack" [attr.aria-label]="t('delays')">
                @if (asTable()) {
                  <div>
                    <table class="table-cards">
                      <caption class="visually-hidden">
                        {{
                          t('delays.lead')
                        }}
                      </caption>
                      <thead>
                        <tr>
                          <th scope="col">{{ t('delays.column.delay') }}</th>
                          <th scope="col">{{ t('delays.column.between') }}</th>
                          <th scope="col" class="num">{{ t('delays.column.duration') }}</th>
                          <th scope="col" class="num">{{ t('delays.column.margin') }}</th>
                        </tr>
                      </thead>
                      <tbody>
                        @for (row of rows(); track row.lane) {
                          <tr>
                            <th scope="row">{{ name(row.lane) }}</th>
                            <td [attr.data-label]="t('delays.column.between')">{{ row.detail }}</td>
                            <td class="num" [attr.data-label]="t('delays.column.duration')">
                              {{ row.value }}
                            </td>
                            <td class="num" [attr.data-label]="t('delays.column.margin')">
                              {{ row.margin }}
                            </td>
                          </tr>
                        }
                      </tbody>
                    </table>
                  </div>
                } @else {
                  <app-delay-drawing [story]="story()" [wide]="isWide()" [label]="sentence()" />
                  <ul class="delay-rows">
                    @for (row of rows(); track row.lane) {
                      <li>
                        <svg viewBox="0 0 32 32" class="delay-swatch" aria-hidden="true">
                          <rect width="32" height="32" rx="5" [attr.fill]="'url(#delay-' + row.lane + ')'" />
                        </svg>
                        <span class="grow">
                          <b>{{ t(number(row.lane)) }}</b>
                          <span class="muted"> {{ t(verb(row.lane)) }}</span><br /><span
                            class="small muted"
                            >{{ row.detail }}</span
                          >
                        </span>
                        <b class="num delay-value">{{ row.value }}</b>
                      </li>
                    }
                  </ul>
                }
              </section>
              <div class="only-small no-print">
                <button type="button" class="btn btn-block" (click)="asTable.set(!asTable())">
                  {{ t(asTable() ? 'delays.picture' : 'delays.table') }}
                </button>
              </div>
            </div>
            <div>
              <section class="card" aria-labelledby="hours">
                <h2 id="hours">{{ t('delays.hours') }}</h2>
                <ol class="hours">
                  @for (mark of story().marks; track mark.n) {
                    <li>
                      <span class="pin-dot pin-big" [class.about]="mark.approximate">{{ mark.n }}</span>
                      <span class="grow">{{ words.name(mark, places(), deathPlace()) }}</span>
                      <span class="end num">
                        <b>{{ words.time(mark) }}</b><br /><span class="small muted">{{
                          words.day(mark)
                        }}</span>
                      </span>
                    </li>
                  }
                </ol>
              </section>
              @if (view.writable) {
                <a class="btn btn-block no-print" [routerLink]="form()"
                  ><svg appIcon="pencil" class="icon-20" /> {{ t('delays.correct') }}</a
                >
              }
            </div>
          </div>
        }
      } @else if (draft.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class DelaysPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(reviewTexts);
  protected readonly words = inject(DelayWords);
  private readonly facts = inject(CaseFacts);
  private readonly formats = inject(Formats);
  private readonly api = inject(Api);
  protected readonly isWide = wideScreen();
  protected readonly asTable = signal(false);
  protected readonly draft = this.api.read<DraftView>(() => `/cases/${this.id()}/forms/maternal_review`);
  private readonly view = this.api.read<CaseView>(() => `/cases/${this.id()}`);

  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: groupNumber(this.view.value()?.number ?? ''), link: ['/cas', this.id()] },
    { label: this.t('delays') },
  ]);
  protected readonly form = computed(() => ['/cas', this.id(), 'formulaire', 'maternal_review']);
  protected readonly story = computed(() => {
    const draft = this.draft.value();
    return delayStory(
      draft?.answers ?? {},
      draft?.context.documents['notification'],
      this.view.value()?.conclusion?.answers,
    );
  });
  protected readonly drawable = computed(() => wholeOf(this.story()) !== null);
  protected readonly isPartial = computed(() => {
    const draft = this.draft.value();
    return draft?.writable === true && draft.writableQuestions !== undefined;
  });
  protected readonly places = computed(() => {
    const draft = this.draft.value();
    return {
      ...draft?.places,
      ...Object.fromEntries((draft?.path ?? []).map(({ placeId, name }) => [placeId, name])),
    };
  });
  protected readonly deathPlace = computed(() => {
    const view = this.view.value();
    return view === undefined ? null : this.facts.placeInside(view.facts.deathPlace);
  });

  protected readonly rows = computed<readonly DelayRow[]>(() => {
    const story = this.story();
    const { first, way, transfer, care } = story.delays;
    const inside = this.t('delays.inside');
    const second = [
      way === null ? null : this.between('decision', way.censored ? 'death' : 'arrival'),
      transfer === null
        ? null
        : this.t('delays.2.transfer', {
            duration: this.value(transfer),
            between: this.between('referral', transfer.censored ? 'death' : 'arrival2'),
          }),
    ].filter((part) => part !== null);
    const start: MarkKey = story.inside ? 'onset' : 'arrival';
    const care3 = {
      none: `${this.between(start, 'death')} · ${this.t('delays.3.none')}`,
      given: `${this.between(start, 'decisive')} · ${this.t('delays.3.given')}`,
      unsaid: `${this.between(start, 'death')} · ${this.t('delays.3.open')}`,
    }[story.decisive];
    return [
      {
        lane: 1,
        detail: story.inside ? inside : this.detail(this.between('onset', 'decision'), first),
        value: this.value(first, story.inside),
        margin: this.margin(first),
      },
      {
        lane: 2,
        detail: story.inside && second.length === 0 ? inside : second.join(' · '),
        value: this.value(way ?? transfer, story.inside),
        margin: this.margin(way ?? transfer),
      },
      {
        lane: 3,
        detail: care3,
        value: this.value(care, story.decisive === 'unsaid'),
        margin: this.margin(care),
      },
    ];
  });
  protected readonly sentence = computed(() =>
    this.t('delays.label', {
      sentences: this.rows()
        .map(({ lane, value }) => `${this.name(lane)} : ${value}.`)
        .join(' '),
    }),
  );

  protected name(lane: DelayRow['lane']): string {
    return `${this.t(this.number(lane))}, ${this.t(this.verb(lane))}`;
  }

  protected number(lane: DelayRow['lane']): 'delays.1' | 'delays.2' | 'delays.3' {
    return `delays.${lane}`;
  }

  protected verb(lane: DelayRow['lane']): 'delays.1.name' | 'delays.2.name' | 'delays.3.name' {
    return `delays.${lane}.name`;
  }

  protected print(): void {
    window.print();
  }

  /** "de 1 à 2", by the numbers of the list. */
  private between(from: MarkKey, to: MarkKey): string {
    const number = (key: MarkKey): string =>
      String(this.story().marks.find((mark) => mark.key === key)?.n ?? '?');
    if (to === 'death') return this.t('delays.until-death', { from: number(from) });
    return this.t('delays.since', { from: number(from), to: number(to) });
  }

  private detail(between: string, delay: Delay | null): string {
    return delay !== null && delay.margin > 0 ? `${between} · ${this.t('delays.approx')}` : between;
  }

  private value(delay: Delay | null, none = false): string {
    if (delay === null) return none ? '–' : this.t('delays.unknown');
    const duration = this.words.hours(Math.round(delay.hours * 60));
    return delay.censored ? this.t('delays.at-least', { duration }) : duration;
  }

  private margin(delay: Delay | null): string {
    if (delay === null || delay.margin === 0) return '–';
    return this.t('delays.margin', { margin: this.formats.duration(Math.round(delay.margin * 60), true) });
  }
}
