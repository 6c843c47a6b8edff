import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers } from '../forms/form.js';
import { maternalReviewFormV1 as form } from './maternal-review-form.v1.js';
import {
  inPathOrder,
  mayWrite,
  narrativeOf,
  narrativeQuestionOf,
  pathOf,
  pathQuestionOf,
  phasesOf,
  seenAnswers,
  withWritten,
  type Hand,
} from './phases.js';

const CSCOM = 11;
const CSREF = 22;
const path = [CSCOM, CSREF];
const cscom: Hand = { facilities: [CSCOM], path };
const csref: Hand = { facilities: [CSREF], path };
const at = (place: number, more: Record<string, Answer> = {}) => ({ ref: { value: String(place) }, ...more });
const time = (value: string): Answer => ({ value });

const answers: Answers = {
  gravidity: { value: 6 },
  onset_at: { value: '2026-03-14T03:35' },
  adm_sbp: { value: 60 },
  m_facility_path: {
    value: [
      at(CSCOM, { arrival: time('2026-03-13T23:10'), departure: time('2026-03-14T05:55') }),
      at(CSREF, { arrival: time('2026-03-14T08:05') }),
    ],
  },
  care_given: {
    value: [
      at(CSCOM, { item: { value: 'FLUIDS' }, status: { value: 'GIVEN' } }),
      at(CSREF, { item: { value: 'TRANSFUSION' }, status: { value: 'NOT_AVAIL' } }),
    ],
  },
  narrative: {
    value: [at(CSCOM, { text: { value: 'Au CSCom.' } }), at(CSREF, { text: { value: 'Au CSRéf.' } })],
  },
};

describe('who documents what', () => {
  it('knows the phase of every question of the maternal review', () => {
    const phases = phasesOf(form);
    expect(Object.keys(phases)).toEqual(
      form.sections.flatMap(({ questions }) => questions.map(({ code }) => code)),
    );
    expect(phases).toMatchObject({
      gravidity: 'any',
      onset_at: 'first',
      ref_called: 'first',
      adm_sbp: 'last',
      arrive2_at: 'last',
      m_facility_path: 'path',
      care_given: 'own-rows',
      narrative: 'own-rows',
    });
    expect([pathQuestionOf(form), narrativeQuestionOf(form)]).toEqual(['m_facility_path', 'narrative']);
  });

  it('reads the path from the file, and before that from the notification', () => {
    expect(pathOf(form, answers, [CSREF, CSCOM])).toEqual([CSCOM, CSREF]);
    expect(pathOf(form, {}, [CSREF, CSCOM])).toEqual([CSCOM, CSREF]);
    expect(pathOf(form, {}, [CSCOM])).toEqual([CSCOM]);
  });

  it('lets the first facility write the way there, the last one the admission, both what they share', () => {
    expect([mayWrite('first', cscom), mayWrite('last', cscom), mayWrite('any', cscom)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([mayWrite('first', csref), mayWrite('last', csref), mayWrite('own-rows', csref)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(mayWrite('any', { facilities: [], path })).toBe(false);
    expect(mayWrite('last', null)).toBe(true);
  });
});

describe('what one facility sees of the file', () => {
  it('hides the answers of the other one, and keeps only the name of its place on the path', () => {
    expect(seenAnswers(form, answers, cscom)).toEqual({
      gravidity: answers['gravidity'],
      onset_at: answers['onset_at'],
      m_facility_path: {
        value: [
          at(CSCOM, { arrival: time('2026-03-13T23:10'), departure: time('2026-03-14T05:55') }),
          at(CSREF),
        ],
      },
      care_given: { value: [at(CSCOM, { item: { value: 'FLUIDS' }, status: { value: 'GIVEN' } })] },
      narrative: { value: [at(CSCOM, { text: { value: 'Au CSCom.' } })] },
    });
  });

  it('shows everything to who writes the whole file', () => {
    expect(seenAnswers(form, answers, null)).toBe(answers);
  });
});

describe('writing one facility’s lines', () => {
  const care = answers['care_given'];
  const own = { value: [at(CSREF, { item: { value: 'OXYGEN' }, status: { value: 'GIVEN' } })] };

  it('keeps the lines of the others, in the order of the path', () => {
    expect(withWritten('own-rows', care, own, csref)).toEqual({
      value: [at(CSCOM, { item: { value: 'FLUIDS' }, status: { value: 'GIVEN' } }), own.value[0]],
    });
    expect(withWritten('own-rows', { value: own.value }, { value: [at(CSCOM)] }, cscom)).toEqual({
      value: [at(CSCOM), own.value[0]],
    });
  });

  it('clears only the own lines', () => {
    expect(withWritten('own-rows', care, undefined, cscom)).toEqual({
      value: [at(CSREF, { item: { value: 'TRANSFUSION' }, status: { value: 'NOT_AVAIL' } })],
    });
    expect(withWritten('own-rows', own, undefined, csref)).toBeUndefined();
  });

  it('refuses a changed line of another facility, and takes it back unchanged', () => {
    expect(withWritten('own-rows', care, { value: [at(CSCOM, { item: { value: 'TXA' } })] }, csref)).toBe(
      'foreign',
    );
    expect(withWritten('own-rows', care, care, csref)).toEqual(care);
    expect(withWritten('own-rows', care, { missing: 'NR' }, csref)).toBe('foreign');
  });

  it('lets a facility name the next one, but not give its times nor take it away', () => {
    const before = { value: [at(CSCOM, { arrival: time('2026-03-13T23:10') })] };
    expect(withWritten('path', before, { value: [...before.value, at(CSREF)] }, cscom)).toEqual({
      value: [...before.value, at(CSREF)],
    });
    const times = { value: [...before.value, at(CSREF, { arrival: time('2026-03-14T08:05') })] };
    expect(withWritten('path', before, times, cscom)).toBe('foreign');
    expect(withWritten('path', answers['m_facility_path'], { value: [at(CSCOM)] }, cscom)).toBe('foreign');
    expect(withWritten('path', answers['m_facility_path'], { value: [at(CSCOM), at(CSREF)] }, cscom)).toEqual(
      {
        value: [at(CSCOM), at(CSREF, { arrival: time('2026-03-14T08:05') })],
      },
    );
  });
});

describe('the joined file', () => {
  it('reads narratives and care in the order of the path', () => {
    const reversed = inPathOrder(form, answers, [CSREF, CSCOM]);
    expect(reversed['narrative']).toEqual({
      value: [at(CSREF, { text: { value: 'Au CSRéf.' } }), at(CSCOM, { text: { value: 'Au CSCom.' } })],
    });
    expect(reversed['m_facility_path']).toBe(answers['m_facility_path']);
  });

  it('gives the narrative of one facility', () => {
    expect([narrativeOf(form, answers, CSCOM), narrativeOf(form, answers, 99)]).toEqual(['Au CSCom.', '']);
  });
});
