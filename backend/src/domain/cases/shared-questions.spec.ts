import { describe, expect, it } from '@jest/globals';
import type { Form, Question } from '../forms/form.js';
import { findQuestion } from '../forms/questions.js';
import { getForm } from '../forms/registry.js';
import { carriedAnswers, sharedQuestions } from './shared-questions.js';

const reviews = ['maternal_review', 'perinatal_review', 'child_review'].map((name) => getForm(name));
const pairs = reviews.flatMap((from) => reviews.map((to) => [from.name, to.name, from, to] as const));
const named = (name: string): Form => getForm(name);

/** What an answer must look like: an answer of one fits the other. */
const shapeOf = ({ type, list, unit, columns }: Question): unknown => ({
  type,
  list,
  unit,
  columns: columns?.map(({ code, type: cell, list: codes }) => [code, cell, codes]),
});

describe('questions that two review forms share', () => {
  it.each(pairs)('%s and %s ask them in the same shape, each once', (_, __, from, to) => {
    const shared = sharedQuestions(from, to);
    for (const [mine, theirs] of shared) {
      const [left, right] = [findQuestion(from, mine), findQuestion(to, theirs)];
      if (left === undefined || right === undefined) throw new Error(`${mine} or ${theirs} is no question`);
      expect([mine, shapeOf(left)]).toEqual([mine, shapeOf(right)]);
      expect([left.need, right.need]).not.toContain('computed');
    }
    expect(new Set(shared.map(([, theirs]) => theirs)).size).toBe(shared.length);
    expect(sharedQuestions(to, from).map(([mine, theirs]) => [theirs, mine])).toEqual(shared);
  });

  it('always hold the path, the narrative and the time of the death', () => {
    expect(sharedQuestions(named('perinatal_review'), named('child_review'))).toEqual(
      expect.arrayContaining([
        ['p_facility_path', 'c_facility_path'],
        ['p_narrative', 'c_narrative'],
        ['p_death_at', 'c_death_at'],
      ]),
    );
  });

  it('are none with a form that is no review', () => {
    expect(sharedQuestions(named('community_va'), named('child_review'))).toEqual([]);
    expect(sharedQuestions(named('child_review'), named('notification'))).toEqual([]);
  });
});

describe('carrying answers over', () => {
  it('takes what is shared under its other code, a missing answer as one, and nothing else', () => {
    const answers = {
      p_sex: { value: 'F' },
      p_feed: { missing: 'NR' },
      p_mode: { value: 'CS' },
      p_decision_at: { value: '2026-05-10T08:00' },
    } as const;
    expect(carriedAnswers(named('perinatal_review'), named('child_review'), answers)).toEqual({
      c_sex: { value: 'F' },
      c_feed: { missing: 'NR' },
    });
    expect(carriedAnswers(named('perinatal_review'), named('maternal_review'), answers)).toEqual({
      mode: { value: 'CS' },
      decision_at: { value: '2026-05-10T08:00' },
    });
  });
});
