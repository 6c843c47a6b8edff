import { describe, expect, it } from '@jest/globals';
import type { Answers, Context, Value } from '../forms/form.js';
import { validate } from '../forms/validate.js';
import { sessionFormV1 } from './session-form.v1.js';

const of = (values: Readonly<Record<string, Value>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));
const course = {
  conflict_declared: 'NO',
  materials: ['RECORD'],
  minutes_note: 'x'.repeat(100),
  agrees_cert: 'NO_CERT',
  consensus: 'UNANIMOUS',
} as const;

function validated(changes: Readonly<Record<string, Value>>, facts: Context['facts'] = {}) {
  const documents = { notification: of({ death_date: '2026-03-14', death_time: '09:30' }) };
  return validate(sessionFormV1, of({ ...course, ...changes }), {
    now: '2026-10-01T12:00',
    documents,
    facts,
  });
}

describe('the course of a session', () => {
  it('is complete with its five answers', () => {
    expect(validated({})).toMatchObject({ missing: [], issues: [], completeness: { score: 1 } });
  });

  it('asks why the certificate is not confirmed, and why nothing is recommended', () => {
    expect(validated({ agrees_cert: 'NO' }).missing).toEqual(['agrees_cert_reason']);
    expect(validated({}, { recommendations: 0 }).missing).toEqual(['no_recommendation_reason']);
    expect(validated({}, { recommendations: 1 }).missing).toEqual([]);
  });

  it('comes after the death, and within 90 days', () => {
    const rules = (sessionDate: string): readonly string[] =>
      validated({}, { sessionDate }).issues.map(({ code, severity }) => `${severity} ${code}`);
    expect(rules('2026-03-13T10:00')).toEqual(['ERR V15.session_date']);
    expect(rules('2026-03-14')).toEqual([]);
    expect(rules('2026-06-12T10:00')).toEqual([]);
    expect(rules('2026-06-13T10:00')).toEqual(['WARN V15.late-session']);
    expect(rules('nonsense')).toEqual([]);
    expect(validated({}, { sessionDate: '2026-03-20T10:00' }).computed).toEqual({
      session_date: '2026-03-20T10:00',
    });
  });

  it('refuses minutes that are too short', () => {
    expect(validated({ minutes_note: 'court' }).issues.map(({ code }) => code)).toEqual(['LENGTH']);
  });
});
