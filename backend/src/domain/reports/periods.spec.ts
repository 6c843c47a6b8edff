import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOfDay, dayOf } from '../forms/local-time.js';
import { settingsFrom } from '../settings.js';
import { before, dueAtOf, lastPeriods, PERIOD_TYPES, periodAt, periodOf } from './periods.js';

describe('epidemiological weeks', () => {
  it.each([
    ['2026-11-25', '2026-W48', '2026-11-23', '2026-11-29'],
    ['2026-11-23', '2026-W48', '2026-11-23', '2026-11-29'],
    ['2026-11-22', '2026-W47', '2026-11-16', '2026-11-22'],
    ['2027-01-03', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2027-01-04', '2027-W01', '2027-01-04', '2027-01-10'],
    ['2024-12-30', '2025-W01', '2024-12-30', '2025-01-05'],
  ])('%s lies in %s, from %s to %s', (day, code, from, to) => {
    expect(periodAt('EPI_WEEK', day)).toEqual({ type: 'EPI_WEEK', code, from, to });
    expect(periodOf(code)).toEqual({ type: 'EPI_WEEK', code, from, to });
  });

  it.each(['2025-W53', '2026-W54', '2026-W00', '2026-13', '2026-00', '2026-1', '1999-W01', '2026W01', ''])(
    'no calendar has %s',
    (code) => {
      expect(periodOf(code)).toBeUndefined();
    },
  );
});

describe('months', () => {
  it.each([
    ['2026-02-14', '2026-02', '2026-02-28'],
    ['2028-02-29', '2028-02', '2028-02-29'],
    ['2026-12-31', '2026-12', '2026-12-31'],
  ])('%s lies in %s, which ends on %s', (day, code, to) => {
    expect(periodAt('MONTH', day)).toEqual({ type: 'MONTH', code, from: `${code}-01`, to });
    expect(periodOf(code)?.to).toBe(to);
  });
});

describe('periods of both types', () => {
  it('follow each other without a gap, and are found again by their code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12_000, max: 40_000 }), fc.constantFrom(...PERIOD_TYPES), (day, type) => {
        const period = periodAt(type, dateOfDay(day));
        expect(period.from <= dateOfDay(day) && dateOfDay(day) <= period.to).toBe(true);
        expect(periodOf(period.code)).toEqual(period);
        expect((dayOf(before(period).to) ?? 0) + 1).toBe(dayOf(period.from));
      }),
    );
  });

  it('are listed newest first, the running one left out', () => {
    expect(lastPeriods('EPI_WEEK', '2027-01-05', 3).map(({ code }) => code)).toEqual([
      '2026-W53',
      '2026-W52',
      '2026-W51',
    ]);
    expect(lastPeriods('MONTH', '2026-01-31', 2).map(({ code }) => code)).toEqual(['2025-12', '2025-11']);
  });

  it('are due on Tuesday at noon and at the end of the 5th, or as the district sets it', () => {
    const week = periodAt('EPI_WEEK', '2026-11-18');
    const month = periodAt('MONTH', '2026-12-18');
    expect(dueAtOf(week, settingsFrom())).toBe('2026-11-24T12:00');
    expect(dueAtOf(month, settingsFrom())).toBe('2027-01-05T23:59');
    const own = settingsFrom([
      { key: 'report.week-due-day', value: 1 },
      { key: 'report.week-due-hour', value: 8 },
      { key: 'report.month-due-day', value: 10 },
    ]);
    expect(dueAtOf(week, own)).toBe('2026-11-23T08:00');
    expect(dueAtOf(month, own)).toBe('2027-01-10T23:59');
  });
});
