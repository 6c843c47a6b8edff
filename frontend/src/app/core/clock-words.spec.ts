import { describe, expect, it } from '@jest/globals';
import { dueGroup, readClock } from './clock-words';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('reading a deadline', () => {
  const times = { start: '2026-09-06T21:40', due: '2026-09-13T21:40' };

  it('runs, with the share of time left', () => {
    expect(readClock(times, at('2026-09-08T09:40'))).toEqual({
      state: 'running',
      share: 132 / 168,
      minutes: 132 * 60,
    });
  });

  it('is soon under one third left, not at one third', () => {
    expect(readClock(times, at('2026-09-11T13:40')).state).toBe('running');
    expect(readClock(times, at('2026-09-11T13:41')).state).toBe('soon');
  });

  it('still runs at the due minute and is overdue after it', () => {
    expect(readClock(times, at('2026-09-13T21:40')).state).toBe('soon');
    expect(readClock(times, at('2026-09-15T21:41'))).toMatchObject({
      state: 'overdue',
      minutes: 48 * 60 + 1,
    });
  });

  it('is met in time, or late, counting from its start', () => {
    expect(readClock({ ...times, metAt: '2026-09-07T02:40' }, 0)).toMatchObject({
      state: 'met',
      minutes: 300,
    });
    expect(readClock({ ...times, metAt: '2026-09-14T00:00' }, 0).state).toBe('met-late');
  });

  it('is unknown without a due time', () => {
    expect(readClock({ start: null, due: null }, 0).state).toBe('unknown');
  });

  it('reads instants written with a zone as the same moment', () => {
    expect(readClock({ start: null, due: '2026-09-13T21:40:00.000Z' }, at('2026-09-13T20:40')).minutes).toBe(
      60,
    );
  });
});

describe('grouping by deadline', () => {
  const now = at('2026-09-15T10:00');

  it.each([
    ['2026-09-15T09:59', 'late'],
    ['2026-09-15T23:00', 'today'],
    ['2026-09-16T23:59', 'today'],
    ['2026-09-17T00:00', 'week'],
    ['2026-09-22T23:59', 'week'],
    ['2026-09-23T00:00', 'later'],
  ])('puts %s into %s', (due, group) => {
    expect(dueGroup(due, now)).toBe(group);
  });

  it('keeps what has no deadline apart', () => {
    expect(dueGroup(null, now)).toBe('none');
  });
});
