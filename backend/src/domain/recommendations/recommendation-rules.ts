import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { dayOf } from '../forms/local-time.js';
import { documentOf, factOf, has, rowsOf, textOf } from '../forms/read.js';
import { LEVELS, isCareTeamOnly } from './audience.js';
import { latestDeadline } from './deadlines.js';
import type { Proposal, SmartQuestion } from './smart.js';
import { smartQuestions } from './smart.js';
import { settingsFrom } from '../settings.js';

const questionOf: Readonly<Record<SmartQuestion, string>> = {
  'smart.verb': 'rec_action',
  'smart.who': 'rec_owner_role',
  'smart.how': 'rec_action',
  'smart.by-when': 'rec_deadline',
  'smart.how-known': 'rec_indicator',
  'smart.owner-level': 'rec_owner_role',
  'smart.too-late': 'rec_deadline',
};

const defaults = settingsFrom();

function limits(context: Context) {
  const local = factOf(context, 'latestLocalDays');
  const other = factOf(context, 'latestOtherDays');
  return {
    ...defaults,
    ...(typeof local === 'number' ? { 'recommendation.latest-local-days': local } : {}),
    ...(typeof other === 'number' ? { 'recommendation.latest-other-days': other } : {}),
  };
}

function proposalOf(answers: Answers): Proposal {
  const level = LEVELS.find((candidate) => candidate === textOf(answers, 'rec_level'));
  const parts = {
    level,
    owner: textOf(answers, 'rec_owner_role'),
    start: textOf(answers, 'rec_start'),
    deadline: textOf(answers, 'rec_deadline'),
    indicator: textOf(answers, 'rec_indicator'),
    proof: textOf(answers, 'rec_proof_type'),
  };
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  return { action: textOf(answers, 'rec_action') ?? '', ...given };
}

/** What a recommendation leaves open: who, how, by when, how it will be known. [domain 8.3] */
function smart(answers: Answers, context: Context): readonly Issue[] {
  const proposal = proposalOf(answers);
  const { level, start } = proposal;
  const latest =
    level === undefined || start === undefined ? undefined : latestDeadline(level, start, limits(context));
  return smartQuestions(proposal, latest).map((code) => ({
    code,
    severity: 'WARN',
    question: questionOf[code],
  }));
}

/** An action on skills, behaviour or records stays with the care team. [domain 8.5] */
function audience(answers: Answers): readonly Issue[] {
  const factor = textOf(answers, 'rec_factor');
  if (factor === undefined || !isCareTeamOnly(factor) || !has(answers, 'rec_audience', 'ASACO', 'ALL'))
    return [];
  return [{ code: 'REC.audience', severity: 'ERR', question: 'rec_audience', params: { factor } }];
}

/** It aims at a factor that the audit retained. */
function factorOfTheCase(answers: Answers, context: Context): readonly Issue[] {
  const factor = textOf(answers, 'rec_factor');
  const retained = rowsOf(documentOf(context, 'opinion'), 'factors').map((row) => textOf(row, 'factor'));
  if (factor === undefined || retained.length === 0 || retained.includes(factor)) return [];
  return [{ code: 'REC.factor', severity: 'ERR', question: 'rec_factor', params: { factor } }];
}

/** It ends after it begins. */
function dates(answers: Answers): readonly Issue[] {
  const start = dayOf(textOf(answers, 'rec_start') ?? '');
  const deadline = dayOf(textOf(answers, 'rec_deadline') ?? '');
  if (start === undefined || deadline === undefined || deadline >= start) return [];
  return [{ code: 'REC.dates', severity: 'ERR', question: 'rec_deadline' }];
}

/** Rules of a recommendation as it is written. */
export const recommendationRules = [
  { code: 'smart', check: smart },
  { code: 'REC.audience', check: audience },
  { code: 'REC.factor', check: factorOfTheCase },
  { code: 'REC.dates', check: dates },
] as const satisfies readonly Rule[];
