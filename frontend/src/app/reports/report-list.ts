import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OwnReportsView, ReportingPlace, ReportLine } from '@domain/reports/zero-report.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { ReportWords } from './report-words';
import { StandingChip } from './standing-chip';
import { reportTexts } from './texts';
import { pageOf, ZeroTap } from './zero-tap';

/** What I send, for a facility by week or a village by month: what waits first, with one tap for zero, then the last periods. */
@Component({
  selector: 'app-report-list',
  imports: [Empty, Icon, PageHead, ProblemBanner, RouterLink, Skeleton, StandingChip, ZeroTap],
  template: `
    <app-page-head [title]="t('title')" [lead]="t('lead')" />
    <div class="page narrow">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as view) {
        @for (place of places(); track place.placeId) {
          <section class="stack" [attr.aria-labelledby]="'place-' + place.placeId">
            <h2 [id]="'place-' + place.placeId">{{ place.placeName }}</h2>
            @for (line of place.waiting; track line.period.code) {
              <section class="card stack" [attr.aria-labelledby]="'due-' + place.placeId + line.period.code">
                <div class="line wrap spread">
                  <h3 [id]="'due-' + place.placeId + line.period.code">{{ words.whole(line.period) }}</h3>
                  <app-standing-chip [line]="line" />
                </div>
                <p class="muted small">{{ words.due(line) }}</p>
                <app-zero-tap [place]="place" [line]="line" (sent)="found.reload()" />
                <a class="btn btn-block" [routerLink]="pageOf(place, line)">{{ t('some.week') }}</a>
              </section>
            } @empty {
              <p class="line"><svg appIcon="done" class="icon-20 ok" /> {{ t('nothing') }}</p>
            }
            <h3>{{ t('last') }}</h3>
            <ul class="rows">
              @for (line of place.rest; track line.period.code) {
                <li>
                  <a class="row row-plain" [routerLink]="pageOf(place, line)">
                    <span class="tile"><svg [appIcon]="words.look(line).icon" /></span>
                    <span class="row-text">
                      <span class="row-title">{{ words.name(line.period) }}</span>
                      <span class="row-sub">{{ subOf(line) }}</span>
                      <app-standing-chip [line]="line" />
                    </span>
                    <svg appIcon="chevron" class="icon-20 row-end" />
                  </a>
                </li>
              }
            </ul>
          </section>
        } @empty {
          <app-empty icon="calendar" [title]="t('empty.title')" [text]="t('empty.text')" />
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="5" />
      }
    </div>
  `,
})
export class ReportList {
  protected readonly t = injectTexts(reportTexts);
  protected readonly words = inject(ReportWords);
  protected readonly found = inject(Api).read<OwnReportsView>(() => '/reports');
  protected readonly pageOf = (place: ReportingPlace, line: ReportLine): readonly string[] =>
    pageOf(place, line);

  /** What waits oldest first: the late report before the new one. */
  protected readonly places = computed(() =>
    (this.found.value()?.places ?? []).map((place) => {
      const isWaiting = ({ standing }: ReportLine): boolean => standing === 'due' || standing === 'late';
      return {
        ...place,
        waiting: place.lines.filter(isWaiting).toReversed(),
        rest: place.lines.filter((line) => !isWaiting(line)),
      };
    }),
  );

  protected subOf(line: ReportLine): string {
    return [this.words.span(line.period), ...this.words.notes(line)]
      .filter((part) => part !== '')
      .join(' · ');
  }
}
