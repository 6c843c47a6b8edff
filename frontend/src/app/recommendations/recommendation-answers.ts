import { Component, computed, effect, inject, input } from '@angular/core';
import { findQuestion } from '@domain/forms/questions.js';
import { getForm } from '@domain/forms/registry.js';
import type { RecommendationView } from '@domain/recommendations/recommendation.js';
import { injectTexts } from '../core/texts';
import { AnswerWords } from '../ui/form-renderer/answer-words';
import { FormWords } from '../ui/form-renderer/form-words';
import { recommendationTexts } from './texts';

const FORM = getForm('recommendation');
const SHOWN = [
  'rec_factor',
  'rec_problem',
  'rec_indicator',
  'rec_proof_type',
  'rec_owner_role',
  'rec_support',
  'rec_level',
  'rec_strength',
  'rec_priority',
  'rec_resources',
  'rec_cost_fcfa',
  'rec_fund_source',
  'rec_audience',
  'rec_follow_member',
];

/** What a recommendation says, question by question; what this reader may not know is absent. */
@Component({
  selector: 'app-recommendation-answers',
  host: { class: 'block' },
  template: `
    <section class="card" aria-labelledby="asked">
      <h2 id="asked">{{ t('what') }}</h2>
      <dl class="answers">
        @for (line of lines(); track line.code) {
          <div>
            <dt>{{ line.label }}</dt>
            <dd>{{ line.words }}</dd>
          </div>
        }
      </dl>
    </section>
  `,
})
export class RecommendationAnswers {
  readonly view = input.required<RecommendationView>();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly forms = inject(FormWords);
  private readonly words = inject(AnswerWords);

  protected readonly lines = computed(() => {
    const { answers, followedByMe } = this.view();
    return SHOWN.flatMap((code) => {
      const answer = answers[code];
      const question = findQuestion(FORM, code);
      if (answer === undefined || question === undefined) return [];
      const isMe = code === 'rec_follow_member' && followedByMe;
      const said = isMe ? this.t('follow.me') : this.words.of(question, answer);
      return [{ code, label: this.forms.label(FORM, code), words: said }];
    });
  });

  constructor() {
    effect(() => {
      this.view();
      void this.forms.load(FORM);
    });
  }
}
