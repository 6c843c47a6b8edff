import { describe, expect, it } from '@jest/globals';
import type { Answers, Condition, Context, Form, Question } from './form.js';
import { validate } from './validate.js';

const context: Context = { now: '2026-10-01T12:00', documents: {} };

type Sketch = Partial<Question> & Pick<Question, 'code' | 'type'>;
const question = (sketch: Sketch): Question => ({
  need: 'required',
  kind: 'fact',
  packet: 'keep',
  ...sketch,
});

function form(questions: readonly Sketch[], more: Partial<Form> = {}): Form {
  return {
    name: 'sketch',
    version: 1,
    sections: [{ code: 'only', questions: questions.map(question) }],
    rules: [],
    computations: [],
    ...more,
  };
}

const codes = (of: Form, answers: Answers): readonly string[] =>
  validate(of, answers, context).issues.map(({ code }) => code);
const untyped = (answers: unknown): Answers => answers as Answers;

describe('an answer by itself', () => {
  it.each<[Sketch, unknown, string | null]>([
    [{ code: 'q', type: 'int' }, { value: 3 }, null],
    [{ code: 'q', type: 'int' }, { value: 3.5 }, 'TYPE'],
    [{ code: 'q', type: 'int' }, { value: '3' }, 'TYPE'],
    [{ code: 'q', type: 'dec' }, { value: NaN }, 'TYPE'],
    [{ code: 'q', type: 'dec' }, { value: Infinity }, 'TYPE'],
    [{ code: 'q', type: 'bool' }, { value: 'true' }, 'TYPE'],
    [{ code: 'q', type: 'text' }, { value: 'x'.repeat(201) }, 'LENGTH'],
    [{ code: 'q', type: 'text' }, { value: 'a\u0000b' }, 'CHARACTERS'],
    [{ code: 'q', type: 'text' }, { value: '\ud800' }, 'CHARACTERS'],
    [{ code: 'q', type: 'text' }, { value: 'récit\n\tdu 14' }, null],
    [{ code: 'q', type: 'text', pattern: '^\\+223\\d{8}$' }, { value: '76123456' }, 'PATTERN'],
    [{ code: 'q', type: 'date' }, { value: '2026-02-30' }, 'TYPE'],
    [{ code: 'q', type: 'date', past: 'event' }, { value: '2026-10-02' }, 'V01.q'],
    [{ code: 'q', type: 'date', past: 'event' }, { value: '1999-12-31' }, 'V01.q'],
    [{ code: 'q', type: 'date', past: 'birth' }, { value: '1950-01-01' }, null],
    [{ code: 'q', type: 'datetime', past: 'event' }, { value: '2026-10-01T12:01' }, 'V01.q'],
    [{ code: 'q', type: 'datetime', past: 'event' }, { value: '2026-10-01T12:00' }, null],
    [{ code: 'q', type: 'datetime' }, { value: '2026-10-01T12:00', precision: 'hour', margin: 120 }, null],
    [{ code: 'q', type: 'datetime' }, { value: '2026-10-01T12:00', margin: 45 }, 'PRECISION'],
    [{ code: 'q', type: 'int' }, { value: 4, precision: 'hour' }, 'PRECISION'],
    [{ code: 'q', type: 'time' }, { value: '24:00' }, 'TYPE'],
    [{ code: 'q', type: 'icd10' }, { value: 'O72.1' }, null],
    [{ code: 'q', type: 'icd10' }, { value: 'o72.1' }, 'PATTERN'],
    [{ code: 'q', type: 'icd10s' }, { value: ['O99.0', 'O99.0'] }, 'DUPLICATE'],
    [{ code: 'q', type: 'code', list: 'CL_YN4' }, { value: 'MAYBE' }, 'CODE'],
    [{ code: 'q', type: 'code', list: 'CL_YN4' }, { missing: 'NR' }, 'USE_CODE'],
    [{ code: 'q', type: 'code', list: 'CL_YN4' }, { missing: 'REF' }, null],
    [
      { code: 'q', type: 'codes', list: 'CL_STOCKOUTS', exclusive: ['NONE'] },
      { value: ['NONE', 'BLOOD'] },
      'EXCLUSIVE',
    ],
    [{ code: 'q', type: 'codes', list: 'CL_STOCKOUTS', exclusive: ['NONE'] }, { value: ['NONE'] }, null],
    [{ code: 'q', type: 'int' }, { missing: 'XX' }, 'TYPE'],
    [{ code: 'q', type: 'int', neverMissing: true }, { missing: 'UNK' }, 'MISSING'],
    [{ code: 'q', type: 'int' }, { value: 1, missing: 'NR' }, 'TYPE'],
    [{ code: 'q', type: 'int' }, { value: 1, colour: 'red' }, 'TYPE'],
    [{ code: 'q', type: 'int' }, null, 'TYPE'],
    [{ code: 'q', type: 'int' }, 3, 'TYPE'],
    [{ code: 'q', type: 'place' }, { value: 'x'.repeat(65) }, 'LENGTH'],
  ])('%j with %j gives %p', (sketch, answer, expected) => {
    expect(codes(form([sketch]), untyped({ q: answer }))).toEqual(expected === null ? [] : [expected]);
  });

  it('out of the hard range is an error with its likely slip, out of the soft range a warning', () => {
    const temperature = form([
      { code: 't', type: 'dec', hard: [30, 43], soft: [35, 41], rangeRule: 'V10', slips: [0.1] },
    ]);
    const [impossible] = validate(temperature, { t: { value: 398 } }, context).issues;
    expect(impossible).toEqual({
      code: 'V10.t',
      severity: 'ERR',
      question: 't',
      params: { min: 30, max: 43, value: 398, likely: 39.8 },
    });
    const [unusual] = validate(temperature, { t: { value: 34 } }, context).issues;
    expect(unusual).toMatchObject({ code: 'V10.t', severity: 'WARN' });
  });
});

describe('answers that are no answers', () => {
  it.each([null, undefined, 'text', 3, [], [{}]])('%j is refused and never thrown', (answers) => {
    const result = validate(form([{ code: 'q', type: 'int' }]), untyped(answers), context);
    expect(result.issues.map(({ code }) => code)).toEqual(['TYPE']);
    expect(result.missing).toEqual(['q']);
  });

  it('names unknown questions, and asks nothing of prototypes', () => {
    const sketch = form([{ code: 'q', type: 'int' }]);
    expect(codes(sketch, untyped({ q: { value: 1 }, colour: { value: 1 } }))).toEqual(['UNKNOWN']);
    expect(codes(sketch, untyped(JSON.parse('{"__proto__": {"value": 1}, "q": {"value": 1}}')))).toEqual([
      'UNKNOWN',
    ]);
    expect(codes(sketch, untyped({ ['\u0000']: 1, q: { value: 1 } }))).toEqual(['UNKNOWN']);
  });

  it('refuses an answer to a computed question', () => {
    const sketch = form([{ code: 'd', type: 'calc', need: 'computed' }], {
      computations: [{ question: 'd', compute: () => 2 }],
    });
    expect(codes(sketch, { d: { value: 7 } })).toEqual(['UNKNOWN']);
    expect(validate(sketch, {}, context).computed).toEqual({ d: 2 });
  });
});

describe('what is missing', () => {
  const sketch = form([
    { code: 'a', type: 'int' },
    { code: 'b', type: 'int', need: 'expected' },
    { code: 'c', type: 'text' },
    { code: 'd', type: 'codes', list: 'CL_STOCKOUTS' },
  ]);

  it('is what is required and unanswered; empty texts and choices are no answers', () => {
    const result = validate(sketch, { c: { value: '' }, d: { value: [] } }, context);
    expect(result.missing).toEqual(['a', 'c', 'd']);
    expect(result.issues).toEqual([]);
    expect(result.completeness).toEqual({ answered: 0, visible: 3, score: 0 });
  });

  it('counts a coded missing value as an answer, and a refused one as none', () => {
    const result = validate(sketch, untyped({ a: { missing: 'NR' }, c: { value: 5 } }), context);
    expect(result.missing).toEqual(['d']);
    expect(result.completeness).toEqual({ answered: 1, visible: 3, score: 1 / 3 });
    expect(result.sections['only']).toEqual({ answered: 1, visible: 4, missing: 2 });
  });

  it('counts nothing that the vault keeps, given or not', () => {
    const withName = form([
      { code: 'a', type: 'int', need: 'required' },
      { code: 'name', type: 'text', need: 'required', identity: true },
      { code: 'phone', type: 'text', need: 'expected', identity: true },
    ]);
    for (const name of [undefined, { value: 'Awa' }]) {
      const result = validate(withName, { a: { value: 1 }, ...(name ? { name } : {}) }, context);
      expect(result.visible).toEqual(['a', 'name', 'phone']);
      expect(result.missing).toEqual([]);
      expect(result.completeness).toEqual({ answered: 1, visible: 1, score: 1 });
      expect(result.sections['only']).toEqual({ answered: 1, visible: 1, missing: 0 });
    }
  });

  it('has the score 1 when nothing is asked', () => {
    expect(validate(form([]), {}, context).completeness).toEqual({ answered: 0, visible: 0, score: 1 });
  });
});

describe('when a question is asked', () => {
  const visible = (when: Condition, answers: Answers, given: Partial<Context> = {}): boolean =>
    validate(
      form([
        { code: 'n', type: 'int' },
        { code: 's', type: 'codes', list: 'CL_STOCKOUTS' },
        {
          code: 'l',
          type: 'list',
          columns: [question({ code: 'item', type: 'code', list: 'CL_CARE_ITEM_M' })],
        },
        { code: 'q', type: 'int', visibleWhen: when },
      ]),
      answers,
      { ...context, ...given },
    ).visible.includes('q');

  it.each<[string, Condition, Answers, boolean]>([
    ['in', { question: 'n', in: [1, 2] }, { n: { value: 2 } }, true],
    ['in, one of several', { question: 's', in: ['BLOOD'] }, { s: { value: ['TXA', 'BLOOD'] } }, true],
    ['in, a missing value by its code', { question: 'n', in: ['UNK'] }, { n: { missing: 'UNK' } }, true],
    ['notIn, unanswered', { question: 'n', notIn: [0] }, {}, false],
    ['notIn, another value', { question: 'n', notIn: [0] }, { n: { value: 1 } }, true],
    ['notIn, missing', { question: 'n', notIn: [0] }, { n: { missing: 'NR' } }, true],
    ['atLeast', { question: 'n', atLeast: 2 }, { n: { value: 2 } }, true],
    ['atLeast, missing', { question: 'n', atLeast: 0 }, { n: { missing: 'NR' } }, false],
    ['answered', { question: 'n', answered: true }, { n: { missing: 'NR' } }, true],
    ['answered, empty', { question: 's', answered: true }, { s: { value: [] } }, false],
    [
      'rowHas',
      { question: 'l', rowHas: { column: 'item', in: ['TXA'] } },
      { l: { value: [{ item: { value: 'TXA' } }] } },
      true,
    ],
    [
      'rowHas, other',
      { question: 'l', rowHas: { column: 'item', in: ['TXA'] } },
      { l: { value: [{ item: { value: 'MGSO4' } }] } },
      false,
    ],
    [
      'all',
      {
        all: [
          { question: 'n', in: [1] },
          { question: 's', answered: true },
        ],
      },
      { n: { value: 1 } },
      false,
    ],
    [
      'any',
      {
        any: [
          { question: 'n', in: [1] },
          { question: 's', answered: true },
        ],
      },
      { n: { value: 1 } },
      true,
    ],
    ['not', { not: { question: 'n', in: [1] } }, {}, true],
    ['a name nobody defined', { named: 'nowhere' }, {}, false],
  ])('%s', (_, when, answers, expected) => {
    expect(visible(when, answers)).toBe(expected);
  });

  it('looks into other documents and facts', () => {
    const documents = { notification: { death_category: { value: 'MAT' } } } as const;
    expect(visible({ context: 'notification.death_category', in: ['MAT'] }, {}, { documents })).toBe(true);
    expect(visible({ context: 'notification.death_category', in: ['SB'] }, {}, { documents })).toBe(false);
    expect(visible({ context: 'kind', in: ['MAT'] }, {}, { facts: { kind: 'MAT' } })).toBe(true);
    expect(visible({ context: 'kind', in: ['MAT'] }, {})).toBe(false);
  });

  it('never counts an answer that is hidden itself', () => {
    const chain = form([
      { code: 'a', type: 'int' },
      { code: 'b', type: 'int', visibleWhen: { question: 'a', in: [1] }, hard: [0, 5] },
      { code: 'c', type: 'int', visibleWhen: { question: 'b', answered: true } },
    ]);
    const result = validate(chain, { a: { value: 2 }, b: { value: 99 }, c: { value: 1 } }, context);
    expect(result.visible).toEqual(['a']);
    expect(result.issues).toEqual([]);
    expect(result.completeness).toEqual({ answered: 1, visible: 1, score: 1 });
  });

  it('hides a whole section', () => {
    const two = form([], {
      sections: [
        { code: 'one', questions: [question({ code: 'a', type: 'int' })] },
        {
          code: 'two',
          visibleWhen: { question: 'a', in: [1] },
          questions: [question({ code: 'b', type: 'int' })],
        },
      ],
    });
    expect(validate(two, {}, context).visible).toEqual(['a']);
    expect(validate(two, { a: { value: 1 } }, context).sections['two']).toEqual({
      answered: 0,
      visible: 1,
      missing: 1,
    });
  });

  it('narrows a list of codes', () => {
    const narrowed = form([
      {
        code: 'q',
        type: 'code',
        list: 'CL_ELIGIBILITY',
        choices: [{ when: { context: 'kind', in: ['MAT'] }, codes: ['MATERNAL', 'UND'] }],
      },
    ]);
    const check = (value: string, kind: string): readonly string[] =>
      validate(narrowed, { q: { value } }, { ...context, facts: { kind } }).issues.map(({ code }) => code);
    expect(check('MATERNAL', 'MAT')).toEqual([]);
    expect(check('CHILD', 'MAT')).toEqual(['CODE']);
    expect(check('CHILD', 'CHILD')).toEqual([]);
  });
});

describe('a repeating group', () => {
  const group = form([
    {
      code: 'l',
      type: 'list',
      rows: [1, 2],
      columns: [
        question({ code: 'item', type: 'code', list: 'CL_CARE_ITEM_M' }),
        question({
          code: 'at',
          type: 'datetime',
          need: 'expected',
          visibleWhen: { question: 'item', in: ['TXA'] },
        }),
        question({ code: 'dose', type: 'int', need: 'optional', hard: [0, 10] }),
      ],
    },
  ]);
  const row = { item: { value: 'TXA' } } as const;

  it('says which cell is wrong or missing', () => {
    const answers = untyped({ l: { value: [row, { dose: { value: 99 }, colour: { value: 1 } }] } });
    const result = validate(group, answers, context);
    expect(result.issues).toEqual([
      { code: 'UNKNOWN', severity: 'ERR', question: 'l.colour', row: 1 },
      { code: 'RANGE', severity: 'ERR', question: 'l.dose', row: 1, params: { min: 0, max: 10, value: 99 } },
    ]);
    expect(result.missing).toEqual(['l[1].item']);
  });

  it('ignores a cell whose column is not asked in that line', () => {
    const hidden = { item: { value: 'MGSO4' }, at: { value: 'nonsense' } } as const;
    expect(codes(group, { l: { value: [hidden] } })).toEqual([]);
    expect(codes(group, { l: { value: [{ ...row, at: { value: 'nonsense' } }] } })).toEqual(['TYPE']);
  });

  it.each<[unknown, string]>([
    [{ value: 'x' }, 'TYPE'],
    [{ value: [3] }, 'TYPE'],
    [{ value: [[]] }, 'TYPE'],
    [{ value: [row, row, row] }, 'ROWS'],
    [{ value: [row], precision: 'hour' }, 'PRECISION'],
  ])('%j gives %s', (answer, expected) => {
    expect(codes(group, untyped({ l: answer }))).toEqual([expected]);
  });

  it('is answered by its coded missing value', () => {
    expect(validate(group, { l: { missing: 'NA' } }, context).missing).toEqual([]);
    expect(validate(group, { l: { value: [] } }, context).missing).toEqual(['l']);
  });
});
