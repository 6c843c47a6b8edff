import { Component, computed, effect, inject, input } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { getForm } from '@domain/forms/registry.js';
import { findQuestion } from '@domain/forms/questions.js';
import { textOf } from '@domain/forms/read.js';
import { injectTexts } from '../core/texts';
import { AnswerWords } from '../ui/form-renderer/answer-words';
import { FormWords } from '../ui/form-renderer/form-words';
import { casesTexts } from './texts';

const SHOWN = [
  'eligibility',
  'timing',
  'maternal_class',
  'icdmm_group',
  'icdpm_group',
  'child_group',
  'cod_underlying',
  'delay1_lvl',
  'delay2_lvl',
  'delay3_lvl',
  'avoidability',
];

/** The final classification in a few lines, and how it came about; the whole comparison has its own page. */
@Component({
  selector: 'app-case-conclusion',
  host: { class: 'block' },
  template: `
    <section class="card" aria-labelledby="conclusion">
      <h2 id="conclusion">{{ t('conclusion') }}</h2>
      <p class="small muted">{{ t.find('conclusion.' + conclusion().source) }}</p>
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
export class CaseConclusion {
  readonly conclusion = input.required<NonNullable<CaseView['conclusion']>>();
  protected readonly t = injectTexts(casesTexts);
  private readonly words = inject(FormWords);
  private readonly answers = inject(AnswerWords);

  /** The version that was answered. */
  private readonly form = computed(() => getForm('opinion', this.conclusion().formVersion));

  protected readonly lines = computed(() => {
    const { answers } = this.conclusion();
    const form = this.form();
    return SHOWN.flatMap((code) => {
      const question = findQuestion(form, code);
      const answer = answers[code];
      if (question === undefined || answer === undefined) return [];
      const masked = textOf(answers, code)?.startsWith('masked:') === true;
      const words = masked ? this.t('conclusion.masked') : this.answers.of(question, answer);
      return [{ code, label: this.words.label(form, code), words }];
    });
  });

  constructor() {
    effect(() => {
      void this.words.load(this.form());
    });
  }
}
