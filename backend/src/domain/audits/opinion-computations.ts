import { delay3 } from '../classification/delays.js';
import type { IcdMmGroup, ObstetricMoment } from '../classification/icd-mm.js';
import { icdMm } from '../classification/icd-mm.js';
import type { MaternalClass, PregnancyStatus } from '../classification/maternal-class.js';
import { inMmr, maternalClass } from '../classification/maternal-class.js';
import { codesOfList } from '../classification/code-list.js';
import type { Delay } from '../classification/delays.js';
import { treatmentTimes } from '../cases/care-times.js';
import { pregnancyStatus } from '../cases/maternal-times.js';
import type { Answers, Computation, Context } from '../forms/form.js';
import { documentOf, has, momentOf, textOf } from '../forms/read.js';

function thirdDelay(answers: Answers, context: Context): Delay | null {
  const times = treatmentTimes(context);
  if (times === undefined) return null;
  const none = has(answers, 'decisive_treatment', 'NONE');
  return delay3(times, { at: momentOf(answers, 'first_definitive_at'), none });
}

const isStatus = (code: string): code is PregnancyStatus => codesOfList('CL_PREG_STATUS').includes(code);
const isClass = (code: string): code is MaternalClass => codesOfList('CL_MATERNAL_CLASS').includes(code);
const isGroup = (code: string): code is IcdMmGroup => codesOfList('ICDMM').includes(code);

/** Her situation towards the pregnancy as the documents tell it. */
export function situationOf(context: Context): PregnancyStatus | undefined {
  const status = pregnancyStatus(documentOf(context, 'maternal_review') ?? {}, context);
  return status !== undefined && isStatus(status) ? status : undefined;
}

/** When in the pregnancy the death falls, for the codes proposed. */
export function obstetricMoment(context: Context): ObstetricMoment {
  const status = situationOf(context);
  if (status === 'PREGNANT') return 'pregnancy';
  return status === 'LABOUR' ? 'labour' : 'postpartum';
}

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
  const code = textOf(answers, 'cod_underlying');
  return code === undefined || context.facts?.['kind'] !== 'MAT'
    ? null
    : icdMm(code, obstetricMoment(context)).group;
}

/** The group that the map gives to the cause, and the class that follows from group and dates. */
export const opinionPrefills = [
  { question: 'icdmm_group', compute: proposedGroup },
  {
    question: 'maternal_class',
    compute: (answers, context) => {
      const group = textOf(answers, 'icdmm_group') ?? proposedGroup(answers, context) ?? undefined;
      return group === undefined ? null : expectedClass(group, context);
    },
  },
] as const satisfies readonly Computation[];
