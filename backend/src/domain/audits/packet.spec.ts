import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlaceKind } from '../accounts/person.js';
import { maternalReviewFormV1 } from '../cases/maternal-review-form.v1.js';
import { notificationFormV1 } from '../cases/notification-form.v1.js';
import type { Answer, Answers, Form, Question, Row, Value } from '../forms/form.js';
import { validate } from '../forms/validate.js';
import { minutesOf } from '../forms/local-time.js';
import type { PacketItem } from './audit.js';
import { neutralDocuments } from './neutral-file.js';
import { buildPacket, packetAlias, type PacketInput } from './packet.js';
import { ruleOf, type PacketSource } from './packet-source.js';
import { HIDDEN, redacted, textsOf } from './packet-text.js';
import { restoredTimes } from './relative-time.js';

const PLACES: Readonly<Record<string, PlaceKind>> = {
  '7310001': 'cscom',
  '7310002': 'csref',
  '7319999': 'village',
};
const levelOf = (id: string): PlaceKind | undefined => PLACES[id];
const forms: readonly Form[] = [notificationFormV1, maternalReviewFormV1];

function sourceOf(form: Form, answers: Answers, documents: Readonly<Record<string, Answers>>): PacketSource {
  const { computed } = validate(form, answers, {
    now: '2026-10-01T08:00',
    documents,
    facts: { kind: 'MAT' },
  });
  return { form, answers, computed };
}

function inputOf(
  notification: Answers,
  review: Answers,
  redactions: PacketInput['redactions'] = {},
): PacketInput {
  const documents = { notification, maternal_review: review };
  return {
    alias: 'P-7K3M9QAB',
    kind: 'MAT',
    documents: [
      sourceOf(notificationFormV1, notification, documents),
      sourceOf(maternalReviewFormV1, review, documents),
    ],
    redactions,
    levelOf,
  };
}

const CALENDAR = /\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4}/;

/** An answer of each type that carries a mark wherever the type leaves room for one. */
function marked(question: Question, mark: string): fc.Arbitrary<Answer> {
  const value = (given: Value): Answer => ({ value: given });
  switch (question.type) {
    case 'date':
      return fc.integer({ min: 1, max: 28 }).map((day) => value(`2026-03-${String(day).padStart(2, '0')}`));
    case 'time':
      return fc.constant(value('09:30'));
    case 'datetime':
      return fc
        .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 10, max: 23 }))
        .map(([day, hour]) => ({
          value: `2026-03-${String(day).padStart(2, '0')}T${hour}:15`,
          precision: 'minute',
        }));
    case 'int':
    case 'dec':
      return fc.integer({ min: 0, max: 60 }).map(value);
    case 'bool':
      return fc.boolean().map(value);
    case 'place':
      return fc.constantFrom(...Object.keys(PLACES)).map(value);
    case 'code':
    case 'icd10':
      return fc.constant(value('YES'));
    case 'codes':
    case 'icd10s':
      return fc.constant(value(['NONE']));
    case 'list': {
      const columns = question.columns ?? [];
      const row: fc.Arbitrary<Row> = fc
        .tuple(...columns.map((column) => marked(column, mark)))
        .map((cells) =>
          Object.fromEntries(columns.map(({ code }, index) => [code, cells[index] ?? value('')])),
        );
      return fc.array(row, { minLength: 1, maxLength: 3 }).map(value);
    }
    case 'text':
    case 'longtext':
    case 'person':
    case 'calc':
      return fc.constant(value(mark));
  }
}

const SECRET = 'Kadiatou';

function anyAnswers(form: Form): fc.Arbitrary<Answers> {
  const questions = form.sections.flatMap((section): readonly Question[] => section.questions);
  const asked = questions.filter(({ need }) => need !== 'computed');
  return fc
    .tuple(
      ...asked.map((question) =>
        fc.option(marked(question, `le ${SECRET} du village`), { freq: 8, nil: null }),
      ),
    )
    .map((answers) =>
      Object.fromEntries(
        asked.flatMap(({ code }, index): readonly (readonly [string, Answer])[] => {
          const answer = answers[index];
          return answer === null || answer === undefined ? [] : [[code, answer]];
        }),
      ),
    );
}

describe('building a packet', () => {
  it('lets through no dropped field, date, place or hidden word, whatever the answers', () => {
    fc.assert(
      fc.property(
        anyAnswers(notificationFormV1),
        anyAnswers(maternalReviewFormV1),
        (notification, review) => {
          const input = inputOf(notification, review);
          const redactions = Object.fromEntries(
            input.documents
              .flatMap(({ form, answers }) => textsOf(form, answers))
              .map(({ key, text }) => [
                key,
                [{ start: text.indexOf(SECRET), end: text.indexOf(SECRET) + SECRET.length }],
              ]),
          );
          const packet = buildPacket({ ...input, redactions });
          const text = JSON.stringify([packet, neutralDocuments(input)]);
          expect(text).not.toContain(SECRET);
          expect(text).not.toContain('2026-');
          for (const id of Object.keys(PLACES)) expect(text).not.toContain(id);
          const shown = new Set(packet.items.map(({ form, question }) => `${form}.${question}`));
          for (const form of forms) {
            for (const { questions } of form.sections) {
              for (const question of questions) {
                if (question.packet === 'drop') expect(shown).not.toContain(`${form.name}.${question.code}`);
              }
            }
          }
          expect(buildPacket({ ...input, redactions })).toEqual(packet);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is caught by the same check when a field that must be dropped is let through', () => {
    const leaky = {
      ...notificationFormV1,
      sections: [
        {
          code: 'leak',
          questions: [
            { code: 'probable_cause_text', type: 'text', need: 'optional', kind: 'fact', packet: 'screen' },
          ],
        },
      ],
    } as const satisfies Form;
    const answers: Answers = { probable_cause_text: { value: `le ${SECRET} du village` } };
    const packet = buildPacket({ ...inputOf({}, {}), documents: [{ form: leaky, answers, computed: {} }] });
    expect(JSON.stringify(packet)).toContain(SECRET);
  });

  it('never lets judgements, workflow, people or identity through, and no type by `keep` that would tell a place or a day', () => {
    const question: Question = { code: 'q', type: 'int', need: 'optional', kind: 'fact', packet: 'keep' };
    expect(ruleOf(question)).toBe('keep');
    expect(ruleOf({ ...question, kind: 'judgement' })).toBe('drop');
    expect(ruleOf({ ...question, kind: 'process' })).toBe('drop');
    expect(ruleOf({ ...question, identity: true })).toBe('drop');
    expect(ruleOf({ ...question, type: 'person' })).toBe('drop');
    expect(ruleOf({ ...question, type: 'place' })).toBe('level');
    expect(ruleOf({ ...question, type: 'datetime' })).toBe('relative-time');
    expect(ruleOf({ ...question, type: 'text' })).toBe('screen');
  });

  it('names a packet at random', () => {
    expect(packetAlias(new Uint8Array([0, 1, 2, 31, 32, 255, 9, 10, 11]))).toBe('P-012Z0Z9A');
    expect(() => packetAlias(new Uint8Array(7))).toThrow(RangeError);
  });
});

describe('hiding passages', () => {
  it('merges spans that overlap and drops those outside the text', () => {
    const spans = [
      { start: 4, end: 8 },
      { start: 0, end: 2 },
      { start: 6, end: 10 },
      { start: 90, end: 99 },
    ];
    expect(redacted('Awa et Moussa sont venus', spans)).toBe(`${HIDDEN}a ${HIDDEN}ssa sont venus`);
  });
});

const file = new URL('../../../../../shared/domain/cases.json', import.meta.url);
const worked = existsSync(file) ? describe : describe.skip;

worked('the packets of the worked cases (acceptance data beside the checkout)', () => {
  const ids: Readonly<Record<string, string>> = {
    'CSCOM-DEMO-01': '7310001',
    'CSREF-DEMO': '7310002',
    'V-M1': '7319999',
    'V-M2': '7319999',
  };
  const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
    typeof given === 'object' && given !== null && !Array.isArray(given);
  const answerOf = (given: unknown): Answer => {
    if (isRecord(given)) return { missing: given['missing'] as 'NR' };
    if (typeof given === 'string') return { value: ids[given] ?? given };
    if (Array.isArray(given))
      return { value: given.map((line: unknown) => (isRecord(line) ? rowOf(line) : line)) as Value };
    return { value: given as number };
  };
  const rowOf = (line: Readonly<Record<string, unknown>>): Row =>
    Object.fromEntries(Object.entries(line).map(([column, cell]) => [column, answerOf(cell)]));

  function read(name: string): { readonly notification: Answers; readonly review: Answers } {
    const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly {
      readonly case: string;
      readonly notification: Readonly<Record<string, unknown>>;
      readonly maternal_review: Readonly<Record<string, unknown>>;
    }[];
    const found = cases.find((one) => one.case === name);
    if (found === undefined) throw new Error(`no worked case ${name}`);
    const review = rowOf(found.maternal_review);
    const narrative = review['narrative'] ?? { missing: 'NR' };
    const contribution: Row = { ref: { value: '7310001' }, text: narrative };
    return {
      notification: rowOf(found.notification),
      review: { ...review, narrative: { value: [contribution] } },
    };
  }

  const itemOf = (items: readonly PacketItem[], question: string): PacketItem | undefined =>
    items.find((item) => item.question === question);

  it.each(['M1', 'M2'])('%s: no date, place, judgement or number of the case is left', (name) => {
    const { notification, review } = read(name);
    const packet = buildPacket(inputOf(notification, review));
    const text = JSON.stringify(packet);
    expect(text).not.toMatch(CALENDAR);
    expect(text).not.toContain('2026');
    expect(text).not.toMatch(/DEMO|V-M|73100|7319/);
    for (const judged of [
      'avoidability',
      'icdmm_group',
      'delay1_lvl',
      'factors',
      'cod_a',
      'cert_causes',
      'first_definitive_at',
    ]) {
      expect(itemOf(packet.items, judged)).toBeUndefined();
    }
    expect(packet.narratives).toHaveLength(1);
    expect(packet.items.length).toBeGreaterThan(60);
  });

  it('M1: times run from the onset, facilities are letters by level, the age is a band', () => {
    const { notification, review } = read('M1');
    const { items, chronology } = buildPacket(inputOf(notification, review));
    expect(itemOf(items, 'onset_at')?.text).toBe('J+0 03:35 · H0');
    expect(itemOf(items, 'arrive1_at')?.text).toBe('J−1 23:10 · H−4 h 25');
    expect(itemOf(items, 'arrive2_at')?.text).toBe('J+0 08:05 · H+4 h 30');
    expect(itemOf(items, 'm_age')).toMatchObject({ text: '25–29', band: [25, 29] });
    expect(itemOf(items, 'death_date')?.text).toBe('J+0 09:30 · H+5 h 55');
    expect(itemOf(items, 'death_time')).toBeUndefined();
    expect(itemOf(items, 'death_facility_id')?.text).toBe('Structure B, niveau CSRéf');
    expect(itemOf(items, 'm_facility_path')?.rows?.map((row) => row[0]?.text)).toEqual([
      'Structure A, niveau CSCom',
      'Structure B, niveau CSRéf',
    ]);
    expect(itemOf(items, 'adm_hb')).toMatchObject({ text: '3.9', number: 3.9 });
    expect(itemOf(items, 'death_phase')).toMatchObject({ codes: ['PP_24H'], list: 'CL_DEATH_PHASE' });
    expect(chronology.map(({ hours }) => hours)).toEqual(
      [...chronology.map(({ hours }) => hours)].sort((a, b) => a - b),
    );
    expect(chronology).toContainEqual({
      hours: 5.08,
      label: 'care_given.at',
      form: 'maternal_review',
      approximate: false,
      place: 'B',
    });
  });

  it('M2: the treatment stands at H+96 h 20, what was not noted stays not noted', () => {
    const { notification, review } = read('M2');
    const { items } = buildPacket(inputOf(notification, review));
    const treatment = itemOf(items, 'care_given')?.rows?.[0]?.find(({ question }) => question === 'at');
    expect(treatment?.text).toBe('J+4 18:20 · H+96 h 20');
    expect(itemOf(items, 'age_years')?.text).toBe('15–19');
    expect(itemOf(items, 'anc_hb')?.missing).toBe('NR');
    expect(itemOf(items, 'arrive2_at')?.missing).toBe('NA');
  });

  it('M2: a time that a reviewer writes on the neutral calendar comes back to the real one', () => {
    const { notification, review } = read('M2');
    const neutral = neutralDocuments(inputOf(notification, review))['maternal_review'] ?? {};
    expect(neutral['onset_at']).toEqual({ value: '2001-01-01T18:00' });
    expect(neutral['m_age']).toBeUndefined();
    const origin = minutesOf('2026-09-02T18:00') ?? 0;
    const opinion: Answers = {
      first_definitive_at: { value: '2001-01-05T18:20' },
      delay1_lvl: { value: 'NO' },
    };
    expect(restoredTimes(opinion, origin)).toEqual({
      first_definitive_at: { value: '2026-09-06T18:20' },
      delay1_lvl: { value: 'NO' },
    });
  });
});
