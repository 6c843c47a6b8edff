import { qualityConflict, worstGrade } from '../classification/avoidability.js';
import { factorPlace } from '../classification/factors.js';
import { treatmentTimes } from '../cases/care-times.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { has, isAfter, momentOf, rowsOf, textOf } from '../forms/read.js';
import { careRules } from './care-rules.js';
import { causeRules } from './cause-rules.js';
import { certificateRules } from './certificate-rules.js';
import { childCauseRules } from './child-cause-rules.js';
import { perinatalCauseRules } from './perinatal-cause-rules.js';
import { measuredDelays } from './clock-rules.js';
import { supportRules } from './support-rules.js';

/** V03: a decisive treatment lies between the first contact and the death; it may come before the referral. */
function decisiveTreatment(answers: Answers, context: Context): readonly Issue[] {
  const treated = momentOf(answers, 'first_definitive_at');
  const times = treatmentTimes(context);
  if (treated === undefined || times === undefined) return [];
  const { firstSeen, death } = times;
  const isTooEarly = firstSeen !== undefined && isAfter(firstSeen, treated);
  const isTooLate = death !== undefined && isAfter(treated, death);
  if (!isTooEarly && !isTooLate) return [];
  return [{ code: 'V03.first_definitive_at', severity: 'WARN', question: 'first_definitive_at' }];
}

const DELAYS = [
  [1, 'delay1_lvl'],
  [2, 'delay2_lvl'],
  [3, 'delay3_lvl'],
] as const;

/**
 * V19: a factor whose delays are all absent, or a delay present without any factor of its own. A factor without delay never
 * contradicts.
 */
function factorsAndDelays(answers: Answers): readonly Issue[] {
  const absent = new Set<number>();
  for (const [delay, question] of DELAYS) if (has(answers, question, 'NO')) absent.add(delay);
  const covered = new Set<number>();
  const issues = rowsOf(answers, 'factors').flatMap((row, index): readonly Issue[] => {
    const factor = textOf(row, 'factor') ?? '';
    const delays = factorPlace(factor)?.delays ?? [];
    for (const delay of delays) covered.add(delay);
    if (delays.length === 0 || delays.some((delay) => !absent.has(delay))) return [];
    return [
      { code: `V19.${factor}`, severity: 'WARN', question: 'factors.factor', row: index, params: { factor } },
    ];
  });
  for (const [delay, question] of DELAYS)
    if (has(answers, question, 'YES', 'CRIT') && !covered.has(delay) && answers['factors'] !== undefined)
      issues.push({ code: `V19.delay${String(delay)}`, severity: 'WARN', question, params: { delay } });
  return issues;
}

/** V20: the worst quality of the phases against the avoidability. */
function qualityAndAvoidability(answers: Answers): readonly Issue[] {
  const grades = rowsOf(answers, 'quality_grade').map((row) => textOf(row, 'grade') ?? '');
  const conflict = qualityConflict(worstGrade(grades), textOf(answers, 'avoidability'));
  return conflict === null ? [] : [{ ...conflict, question: 'avoidability' }];
}

/** Nothing is said twice: one line per factor, one grade per phase. */
function repeatedLines(answers: Answers): readonly Issue[] {
  return (
    [
      ['factors', 'factor'],
      ['quality_grade', 'phase'],
    ] as const
  ).flatMap(([list, column]) => {
    const seen = new Set<string>();
    return rowsOf(answers, list).flatMap((line, row): readonly Issue[] => {
      const code = textOf(line, column);
      if (code === undefined) return [];
      if (seen.has(code)) return [{ code: 'DUPLICATE', severity: 'ERR', question: `${list}.${column}`, row }];
      seen.add(code);
      return [];
    });
  });
}

/** Rules of the opinion: judgements against each other, and against the facts of the file. [domain 3.0, 4.1, 4.6, 4.7] */
export const opinionRules: readonly Rule[] = [
  { code: 'V03', check: decisiveTreatment },
  ...causeRules,
  ...certificateRules,
  ...perinatalCauseRules,
  ...childCauseRules,
  {
    code: 'V19',
    check: (answers, context) => [...factorsAndDelays(answers), ...measuredDelays(answers, context)],
  },
  { code: 'V20', check: qualityAndAvoidability },
  ...supportRules,
  ...careRules,
  { code: 'DUPLICATE', check: repeatedLines },
];
