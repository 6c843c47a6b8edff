import { careWithheld } from '../cases/maternal-care.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { documentOf, has } from '../forms/read.js';

/** V24: no third delay, although care was not available, or was called for and not given. Nothing to say of a woman who arrived dead. */
function noDelayDespiteCare(answers: Answers, context: Context): readonly Issue[] {
  const review = documentOf(context, 'maternal_review');
  if (!has(answers, 'delay3_lvl', 'NO') || review === undefined || has(review, 'adm_consciousness', 'DEAD'))
    return [];
  return careWithheld(review).map((item) => ({
    code: `V24.${item.toLowerCase().replaceAll('_', '-')}`,
    severity: 'WARN',
    question: 'delay3_lvl',
    params: { item },
  }));
}

/** V24 for a maternal death. */
export const careRules = [{ code: 'V24', check: noDelayDespiteCare }] as const satisfies readonly Rule[];
