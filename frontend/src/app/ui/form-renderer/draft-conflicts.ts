import { Component, inject, input } from '@angular/core';
import type { Question } from '@domain/forms/form.js';
import { questionsOf } from '@domain/forms/questions.js';
import { injectTexts } from '../../core/texts';
import type { Conflict, DraftSaver } from '../../offline/draft-saver';
import { Banner } from '../banner';
import { AnswerWords } from './answer-words';
import type { FormState } from './form-state';
import { FormWords } from './form-words';
import { formTexts } from './texts';

/** Fields that two people changed at the same time: theirs is kept, mine can be put back. Inputs: `state`, `saver`. */
@Component({
  selector: 'app-draft-conflicts',
  host: { class: 'block stack-8' },
  imports: [Banner],
  template: `
    @for (conflict of saver().conflicts(); track conflict.question) {
      <app-banner tone="warn" [lead]="label(conflict)" role="status">
        {{ t('conflict') }}
        <div class="btns">
          <button type="button" class="btn" (click)="saver().takeMine(conflict)">
            {{ t('conflict.mine', { value: say(conflict, 'mine') }) }}
          </button>
          <button type="button" class="btn" (click)="saver().dismiss(conflict)">
            {{ t('conflict.theirs', { value: say(conflict, 'theirs') }) }}
          </button>
        </div>
      </app-banner>
    }
  `,
})
export class DraftConflicts {
  readonly state = input.required<FormState>();
  readonly saver = input.required<DraftSaver>();
  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(FormWords);
  private readonly answers = inject(AnswerWords);

  protected label({ question }: Conflict): string {
    return this.words.label(this.state().source.form, question);
  }

  protected say(conflict: Conflict, side: 'mine' | 'theirs'): string {
    const question: Question | undefined = questionsOf(this.state().source.form).find(
      ({ code }) => code === conflict.question,
    );
    return question ? this.answers.of(question, conflict[side], this.state().places()) : '';
  }
}
