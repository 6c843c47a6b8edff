import type { CauseProposal } from '../classification/cause-proposal.js';
import { isTerminalEvent } from '../classification/certificate.js';
import { isBetween } from '../classification/icd10.js';
import { contributingOnly } from '../classification/icd-mm.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { codesOf, documentOf, factOf, has, textOf } from '../forms/read.js';
import { CHAIN, departure, proposalOf } from './opinion-cause.js';
import { expectedClass } from './opinion-computations.js';

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
  return isOnlyForAdults ? 'V17.child-code' : null;
}

/** Whether this opinion judges a child born dead: as it says itself, else as the case was notified. */
function isBornDead(answers: Answers, kind: unknown): boolean {
  if (has(answers, 'timing', 'ANTEPARTUM', 'INTRAPARTUM') || has(answers, 'eligibility', 'STILLBIRTH'))
    return true;
  return kind === 'SB' && !has(answers, 'timing', 'NEO') && !has(answers, 'eligibility', 'NEONATAL');
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
  if (isBornDead(answers, kind) && isBetween(underlying, 'P21', 'P21'))
    issues.push(onUnderlying('ERR', 'V17.P21', { code: underlying }));
  if (kind !== 'CHILD') return issues;
  if (isBetween(underlying, 'P05', 'P96'))
    issues.push(onUnderlying('WARN', 'V17.perinatal-after-28d', { code: underlying }));
  if (isBetween(underlying, 'A33', 'A33'))
    issues.push(onUnderlying('WARN', 'V17.tetanus-after-27d', { code: underlying }));
  return issues;
}

/** What the reviewer should read beside a proposal, by its reason. */
const PROPOSAL_ISSUES: Readonly<
  Partial<Record<CauseProposal['reason'], readonly [severity: 'WARN' | 'INFO', code: string]>>
> = {
  fourth: ['WARN', 'V17.fourth-character'],
  'not-alone': ['WARN', 'V17.not-alone'],
  symptom: ['WARN', 'V17.symptom'],
  proposed: ['INFO', 'V17.proposed'],
  intent: ['INFO', 'V17.intent'],
  recode: ['INFO', 'V17.recode'],
  'other-timing': ['WARN', 'V17.other-timing'],
  encephalopathy: ['INFO', 'V17.encephalopathy'],
  diarrhoea: ['INFO', 'V17.diarrhoea'],
  'incident-of-care': ['INFO', 'V17.incident-of-care'],
};

/** V17, the underlying cause: a disease and not a terminal event, complete enough for a group, in the group that is chosen. */
function underlyingCause(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  const proposal = proposalOf(answers, context);
  if (code === undefined) return [];
  const issues: Issue[] = [];
  const isTerminal = isTerminalEvent(code);
  if (isTerminal) issues.push(onUnderlying('WARN', 'V17.terminal', { code }));
  if (proposal === null) return issues;
  const [severity, message] = PROPOSAL_ISSUES[proposal.reason] ?? [];
  const isSaid =
    (proposal.reason === 'symptom' && isTerminal) ||
    (proposal.reason === 'not-alone' && contributingOnly(code) !== null);
  if (severity !== undefined && message !== undefined && !isSaid)
    issues.push(onUnderlying(severity, message, { ...proposal.params, code }));
  const against = departure(answers, context);
  if (against === null) return issues;
  const expected = against.proposal.accepts.join(', ');
  const hasReason = textOf(answers, 'group_reason') !== undefined;
  issues.push({
    code: 'V17.group',
    severity: hasReason ? 'INFO' : 'WARN',
    question: against.question,
    params: { code, group: against.group, expected },
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

/** V17 and V18 on the underlying cause and its group. */
export const causeRules = [
  { code: 'V17', check: impossibleCodes },
  { code: 'V17.underlying', check: underlyingCause },
  { code: 'V17.class', check: maternalClassFollows },
  { code: 'V17.slips', check: usualSlips },
  { code: 'V18', check: contributingConditions },
] as const satisfies readonly Rule[];
