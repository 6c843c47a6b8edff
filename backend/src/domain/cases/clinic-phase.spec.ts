import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers, Question } from '../forms/form.js';
import { questionsOf } from '../forms/questions.js';
import { validate } from '../forms/validate.js';
import { childReviewFormV1 } from './child-review-form.v1.js';
import {
  isEnterable,
  isObtainedInTime,
  partForm,
  partOf,
  partQuestions,
  staysOf,
  withPart,
} from './clinic-phase.js';
import { maternalReviewFormV1 as form } from './maternal-review-form.v1.js';
import { perinatalReviewFormV1 } from './perinatal-review-form.v1.js';

const [CSCOM, CLINIC, CSREF] = [11, 12, 22] as const;
const path = [CSCOM, CLINIC, CSREF];
const at = (place: number, more: Record<string, Answer> = {}) => ({ ref: { value: String(place) }, ...more });
const told = (text: string): Record<string, Answer> => ({ text: { value: text } });

const answers: Answers = {
  gravidity: { value: 6 },
  onset_at: { value: '2026-03-14T03:35' },
  adm_sbp: { value: 60 },
  m_facility_path: {
    value: [at(CSCOM, { arrival: { value: '2026-03-13T23:10' } }), at(CLINIC), at(CSREF)],
  },
  narrative: { value: [at(CSCOM, told('Au CSCom.')), at(CSREF, told('Au CSRéf.'))] },
};

describe('whether a part can be entered on behalf of its facility', () => {
  it.each([
    [true, { onPath: true, signed: false, people: 0 }],
    [false, { onPath: false, signed: false, people: 0 }],
    [false, { onPath: true, signed: true, people: 0 }],
    [false, { onPath: true, signed: false, people: 1 }],
  ])('is %s for %j', (expected, standing) => {
    expect(isEnterable(standing)).toBe(expected);
  });

  it('asks for a day between the death and today', () => {
    const on = (day: string): boolean => isObtainedInTime(day, '2026-03-14', '2026-03-20');
    expect(['2026-03-13', '2026-03-14', '2026-03-20', '2026-03-21'].map(on)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the part of one facility', () => {
  it('is its times, its care and its narrative; of the first and the last also what they alone know', () => {
    const own = ['m_facility_path', 'care_given', 'narrative'];
    expect(partQuestions(form, CLINIC, path)).toEqual(own);
    expect(partQuestions(form, CSCOM, path)).toEqual(expect.arrayContaining([...own, 'onset_at']));
    expect(partQuestions(form, CSCOM, path)).not.toContain('adm_sbp');
    expect(partQuestions(form, CSREF, path)).toEqual(expect.arrayContaining([...own, 'adm_sbp']));
    expect(partQuestions(form, CSREF, path)).not.toContain('gravidity');
  });

  it('shows nothing of another facility, not even its place', () => {
    expect(partOf(form, answers, CLINIC, path)).toEqual({});
    expect(partOf(form, answers, CSREF, path)).toEqual({
      adm_sbp: { value: 60 },
      narrative: { value: [told('Au CSRéf.')] },
    });
  });

  it('is put in beside the others, in the order of the path, whatever place its lines claim', () => {
    const part: Answers = {
      m_facility_path: { value: [{ arrival: { value: '2026-03-14T06:30' } }, at(99)] },
      narrative: { value: [at(CSCOM, told('À la clinique.'))] },
      gravidity: { value: 1 },
      adm_sbp: { value: 120 },
    };
    expect(withPart(form, answers, part, CLINIC, path)).toEqual({
      ...answers,
      m_facility_path: {
        value: [
          at(CSCOM, { arrival: { value: '2026-03-13T23:10' } }),
          at(CLINIC, { arrival: { value: '2026-03-14T06:30' } }),
          at(CSREF),
        ],
      },
      narrative: {
        value: [
          at(CSCOM, told('Au CSCom.')),
          at(CLINIC, told('À la clinique.')),
          at(CSREF, told('Au CSRéf.')),
        ],
      },
    });
  });

  it('replaces what it said before, and takes it away when it says nothing', () => {
    const first = withPart(form, {}, { narrative: { value: [told('Un.')] } }, CLINIC, path);
    const second = withPart(form, first, { narrative: { value: [told('Deux.')] } }, CLINIC, path);
    expect(partOf(form, second, CLINIC, path)).toEqual({ narrative: { value: [told('Deux.')] } });
    expect(withPart(form, second, { narrative: { value: [] } }, CLINIC, path)).toEqual({});
  });

  it('keeps the stays of a facility apart where a woman came back', () => {
    const back = [CSCOM, CLINIC];
    const stays: Answers = { m_facility_path: { value: [at(CLINIC), at(CSCOM), at(CLINIC)] } };
    const part: Answers = {
      m_facility_path: {
        value: [{ arrival: { value: '2026-03-12T08:00' } }, { arrival: { value: '2026-03-14T09:00' } }],
      },
    };
    expect([staysOf(form, stays, CLINIC), staysOf(form, stays, CSREF)]).toEqual([2, 1]);
    expect(withPart(form, stays, part, CLINIC, back)['m_facility_path']).toEqual({
      value: [
        at(CLINIC, { arrival: { value: '2026-03-12T08:00' } }),
        at(CSCOM),
        at(CLINIC, { arrival: { value: '2026-03-14T09:00' } }),
      ],
    });
  });

  it.each([form, childReviewFormV1, perinatalReviewFormV1])('is a form of its own: $name', (review) => {
    for (const place of path) {
      const codes = partQuestions(review, place, path);
      const part = partForm(review, codes, 1);
      expect(questionsOf(part).map(({ code }) => code)).toEqual(codes);
      const columns = questionsOf(part).flatMap((question: Question) => question.columns ?? []);
      expect(columns.map(({ type }) => type)).not.toContain('place');
      const { visible } = validate(part, {}, { now: '2026-03-20T10:00', documents: {} });
      expect(visible.length).toBeGreaterThan(0);
    }
  });
});
