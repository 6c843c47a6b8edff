import { Component, computed, input } from '@angular/core';
import { leaksOf } from '@domain/recommendations/batch.js';
import { mayReachAsaco, type Audience } from '@domain/recommendations/audience.js';
import type { SmartQuestion } from '@domain/recommendations/smart.js';
import { textOf } from '@domain/forms/read.js';
import { reasonTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import type { FormState } from '../ui/form-renderer/form-state';
import { coachLines } from './coaching';
import { recommendationTexts } from './texts';

/** What is asked under the question that stands in bold; the others have a sentence of their own. */
const OWN = {
  'smart.verb': 'coach.what.ask',
  'smart.who': 'coach.who.ask',
  'smart.how': 'coach.how.ask',
  'smart.by-when': 'coach.when.ask',
  'smart.how-known': 'coach.known.ask',
} as const;

/**
 * "Sensibiliser les femmes": who, how, by when, how will we know? Five questions, each ticked as soon as the words answer it, live while
 * typing. Only the count is read out. Input: `state` of the form.
 */
@Component({
  selector: 'app-smart-coach',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <section class="card coach" [attr.aria-label]="t('coach')">
      <h2>{{ t('coach') }}</h2>
      <p class="small" role="status">{{ summary() }}</p>
      <ul class="coach-lines">
        @for (line of lines(); track line.about) {
          <li [class]="'coach-' + line.state">
            @switch (line.state) {
              @case ('said') {
                <svg appIcon="done" class="icon-20 ok" />
              }
              @case ('open') {
                <svg appIcon="help" class="icon-20 warn" />
              }
              @default {
                <span class="dot"></span>
              }
            }
            <span>
              <b>{{ t.find('coach.' + line.about) }}</b>
              @if (line.state === 'said') {
                <span class="visually-hidden">{{ t('coach.said') }}</span>
              }
              @for (ask of line.asks; track ask) {
                <span class="coach-ask">{{ sentence(ask) }}</span>
              }
            </span>
          </li>
        }
      </ul>
      @if (leaks().length > 0) {
        <div class="banner banner-warn">
          <svg appIcon="triangle-alert" />
          <div class="banner-body small">
            <b>{{ t('coach.leak') }}</b>
            @for (leak of leaks(); track leak) {
              {{ reasons.find(leak) }}
            }
          </div>
        </div>
      }
    </section>
  `,
})
export class SmartCoach {
  readonly state = input.required<FormState>();

  protected readonly t = injectTexts(recommendationTexts);
  protected readonly reasons = injectTexts(reasonTexts);

  protected readonly lines = computed(() => {
    const { answers, context } = this.state().source;
    return coachLines(answers(), context());
  });
  protected readonly summary = computed(() => {
    const lines = this.lines();
    if (lines.some(({ state }) => state === 'waits')) return this.t('coach.start');
    const left = lines.filter(({ state }) => state === 'open').length;
    return left === 0 ? this.t('coach.done') : this.t.count('coach.left', left);
  });
  /** What in the words would tell the ASACO of a case; nothing while it stays with the care team. */
  protected readonly leaks = computed(() => {
    const answers = this.state().source.answers();
    const audience = (textOf(answers, 'rec_audience') ?? 'ASACO') as Audience;
    if (!mayReachAsaco(textOf(answers, 'rec_factor') ?? '', audience)) return [];
    return leaksOf(textOf(answers, 'rec_action') ?? '');
  });

  protected sentence(ask: SmartQuestion): string {
    if (ask in OWN) return this.t(OWN[ask as keyof typeof OWN]);
    return this.reasons.find(ask) ?? '';
  }
}
