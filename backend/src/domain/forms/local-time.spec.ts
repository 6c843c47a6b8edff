import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  dateOfDay,
  dateTimeOf,
  dayOf,
  firstAnniversary,
  hours,
  minuteOfDay,
  minutesOf,
  startOf,
  weekdayOf,
} from './local-time.js';

describe('the calendar', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2026-03-14', 20526],
  ])('%s is day %d', (date, day) => {
    expect(dayOf(date)).toBe(day);
    expect(dateOfDay(day)).toBe(date);
  });

  it.each([
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-01',
    '26-01-01',
    '2026-01-0x',
    '',
    '2026-01-01T00:00',
  ])('%p is no date', (text) => {
    expect(dayOf(text)).toBeUndefined();
  });

  it('agrees with the platform on every day of four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30000, max: 120000 }), (day) => {
        const date = new Date(day * 86400000);
        expect(dateOfDay(day)).toBe(date.toISOString().slice(0, 10));
        expect(dayOf(dateOfDay(day))).toBe(day);
        expect(weekdayOf(day)).toBe(date.getUTCDay());
      }),
    );
  });

  it('reads and writes times to the minute', () => {
    expect(minutesOf('2026-03-14T03:35')).toBe(20526 * 1440 + 215);
    expect(dateTimeOf(20526 * 1440 + 215)).toBe('2026-03-14T03:35');
    expect(startOf('2026-03-14')).toBe(20526 * 1440);
    expect(hours(400)).toBe(6.67);
    for (const wrong of ['2026-03-14 03:35', '2026-03-14T24:00', '2026-03-14T03:60', '2026-03-14T3:35'])
      expect(minutesOf(wrong)).toBeUndefined();
    for (const wrong of ['24:00', '7:30', '07:60', 'ab:cd', '']) expect(minuteOfDay(wrong)).toBeUndefined();
  });

  it('puts the anniversary of 29 February on 1 March', () => {
    expect(firstAnniversary('2024-02-29')).toBe('2025-03-01');
    expect(firstAnniversary('2023-03-01')).toBe('2024-03-01');
    expect(firstAnniversary('2023-02-30')).toBeUndefined();
  });
});
