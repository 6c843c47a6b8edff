import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { opinionFormV1 } from '../audits/opinion-form.v1.js';
import { icdMm } from '../classification/icd-mm.js';
import { fetusOutcome } from '../classification/fetus.js';
import { inMmr } from '../classification/maternal-class.js';
import { factorPlace } from '../classification/factors.js';
import { expectedClass } from '../audits/opinion-computations.js';
import { questionsOf } from '../forms/questions.js';
import type { Answer, Answers, Context, Row, Validation, Value } from '../forms/form.js';
import { numberOf, textOf } from '../forms/read.js';
import { validate } from '../forms/validate.js';
import { childReviewFormV1 } from './child-review-form.v1.js';
import { communityAutopsyFormV1 } from './community-autopsy-form.v1.js';
import { maternalReviewFormV1 } from './maternal-review-form.v1.js';
import { notificationFormV1 } from './notification-form.v1.js';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
type PlainRecord = Readonly<Record<string, Plain>>;
interface SharedCase {
  readonly case: string;
  readonly notification: PlainRecord;
  readonly maternal_review: PlainRecord;
  readonly child_review: PlainRecord;
  readonly community_va: PlainRecord;
  readonly expected: PlainRecord;
}

const source = new URL('../../../../../shared/domain/cases.json', import.meta.url);
const isPresent = existsSync(source);
const cases = isPresent ? (JSON.parse(readFileSync(source, 'utf8')) as readonly SharedCase[]) : [];

function isRecord(value: Plain): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRows(value: Plain): value is readonly PlainRecord[] {
  return Array.isArray(value) && (value as readonly Plain[]).some(isRecord);
}

function answer(given: Plain): Answer {
  if (isRecord(given)) return given as unknown as Answer;
  return { value: (isRows(given) ? given.map(row) : given) as Value };
}

function row(line: PlainRecord): Row {
  return Object.fromEntries(Object.entries(line).map(([code, given]) => [code, answer(given)]));
}

const CHILD = new Set([
  'nb_outcome',
  'nb_sex',
  'nb_weight',
  'nb_apgar1',
  'nb_apgar5',
  'nb_resus',
  'survivor_followup',
]);
const reviewCodes = new Set(questionsOf(maternalReviewFormV1).map(({ code }) => code));

/** The facts of the review: newborns and narrative are repeating groups in the form. */
function reviewOf(given: PlainRecord): Answers {
  const entries = Object.entries(given);
  const child = Object.fromEntries(entries.filter(([code]) => CHILD.has(code)));
  const facts = entries.filter(([code]) => reviewCodes.has(code) && code !== 'narrative');
  return {
    ...row(Object.fromEntries(facts)),
    ...(Object.keys(child).length === 0 ? {} : { newborns: { value: [row(child)] } }),
    narrative: { value: [{ text: answer(given['narrative'] ?? '') }] },
  };
}

function factorRow(factor: string): Row {
  const place = factorPlace(factor);
  return row({
    factor,
    level: place?.level ?? 'OTHER',
    delay: place?.delay ?? 'NONE',
    phase: 'CSCOM',
    weight: '2',
    evidence: 'Dossier, section G.',
  });
}

/** The first audit's opinion: the judgement values of the case. */
function opinionOf(given: PlainRecord): Answers {
  const same = [
    'cod_a',
    'cod_b',
    'cod_part2',
    'cod_underlying',
    'icdmm_group',
    'maternal_class',
    'delay1_lvl',
    'delay2_lvl',
    'delay3_lvl',
    'delay3_sub',
    'avoidability',
  ];
  const treated = given['first_definitive_at'];
  return {
    ...row(Object.fromEntries(Object.entries(given).filter(([code]) => same.includes(code)))),
    eligibility: { value: 'MATERNAL' },
    decisive_treatment: { value: typeof treated === 'string' ? 'GIVEN' : 'NONE' },
    ...(typeof treated === 'string' ? { first_definitive_at: { value: treated } } : {}),
    factors: { value: (given['factors'] as readonly string[]).map(factorRow) },
    quality_grade: {
      value: Object.entries(given['quality_grade'] as PlainRecord).map(([phase, grade]) =>
        row({ phase, grade }),
      ),
    },
    confidence: { value: 'HIGH' },
  };
}

/** The judgements of a child's case as an opinion. */
function childOpinionOf(given: PlainRecord): Answers {
  const under = given['c_cod_under'] ?? '';
  const third = given['c_d3'] ?? '';
  return {
    ...row({
      eligibility: 'CHILD',
      cod_a: under,
      cod_part2: given['c_contributing'] ?? [],
      cod_underlying: under,
      child_group: given['c_group'] ?? '',
      delay1_lvl: given['c_d1'] ?? '',
      delay2_lvl: given['c_d2'] ?? '',
      delay3_lvl: third,
      ...(third === 'NO' ? {} : { delay3_sub: ['3A_ASSESS'] }),
      decisive_treatment: 'NONE',
      avoidability: given['c_avoid'] ?? '',
      confidence: 'HIGH',
    }),
    factors: { value: (given['c_factors'] as readonly string[]).map(factorRow) },
    quality_grade: {
      value: Object.entries(given['c_quality'] as PlainRecord).map(([phase, grade]) => row({ phase, grade })),
    },
  };
}

interface Read {
  readonly notification: Validation;
  readonly review: Validation;
  readonly opinion: Validation;
  readonly context: Context;
  readonly answers: Answers;
}

function read(shared: SharedCase, judgements: PlainRecord = shared.maternal_review): Read {
  const facts = { kind: 'MAT', auditKind: 'audit', stage: 'confirmation' };
  const notification = row(shared.notification);
  const answers = reviewOf(shared.maternal_review);
  const context = { now: '2026-10-01T12:00', documents: { notification, maternal_review: answers }, facts };
  return {
    notification: validate(notificationFormV1, notification, context),
    review: validate(maternalReviewFormV1, answers, context),
    opinion: validate(opinionFormV1, opinionOf(judgements), context),
    context,
    answers,
  };
}

const codes = (...parts: readonly Validation[]): readonly string[] =>
  parts.flatMap(({ issues }) => issues.map(({ code }) => code)).sort();

(isPresent ? describe : describe.skip)(
  'the worked cases of the specification (shared/domain/cases.json)',
  () => {
    it.each(['M1', 'M2'])('%s raises exactly the messages it names, over file and first opinion', (name) => {
      const shared = cases.find((candidate) => candidate.case === name);
      if (shared === undefined) throw new Error(`no case ${name}`);
      const { notification, review, opinion } = read(shared);
      expect(codes(notification, review, opinion)).toEqual(
        [...(shared.expected['rules_fired'] as readonly string[])].sort(),
      );
    });

    it.each(['M1', 'M2'])('%s computes every derived value', (name) => {
      const shared = cases.find((candidate) => candidate.case === name);
      if (shared === undefined) throw new Error(`no case ${name}`);
      const { notification, review, opinion } = read(shared);
      const computed: Readonly<Record<string, Value>> = {
        ...notification.computed,
        ...review.computed,
        ...opinion.computed,
      };
      const derived = [
        'days_since_end',
        'death_phase',
        'notif_delay_h',
        'late',
        'in_mmr',
        'd1_h',
        'd2_h_first',
        'd2_h_transfer',
        'd2_h_transfer_censored',
        'd3_h',
        'off_hours',
      ];
      const named = derived.filter((code) => code in shared.expected);
      expect(named.length).toBeGreaterThan(5);
      for (const code of named) expect([code, computed[code] ?? null]).toEqual([code, shared.expected[code]]);
    });

    it('M1 is MM3, direct, counted in the ratio', () => {
      const shared = cases.find((candidate) => candidate.case === 'M1');
      if (shared === undefined) throw new Error('no case M1');
      const { context } = read(shared);
      const group = icdMm('O72.1').group;
      expect(group).toBe(shared.expected['icdmm_group']);
      expect(expectedClass(group, context)).toBe(shared.expected['maternal_class']);
    });

    it('M2 ends as MM7, indirect, without decisive treatment, and raises nothing but the proposal any more', () => {
      const shared = cases.find((candidate) => candidate.case === 'M2');
      if (shared === undefined) throw new Error('no case M2');
      const final = shared.expected['final'] as PlainRecord;
      const { opinion, context, answers } = read(shared, final);
      expect(codes(opinion)).toEqual([]);
      expect(opinion.computed['d3_h_censored']).toBe(final['d3_h_censored']);
      expect(opinion.computed['d3_h']).toBeUndefined();
      expect(opinion.computed['no_definitive_treatment']).toBe(final['no_definitive_treatment']);
      expect(icdMm(final['cod_underlying'] as string).group).toBe(final['icdmm_group']);
      const maternal = expectedClass(final['icdmm_group'] as string, context);
      expect(maternal).toBe(final['maternal_class']);
      expect(maternal !== null && inMmr(maternal)).toBe(shared.expected['in_mmr']);
      const outcome = textOf(answers, 'preg_end_reached') === 'PREGNANT' ? 'undelivered' : undefined;
      expect(fetusOutcome(outcome, numberOf(answers, 'ga_weeks'))).toEqual(shared.expected['fetus']);
    });

    it('C2 raises exactly the messages it names, over file, family and first opinion, and ends as diarrhoea', () => {
      const shared = cases.find((candidate) => candidate.case === 'C2');
      if (shared === undefined) throw new Error('no case C2');
      const { child_review: judged, community_va: told, expected } = shared;
      const asked = new Set(questionsOf(childReviewFormV1).map(({ code }) => code));
      const review: Answers = {
        ...row(
          Object.fromEntries(
            Object.entries(judged).filter(([code]) => asked.has(code) && code !== 'c_narrative'),
          ),
        ),
        c_narrative: { value: [{ text: answer(judged['c_narrative'] ?? '') }] },
      };
      const notification = row(shared.notification);
      const documents = { notification, child_review: review, community_va: row(told) };
      const facts = { kind: 'CHILD', auditKind: 'audit', stage: 'confirmation' };
      const context: Context = { now: '2026-10-01T12:00', documents, facts };
      const notified = validate(notificationFormV1, notification, context);
      const file = [
        notified,
        validate(childReviewFormV1, review, context),
        validate(communityAutopsyFormV1, row(told), context),
      ];
      const first = validate(opinionFormV1, childOpinionOf(judged), context);
      for (const { missing } of [...file, first]) expect(missing).toEqual([]);
      expect(codes(...file, first)).toEqual([...(expected['rules_fired'] as readonly string[])].sort());
      expect(notified.computed['is_community_death']).toBe(expected['death_place_community']);
      expect(notified.computed['late']).toBe(expected['notif_ok_48h'] !== true);

      const final = validate(opinionFormV1, childOpinionOf(expected['final'] as PlainRecord), context);
      expect([final.missing, codes(final)]).toEqual([[], []]);
    });
  },
);
