import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { documentOf, has, isAfter, momentOf, momentOfDateAndTime, numberOf, rowsOf } from '../forms/read.js';
import { beganInside } from './care-times.js';
import { hasSevereMalnutritionSign } from './child-nutrition.js';
import { childTimes } from './child-times.js';
import { orderOfLines, reversals, type Point } from './chronology.js';
import { deathAgreesWithNotification, moneyFactors, narrativeLength, noCareAlone } from './review-checks.js';
import { weightForHeight } from './weight-for-height.js';

/** V02: the death as the review tells it agrees with its notification. */
function orderOfLife(answers: Answers, context: Context): readonly Issue[] {
  return deathAgreesWithNotification('c_death_at', momentOf(answers, 'c_death_at'), context);
}

const OUTSIDE = ['HOME', 'TBA', 'ROUTE1', 'ROUTE2', 'OTHER'];

/**
 * V03: onset, decision, arrival, referral, departure, second arrival and death follow each other; what the community health worker and
 * the first treatment tell lies between. An illness that began inside the facility skips the decision. An arrival after the death is an
 * error, unless the child died outside a facility and was brought in dead.
 */
function orderOfTimes(answers: Answers, context: Context): readonly Issue[] {
  const times = childTimes(answers, documentOf(context, 'notification'));
  const point = (question: string): Point => ({ question, at: momentOf(answers, question) });
  const onset = point('c_onset');
  const arrival: Point = { question: 'c_cscom_at', at: times.firstArrival };
  const second: Point = { question: 'c_arrive2', at: times.secondArrival };
  const death: Point = { question: 'c_death_at', at: times.death };
  const leaving = [
    point('c_ref_decision_at'),
    { question: 'c_depart_at', at: times.departure },
    second,
    death,
  ];
  const inside = beganInside(times);
  const chains = inside
    ? [
        [arrival, ...leaving],
        [onset, ...leaving],
      ]
    : [[onset, point('c_decision_at'), arrival, ...leaving]];
  chains.push([onset, point('c_asc_visit'), death], [arrival, point('c_first_tx_at'), death]);

  const issues = new Map<string, Issue>();
  for (const question of chains.flatMap(reversals))
    issues.set(question, { code: `V03.${question}`, severity: 'WARN', question });
  const wasBroughtDead = has(answers, 'c_death_place', ...OUTSIDE);
  for (const { question, at } of [arrival, second]) {
    if (at === undefined || times.death === undefined || !isAfter(at, times.death)) continue;
    issues.delete('c_death_at');
    issues.set(question, { code: `V03.${question}`, severity: wasBroughtDead ? 'WARN' : 'ERR', question });
  }
  if (inside) {
    const code = 'V03.skipped-onset-inside';
    issues.set(code, { code, severity: 'INFO', question: 'c_onset' });
  }
  return [...issues.values()];
}

/** V03: the facilities of the path follow each other in time. */
const orderOfPath = (answers: Answers): readonly Issue[] =>
  orderOfLines(answers, 'c_facility_path', ['arrival', 'departure']);

/** V03: the return visits follow each other in time. */
const orderOfVisits = (answers: Answers): readonly Issue[] =>
  orderOfLines(answers, 'c_visits', ['date'], (line, column) => momentOfDateAndTime(line, column, ''));

/** V14: a weight and a height that no living child has together. */
function bodyOfOneChild(answers: Answers): readonly Issue[] {
  const deviations = weightForHeight(answers);
  if (deviations === null || Math.abs(deviations) <= 6) return [];
  return [{ code: 'V14.weight-for-height', severity: 'ERR', question: 'c_weight' }];
}

/** V23: signs of severe malnutrition that the nutritional state does not tell; haemoglobin under 5 g/dL without a line on transfusion. */
function severeSigns(answers: Answers): readonly Issue[] {
  const issues: Issue[] = [];
  if (hasSevereMalnutritionSign(answers) && !has(answers, 'c_nut', 'SAM'))
    issues.push({
      code: 'V23.SAM',
      severity: 'WARN',
      question: 'c_nut',
    });
  const haemoglobin = numberOf(answers, 'c_hb');
  const hasLine = rowsOf(answers, 'care_given').some((line) => has(line, 'item', 'TRANSFUSION'));
  if (haemoglobin !== undefined && haemoglobin < 5 && !hasLine)
    issues.push({
      code: 'V23.transfusion',
      severity: 'WARN',
      question: 'care_given',
      params: { value: haemoglobin },
    });
  return issues;
}

/** Rules of the child review [domain 3.0, 3.5]. Those that weigh a judgement against the facts belong to the opinion. */
export const childRules = [
  { code: 'V02', check: orderOfLife },
  { code: 'V03', check: orderOfTimes },
  { code: 'V03.path', check: orderOfPath },
  { code: 'V03.visits', check: orderOfVisits },
  { code: 'V14', check: bodyOfOneChild },
  { code: 'V23', check: severeSigns },
  { code: 'EXCLUSIVE', check: noCareAlone },
  { code: 'LENGTH', check: (answers) => narrativeLength(answers, 'c_narrative', [100, 2000]) },
  { code: 'proposed', check: (answers) => moneyFactors(answers, 'c_payment') },
] as const satisfies readonly Rule[];
