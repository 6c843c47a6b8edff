import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateTimeOf } from '../forms/local-time.js';
import { settingsFrom } from '../settings.js';
import { dueAt, postponed, readClock, spoken, STEPS, type DeadlineFacts, type Step } from './deadlines.js';

const settings = settingsFrom();
const inFacility: DeadlineFacts = { kind: 'MAT', community: false };

describe('when a step is due', () => {
  it.each<[Step, string, Partial<DeadlineFacts>, string]>([
    ['notification', '2026-03-14T09:30', {}, '2026-03-15T09:30'],
    ['notification', '2026-09-06T22:30', { community: true }, '2026-09-08T22:30'],
    ['notification', '2026-03-14T09:30', { kind: 'CHILD' }, '2026-03-17T09:30'],
    ['confirmation', '2026-09-08T09:00', {}, '2026-09-11T09:00'],
    ['audit', '2026-09-06T21:40', {}, '2026-09-13T21:40'],
    ['audit', '2026-09-06T21:40', { kind: 'SB' }, '2026-10-06T21:40'],
    ['audit', '2026-09-06', { community: true }, '2026-11-05T23:59'],
    ['notification', '2026-03-14', {}, '2026-03-15T23:59'],
    ['packet', '2026-03-20T10:00', {}, '2026-03-27T10:00'],
    ['acceptance', '2026-03-20T10:00', {}, '2026-03-22T10:00'],
    ['counter-audit', '2026-03-20T10:17', {}, '2026-04-19T23:59'],
    ['adjudication', '2026-03-20T10:17', {}, '2026-04-19T23:59'],
  ])('%s from %s %j is %s', (step, start, facts, due) => {
    expect(dueAt(step, start, { ...inFacility, ...facts }, settings)).toBe(due);
  });

  it('follows the settings of the place, and gives nothing without a start', () => {
    const slow = settingsFrom([{ key: 'audit.maternal-days', value: 21 }]);
    expect(dueAt('audit', '2026-09-06T21:40', inFacility, slow)).toBe('2026-09-27T21:40');
    for (const step of STEPS) expect(dueAt(step, 'unknown', inFacility, settings)).toBeNull();
  });

  it('is moved by the time on hold that lies before it', () => {
    expect(postponed('2026-03-15T09:30', '2026-03-15T00:00', '2026-03-17T12:00')).toBe('2026-03-17T21:30');
    expect(postponed('2026-03-15T09:30', '2026-03-16T00:00', '2026-03-17T12:00')).toBe('2026-03-15T09:30');
  });
});

describe('reading a clock', () => {
  const clock = { start: '2026-03-01T00:00', due: '2026-03-10T00:00', metAt: null };
  it.each([
    ['2026-03-02T00:00', 'running'],
    ['2026-03-07T00:00', 'running'],
    ['2026-03-07T00:01', 'soon'],
    ['2026-03-10T00:00', 'soon'],
    ['2026-03-10T00:01', 'overdue'],
  ])('at %s is %s', (now, state) => {
    expect(readClock(clock, now).state).toBe(state);
  });

  it('says how long it took, in time or late, and stops on hold', () => {
    expect(readClock({ ...clock, metAt: '2026-03-01T05:00' }, '2026-06-01T00:00')).toMatchObject({
      state: 'met',
      minutes: 300,
    });
    expect(readClock({ ...clock, metAt: '2026-03-11T00:00' }, '2026-06-01T00:00')).toMatchObject({
      state: 'met-late',
      minutes: 14_400,
    });
    expect(readClock({ ...clock, held: true }, '2026-03-20T00:00').state).toBe('held');
    expect(readClock({ ...clock, due: null }, '2026-03-02T00:00').state).toBe('unknown');
  });

  it('never goes back from overdue, and keeps its share between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000_000 }),
        fc.nat(100_000),
        fc.nat(200_000),
        fc.nat(1000),
        (start, length, at, later) => {
          const one = { start: dateTimeOf(start), due: dateTimeOf(start + length), metAt: null };
          const [first, second] = [
            readClock(one, dateTimeOf(start + at)),
            readClock(one, dateTimeOf(start + at + later)),
          ];
          expect(first.share >= 0 && first.share <= 1).toBe(true);
          expect(second.share).toBeLessThanOrEqual(first.share);
          if (first.state === 'overdue') expect(second.state).toBe('overdue');
        },
      ),
    );
  });

  it.each([
    [119, { unit: 'minutes', value: 119, rest: 0 }],
    [2120, { unit: 'hours', value: 35, rest: 20 }],
    [2880, { unit: 'days', value: 2, rest: 0 }],
  ] as const)('says %d minutes as people do', (minutes, said) => {
    expect(spoken(minutes)).toEqual(said);
  });
});
