import { describe, expect, it } from '@jest/globals';
import { minutesOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { delay1, delay2First, delay2Transfer, delay3 } from './delays.js';

function at(time: string, margin = 0): Moment {
  const minutes = minutesOf(time) ?? NaN;
  return { at: minutes, from: minutes - margin, to: minutes + margin };
}
const unknown = undefined;

describe('delay 1', () => {
  it('runs from the onset to the decision', () => {
    const times = { onset: at('2026-09-02T18:00'), decision: at('2026-09-06T14:00') };
    expect(delay1(times, false)).toEqual({ hours: 92, margin: 0, censored: false });
  });

  it('keeps the uncertainty of approximate times', () => {
    const times = { onset: at('2026-09-06T12:00', 120), decision: at('2026-09-06T14:00', 30) };
    expect(delay1(times, false)).toEqual({ hours: 2, margin: 2.5, censored: false });
  });

  it.each([
    ['inside a facility', at('2026-09-06T12:00'), at('2026-09-06T14:00'), true],
    ['with an unknown onset', unknown, at('2026-09-06T14:00'), false],
    ['with an unknown decision', at('2026-09-06T12:00'), unknown, false],
    ['when the decision comes first', at('2026-09-06T14:00'), at('2026-09-06T12:00'), false],
  ])('is none %s', (_, onset, decision, inside) => {
    expect(delay1({ onset, decision }, inside)).toBeNull();
  });
});

describe('delay 2', () => {
  const decision = at('2026-09-06T14:00');
  const death = at('2026-09-06T21:40');

  it('first runs from the decision to the first facility', () => {
    expect(delay2First({ decision, firstArrival: at('2026-09-06T17:40'), death }, false, false)?.hours).toBe(
      3.67,
    );
  });

  it('is censored at the death of a woman who never arrived', () => {
    const times = { decision, firstArrival: unknown, death };
    expect(delay2First(times, false, true)).toEqual({ hours: 7.67, margin: 0, censored: true });
    expect(delay2First(times, false, false)).toBeNull();
    expect(delay2First(times, true, true)).toBeNull();
  });

  it('then runs from the decision to refer to the second facility, or to the death on the way', () => {
    const referral = at('2026-09-06T19:00');
    const arrived = { referral, secondArrival: at('2026-09-06T20:00'), death };
    expect(delay2Transfer(arrived, false)).toEqual({ hours: 1, margin: 0, censored: false });
    const died = { referral, secondArrival: unknown, death };
    expect(delay2Transfer(died, true)).toEqual({ hours: 2.67, margin: 0, censored: true });
    expect(delay2Transfer(died, false)).toBeNull();
  });
});

describe('delay 3', () => {
  const firstArrival = at('2026-09-06T17:40');
  const death = at('2026-09-06T21:40');

  it('runs from the arrival to the decisive treatment', () => {
    const decisive = { at: at('2026-09-06T18:20'), none: false };
    expect(delay3({ onset: at('2026-09-02T18:00'), firstArrival, death }, decisive)?.hours).toBe(0.67);
  });

  it('starts at an onset inside the facility', () => {
    const times = {
      onset: at('2026-03-14T03:35'),
      firstArrival: at('2026-03-13T23:10'),
      death: at('2026-03-14T09:30'),
    };
    expect(delay3(times, { at: at('2026-03-14T08:40'), none: false })?.hours).toBe(5.08);
  });

  it('is censored at the death without a decisive treatment', () => {
    const times = { onset: at('2026-09-02T18:00'), firstArrival, death };
    expect(delay3(times, { at: unknown, none: true })).toEqual({ hours: 4, margin: 0, censored: true });
  });

  it('is unknown without an arrival, or without a word on the treatment', () => {
    expect(delay3({ onset: unknown, firstArrival: unknown, death }, { at: unknown, none: true })).toBeNull();
    expect(delay3({ onset: unknown, firstArrival, death }, { at: unknown, none: false })).toBeNull();
  });
});
