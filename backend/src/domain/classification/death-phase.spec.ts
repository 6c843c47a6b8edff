import { describe, expect, it } from '@jest/globals';
import { DAY, dayOf, minutesOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { deathPhase } from './death-phase.js';
import { isOffHours } from './off-hours.js';

function moment(text: string | undefined): Moment | undefined {
  if (text === undefined) return undefined;
  if (text.length === 10) {
    const start = (dayOf(text) ?? NaN) * DAY;
    return { at: start, from: start, to: start + DAY - 1 };
  }
  const minutes = minutesOf(text) ?? NaN;
  return { at: minutes, from: minutes, to: minutes };
}

describe('the phase of a death', () => {
  it.each([
    ['PREGNANT', undefined, '2026-09-06T21:40', 'PREG'],
    ['LABOUR', undefined, '2026-09-06T21:40', 'LABOUR'],
    ['PP42', undefined, '2026-09-06T21:40', null],
    ['UNK', undefined, '2026-09-06T21:40', null],
    ['PP42', '2026-03-14T03:20', '2026-03-14T09:30', 'PP_24H'],
    ['PP42', '2026-03-14T03:20', '2026-03-15T03:20', 'PP_24H'],
    ['PP42', '2026-03-14T03:20', '2026-03-15T03:21', 'PP_2_7D'],
    ['PP42', '2026-03-14T03:20', '2026-03-21T23:59', 'PP_2_7D'],
    ['PP42', '2026-03-14T03:20', '2026-03-22T00:00', 'PP_8_42D'],
    ['PP42', '2026-03-14T03:20', '2026-04-25T12:00', 'PP_8_42D'],
    ['PP43_1Y', '2026-03-14T03:20', '2026-04-26T00:00', 'LATE'],
    ['PP43_1Y', '2025-03-14', '2026-03-13T23:59', 'LATE'],
    ['PP43_1Y', '2025-03-14', '2026-03-14T00:00', null],
    ['PP42', '2026-03-14', '2026-03-14T09:30', 'PP_24H'],
    ['PP42', '2026-03-14', '2026-03-15T00:30', 'PP_2_7D'],
    ['PP42', '2026-03-14T03:20', undefined, null],
    ['PREGNANT', '2026-03-14T09:40', '2026-03-14T09:30', 'PREG'],
    ['PP42', '2026-03-14T09:40', '2026-03-14T09:30', null],
  ])('%s, end %s, death %s: %s', (status, end, death, expected) => {
    expect(deathPhase(status, moment(end), moment(death))).toBe(expected);
  });
});

describe('off hours', () => {
  it.each([
    ['2026-09-07T07:59', true, 'before eight'],
    ['2026-09-07T08:00', false, 'a Monday morning'],
    ['2026-09-07T17:59', false, 'a Monday afternoon'],
    ['2026-09-07T18:00', true, 'after six'],
    ['2026-09-05T12:00', true, 'a Saturday'],
    ['2026-09-06T12:00', true, 'a Sunday'],
    ['2026-09-22T12:00', true, 'the Independence'],
    ['2026-01-20T12:00', true, 'the Army'],
    ['2026-05-25T12:00', true, 'the day of Africa'],
    ['2026-03-20T12:00', false, 'a Friday'],
  ])('%s is %p: %s', (time, expected) => {
    expect(isOffHours(minutesOf(time) ?? NaN)).toBe(expected);
  });

  it('knows the feasts it is given', () => {
    expect(isOffHours(minutesOf('2026-03-20T12:00') ?? NaN, ['2026-03-20'])).toBe(true);
  });
});
