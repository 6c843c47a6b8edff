import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../settings.js';
import { effectDueOn, latestDeadline, mustEscalate, usualDeadline } from './deadlines.js';
import { isOverdue, letsCaseClose, RECOMMENDATION_STATES } from './recommendation-workflow.js';

const settings = settingsFrom();

describe('letting a case close', () => {
  it('takes an end, or a verification whose effect is still to be seen', () => {
    expect(RECOMMENDATION_STATES.filter((state) => letsCaseClose(state, false))).toEqual([
      'refused',
      'verified',
      'effective',
      'cancelled',
      'merged',
    ]);
  });

  it('takes an ineffective one only with its stronger successor', () => {
    expect([letsCaseClose('ineffective', false), letsCaseClose('ineffective', true)]).toEqual([false, true]);
  });
});

describe('being overdue', () => {
  it('is computed from the deadline while work is not done, from the day after', () => {
    expect(isOverdue('in-progress', '2026-05-14', '2026-05-14')).toBe(false);
    expect(isOverdue('in-progress', '2026-05-14', '2026-05-15')).toBe(true);
    expect(isOverdue('done', '2026-05-14', '2026-09-01')).toBe(false);
  });
});

describe('deadlines by level', () => {
  it('proposes the usual one and bounds the latest one', () => {
    expect([usualDeadline('CSCOM', '2026-03-20'), usualDeadline('NATIONAL', '2026-03-20')]).toEqual([
      '2026-04-19',
      '2027-03-20',
    ]);
    expect([
      latestDeadline('ASACO', '2026-03-20', settings),
      latestDeadline('DISTRICT', '2026-03-20', settings),
    ]).toEqual(['2026-06-18', '2027-03-20']);
  });

  it('judges the effect 90 days after the verification', () => {
    expect(effectDueOn('2026-03-20', settings)).toBe('2026-06-18');
  });

  it('goes up a level after 30 days blocked', () => {
    expect([
      mustEscalate('2026-03-20', '2026-04-19', settings),
      mustEscalate('2026-03-20', '2026-04-20', settings),
    ]).toEqual([false, true]);
  });
});
