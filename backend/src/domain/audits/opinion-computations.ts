import { delay3 } from '../classification/delays.js';
import type { IcdMmGroup } from '../classification/icd-mm.js';
import { maternalConditionOf } from '../classification/maternal-condition.js';
import type { MaternalClass } from '../classification/maternal-class.js';
import { factorPlace, factorStandard } from '../classification/factors.js';
import { inMmr, maternalClass } from '../classification/maternal-class.js';
import { codesOfList } from '../classification/code-list.js';
import type { Delay } from '../classification/delays.js';
import { treatmentTimes } from '../cases/care-times.js';
import { timingOfCase } from '../cases/perinatal-timing.js';
import type { Answers, CellPrefill, Computation, Context, Row } from '../forms/form.js';
import { documentOf, factOf, has, momentOf, textOf } from '../forms/read.js';
import { groupQuestion, lowestLine, proposalOf, situationOf } from './opinion-cause.js';

function thirdDelay(answers: Answers, context: Context): Delay | null {
  const times = treatmentTimes(context);
  if (times === undefined) return null;
  const none = has(answers, 'decisive_treatment', 'NONE');
  return delay3(times, { at: momentOf(answers, 'first_definitive_at'), none });
}

const isClass = (code: string): code is MaternalClass => codesOfList('CL_MATERNAL_CLASS').includes(code);
const isGroup = (code: string): code is IcdMmGroup => codesOfList('ICDMM').includes(code);

/** The class that follows from the dates and the group; `null` when the documents do not tell, or it is no maternal case. */
export function expectedClass(group: string | undefined, context: Context): MaternalClass | null {
  const notification = documentOf(context, 'notification');
  const review = documentOf(context, 'maternal_review');
  const deathDate = textOf(notification, 'death_date') ?? textOf(review, 'death_at')?.slice(0, 10);
  if (deathDate === undefined) return null;
  const endDate = textOf(notification, 'preg_end_date') ?? textOf(review, 'birth_at')?.slice(0, 10);
  const known = group !== undefined && isGroup(group) ? group : undefined;
  return maternalClass(deathDate, situationOf(context), endDate, known);
}

function countsInMmr(answers: Answers): boolean | null {
  const maternal = textOf(answers, 'maternal_class');
  return maternal !== undefined && isClass(maternal) ? inMmr(maternal) : null;
}

/** What follows from an opinion: delay 3 in hours, censored when there was no decisive treatment, and whether the death counts. */
export const opinionComputations = [
  {
    question: 'd3_h',
    compute: (answers, context) => {
      const delay = thirdDelay(answers, context);
      return delay === null || delay.censored ? null : delay.hours;
    },
  },
  {
    question: 'd3_h_censored',
    compute: (answers, context) => {
      const delay = thirdDelay(answers, context);
      return delay?.censored === true ? delay.hours : null;
    },
  },
  {
    question: 'no_definitive_treatment',
    compute: (answers) =>
      textOf(answers, 'decisive_treatment') === undefined ? null : has(answers, 'decisive_treatment', 'NONE'),
  },
  { question: 'in_mmr', compute: countsInMmr },
] as const satisfies readonly Computation[];

function proposedGroup(answers: Answers, context: Context): string | null {
  return proposalOf(answers, context)?.group ?? null;
}

const groupFor = (question: ReturnType<typeof groupQuestion>): Computation['compute'] => {
  return (answers, context) => (groupQuestion(context) === question ? proposedGroup(answers, context) : null);
};

function proposedClass(answers: Answers, context: Context): string | null {
  if (factOf(context, 'kind') !== 'MAT') return null;
  const group = textOf(answers, 'icdmm_group') ?? proposedGroup(answers, context) ?? undefined;
  return group === undefined ? null : expectedClass(group, context);
}

function proposedCondition(answers: Answers): string | null {
  const code = textOf(answers, 'maternal_condition_icd');
  return code === undefined ? null : maternalConditionOf(code);
}

/** The timing that the review tells; without one, a newborn died after birth. */
function proposedTiming(answers: Answers, context: Context): string | null {
  const isPerinatal = groupQuestion(context) === 'icdpm_group';
  if (!isPerinatal || has(answers, 'eligibility', 'UND', 'NOT_ELIGIBLE')) return null;
  return timingOfCase(context) ?? (factOf(context, 'kind') === 'NND' ? 'NEO' : null);
}

/**
 * What follows from what is already said: the timing of a newborn's death, the underlying cause from the certificate, the group that the
 * map gives to it, the class from group and dates, the mother's condition from its code.
 */
export const opinionPrefills = [
  { question: 'timing', compute: proposedTiming },
  { question: 'cod_underlying', compute: lowestLine },
  { question: 'icdmm_group', compute: groupFor('icdmm_group') },
  { question: 'maternal_class', compute: proposedClass },
  { question: 'icdpm_group', compute: groupFor('icdpm_group') },
  { question: 'child_group', compute: groupFor('child_group') },
  { question: 'maternal_condition', compute: proposedCondition },
] as const satisfies readonly Computation[];

const factorIn = (row: Row): string => textOf(row, 'factor') ?? '';

/** Level, delay and standard of care that go with a factor. */
export const factorPrefills = [
  { question: 'factors.level', compute: (row) => factorPlace(factorIn(row))?.level ?? null },
  { question: 'factors.delay', compute: (row) => factorPlace(factorIn(row))?.delay ?? null },
  { question: 'factors.std_domain', compute: (row) => factorStandard(factorIn(row)) },
] as const satisfies readonly CellPrefill[];
