import type { Answers, Context, Issue } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { Problem } from '../domain/problem.js';
import {
  audienceOf,
  isCareTeamOnly,
  LEVELS,
  type Audience,
  type Level,
} from '../domain/recommendations/audience.js';
import { SMART_QUESTIONS, type SmartQuestion } from '../domain/recommendations/smart.js';
import { isStanding } from '../domain/recommendations/standing-actions.js';

export const FORM = 'recommendation';

/** What the columns of a recommendation take from its answers. */
export interface Proposal {
  readonly answers: Answers;
  readonly formVersion: number;
  readonly level: Level;
  readonly audience: Audience;
  readonly factor: string;
  readonly action: string;
  readonly ownerFunction: string;
  readonly strength: string;
  readonly startOn: string;
  readonly deadline: string;
  readonly standing: boolean;
  readonly issues: readonly Issue[];
}

const isSmart = (code: string): code is SmartQuestion => SMART_QUESTIONS.some((known) => known === code);

/** The audience that follows from factor and level when none was chosen, and the care team alone for skills whatever was chosen. */
function withAudience(answers: Answers): Answers {
  const factor = textOf(answers, 'rec_factor') ?? '';
  const level = LEVELS.find((known) => known === textOf(answers, 'rec_level'));
  if (isCareTeamOnly(factor)) return { ...answers, rec_audience: { value: 'CARE_TEAM' } };
  if (answers['rec_audience'] !== undefined || level === undefined) return answers;
  return { ...answers, rec_audience: { value: audienceOf(factor, level) } };
}

/**
 * Checks what was typed: first whether it says who does what, how, by when and how it will be known, then every rule of the form. A
 * slogan is answered with the questions it leaves open.
 */
export function proposalOf(typed: Answers, context: Context): Proposal {
  const form = getForm(FORM);
  const answers = withAudience(typed);
  const { issues, missing } = validate(form, answers, context);
  const questions = [...new Set(issues.map(({ code }) => code).filter(isSmart))];
  if (questions.length > 0) throw new Problem('invalid', 'recommendation.slogan', { reasons: questions });
  const faults = issues
    .filter(({ severity }) => severity === 'ERR')
    .map(({ code, question, params }) => ({
      field: `answers.${question}`,
      code,
      ...(params ? { params } : {}),
    }));
  const gaps = missing.map((question) => ({ field: `answers.${question}`, code: 'field.required' }));
  if (faults.length + gaps.length > 0) {
    throw new Problem('invalid', 'answers.refused', { fields: [...faults, ...gaps] });
  }
  const text = (question: string): string => textOf(answers, question) ?? '';
  return {
    answers,
    formVersion: form.version,
    level: text('rec_level') as Level,
    audience: text('rec_audience') as Audience,
    factor: text('rec_factor'),
    action: text('rec_action').trim(),
    ownerFunction: text('rec_owner_role'),
    strength: text('rec_strength'),
    startOn: text('rec_start'),
    deadline: text('rec_deadline'),
    standing: isStanding(text('rec_action')),
    issues,
  };
}
