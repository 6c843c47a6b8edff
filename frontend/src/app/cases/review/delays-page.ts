import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DraftView } from '@domain/cases/case.js';
import { wholeOf } from '@domain/classification/delay-layout.js';
import { storyOf, type Mark } from '@domain/classification/delay-story.js';
import { reviewFormName } from '@domain/forms/registry.js';
import { Api } from '../../core/api';
import { injectTexts } from '../../core/texts';
import { wideScreen } from '../../core/wide-screen';
import { groupNumber } from '../../ui/copy-number';
import { DelayPanel } from '../../ui/delays/delay-panel';
import { DelayWords } from '../../ui/delays/delay-words';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { CaseFacts } from '../case-facts';
import { reviewTexts } from './texts';

/** The three delays, computed from the times of the file: the picture, its sentence for each delay, and the list of times. */
@Component({
  selector: 'app-delays-page',
  imports: [DelayPanel, Empty, Icon, PageHead, ProblemBanner, RouterLink, Skeleton],
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
      @if (view.problem() ?? draft.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="again()" />
      }
      @if (draft.value(); as found) {
        @if (isPartial()) {
          <p class="quiet-note"><svg appIcon="info" /> {{ t('delays.part') }}</p>
        }
        @if (!drawable()) {
          <app-empty [title]="t('delays.none.title')" [text]="t('delays.none.text')" icon="clock">
            @if (found.writable) {
              <div class="btns">
                <a class="btn btn-primary" [routerLink]="form()">{{ t('delays.fill') }}</a>
              </div>
            }
          </app-empty>
        } @else {
          <div class="cols">
            <div>
              <section class="card stack" [attr.aria-label]="t('delays')">
                <app-delay-panel [story]="story()" [wide]="isWide()" [asTable]="asTable()" />
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
                @if (wording(); as wording) {
                  <ol class="hours">
                    @for (mark of story().marks; track mark.n) {
                      <li>
                        <span class="pin-dot pin-big" [class.about]="mark.approximate">{{ mark.n }}</span>
                        <span class="grow">{{ name(mark) }}</span>
                        <span class="end num">
                          <b>{{ words.time(mark) }}</b><br /><span class="small muted">{{
                            words.day(mark, wording)
                          }}</span>
                        </span>
                      </li>
                    }
                  </ol>
                }
              </section>
              @if (found.writable) {
                <a class="btn btn-block no-print" [routerLink]="form()"
                  ><svg appIcon="pencil" class="icon-20" /> {{ t('delays.correct') }}</a
                >
              }
            </div>
          </div>
        }
      } @else if (draft.loading() || view.loading()) {
        <app-skeleton shape="page" />
      } @else if (view.value() && review() === undefined) {
        <app-empty [title]="t('delays.none.title')" [text]="t('delays.none.text')" icon="clock" />
      }
    </div>
  `,
})
export class DelaysPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(reviewTexts);
  protected readonly words = inject(DelayWords);
  private readonly facts = inject(CaseFacts);
  private readonly api = inject(Api);
  protected readonly isWide = wideScreen();
  protected readonly asTable = signal(false);
  protected readonly view = this.api.read<CaseView>(() => `/cases/${this.id()}`);
  private readonly kind = computed(() => this.view.value()?.kind ?? null);
  protected readonly review = computed(() => {
    const kind = this.kind();
    return kind === null ? undefined : reviewFormName(kind);
  });
  protected readonly draft = this.api.read<DraftView>(() => {
    const review = this.review();
    return review === undefined ? undefined : `/cases/${this.id()}/forms/${review}`;
  });

  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: groupNumber(this.view.value()?.number ?? ''), link: ['/cas', this.id()] },
    { label: this.t('delays') },
  ]);
  protected readonly form = computed(() => ['/cas', this.id(), 'formulaire', this.review() ?? '']);
  protected readonly story = computed(() => {
    const draft = this.draft.value();
    return storyOf(
      this.kind() ?? 'MAT',
      draft?.answers ?? {},
      draft?.context.documents['notification'],
      this.view.value()?.conclusion?.answers,
    );
  });
  protected readonly drawable = computed(() => wholeOf(this.story()) !== null);
  protected readonly wording = computed(() => this.words.wording(null));
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

  protected name(mark: Mark): string {
    const wording = this.wording();
    const view = this.view.value();
    if (wording === null) return '';
    const place = view === undefined ? null : this.facts.placeInside(view.facts.deathPlace);
    return mark.key === 'death' && place !== null
      ? this.t('delays.death-at', { place })
      : this.words.name(mark, this.story(), wording, this.places());
  }

  protected again(): void {
    this.view.reload();
    this.draft.reload();
  }

  protected print(): void {
    window.print();
  }
}
