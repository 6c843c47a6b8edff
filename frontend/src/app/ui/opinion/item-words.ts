import { inject, Injectable } from '@angular/core';
import { factorsOf, gradesOf, itemOf, questionOf, type Item } from '@domain/audits/comparison.js';
import type { Answers } from '@domain/forms/form.js';
import { findQuestion } from '@domain/forms/questions.js';
import { getForm } from '@domain/forms/registry.js';
import { injectTexts } from '../../core/texts';
import { AnswerWords } from '../form-renderer/answer-words';
import { OpinionNotes } from './opinion-notes';
import { opinionTexts } from './texts';

const FORM = 'opinion';

/** The items of an opinion in a few words each, as comparing needs them. */
@Injectable({ providedIn: 'root' })
export class ItemWords {
  private readonly t = injectTexts(opinionTexts);
  private readonly words = inject(AnswerWords);
  private readonly notes = inject(OpinionNotes);

  label(item: Item): string {
    return this.t(`item.${item}`);
  }

  /** "Qualité, CSCom" */
  phaseLabel(phase: string): string {
    return this.t('item.quality.phase', { phase: this.words.code('CL_PHASE', phase) });
  }

  grade(code: string | undefined): string {
    return code === undefined ? this.t('none') : (this.t.find(`grade.${code}`) ?? code);
  }

  factor(code: string): string {
    return this.words.code('FACTOR', code);
  }

  /** The answer to an item; times counted from `start` when it is given (blind zone). */
  of(item: Item, opinion: Answers, start?: string): string {
    const answer = itemOf(item, opinion);
    if (answer === undefined) return this.t('none');
    if (item === 'factors') return this.t.count('factors', factorsOf(opinion).size);
    if (item === 'quality') {
      return [...gradesOf(opinion)]
        .map(([phase, grade]) => `${this.words.code('CL_PHASE', phase)} ${grade}`)
        .join(', ');
    }
    const code = questionOf(item, opinion);
    const question = findQuestion(getForm(FORM), code);
    const value = 'value' in answer && typeof answer.value === 'string' ? answer.value : '';
    if (value.startsWith('masked:')) return this.t('masked');
    if (code === 'icdmm_group' && value !== '') return this.notes.group(value);
    if (question?.type === 'datetime' && start !== undefined) return this.words.since(start, answer);
    if (question?.list !== undefined && item === 'group' && value !== '')
      return `${value} ${this.words.code(question.list, value)}`;
    return question === undefined ? '' : this.words.of(question, answer);
  }
}
