import { describe, expect, it } from '@jest/globals';
import type { Answers, Context } from '@domain/forms/form.js';
import { coachLines, openQuestions } from './coaching';

const context: Context = { now: '2026-05-02T09:00', documents: {} };
const typed = (texts: Readonly<Record<string, string>>): Answers =>
  Object.fromEntries(Object.entries(texts).map(([code, value]) => [code, { value }]));

describe('coaching a recommendation while it is typed', () => {
  it('waits before anything is written', () => {
    expect(coachLines({}, context).map(({ state }) => state)).toEqual(Array(5).fill('waits'));
  });

  it('answers a slogan with who, how, by when, and how we will know', () => {
    const lines = coachLines(typed({ rec_action: 'Sensibiliser les femmes' }), context);
    expect(lines.map(({ about, state }) => [about, state])).toEqual([
      ['what', 'said'],
      ['who', 'open'],
      ['how', 'open'],
      ['when', 'open'],
      ['known', 'open'],
    ]);
  });

  it('asks for a verb, and for somebody who acts at that level', () => {
    const answers = typed({ rec_action: 'Réfrigérateur', rec_level: 'COMMUNE', rec_owner_role: 'DTC' });
    expect(openQuestions(answers, context)).toEqual(
      expect.arrayContaining(['smart.verb', 'smart.owner-level']),
    );
  });

  it('finds a deadline that is too far for the level of the district’s settings', () => {
    const answers = typed({
      rec_action: 'Acheter un réfrigérateur',
      rec_level: 'ASACO',
      rec_owner_role: 'ASACO_TRESORIER',
      rec_start: '2026-05-02',
      rec_deadline: '2026-06-20',
      rec_indicator: '1 réfrigérateur en marche',
      rec_proof_type: 'RECEIPT',
    });
    expect(openQuestions(answers, context)).toEqual([]);
    expect(openQuestions(answers, { ...context, facts: { latestLocalDays: 30 } })).toEqual([
      'smart.too-late',
    ]);
    expect(coachLines(answers, context).every(({ state }) => state === 'said')).toBe(true);
  });
});
