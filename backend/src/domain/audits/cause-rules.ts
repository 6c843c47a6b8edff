import { isBetween } from '../classification/icd10.js';
import { contributingOnly, icdMm } from '../classification/icd-mm.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { codesOf, documentOf, factOf, has, textOf } from '../forms/read.js';
import { expectedClass, obstetricMoment } from './opinion-computations.js';

const CHAIN = ['cod_a', 'cod_b', 'cod_c', 'cod_d'] as const;
const CODES = [...CHAIN, 'cod_part2', 'cod_underlying'] as const;

const onUnderlying = (severity: Issue['severity'], code: string, params?: Issue['params']): Issue => ({
  code,
  severity,
  question: 'cod_underlying',
  ...(params === undefined ? {} : { params }),
});

/** Codes of the kind that cannot be, whatever the line they stand on. */
function impossibleCode(code: string, kind: unknown): string | null {
  const isObstetric = code.startsWith('O') || isBetween(code, 'C58', 'C58');
  if (kind === 'MAT') return code.startsWith('P') ? 'V17.perinatal-code' : null;
  if (isObstetric) return 'V17.obstetric-code';
  const isOnlyForAdults =
    code.startsWith('Z') || isBetween(code, 'X60', 'X84') || isBetween(code, 'Y90', 'Y98');
  return kind === 'CHILD' && isOnlyForAdults ? 'V17.child-code' : null;
}

/** V17, impossible codes: obstetric for anyone but a woman, perinatal for a woman, the nature of an injury as cause. */
function impossibleCodes(answers: Answers, context: Context): readonly Issue[] {
  const kind = factOf(context, 'kind');
  const issues: Issue[] = [];
  for (const question of CODES) {
    const wrong = codesOf(answers, question).find((code) => impossibleCode(code, kind) !== null);
    const rule = wrong === undefined ? null : impossibleCode(wrong, kind);
    if (wrong !== undefined && rule !== null)
      issues.push({ code: rule, severity: 'ERR', question, params: { code: wrong } });
  }
  const underlying = textOf(answers, 'cod_underlying');
  if (underlying === undefined) return issues;
  if (isBetween(underlying, 'S00', 'T98'))
    issues.push(onUnderlying('ERR', 'V17.injury', { code: underlying }));
  if (kind === 'MAT') return issues;
  if (isBetween(underlying, 'P00', 'P04'))
    issues.push(onUnderlying('ERR', 'V17.mother-condition', { code: underlying }));
  const isStillbirth = kind === 'SB' || has(answers, 'timing', 'ANTEPARTUM', 'INTRAPARTUM');
  if (isStillbirth && isBetween(underlying, 'P21', 'P21'))
    issues.push(onUnderlying('ERR', 'V17.P21', { code: underlying }));
  if (kind === 'CHILD' && isBetween(underlying, 'P05', 'P96'))
    issues.push(onUnderlying('WARN', 'V17.perinatal-after-28d', { code: underlying }));
  return issues;
}

/** The terminal event is not the disease: shock, arrest, coagulopathy, multiple organ failure. */
function isTerminalEvent(code: string): boolean {
  return (
    ['I46', 'R57', 'R65', 'D65', 'R09', 'J96', 'R40', 'R96', 'R99'].includes(code.slice(0, 3)) ||
    code === 'R68.8'
  );
}

/** V17, the underlying cause: part of the sequence, a disease and not a terminal event, complete enough for a group. */
function underlyingCause(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  if (code === undefined) return [];
  const issues: Issue[] = [];
  const chain = CHAIN.flatMap((question) => codesOf(answers, question));
  if (chain.length > 0 && !chain.includes(code)) issues.push(onUnderlying('WARN', 'V17.sequence', { code }));
  const isTerminal = isTerminalEvent(code);
  if (isTerminal) issues.push(onUnderlying('WARN', 'V17.terminal', { code }));
  if (factOf(context, 'kind') !== 'MAT') return issues;

  const result = icdMm(code, obstetricMoment(context));
  const reservation = contributingOnly(code);
  if (result.kind === 'ask-fourth') issues.push(onUnderlying('WARN', 'V17.fourth-character', { code }));
  if (result.kind === 'not-alone' && reservation === null)
    issues.push(onUnderlying('WARN', 'V17.not-alone', { code }));
  if (result.kind === 'symptom' && !isTerminal) issues.push(onUnderlying('WARN', 'V17.symptom', { code }));
  if (result.kind === 'proposed')
    issues.push(
      result.code === null
        ? onUnderlying('INFO', 'V17.intent', { code })
        : onUnderlying('INFO', 'V17.proposed', { code, proposed: result.code }),
    );
  const group = textOf(answers, 'icdmm_group');
  if (group !== undefined && result.kind !== 'unknown' && result.kind !== 'refused' && group !== result.group)
    issues.push({
      code: 'V17.group',
      severity: 'WARN',
      question: 'icdmm_group',
      params: { code, group, expected: result.group },
    });
  return issues;
}

/** V17, the class: the one that follows from the dates and the group chosen. */
function maternalClassFollows(answers: Answers, context: Context): readonly Issue[] {
  const chosen = textOf(answers, 'maternal_class');
  const group = textOf(answers, 'icdmm_group');
  if (chosen === undefined || group === undefined || factOf(context, 'kind') !== 'MAT') return [];
  const expected = expectedClass(group, context);
  if (expected === null || expected === chosen) return [];
  return [{ code: 'V17.class', severity: 'WARN', question: 'maternal_class', params: { chosen, expected } }];
}

/** V18: conditions that contribute rather than cause; HIV and anaemia only carry a message. */
function contributingConditions(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  if (code === undefined || factOf(context, 'kind') !== 'MAT') return [];
  const reservation = contributingOnly(code);
  if (reservation === null) return [];
  const isMessageOnly = reservation === 'hiv' || reservation === 'anaemia';
  return [onUnderlying(isMessageOnly ? 'INFO' : 'WARN', `V18.${reservation}`, { code })];
}

/** Usual slips of classification: a haemorrhage after birth in a woman who never gave birth, hypertension older than the pregnancy. */
function usualSlips(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  if (code === undefined || factOf(context, 'kind') !== 'MAT') return [];
  const review = documentOf(context, 'maternal_review');
  const notification = documentOf(context, 'notification');
  const status = textOf(review, 'preg_end_reached') ?? textOf(notification, 'pregnancy_status');
  if (isBetween(code, 'O72', 'O72') && (status === 'PREGNANT' || status === 'LABOUR'))
    return [onUnderlying('WARN', 'V17.bleeding-before-birth', { code })];
  if (isBetween(code, 'O13', 'O15') && has(review, 'preexisting', 'HTN'))
    return [onUnderlying('WARN', 'V17.chronic-hypertension', { code })];
  return [];
}

/** V17 and V18 on the chain of causes. */
export const causeRules = [
  { code: 'V17', check: impossibleCodes },
  { code: 'V17.underlying', check: underlyingCause },
  { code: 'V17.class', check: maternalClassFollows },
  { code: 'V17.slips', check: usualSlips },
  { code: 'V18', check: contributingConditions },
] as const satisfies readonly Rule[];
