import { describe, expect, it } from '@jest/globals';
import { isEligible } from '../../domain/cases/eligibility.js';
import type { Answers, Context } from '../../domain/forms/form.js';
import { getForm, reviewFormName } from '../../domain/forms/registry.js';
import { dateTimeOf } from '../../domain/forms/local-time.js';
import { validate } from '../../domain/forms/validate.js';
import { Seeded } from '../seeded.js';
import { familyVisit } from './family-visit.js';
import { contextsOf, storyOf } from './stories.js';

const PLACES = { cscom: 11, csref: 12, village: 13 };
const DAY = 20_500;
const random = new Seeded(20_260_304);
const stories = Array.from({ length: 1500 }, (_, n) => storyOf(random, PLACES, DAY - (n % 900)));

function faults(form: string, answers: Answers, context: Context): readonly string[] {
  const { issues, missing } = validate(getForm(form), answers, context);
  return [
    ...issues.filter(({ severity }) => severity === 'ERR').map(({ code, question }) => `${code} ${question}`),
    ...missing.map((question) => `missing ${question}`),
  ];
}

describe('generated deaths', () => {
  it('are of every kind', () => {
    expect([...new Set(stories.map(({ kind }) => kind))].toSorted()).toEqual(['CHILD', 'MAT', 'NND', 'SB']);
  });

  it('are eligible, complete and free of impossible answers in every form', () => {
    for (const story of stories) {
      const { file, opinion } = contextsOf(story);
      expect(isEligible(story.kind, story.notification)).toBe(true);
      expect(faults('notification', story.notification, file)).toEqual([]);
      const review = reviewFormName(story.kind);
      expect(story.review === null).toBe(review === undefined);
      if (story.review !== null && review !== undefined)
        expect(faults(review, story.review, file)).toEqual([]);
      for (const written of [story.notifiedAt, story.diedAt + 30 * 1440]) {
        const visit = familyVisit(story, written);
        const context = { ...file, now: dateTimeOf(Math.max(written, story.notifiedAt)) };
        if (visit !== null) expect(faults('community_va', visit, context)).toEqual([]);
      }
      expect(faults('opinion', story.opinion, opinion)).toEqual([]);
      expect(faults('opinion', story.other, opinion)).toEqual([]);
    }
  });

  it('repeat themselves for the same seed', () => {
    const again = new Seeded(20_260_304);
    expect(storyOf(again, PLACES, DAY)).toEqual(stories[0]);
  });
});
