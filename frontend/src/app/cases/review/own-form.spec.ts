import { describe, expect, it } from '@jest/globals';
import type { DraftView } from '@domain/cases/case.js';
import { getForm } from '@domain/forms/registry.js';
import { ownForm, withOwnFacility, writableOf } from './own-form';

const review = getForm('maternal_review', 1);

function draft(part: Partial<DraftView>): DraftView {
  return {
    caseId: 'c',
    form: 'maternal_review',
    formVersion: 1,
    version: 1,
    answers: {},
    writable: true,
    context: { documents: {}, facts: {} },
    places: {},
    keptWarnings: {},
    path: [],
    ...part,
  };
}

const codesOf = (view: DraftView): readonly string[] =>
  ownForm(view).sections.flatMap(({ questions }) => questions.map(({ code }) => code));

describe('the form as one facility meets it', () => {
  it('holds the own phase, and what is readable of the shared part', () => {
    const view = draft({
      writableQuestions: ['adm_at', 'narrative'],
      answers: { gravidity: { value: 3 } },
    });
    expect(codesOf(view)).toEqual(['gravidity', 'adm_at', 'narrative']);
  });

  it('drops sections where nothing is left', () => {
    const sections = ownForm(draft({ writableQuestions: ['adm_at'] })).sections.map(({ code }) => code);
    expect(sections).toEqual(['admission']);
  });

  it('is the whole form, computed values included, for who writes the whole file', () => {
    const asked = review.sections.flatMap(({ questions }) => questions.map(({ code }) => code));
    expect(codesOf(draft({}))).toEqual(asked);
  });

  it('never asks for a name nor for what an event gives', () => {
    const view = draft({ form: 'notification' });
    expect(codesOf(view)).not.toContain('deceased_name');
    expect(writableOf(view)).not.toContain('notified_at');
    expect(writableOf(view)).toContain('death_place');
  });

  it('writes nothing when it is only read', () => {
    expect(writableOf(draft({ writable: false }))).toEqual([]);
  });
});

describe('adding a line to a list by facility', () => {
  it('puts the own facility on a line that names none', () => {
    const line = withOwnFacility(review, 'care_given', { value: [{}, { ref: { value: '9' } }] }, 7);
    expect(line).toEqual({ value: [{ ref: { value: '7' } }, { ref: { value: '9' } }] });
  });

  it('leaves the path of facilities and other lists alone', () => {
    const path = { value: [{}] };
    expect(withOwnFacility(review, 'm_facility_path', path, 7)).toBe(path);
    expect(withOwnFacility(review, 'newborns', path, 7)).toBe(path);
    expect(withOwnFacility(review, 'care_given', null, 7)).toBeNull();
  });
});
