import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { DAY, dayOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { documentOf, has, isAfter, momentOf, numberOf, rowsOf, textOf } from '../forms/read.js';
import { orderOfPath, orderOfTimes } from './maternal-chronology.js';
import { hasDelivered, maternalTimes, pregnancyEnd } from './maternal-times.js';
import { gestationIssues, weightIssues } from './measure-rules.js';
import { deathAgreesWithNotification, moneyFactors, narrativeLength, noCareAlone } from './review-checks.js';

const issue = (
  severity: Issue['severity'],
  code: string,
  question: string,
  params?: Issue['params'],
): Issue => (params === undefined ? { code, severity, question } : { code, severity, question, params });

/** V02: a birth comes before the death (but in a perimortem caesarean), the death before its notification and on the notified day. */
function orderOfLife(answers: Answers, context: Context): readonly Issue[] {
  const issues: Issue[] = [];
  const birth = momentOf(answers, 'birth_at');
  const death = momentOf(answers, 'death_at');
  if (death === undefined) return [];
  if (birth !== undefined && isAfter(birth, death) && !has(answers, 'mode', 'PERIM'))
    issues.push(issue('ERR', 'V02.birth_at', 'birth_at'));
  return [...issues, ...deathAgreesWithNotification('death_at', death, context)];
}

/** V04: gravidity, parity, births and losses go together. */
function obstetricHistory(answers: Answers): readonly Issue[] {
  const gravidity = numberOf(answers, 'gravidity');
  const parity = numberOf(answers, 'parity');
  const lives = numberOf(answers, 'prev_live_births');
  const stillborn = numberOf(answers, 'prev_stillbirths');
  const issues: Issue[] = [];
  if (gravidity !== undefined && parity !== undefined) {
    const losses = numberOf(answers, 'prev_abortions') ?? 0;
    if (parity > gravidity) issues.push(issue('ERR', 'V04.parity', 'parity', { parity, gravidity }));
    else if (gravidity < parity + losses + 1)
      issues.push(issue('WARN', 'V04.pregnancies', 'gravidity', { gravidity, least: parity + losses + 1 }));
  }
  if (parity !== undefined && lives !== undefined && stillborn !== undefined) {
    const births = lives + stillborn;
    if (births < parity)
      issues.push(issue('WARN', 'V04.births-missing', 'prev_live_births', { births, parity }));
    if (births > parity)
      issues.push(issue('WARN', 'V04.births-multiple', 'prev_live_births', { births, parity }));
  }
  for (const part of ['prev_living_children', 'prev_neonatal_deaths'] as const) {
    const count = numberOf(answers, part);
    if (count !== undefined && lives !== undefined && count > lives)
      issues.push(issue('WARN', `V04.${part}`, part, { value: count, lives }));
  }
  const scars = numberOf(answers, 'prev_cs');
  if (scars !== undefined && parity !== undefined && scars > parity)
    issues.push(issue('WARN', 'V04.prev_cs', 'prev_cs', { value: scars, parity }));
  return issues;
}

/** V06: gestational age at the birth, and against the last period (two weeks either side). */
function gestation(answers: Answers, context: Context): readonly Issue[] {
  const weeks = numberOf(answers, 'ga_weeks');
  const issues = [...gestationIssues('ga_weeks', weeks, hasDelivered(answers, context))];
  const lastPeriod = dayOf(textOf(answers, 'lmp_date') ?? '');
  const end =
    pregnancyEnd(answers, context) ?? maternalTimes(answers, documentOf(context, 'notification')).death;
  if (weeks === undefined || lastPeriod === undefined || end === undefined) return issues;
  const counted = Math.floor((Math.floor(end.at / DAY) - lastPeriod) / 7);
  if (Math.abs(counted - weeks) > 2)
    issues.push(issue('WARN', 'V06.lmp_date', 'lmp_date', { weeks, counted }));
  return issues;
}

/** V07 and V11, child by child, and the proposal of a case for a child that died (`baby-case.proposed`). */
function newborns(answers: Answers): readonly Issue[] {
  const weeks = numberOf(answers, 'ga_weeks');
  return rowsOf(answers, 'newborns').flatMap((child, row) => {
    const issues: Issue[] = [...weightIssues('newborns.nb_weight', numberOf(child, 'nb_weight'), weeks, row)];
    const isAlive = has(child, 'nb_outcome', 'LIVE_ALIVE', 'LIVE_DIED');
    if (isAlive && numberOf(child, 'nb_apgar1') === 0 && numberOf(child, 'nb_apgar5') === 0)
      issues.push({ ...issue('ERR', 'V11.apgar-zero', 'newborns.nb_apgar1'), row });
    if (has(child, 'nb_outcome', 'LIVE_DIED', 'SB_FRESH', 'SB_MAC'))
      issues.push({ ...issue('INFO', 'baby-case.proposed', 'newborns.nb_outcome'), row });
    return issues;
  });
}

/** V09: the systolic pressure is the higher one. */
function bloodPressure(answers: Answers): readonly Issue[] {
  const systolic = numberOf(answers, 'adm_sbp');
  const diastolic = numberOf(answers, 'adm_dbp');
  if (systolic === undefined || diastolic === undefined || systolic > diastolic) return [];
  return [issue('ERR', 'V09.adm_bp', 'adm_sbp', { systolic, diastolic })];
}

/** V13: no incision before the decision; more than a day between them is to be checked. */
function caesarean(answers: Answers): readonly Issue[] {
  const decision: Moment | undefined = momentOf(answers, 'cs_decision_at');
  const incision: Moment | undefined = momentOf(answers, 'cs_incision_at');
  if (decision === undefined || incision === undefined) return [];
  if (isAfter(decision, incision)) return [issue('ERR', 'V13.cs_incision_at', 'cs_incision_at')];
  return incision.at - decision.at > DAY ? [issue('WARN', 'V13.interval', 'cs_incision_at')] : [];
}

/** V23: haemoglobin under 7 g/dL calls for a line on transfusion, given or not. */
function anaemia(answers: Answers): readonly Issue[] {
  const haemoglobin = numberOf(answers, 'adm_hb');
  if (haemoglobin === undefined || haemoglobin >= 7 || has(answers, 'adm_consciousness', 'DEAD')) return [];
  const hasLine = rowsOf(answers, 'care_given').some((line) => has(line, 'item', 'TRANSFUSION'));
  return hasLine ? [] : [issue('WARN', 'V23.transfusion', 'care_given', { value: haemoglobin })];
}

/** What the facts propose: a haemorrhage from the loss (500 mL, 1000 mL in surgery), money factors from the payment barrier. */
function proposals(answers: Answers): readonly Issue[] {
  const issues: Issue[] = [];
  const loss = numberOf(answers, 'blood_loss_ml');
  const limit = has(answers, 'mode', 'CS_E', 'CS_P', 'PERIM', 'LAP') ? 1000 : 500;
  if (loss !== undefined && loss >= limit)
    issues.push(issue('INFO', 'PPH.proposed', 'blood_loss_ml', { value: loss }));
  return [...issues, ...moneyFactors(answers, 'payment_barrier')];
}

/** Rules of the maternal review [domain 3.0]. Those that weigh a judgement against the facts belong to the opinion. */
export const maternalRules = [
  { code: 'V02', check: orderOfLife },
  { code: 'V03', check: orderOfTimes },
  { code: 'V03.path', check: orderOfPath },
  { code: 'V04', check: obstetricHistory },
  { code: 'V06', check: gestation },
  { code: 'V07', check: newborns },
  { code: 'V09', check: bloodPressure },
  { code: 'V13', check: caesarean },
  { code: 'V23', check: anaemia },
  { code: 'EXCLUSIVE', check: noCareAlone },
  { code: 'LENGTH', check: (answers) => narrativeLength(answers, 'narrative', [200, 4000]) },
  { code: 'proposed', check: proposals },
] as const satisfies readonly Rule[];
