import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { DAY, dayOf } from '../forms/local-time.js';
import { documentOf, factOf, has, isAfter, momentOf, numberOf, textOf } from '../forms/read.js';
import { orderOfLines } from './chronology.js';
import { gestationIssues, weightIssues } from './measure-rules.js';
import { orderOfBirthAndDeath, orderOfCare } from './perinatal-chronology.js';
import {
  ageClass,
  ageInDays,
  birthSizeOf,
  labourFactsOf,
  reaches28Weeks,
  wasHeardInLabour,
} from './perinatal-timing.js';
import { moneyFactors, narrativeLength, noCareAlone } from './review-checks.js';

const issue = (
  severity: Issue['severity'],
  code: string,
  question: string,
  params?: Issue['params'],
): Issue => (params === undefined ? { code, severity, question } : { code, severity, question, params });

/** V03: the facilities of the path follow each other in time. */
function orderOfPath(answers: Answers): readonly Issue[] {
  return orderOfLines(answers, 'p_facility_path', ['arrival', 'departure']);
}

/** V04: gravidity, parity, losses and caesareans go together. */
function obstetricHistory(answers: Answers): readonly Issue[] {
  const gravidity = numberOf(answers, 'p_gravidity');
  const parity = numberOf(answers, 'p_parity');
  const scars = numberOf(answers, 'p_prev_cs');
  const issues: Issue[] = [];
  if (parity === undefined) return issues;
  if (gravidity !== undefined && parity > gravidity)
    issues.push(issue('ERR', 'V04.parity', 'p_parity', { parity, gravidity }));
  else if (gravidity !== undefined && gravidity < parity + 1)
    issues.push(issue('WARN', 'V04.pregnancies', 'p_gravidity', { gravidity, least: parity + 1 }));
  if (scars !== undefined && scars > parity)
    issues.push(issue('WARN', 'V04.prev_cs', 'p_prev_cs', { value: scars, parity }));
  return issues;
}

/** V06: gestational age at birth, and against the last period (two weeks either side). */
function gestation(answers: Answers): readonly Issue[] {
  const weeks = numberOf(answers, 'p_ga_w');
  const issues = [...gestationIssues('p_ga_w', weeks, true)];
  const lastPeriod = dayOf(textOf(answers, 'p_lmp') ?? '');
  const birth = momentOf(answers, 'p_birth_at');
  if (weeks === undefined || lastPeriod === undefined || birth === undefined) return issues;
  const counted = Math.floor((Math.floor(birth.at / DAY) - lastPeriod) / 7);
  if (Math.abs(counted - weeks) > 2) issues.push(issue('WARN', 'V06.lmp_date', 'p_lmp', { weeks, counted }));
  return issues;
}

/** V07: birth weight against gestational age. */
function birthWeight(answers: Answers): readonly Issue[] {
  return weightIssues('p_weight', numberOf(answers, 'p_weight'), numberOf(answers, 'p_ga_w'));
}

/** V11: a child born alive does not have two Apgar scores of 0. */
function apgar(answers: Answers): readonly Issue[] {
  const isZero = numberOf(answers, 'p_apgar1') === 0 && numberOf(answers, 'p_apgar5') === 0;
  return isZero ? [issue('ERR', 'V11.apgar-zero', 'p_apgar1')] : [];
}

const HALF_A_DAY = DAY / 2;

/** V12: severe maceration takes more than twelve hours; a heart heard in labour less than that before the birth contradicts it. */
function maceration(answers: Answers): readonly Issue[] {
  const facts = labourFactsOf(answers);
  const birth = momentOf(answers, 'p_birth_at');
  if (facts.maceration !== 'SEVERE' || birth === undefined || !wasHeardInLabour(facts)) return [];
  const last = facts.lastHeard ?? facts.firstLooked;
  if (last === undefined || isAfter(last, birth) || birth.at - last.at >= HALF_A_DAY) return [];
  return [issue('WARN', 'V12.maceration', 'p_maceration')];
}

/** V12: the kind of the case against the sign of life, the age at death and the size at birth. */
function kindOfDeath(answers: Answers, context: Context): readonly Issue[] {
  const kind = factOf(context, 'kind');
  const notification = documentOf(context, 'notification');
  if (kind === 'SB' && has(answers, 'p_signs_of_life', 'YES'))
    return [issue('WARN', 'V12.born-alive', 'p_signs_of_life')];
  if (kind === 'NND' && has(answers, 'p_signs_of_life', 'NO'))
    return [issue('WARN', 'V12.born-dead', 'p_signs_of_life')];
  if (has(answers, 'p_signs_of_life', 'YES')) {
    const days = ageInDays(answers, notification);
    return days !== undefined && ageClass(days) === 'CHILD'
      ? [issue('WARN', 'V12.day-28', 'p_death_at', { value: days })]
      : [];
  }
  const isUnder =
    has(answers, 'p_signs_of_life', 'NO') && reaches28Weeks(birthSizeOf(answers, notification)) === false;
  return isUnder ? [issue('INFO', 'V12.threshold', 'p_ga_w')] : [];
}

/** V13: no incision before the decision; more than a day between them is to be checked. */
function caesarean(answers: Answers): readonly Issue[] {
  const decision = momentOf(answers, 'p_cs_decision_at');
  const incision = momentOf(answers, 'p_cs_incision_at');
  if (decision === undefined || incision === undefined) return [];
  if (isAfter(decision, incision)) return [issue('ERR', 'V13.cs_incision_at', 'p_cs_incision_at')];
  return incision.at - decision.at > DAY ? [issue('WARN', 'V13.interval', 'p_cs_incision_at')] : [];
}

/** What the facts propose: factors of money, and a case for a mother who died too. */
function proposals(answers: Answers): readonly Issue[] {
  const mother = has(answers, 'p_mother_outcome', 'DEAD')
    ? [issue('INFO', 'mother-case.proposed', 'p_mother_outcome')]
    : [];
  return [...moneyFactors(answers, 'p_payment'), ...mother];
}

/** Rules of the perinatal review [domain 3.0]. Those that weigh a judgement against the facts belong to the opinion. */
export const perinatalRules = [
  { code: 'V02', check: orderOfBirthAndDeath },
  { code: 'V03', check: orderOfCare },
  { code: 'V03.path', check: orderOfPath },
  { code: 'V04', check: obstetricHistory },
  { code: 'V06', check: gestation },
  { code: 'V07', check: birthWeight },
  { code: 'V11', check: apgar },
  { code: 'V12', check: maceration },
  { code: 'V12.kind', check: kindOfDeath },
  { code: 'V13', check: caesarean },
  { code: 'EXCLUSIVE', check: noCareAlone },
  { code: 'LENGTH', check: (answers) => narrativeLength(answers, 'p_narrative', [100, 2000]) },
  { code: 'proposed', check: proposals },
] as const satisfies readonly Rule[];
