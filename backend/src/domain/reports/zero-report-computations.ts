import type { Answers, Computation, NamedCondition } from '../forms/form.js';
import { factOf, numberOf, textOf } from '../forms/read.js';

/** The questions that count deaths, by week and by month. */
const DEATHS = {
  EPI_WEEK: [
    'zr_deaths_wra',
    'zr_deaths_mat',
    'zr_stillbirths_fresh',
    'zr_stillbirths_mac',
    'zr_nnd_0_6',
    'zr_nnd_7_27',
    'zr_child_1_59',
  ],
  MONTH: ['zr_deaths_wra', 'zr_stillbirths', 'zr_nnd', 'zr_child_1_59'],
} as const;

/** The questions of a report that count deaths; none while nobody said whether it is a week or a month. */
export function deathQuestions(answers: Answers): readonly string[] {
  const type = textOf(answers, 'zr_period_type');
  return type === 'EPI_WEEK' || type === 'MONTH' ? DEATHS[type] : [];
}

/** Every death that is asked about was counted, and counted zero. */
const isAllZero: NamedCondition = (answers) => {
  const questions = deathQuestions(answers);
  return questions.length > 0 && questions.every((code) => numberOf(answers, code) === 0);
};

/** Recurring conditions of F8. */
export const zeroReportConditions = { 'all-zero': isAllZero } as const;

/** `zr_ontime`: sent by the deadline of the context. `zr_completeness`: villages that reported, in percent of those of the area. */
export const zeroReportComputations: readonly Computation[] = [
  {
    question: 'zr_ontime',
    compute: (answers, context) => {
      const submitted = textOf(answers, 'zr_submitted_at');
      const due = factOf(context, 'dueAt');
      return submitted === undefined || typeof due !== 'string' ? null : submitted <= due;
    },
  },
  {
    question: 'zr_completeness',
    compute: (answers, context) => {
      const reporting = numberOf(answers, 'zr_villages_reporting');
      const villages = factOf(context, 'villages');
      if (reporting === undefined || typeof villages !== 'number' || villages < 1) return null;
      return Math.round((reporting / villages) * 100);
    },
  },
];
