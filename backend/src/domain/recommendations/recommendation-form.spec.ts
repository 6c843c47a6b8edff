import { describe, expect, it } from '@jest/globals';
import type { Answers, Context, Value } from '../forms/form.js';
import { validate } from '../forms/validate.js';
import { recommendationFormV1 } from './recommendation-form.v1.js';

const of = (values: Readonly<Record<string, Value>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));
const good = {
  rec_factor: 'F22',
  rec_problem: 'Ocytocine absente douze jours.',
  rec_action: 'Acheter un réfrigérateur et fixer un stock minimal de 20 ampoules d’ocytocine',
  rec_strength: 'STRONG',
  rec_priority: 'P1',
  rec_level: 'ASACO',
  rec_audience: 'ASACO',
  rec_owner_role: 'ASACO_PRESIDENT',
  rec_follow_member: '3f0e',
  rec_resources: ['MONEY'],
  rec_cost_fcfa: 400000,
  rec_fund_source: 'ASACO',
  rec_start: '2026-03-20',
  rec_deadline: '2026-05-15',
  rec_indicator: '20 ampoules en stock chaque lundi',
  rec_proof_type: 'STOCK_CARD',
} as const;

function validated(changes: Readonly<Record<string, Value>>, context: Partial<Context> = {}) {
  const answers = of({ ...good, ...changes });
  return validate(recommendationFormV1, answers, { now: '2026-10-01T12:00', documents: {}, ...context });
}
const codes = (changes: Readonly<Record<string, Value>>, context: Partial<Context> = {}) =>
  validated(changes, context).issues.map(({ code, severity }) => `${severity} ${code}`);

describe('writing a recommendation', () => {
  it('is complete when it says what, who, with what, by when and how it will be known', () => {
    expect(validated({})).toMatchObject({ missing: [], issues: [] });
  });

  it('answers "Sensibiliser les femmes" with: who, how, by when, how do we know?', () => {
    const wish = of({ rec_action: 'Sensibiliser les femmes' });
    const { issues } = validate(recommendationFormV1, wish, { now: '2026-10-01T12:00', documents: {} });
    expect(issues.map(({ code }) => code)).toEqual([
      'smart.who',
      'smart.how',
      'smart.by-when',
      'smart.how-known',
    ]);
  });

  it('keeps an action on skills away from the ASACO', () => {
    expect(codes({ rec_factor: 'F18', rec_audience: 'ASACO' })).toEqual(['ERR REC.audience']);
    expect(codes({ rec_factor: 'F18', rec_audience: 'ALL' })).toEqual(['ERR REC.audience']);
    expect(codes({ rec_factor: 'F18', rec_audience: 'CARE_TEAM' })).toEqual([]);
  });

  it('aims at a factor of the case', () => {
    const documents = { opinion: { factors: { value: [of({ factor: 'F11' })] } } };
    expect(codes({}, { documents })).toEqual(['ERR REC.factor']);
    expect(codes({ rec_factor: 'F11' }, { documents })).toEqual([]);
  });

  it('ends after it begins, and not too late for its level', () => {
    expect(codes({ rec_deadline: '2026-03-19' })).toEqual(['ERR REC.dates']);
    expect(codes({ rec_deadline: '2026-06-18' })).toEqual([]);
    expect(codes({ rec_deadline: '2026-06-19' })).toEqual(['WARN smart.too-late']);
    expect(codes({ rec_deadline: '2026-06-19' }, { facts: { latestLocalDays: 120 } })).toEqual([]);
  });

  it('asks who pays only when it costs', () => {
    expect(validated({ rec_resources: ['STAFF_TIME'] }).visible).not.toContain('rec_cost_fcfa');
    expect(validated({ rec_cost_fcfa: 0 }).visible).not.toContain('rec_fund_source');
    expect(codes({ rec_resources: ['NONE', 'MONEY'] })).toEqual(['ERR EXCLUSIVE']);
  });
});
