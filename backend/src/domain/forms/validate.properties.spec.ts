import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesOfList } from '../classification/code-list.js';
import type { Answer, Answers, Context, Form, Question } from './form.js';
import { questionsOf } from './questions.js';
import { publishedForms } from './registry.js';
import { validate } from './validate.js';

const seed = 20261125;
const runs = (numRuns: number) => ({ seed, numRuns });

const place = fc.constantFrom('12', '27', '340');
const date = fc.constantFrom('2026-03-13', '2026-03-14', '2026-09-06', '2025-12-01', '2027-01-01');
const dateTime = fc
  .tuple(date, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([day, hour, minute]) => `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

function valueOf(question: Question): fc.Arbitrary<Answer> {
  const value = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Answer> =>
    arbitrary.map((given) => ({ value: given }) as Answer);
  const codes = codesOfList(question.list ?? '');
  const [low, high] = question.hard ?? [0, 100];
  switch (question.type) {
    case 'int':
      return value(fc.integer({ min: Math.floor(low) - 2, max: Math.ceil(high) + 2 }));
    case 'dec':
      return value(fc.double({ min: low - 2, max: high + 2, noNaN: true }));
    case 'code':
      return value(fc.constantFrom(...codes));
    case 'codes':
      return value(fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 4 }));
    case 'bool':
      return value(fc.boolean());
    case 'date':
      return value(date);
    case 'datetime':
      return value(dateTime);
    case 'time':
      return value(fc.constantFrom('00:00', '09:30', '23:59'));
    case 'icd10':
      return value(fc.constantFrom('O72.1', 'O15.0', 'O98.6', 'R57.1', 'P21.0', 'S06', 'O64', 'B50.8'));
    case 'icd10s':
      return value(fc.uniqueArray(fc.constantFrom('O99.0', 'E16.2', 'D62'), { maxLength: 3 }));
    case 'place':
    case 'person':
      return value(place);
    case 'text':
    case 'longtext':
      return value(fc.string({ maxLength: 400 }));
    case 'list':
      return value(
        fc.array(
          fc.record(
            Object.fromEntries((question.columns ?? []).map((column) => [column.code, answerTo(column)])),
            { requiredKeys: [] },
          ),
          { maxLength: 4 },
        ),
      );
    case 'calc':
      return value(fc.integer());
  }
}

function answerTo(question: Question): fc.Arbitrary<Answer> {
  const missing = fc.constantFrom('NR', 'UNK', 'NA', 'REF').map((why): Answer => ({ missing: why as 'NR' }));
  return fc.oneof({ weight: 5, arbitrary: valueOf(question) }, { weight: 1, arbitrary: missing });
}

/** Plausible and less plausible answers to a form, any of them absent. */
function answersTo(form: Form): fc.Arbitrary<Answers> {
  const asked = questionsOf(form).filter(({ need }) => need !== 'computed');
  const each = Object.fromEntries(asked.map((question) => [question.code, answerTo(question)]));
  return fc.record(each, { requiredKeys: [] }).map((answers) => answers as Answers);
}

const byName = new Map(publishedForms.map((form) => [form.name, form]));
const documents = fc.record(
  {
    notification: answersTo(byName.get('notification') ?? fail('notification')),
    maternal_review: answersTo(byName.get('maternal_review') ?? fail('maternal_review')),
    opinion: answersTo(byName.get('opinion') ?? fail('opinion')),
  },
  { requiredKeys: [] },
);
const contexts: fc.Arbitrary<Context> = fc.record({
  now: fc.constantFrom('2026-10-01T12:00', 'nonsense', ''),
  documents,
  facts: fc.record({
    kind: fc.constantFrom('MAT', 'SB', 'NND', 'CHILD'),
    auditKind: fc.constantFrom('audit', 'counter-audit', 'adjudication'),
    stage: fc.constantFrom('notification', 'confirmation'),
    sessionDate: fc.constantFrom('2026-03-10', '2026-04-01'),
    recommendations: fc.integer({ min: 0, max: 2 }),
  }),
});

function fail(name: string): never {
  throw new Error(`no form ${name}`);
}

function without(answers: Answers, hidden: (code: string) => boolean): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !hidden(code)));
}

describe.each(publishedForms.map((form) => [form.name, form] as const))('validating %s', (_, form) => {
  it('never throws, whatever the answers and the documents', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(...questionsOf(form).map(({ code }) => code)),
        fc.oneof(fc.jsonValue(), fc.record({ value: fc.jsonValue() })),
      ),
    );
    const anyContext = fc.record({
      now: fc.string(),
      documents: fc.dictionary(fc.constantFrom('notification', 'maternal_review', 'opinion'), anything),
      facts: fc.record({ kind: fc.constantFrom('MAT', 'CHILD') }),
    });
    fc.assert(
      fc.property(anything, anyContext, (answers, context) => {
        const result = validate(form, answers as unknown as Answers, context as unknown as Context);
        expect(result.completeness.score).toBeGreaterThanOrEqual(0);
        expect(result.completeness.score).toBeLessThanOrEqual(1);
      }),
      runs(150),
    );
  });

  it('gives the same result when hidden answers are taken away', () => {
    fc.assert(
      fc.property(answersTo(form), contexts, (answers, context) => {
        const whole = validate(form, answers, context);
        const asked = new Set(whole.visible);
        expect(
          validate(
            form,
            without(answers, (code) => !asked.has(code)),
            context,
          ),
        ).toEqual(whole);
      }),
      runs(150),
    );
  });

  it('shows only what it has, answers no more than it shows, and misses nothing answered', () => {
    const known = questionsOf(form).map(({ code }) => code);
    fc.assert(
      fc.property(answersTo(form), contexts, (answers, context) => {
        const { visible, missing, completeness, sections } = validate(form, answers, context);
        expect(visible.every((code) => known.includes(code))).toBe(true);
        expect(new Set(visible).size).toBe(visible.length);
        expect(completeness.answered).toBeLessThanOrEqual(completeness.visible);
        expect(missing.filter((code) => !code.includes('[')).every((code) => visible.includes(code))).toBe(
          true,
        );
        for (const tally of Object.values(sections))
          expect(tally.answered + tally.missing).toBeLessThanOrEqual(tally.visible);
      }),
      runs(100),
    );
  });
});

const ranged = publishedForms.flatMap((form) =>
  questionsOf(form)
    .filter((question) => question.hard !== undefined)
    .map((question) => [form.name, question.code, form, question] as const),
);

describe('hard and soft ranges', () => {
  it.each(ranged)('%s.%s accepts its bounds and refuses what lies outside', (_, code, form, question) => {
    const only: Form = {
      ...form,
      sections: [{ code: 'only', questions: [withoutCondition(question)] }],
      rules: [],
      computations: [],
    };
    const severity = (value: number): string | undefined =>
      validate(only, { [code]: { value } }, { now: '2026-10-01T12:00', documents: {} }).issues[0]?.severity;
    const [low, high] = question.hard ?? [0, 0];
    const step = question.type === 'int' ? 1 : 0.01;
    expect(severity(low - step)).toBe('ERR');
    expect(severity(high + step)).toBe('ERR');
    const edge = question.soft === undefined ? undefined : 'WARN';
    expect(severity(low)).toBe(edge);
    expect(severity(high)).toBe(edge);
    if (question.soft === undefined) return;
    const [usual, most] = question.soft;
    expect(severity(usual)).toBeUndefined();
    expect(severity(most)).toBeUndefined();
    expect(severity(usual - step)).toBe('WARN');
    expect(severity(most + step)).toBe('WARN');
  });
});

function withoutCondition(question: Question): Question {
  return Object.fromEntries(
    Object.entries(question).filter(([key]) => key !== 'visibleWhen'),
  ) as unknown as Question;
}
