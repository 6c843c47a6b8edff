import type { ActionView } from '@domain/recommendations/recommendation.js';
import type { RecommendationEvent } from '@domain/recommendations/recommendation-workflow.js';

/** The large answers of a meeting. The first two answer whether one takes the action on, the others where it stands. */
export type ActionAnswer = 'agree' | 'refuse' | 'done' | 'going' | 'blocked';

export interface AnswerDetails {
  /** In words: how one sees that it is done. */
  readonly proof: string;
  /** CL_REC_OBSTACLE, and the same in words. */
  readonly obstacle: string;
  readonly obstacleWords: string;
  readonly decision: string;
}

/** One write of an answer: the last segment of its address and its body. */
export interface Step {
  readonly segment: string;
  readonly body: object;
}

/** The answers that this person may give now, in the order of the screen; none for whoever only follows. */
export function answersOf({ offers }: Pick<ActionView, 'offers'>): readonly ActionAnswer[] {
  const may = opened(offers);
  if (may('accept') || may('refuse')) {
    return (['agree', 'refuse'] as const).filter((answer) => may(answer === 'agree' ? 'accept' : 'refuse'));
  }
  const found: ActionAnswer[] = [];
  if (may('finish') || may('unblock')) found.push('done');
  if (may('start') || may('unblock') || may('report')) found.push('going');
  if (may('block') || may('report')) found.push('blocked');
  return found;
}

/** What is written for an answer, in order. Work that was blocked is taken up again before it is finished. */
export function stepsOf(
  { offers }: Pick<ActionView, 'offers'>,
  answer: ActionAnswer,
  { proof, obstacle, obstacleWords, decision }: AnswerDetails,
): readonly Step[] {
  const may = opened(offers);
  const said = decision === '' ? {} : { decision };
  switch (answer) {
    case 'agree':
      return [{ segment: 'accept', body: {} }];
    case 'refuse':
      return [{ segment: 'refuse', body: { reason: [obstacleWords, decision].filter(Boolean).join('. ') } }];
    case 'done': {
      const finish = { segment: 'finish', body: { proof: [proof, decision].filter(Boolean).join('. ') } };
      return may('unblock') ? [{ segment: 'unblock', body: {} }, finish] : [finish];
    }
    case 'going': {
      const begun = (['unblock', 'start'] as const).filter((event) => may(event)).slice(0, 1);
      const steps = begun.map((segment): Step => ({ segment, body: {} }));
      return steps.length > 0 && decision === '' ? steps : [...steps, { segment: 'updates', body: said }];
    }
    case 'blocked':
      return [{ segment: may('block') ? 'block' : 'updates', body: { obstacle, ...said } }];
  }
}

function opened(offers: ActionView['offers']): (event: RecommendationEvent) => boolean {
  return (event) => offers.some((offer) => offer.event === event && offer.reasons.length === 0);
}
