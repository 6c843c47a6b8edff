import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { opinionFormV1 } from '../audits/opinion-form.v1.js';
import { factorPlace } from '../classification/factors.js';
import { icdPm } from '../classification/icd-pm.js';
import { maternalConditionOf } from '../classification/maternal-condition.js';
import type { Answer, Answers, Row, Validation, Value } from '../forms/form.js';
import { questionsOf } from '../forms/questions.js';
import { validate } from '../forms/validate.js';
import { notificationFormV1 } from './notification-form.v1.js';
import { perinatalReviewFormV1 } from './perinatal-review-form.v1.js';
import { perinatalCounts, perinatalTiming, perinatalType } from './perinatal-timing.js';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
type PlainRecord = Readonly<Record<string, Plain>>;
interface SharedCase {
  readonly case: string;
  readonly notification: PlainRecord;
  readonly perinatal_review: PlainRecord;
  readonly expected: PlainRecord;
}

const source = new URL('../../../../../shared/domain/cases.json', import.meta.url);
const isPresent = existsSync(source);
const cases = isPresent ? (JSON.parse(readFileSync(source, 'utf8')) as readonly SharedCase[]) : [];

const isRecord = (value: Plain): value is PlainRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRows = (value: Plain): value is readonly PlainRecord[] =>
  Array.isArray(value) && (value as readonly Plain[]).some(isRecord);

function answer(given: Plain): Answer {
  if (isRecord(given)) return given as unknown as Answer;
  return { value: (isRows(given) ? given.map(row) : given) as Value };
}

function row(line: PlainRecord): Row {
  return Object.fromEntries(Object.entries(line).map(([code, given]) => [code, answer(given)]));
}

const asked = new Set(questionsOf(perinatalReviewFormV1).map(({ code }) => code));

function reviewOf(given: PlainRecord): Answers {
  const facts = Object.entries(given).filter(([code]) => asked.has(code) && code !== 'p_narrative');
  return {
    ...row(Object.fromEntries(facts)),
    p_narrative: { value: [{ text: answer(given['p_narrative'] ?? '') }] },
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
    evidence: 'Dossier.',
  });
}

function opinionOf(given: PlainRecord, underlying: string): Answers {
  return {
    ...row({
      eligibility: 'STILLBIRTH',
      timing: 'INTRAPARTUM',
      cod_underlying: underlying,
      icdpm_group: given['p_icdpm'] ?? '',
      maternal_condition: given['p_mat_cond'] ?? '',
      maternal_condition_icd: given['p_mat_cond_icd'] ?? '',
      delay1_lvl: given['p_d1'] ?? '',
      delay2_lvl: given['p_d2'] ?? '',
      delay3_lvl: given['p_d3'] ?? '',
      avoidability: given['p_avoid'] ?? '',
      decisive_treatment: 'NONE',
      confidence: 'HIGH',
    }),
    factors: { value: (given['p_factors'] as readonly string[]).map(factorRow) },
    quality_grade: {
      value: Object.entries(given['p_quality'] as PlainRecord).map(([phase, grade]) => row({ phase, grade })),
    },
  };
}

function found(): SharedCase {
  const shared = cases.find((candidate) => candidate.case === 'P1');
  if (shared === undefined) throw new Error('no case P1');
  return shared;
}

function read(shared: SharedCase, underlying: string) {
  const notification = row(shared.notification);
  const review = reviewOf(shared.perinatal_review);
  const context = {
    now: '2026-10-01T12:00',
    documents: { notification, perinatal_review: review },
    facts: { kind: 'SB', auditKind: 'audit', stage: 'confirmation' },
  };
  return {
    notification,
    review,
    parts: [
      validate(notificationFormV1, notification, context),
      validate(perinatalReviewFormV1, review, context),
    ] as const,
    opinion: validate(opinionFormV1, opinionOf(shared.perinatal_review, underlying), context),
  };
}

const codes = (...parts: readonly Validation[]): readonly string[] =>
  parts.flatMap(({ issues }) => issues.map(({ code }) => code)).sort();

(isPresent ? describe : describe.skip)('the worked case P1 (shared/domain/cases.json)', () => {
  it('raises exactly the messages it names: none, over file and opinion', () => {
    const shared = found();
    const { parts, opinion } = read(shared, shared.perinatal_review['p_cod_under'] as string);
    expect(codes(...parts, opinion)).toEqual(shared.expected['rules_fired']);
    expect(parts.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('computes every derived value', () => {
    const shared = found();
    const computed = read(shared, 'P20.1').parts[1].computed;
    for (const code of ['elig28', 'timing', 'p_type', 'd1_h', 'ddi_min'])
      expect([code, computed[code]]).toEqual([code, shared.expected[code]]);
    expect(computed['p_type']).toBe(shared.expected['dhis2_type']);
  });

  it('is counted as a perinatal death and a stillbirth', () => {
    const shared = found();
    const { review, notification } = read(shared, 'P20.1');
    expect(perinatalCounts(review, notification)).toEqual(shared.expected['counts']);
    expect(perinatalType(review, notification)).toBe(shared.expected['p_type']);
  });

  it('has its group and the sub-code of its maternal condition', () => {
    const shared = found();
    const code = shared.perinatal_review['p_cod_under'] as string;
    expect(icdPm(code, 'INTRAPARTUM').group).toBe(shared.expected['icdpm']);
    expect(maternalConditionOf(shared.perinatal_review['p_mat_cond_icd'] as string)).toBe(
      shared.expected['mat_sub'],
    );
  });

  it('would be A3 if nobody looked at the heart and the skin was macerated', () => {
    const facts = { ...reviewOf(found().perinatal_review), p_maceration: { value: 'SEVERE' } };
    const blind = Object.fromEntries(
      Object.entries(facts).filter(([code]) => !['p_fhs_adm', 'p_fhs_last'].includes(code)),
    );
    expect(perinatalTiming(blind)?.timing).toBe('ANTEPARTUM');
    expect(icdPm('P20.1', 'ANTEPARTUM').group).toBe('A3');
    expect(perinatalTiming(facts)?.timing).toBe('INTRAPARTUM');
  });

  it('refuses a cause that needs a live birth', () => {
    const shared = found();
    const refused = shared.expected['refused_cod_under'] as readonly string[];
    expect(refused.length).toBeGreaterThan(0);
    for (const code of refused) {
      const { issues } = read(shared, code).opinion;
      expect(issues.find((issue) => issue.code === 'V17.P21')?.severity).toBe('ERR');
    }
  });
});
