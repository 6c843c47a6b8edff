import { describe, expect, it } from '@jest/globals';
import type { ActionView } from '@domain/recommendations/recommendation.js';
import type { RecommendationEvent } from '@domain/recommendations/recommendation-workflow.js';
import { answersOf, stepsOf } from './action-answers';

const offering = (...events: readonly RecommendationEvent[]): Pick<ActionView, 'offers'> => ({
  offers: events.map((event) => ({ event, reasons: [], irreversible: false, twoPersons: false })),
});
const details = { proof: 'Reçu', obstacle: 'MONEY', obstacleWords: 'Argent', decision: '' };

describe('the answers of a meeting', () => {
  it('first say whether one takes the action on', () => {
    expect(answersOf(offering('accept', 'refuse'))).toEqual(['agree', 'refuse']);
  });

  it('are done, not yet, blocked while the work is under way', () => {
    expect(answersOf(offering('start', 'report', 'block', 'finish'))).toEqual(['done', 'going', 'blocked']);
    expect(answersOf(offering('unblock', 'report'))).toEqual(['done', 'going', 'blocked']);
  });

  it('leave out "done" for whoever only follows, and are none when nothing is open', () => {
    expect(answersOf(offering('report'))).toEqual(['going', 'blocked']);
    expect(answersOf(offering())).toEqual([]);
    const locked = {
      event: 'accept',
      reasons: ['recommendation.audit-open'],
      irreversible: false,
      twoPersons: false,
    } as const;
    expect(answersOf({ offers: [locked] })).toEqual([]);
  });
});

describe('what an answer writes', () => {
  it('takes blocked work up again before finishing it', () => {
    expect(stepsOf(offering('unblock', 'report'), 'done', details)).toEqual([
      { segment: 'unblock', body: {} },
      { segment: 'finish', body: { proof: 'Reçu' } },
    ]);
  });

  it('starts work that was not begun, and keeps a decision where the meeting reads it', () => {
    expect(stepsOf(offering('start', 'report', 'block', 'finish'), 'going', details)).toEqual([
      { segment: 'start', body: {} },
    ]);
    expect(
      stepsOf(offering('start', 'report'), 'going', { ...details, decision: 'Acheter en juin' }),
    ).toEqual([
      { segment: 'start', body: {} },
      { segment: 'updates', body: { decision: 'Acheter en juin' } },
    ]);
    expect(stepsOf(offering('report', 'block', 'finish'), 'going', details)).toEqual([
      { segment: 'updates', body: {} },
    ]);
  });

  it('blocks, or reports the obstacle where it is blocked already', () => {
    expect(stepsOf(offering('block', 'report'), 'blocked', details)).toEqual([
      { segment: 'block', body: { obstacle: 'MONEY' } },
    ]);
    expect(stepsOf(offering('unblock', 'report'), 'blocked', details)).toEqual([
      { segment: 'updates', body: { obstacle: 'MONEY' } },
    ]);
  });

  it('refuses with its reason in words', () => {
    expect(stepsOf(offering('accept', 'refuse'), 'refuse', { ...details, decision: 'À revoir' })).toEqual([
      { segment: 'refuse', body: { reason: 'Argent. À revoir' } },
    ]);
  });
});
