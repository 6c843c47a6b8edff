import type { Answers, Context, Issue } from '../forms/form.js';
import { documentOf, has, isAfter, momentOf } from '../forms/read.js';
import { beganInside } from './care-times.js';
import { orderOfLines, reversals } from './chronology.js';
import { maternalTimes } from './maternal-times.js';

/**
 * V03: onset, decision, arrival, first contact, referral, departure, second arrival and death follow each other. An order that the
 * uncertainty of the times allows is not questioned. A complication that began inside the first facility skips the decision and the
 * first way. An arrival after the death is an error, unless she arrived dead.
 */
export function orderOfTimes(answers: Answers, context: Context): readonly Issue[] {
  const times = maternalTimes(answers, documentOf(context, 'notification'));
  const onset = { question: 'onset_at', at: times.onset };
  const stay = [
    { question: 'arrive1_at', at: times.firstArrival },
    { question: 'seen1_at', at: times.firstSeen },
  ];
  const leaving = [
    { question: 'ref_decision_at', at: times.referral },
    { question: 'depart_at', at: times.departure },
    { question: 'arrive2_at', at: times.secondArrival },
    { question: 'death_at', at: times.death },
  ];
  const inside = beganInside(times);
  const chains = inside
    ? [
        [...stay, ...leaving],
        [onset, ...leaving],
      ]
    : [[onset, { question: 'decision_at', at: times.decision }, ...stay, ...leaving]];
  chains.push([
    { question: 'labour_onset_at', at: momentOf(answers, 'labour_onset_at') },
    { question: 'birth_at', at: momentOf(answers, 'birth_at') },
  ]);
  const wasAlive = !has(answers, 'adm_consciousness', 'DEAD');
  const care = ['adm_at', 'transfusion_start'].map((question) => ({
    question,
    at: momentOf(answers, question),
  }));
  for (const point of care) chains.push([stay[0] ?? onset, point]);
  const tooLate = care.filter(
    ({ at }) => wasAlive && at !== undefined && times.death !== undefined && isAfter(at, times.death),
  );

  const issues = new Map<string, Issue>();
  for (const question of [...chains.flatMap(reversals), ...tooLate.map((point) => point.question)])
    issues.set(question, { code: `V03.${question}`, severity: 'WARN', question });
  for (const { question, at } of [stay[0], leaving[2]].filter((point) => point !== undefined))
    if (at !== undefined && times.death !== undefined && isAfter(at, times.death)) {
      issues.delete('death_at');
      issues.set(question, { code: `V03.${question}`, severity: wasAlive ? 'ERR' : 'WARN', question });
    }
  if (inside) {
    const code = 'V03.skipped-onset-inside';
    issues.set(code, { code, severity: 'INFO', question: 'onset_at' });
  }
  return [...issues.values()];
}

/** V03: the facilities of the path follow each other in time. */
export function orderOfPath(answers: Answers): readonly Issue[] {
  return orderOfLines(answers, 'm_facility_path', ['arrival', 'departure']);
}
