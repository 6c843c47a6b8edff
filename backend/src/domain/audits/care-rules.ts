import { childCareWithheld } from '../cases/child-care.js';
import { careWithheld } from '../cases/maternal-care.js';
import { perinatalCareWithheld } from '../cases/perinatal-care.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { documentOf, has } from '../forms/read.js';

/** Care withheld as the facts of each review tell it. Nothing to say of a woman who arrived dead. */
const withheldBy: Readonly<Record<string, (review: Answers) => readonly string[]>> = {
  maternal_review: (review) => (has(review, 'adm_consciousness', 'DEAD') ? [] : careWithheld(review)),
  perinatal_review: perinatalCareWithheld,
  child_review: childCareWithheld,
};

/** V24: no third delay, although care was not available, or was called for and not given. */
function noDelayDespiteCare(answers: Answers, context: Context): readonly Issue[] {
  if (!has(answers, 'delay3_lvl', 'NO')) return [];
  return Object.entries(withheldBy).flatMap(([form, withheld]) => {
    const review = documentOf(context, form);
    return (review === undefined ? [] : withheld(review)).map((item): Issue => ({
      code: `V24.${item.toLowerCase().replaceAll('_', '-')}`,
      severity: 'WARN',
      question: 'delay3_lvl',
      params: { item },
    }));
  });
}

/** V24 on the facts of the review. */
export const careRules = [{ code: 'V24', check: noDelayDespiteCare }] as const satisfies readonly Rule[];
