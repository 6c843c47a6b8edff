import type { Answers, Context } from '@domain/forms/form.js';
import { textOf } from '@domain/forms/read.js';
import { recommendationRules } from '@domain/recommendations/recommendation-rules.js';
import { SMART_QUESTIONS, type SmartQuestion } from '@domain/recommendations/smart.js';

/** The five questions of a good recommendation, in the order they are asked. */
export const COACHED = ['what', 'who', 'how', 'when', 'known'] as const;
export type Coached = (typeof COACHED)[number];

/** One of the five: `waits` before anything is written, `said` once answered, `open` with what is still asked. */
export interface CoachLine {
  readonly about: Coached;
  readonly state: 'waits' | 'said' | 'open';
  readonly asks: readonly SmartQuestion[];
}

const ABOUT: Readonly<Record<SmartQuestion, Coached>> = {
  'smart.verb': 'what',
  'smart.who': 'who',
  'smart.owner-level': 'who',
  'smart.how': 'how',
  'smart.by-when': 'when',
  'smart.too-late': 'when',
  'smart.how-known': 'known',
};

const isSmart = (code: string): code is SmartQuestion => SMART_QUESTIONS.some((known) => known === code);

/** What the words typed so far leave open, by the same rule as the server's. */
export function openQuestions(answers: Answers, context: Context): readonly SmartQuestion[] {
  return recommendationRules
    .filter(({ code }) => code === 'smart')
    .flatMap(({ check }) => check(answers, context))
    .map(({ code }) => code)
    .filter(isSmart);
}

/** The five questions with where each stands. */
export function coachLines(answers: Answers, context: Context): readonly CoachLine[] {
  const isBlank = (textOf(answers, 'rec_action') ?? '').trim() === '';
  const open = openQuestions(answers, context);
  return COACHED.map((about) => {
    const asks = open.filter((question) => ABOUT[question] === about);
    return { about, asks, state: isBlank ? 'waits' : asks.length === 0 ? 'said' : 'open' };
  });
}
