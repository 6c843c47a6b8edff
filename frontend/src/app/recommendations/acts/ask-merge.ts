import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Page } from '@domain/receipt.js';
import type { RecommendationRow, RecommendationView } from '@domain/recommendations/recommendation.js';
import { Api } from '../../core/api';
import { codeTexts } from '../../core/domain-texts';
import { injectTexts } from '../../core/texts';
import { ActFoot } from '../../ui/act-foot';
import { ProblemBanner } from '../../ui/problem-banner';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { Skeleton } from '../../ui/skeleton';
import { recommendationTexts } from '../texts';
import { isUnderWay } from '../under-way';

/** Joining two recommendations: the open one that stays, those on the same factor first. */
@Component({
  selector: 'app-ask-merge',
  host: { class: 'block stack' },
  imports: [ActFoot, ProblemBanner, RadioChoice, Skeleton],
  template: `
    <p>{{ t('merge.text') }}</p>
    @if (found.problem(); as problem) {
      <app-problem-banner [problem]="problem" (retry)="found.reload()" />
    }
    @if (found.value()) {
      @if (choices().length > 0) {
        <app-radio-choice
          name="into"
          [label]="t('merge.question')"
          [choices]="choices()"
          [value]="into()"
          [problem]="asked() && into() === null ? t('merge.missing') : ''"
          (choose)="into.set($event)"
        />
      } @else {
        <p class="muted">{{ t('merge.none') }}</p>
      }
    } @else if (found.loading()) {
      <app-skeleton [rows]="2" />
    }
    <app-act-foot [verb]="t('merge.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskMerge {
  readonly view = input.required<RecommendationView>();
  readonly busy = input(false);
  readonly answered = output<{ readonly into: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly codes = injectTexts(codeTexts);
  protected readonly found = inject(Api).read<Page<RecommendationRow>>(() => '/recommendations?limit=100');
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() => {
    const { id, factor } = this.view();
    const others = (this.found.value()?.items ?? []).filter((row) => row.id !== id && isUnderWay(row.state));
    const sorted = [...others].sort((a, b) => Number(b.factor === factor) - Number(a.factor === factor));
    return sorted.map((row) => ({
      value: row.id,
      label: row.action,
      hint: `${this.codes.find(`FACTOR.${row.factor}`) ?? row.factor} · ${row.placeName}`,
    }));
  });
  protected readonly into = signal<string | null>(null);
  protected readonly asked = signal(false);

  protected send(): void {
    this.asked.set(true);
    const into = this.into();
    if (into !== null) this.answered.emit({ into });
  }
}
