import { isBetween } from '../classification/icd10.js';
import { conditionGroup, maternalConditionOf, plausibility } from '../classification/maternal-condition.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { documentOf, factOf, has, missingOf, textOf } from '../forms/read.js';

function isPerinatal(context: Context): boolean {
  const kind = factOf(context, 'kind');
  return kind === 'SB' || kind === 'NND';
}

/** V17, the timing drives the group: a child who lived never falls in A or I, a stillborn never in N. [domain 4.2] */
function timingFollows(answers: Answers, context: Context): readonly Issue[] {
  if (!isPerinatal(context)) return [];
  const isWrong =
    (has(answers, 'eligibility', 'STILLBIRTH') && has(answers, 'timing', 'NEO')) ||
    (has(answers, 'eligibility', 'NEONATAL') &&
      has(answers, 'timing', 'ANTEPARTUM', 'INTRAPARTUM', 'UNKNOWN'));
  return isWrong ? [{ code: 'V17.timing', severity: 'ERR', question: 'timing' }] : [];
}

/** V17, the mother's condition: of the group its code says, and usual with the cause group. Warns only. [domain 4.2, matrix] */
function motherFollows(answers: Answers, context: Context): readonly Issue[] {
  const condition = textOf(answers, 'maternal_condition');
  if (condition === undefined || !isPerinatal(context)) return [];
  const on = (severity: 'WARN' | 'INFO', code: string, params: Issue['params'] = {}): Issue => ({
    code,
    severity,
    question: 'maternal_condition',
    params,
  });
  const issues: Issue[] = [];
  const icd = textOf(answers, 'maternal_condition_icd');
  const named = icd === undefined ? null : maternalConditionOf(icd);
  if (icd !== undefined && named === null)
    issues.push({
      code: 'V17.mother-code',
      severity: 'WARN',
      question: 'maternal_condition_icd',
      params: { code: icd },
    });
  if (icd !== undefined && named !== null && conditionGroup(named) !== conditionGroup(condition))
    issues.push(on('WARN', 'V17.mother-group', { code: icd, condition, expected: named }));
  const group = textOf(answers, 'icdpm_group');
  const usual = group === undefined ? 'silent' : plausibility(group, condition);
  if (usual === 'rare' || usual === 'none')
    issues.push(on('WARN', 'V17.mother-unusual', { group: group ?? '', condition }));
  if (usual === 'investigate') issues.push(on('INFO', 'V17.investigate', { group: group ?? '' }));
  if (condition === 'M5' && isMotherUnknown(context)) issues.push(on('WARN', 'V17.mother-unknown'));
  return issues;
}

/** Nothing is noted of her health in pregnancy nor of her labour: she was not assessed. */
function isMotherUnknown(context: Context): boolean {
  const review = documentOf(context, 'perinatal_review');
  const isUnnoted = (question: string): boolean =>
    missingOf(review, question) !== undefined || has(review, question, 'NR');
  return review !== undefined && isUnnoted('p_mother_chronic') && isUnnoted('p_labour_compl');
}

/** V17, respiratory distress of a preterm: retained when the file documents it, else prematurity. [domain 4.2] */
function distressIsDocumented(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  const review = documentOf(context, 'perinatal_review');
  if (code === undefined || review === undefined || !isPerinatal(context)) return [];
  if (!isBetween(code, 'P22', 'P22') || has(review, 'p_clinical_dx', 'RDS')) return [];
  return [{ code: 'V17.distress', severity: 'INFO', question: 'cod_underlying', params: { code } }];
}

/** V17 on the timing, the mother's condition and the cause of a perinatal death. */
export const perinatalCauseRules = [
  { code: 'V17.timing', check: timingFollows },
  { code: 'V17.mother', check: motherFollows },
  { code: 'V17.distress', check: distressIsDocumented },
] as const satisfies readonly Rule[];
