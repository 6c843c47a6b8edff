import type { CaseKind } from '../cases/case.js';
import type { Answers, Context } from '../forms/form.js';
import { documentOf, factOf } from '../forms/read.js';
import { storyOf, type DelayStory } from './delay-story.js';

/** The review that tells the times of a death, by its kind. */
const REVIEWS: Readonly<Record<CaseKind, string>> = {
  MAT: 'maternal_review',
  WRA: 'maternal_review',
  SB: 'perinatal_review',
  NND: 'perinatal_review',
  CHILD: 'child_review',
};

function isKind(kind: unknown): kind is CaseKind {
  return typeof kind === 'string' && Object.hasOwn(REVIEWS, kind);
}

/** Whether the times of a form tell the three delays. */
export function tellsDelays(form: string): boolean {
  return Object.values(REVIEWS).includes(form);
}

/**
 * The three delays as the documents of a case tell them, whatever its kind; `null` when there is no review of its kind among them. It runs
 * on the neutral calendar of a blind file unchanged.
 */
export function storyOfCase(
  context: Pick<Context, 'documents' | 'facts'>,
  opinion?: Answers,
): DelayStory | null {
  const whole: Context = { now: '', ...context };
  const kind = factOf(whole, 'kind');
  if (!isKind(kind)) return null;
  const review = documentOf(whole, REVIEWS[kind]);
  return review === undefined ? null : storyOf(kind, review, documentOf(whole, 'notification'), opinion);
}
