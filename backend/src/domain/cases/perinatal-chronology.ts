import { delayTimes } from '../classification/delay-times.js';
import type { Answers, Context, Issue } from '../forms/form.js';
import { documentOf, has, isAfter, momentOf } from '../forms/read.js';
import { beganInside } from './care-times.js';
import { deathOfChild } from './perinatal-timing.js';
import type { Point } from './chronology.js';
import { reversals } from './chronology.js';
import { deathAgreesWithNotification } from './review-checks.js';

/** V02: a child is born before it dies, and dies before its notification and on the notified day; a stillborn dies at its birth. */
export function orderOfBirthAndDeath(answers: Answers, context: Context): readonly Issue[] {
  const issues: Issue[] = [];
  const birth = momentOf(answers, 'p_birth_at');
  const death = momentOf(answers, 'p_death_at');
  if (birth !== undefined && death !== undefined && isAfter(birth, death))
    issues.push({ code: 'V02.p_birth_at', severity: 'ERR', question: 'p_birth_at' });
  const isStillbirth = has(answers, 'p_signs_of_life', 'NO');
  const question = isStillbirth ? 'p_birth_at' : 'p_death_at';
  return [...issues, ...deathAgreesWithNotification(question, deathOfChild(answers, undefined), context)];
}

/**
 * V03: labour, decision, arrival, examination, referral, departure and second arrival of the mother follow each other, then the birth;
 * illness, examination and treatment of the newborn follow the birth. An order that the uncertainty of the times allows is not questioned.
 * Labour that began inside the first facility skips the decision and the first way. A mother may arrive after a birth at home, or on the
 * road, and after the death of her child: neither is an error.
 */
export function orderOfCare(answers: Answers, context: Context): readonly Issue[] {
  const point = (question: string): Point => ({ question, at: momentOf(answers, question) });
  const times = delayTimes('SB', answers, documentOf(context, 'notification'));
  const onset = point('p_labour_onset_at');
  const birth = point('p_birth_at');
  const stay: readonly Point[] = [{ question: 'p_arrive1_at', at: times.firstArrival }, point('p_seen1_at')];
  const leaving = ['p_ref_decision_at', 'p_depart_at', 'p_arrive2_at'].map(point);
  const isInside = beganInside(times);
  const labour = isInside
    ? [
        [...stay, ...leaving],
        [onset, ...leaving],
      ]
    : [[onset, point('p_decision_at'), ...stay, ...leaving]];
  const illness = ['p_nb_problem_at', 'p_nb_seen_at', 'p_nb_first_tx_at'].map(point);
  const death: Point = { question: 'p_death_at', at: momentOf(answers, 'p_death_at') };
  const chains: readonly (readonly Point[])[] = [
    ...labour,
    [point('p_arrive2_at'), birth],
    [onset, birth],
    [point('p_cs_incision_at'), birth],
    [point('p_fhs_last'), birth],
    [birth, ...illness, death],
    [birth, point('p_discharge_at'), death],
  ];
  const issues = [...new Set(chains.flatMap(reversals))].map((question): Issue => ({
    code: `V03.${question}`,
    severity: 'WARN',
    question,
  }));
  if (!isInside) return issues;
  return [...issues, { code: 'V03.skipped-onset-inside', severity: 'INFO', question: 'p_labour_onset_at' }];
}
