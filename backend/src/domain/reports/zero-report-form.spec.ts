import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Answers, Context } from '../forms/form.js';
import { findQuestion } from '../forms/questions.js';
import { getForm } from '../forms/registry.js';
import { validate } from '../forms/validate.js';
import { NO_DEATHS, standingOf, zeroAnswers, type DeathCounts } from './zero-report.js';
import { notifiedFacts } from './zero-report-rules.js';

const form = getForm('zero_report');
const NOW = '2026-11-24T09:00';

const values = (given: Readonly<Record<string, number | string | boolean>>): Answers =>
  Object.fromEntries(Object.entries(given).map(([code, value]) => [code, { value }]));

const week = (changes: Readonly<Record<string, number | string | boolean>> = {}): Answers =>
  values({
    zr_facility: '5',
    zr_period_type: 'EPI_WEEK',
    zr_period: '2026-W47',
    zr_deaths_wra: 0,
    zr_deaths_mat: 0,
    zr_stillbirths_fresh: 0,
    zr_stillbirths_mac: 0,
    zr_nnd_0_6: 0,
    zr_nnd_7_27: 0,
    zr_child_1_59: 0,
    zr_zero_confirmed: true,
    zr_live_births: 9,
    zr_total_births: 9,
    zr_assisted_births: 8,
    ...changes,
  });
const month = (changes: Readonly<Record<string, number | string | boolean>> = {}): Answers =>
  values({
    zr_facility: '7',
    zr_period_type: 'MONTH',
    zr_period: '2026-10',
    zr_deaths_wra: 0,
    zr_stillbirths: 0,
    zr_nnd: 0,
    zr_child_1_59: 0,
    zr_zero_confirmed: true,
    zr_births: 4,
    ...changes,
  });

const context = (facts: Context['facts'] = {}): Context => ({ now: NOW, documents: {}, facts });
const cases = (counts: Partial<DeathCounts>): Context => context(notifiedFacts({ ...NO_DEATHS, ...counts }));
const codesOf = (answers: Answers, given: Context = context()): readonly string[] =>
  validate(form, answers, given).issues.map(({ code, severity }) => `${severity} ${code}`);

describe('the zero report', () => {
  it('is whole with the counts of a week, and with the five numbers of a village', () => {
    expect(validate(form, week(), context())).toMatchObject({ missing: [], issues: [] });
    expect(validate(form, month(), context())).toMatchObject({ missing: [], issues: [] });
    expect(validate(form, month(), context()).visible).not.toContain('zr_deaths_mat');
    expect(validate(form, week(), context()).visible).not.toContain('zr_births');
  });

  it.each([
    [{ type: 'EPI_WEEK', code: '2026-W47' }, true],
    [{ type: 'EPI_WEEK', code: '2026-W47' }, false],
    [{ type: 'MONTH', code: '2026-10' }, false],
  ] as const)('is whole after one tap for %j, births still to be recorded', (period, villages) => {
    const answers = zeroAnswers(5, period, villages, NOW);
    const facts = { hasVillages: villages, villages: villages ? 4 : 0 };
    expect(validate(form, answers, context(facts))).toMatchObject({ missing: [], issues: [] });
  });

  it('takes a zero only when the registers were checked, and asks it only of a zero', () => {
    expect(validate(form, values({ zr_period_type: 'MONTH' }), context()).visible).not.toContain(
      'zr_zero_confirmed',
    );
    const unsaid = Object.fromEntries(
      Object.entries(week()).filter(([code]) => code !== 'zr_zero_confirmed'),
    );
    expect(validate(form, unsaid, context()).missing).toEqual(['zr_zero_confirmed']);
    expect(codesOf(week({ zr_zero_confirmed: false }))).toEqual(['ERR ZR.zero-unchecked']);
    expect(validate(form, week({ zr_child_1_59: 1 }), context()).visible).not.toContain('zr_zero_confirmed');
  });

  it.each([
    [{ zr_period: '2025-W53' }, 'ERR ZR.period'],
    [{ zr_period: '2026-10' }, 'ERR ZR.period'],
    [{ zr_period: 'W47' }, 'ERR LENGTH'],
    [{ zr_period: '2026-W49' }, 'ERR ZR.period-future'],
    [{ zr_period: '2026-W48' }, 'WARN ZR.running'],
    [{ zr_deaths_mat: 1 }, 'ERR ZR.deaths-wra'],
    [{ zr_live_births: 10 }, 'ERR ZR.total-births'],
    [{ zr_assisted_births: 10 }, 'ERR ZR.assisted-births'],
    [{ zr_child_1_59: 501 }, 'ERR RANGE'],
    [{ zr_child_1_59: -1 }, 'ERR RANGE'],
  ])('%j gives %s', (changes, code) => {
    expect(codesOf(week(changes)).map((found) => found.replace(/RANGE\..*/, 'RANGE'))).toContain(code);
  });

  it('refuses a month of a facility, and more villages than there are', () => {
    expect(codesOf(month(), context({ periodType: 'EPI_WEEK' }))).toContain('ERR ZR.period-type');
    const facts = { hasVillages: true, villages: 6 };
    expect(validate(form, week(), context(facts)).missing).toEqual(['zr_villages_reporting']);
    expect(codesOf(week({ zr_villages_reporting: 7 }), context(facts))).toEqual(['ERR ZR.villages']);
    expect(validate(form, week({ zr_villages_reporting: 5 }), context(facts)).computed).toMatchObject({
      zr_completeness: 83,
    });
  });

  it('knows whether it was sent on time', () => {
    const sent = (at: string): unknown =>
      validate(form, week({ zr_submitted_at: at }), context({ dueAt: '2026-11-24T12:00' })).computed[
        'zr_ontime'
      ];
    expect(sent('2026-11-24T08:59')).toBe(true);
    expect(
      validate(form, week({ zr_submitted_at: '2026-11-24T08:59' }), context({ dueAt: '2026-11-24T08:00' }))
        .computed['zr_ontime'],
    ).toBe(false);
  });

  it('asks about a zero while a case was notified, and about a death that nobody notified', () => {
    expect(codesOf(week(), cases({ MAT: 1 }))).toEqual(['WARN ZR.notified-MAT']);
    expect(codesOf(week({ zr_deaths_wra: 1, zr_deaths_mat: 1 }), cases({}))).toEqual([
      'WARN ZR.notified-MAT',
    ]);
    expect(codesOf(week({ zr_deaths_wra: 1, zr_deaths_mat: 1 }), cases({ MAT: 1 }))).toEqual([]);
    expect(codesOf(week({ zr_deaths_wra: 2, zr_deaths_mat: 1 }), cases({ MAT: 1, WRA: 1 }))).toEqual([]);
    expect(codesOf(week({ zr_stillbirths_mac: 1 }), cases({ SB: 1 }))).toEqual([]);
    expect(codesOf(week({ zr_nnd_7_27: 1 }), cases({ NND: 2 }))).toEqual(['WARN ZR.notified-NND']);
    expect(codesOf(month({ zr_deaths_wra: 2 }), cases({ MAT: 1, WRA: 1 }))).toEqual([]);
    expect(codesOf(month(), cases({ CHILD: 1, MAT: 1 }))).toEqual([
      'WARN ZR.notified-WRA',
      'WARN ZR.notified-CHILD',
    ]);
  });
});

describe('how a report stands', () => {
  const dueAt = new Date('2026-11-24T12:00Z');
  const at = (time: string): Date => new Date(`2026-11-${time}Z`);

  it.each([
    ['expected', null, '24T12:00', 'due'],
    ['expected', null, '24T12:01', 'late'],
    ['missing', null, '30T12:01', 'missing'],
    ['received', '24T12:00', '30T12:01', 'on-time'],
    ['received', '24T12:01', '30T12:01', 'received-late'],
  ] as const)('%s, sent %s, seen %s: %s', (state, sent, now, standing) => {
    const submittedAt = sent === null ? null : at(sent);
    expect(standingOf({ state, dueAt, submittedAt }, at(now))).toBe(standing);
  });
});

const source = new URL('../../../../../shared/domain/fields.csv', import.meta.url);
const isPresent = existsSync(source);

(isPresent ? describe : describe.skip)('the data dictionary (shared/domain/fields.csv)', () => {
  const fields = isPresent
    ? (parse(readFileSync(source), { columns: true }) as readonly Readonly<Record<string, string>>[])
    : [];
  const needs: Readonly<Record<string, readonly string[]>> = {
    required: ['R', 'C'],
    expected: ['E'],
    optional: ['–'],
    computed: ['–'],
  };

  it('has every field of the report as it is', () => {
    const own = fields.filter((field) => field['form'] === 'zero_report');
    expect(own).toHaveLength(21);
    for (const field of own) {
      const question = findQuestion(form, field['field_id'] ?? '');
      expect([field['field_id'], question?.kind, question?.packet]).toEqual([
        field['field_id'],
        field['kind'],
        field['packet'],
      ]);
      expect([field['field_id'], needs[question?.need ?? '']?.includes(field['req'] ?? '')]).toEqual([
        field['field_id'],
        true,
      ]);
    }
  });
});
