import { isBetween } from '../classification/icd10.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { codesOf, factOf, textOf } from '../forms/read.js';
import { CHAIN } from './opinion-cause.js';

const NAMED = [...CHAIN, 'cod_part2'] as const;

/** V17, one disease before another in a child: malaria before its anaemia, measles before its pneumonia. [domain 4.4] */
function oneBeforeAnother(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  if (code === undefined || factOf(context, 'kind') !== 'CHILD') return [];
  const named = NAMED.flatMap((question) => codesOf(answers, question));
  const first = (from: string, to: string): string | undefined =>
    named.find((one) => isBetween(one, from, to));
  const isAnaemia = isBetween(code, 'D50', 'D64') && !isBetween(code, 'D57', 'D57');
  const before = isAnaemia
    ? first('B50', 'B54')
    : isBetween(code, 'J09', 'J22')
      ? first('B05', 'B05')
      : undefined;
  if (before === undefined) return [];
  return [
    { code: 'V17.disease-before', severity: 'WARN', question: 'cod_underlying', params: { code, before } },
  ];
}

/** V17 on the cause of a child's death. */
export const childCauseRules = [
  { code: 'V17.child', check: oneBeforeAnother },
] as const satisfies readonly Rule[];
