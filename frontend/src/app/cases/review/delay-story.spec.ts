import { describe, expect, it } from '@jest/globals';
import type { Answers } from '@domain/forms/form.js';
import { delayStory, lensOf, nightsOf, pinsOf, ticksOf, wholeOf } from './delay-story';

const at = (value: string, margin?: number): Answers[string] =>
  margin === undefined ? { value, precision: 'minute' } : { value, precision: 'minute', margin };

/** Four days of fever at home, then a CSCom, an evacuation too late, and death on the way. */
const review: Answers = {
  onset_at: at('2026-09-02T18:00', 720),
  decision_at: at('2026-09-06T14:00', 60),
  arrive1_at: at('2026-09-06T17:40'),
  seen1_at: at('2026-09-06T18:05'),
  ref_made: { value: 'YES' },
  ref_decision_at: at('2026-09-06T19:00'),
  depart_at: at('2026-09-06T20:50'),
  arrive2_at: { missing: 'NA' },
  death_at: at('2026-09-06T21:40', 30),
};

describe('the three delays of a death on the way', () => {
  const story = delayStory(review, undefined, { decisive_treatment: { value: 'NONE' } });

  it('numbers the moments in the order of time, approximate ones marked', () => {
    expect(story.marks.map(({ n, key, approximate }) => [n, key, approximate])).toEqual([
      [1, 'onset', true],
      [2, 'decision', true],
      [3, 'arrival', false],
      [4, 'seen', false],
      [5, 'referral', false],
      [6, 'departure', false],
      [7, 'death', true],
    ]);
  });

  it('gives 92 h to decide, 3 h 40 to arrive, a transfer and care that never ended', () => {
    expect(story.delays.first?.hours).toBe(92);
    expect(story.delays.way?.hours).toBeCloseTo(3.67, 2);
    expect(story.delays.transfer).toMatchObject({ censored: true });
    expect(story.delays.care).toMatchObject({ hours: 4, censored: true });
    expect(story.stretches.map(({ lane, open }) => [lane, open])).toEqual([
      [1, false],
      [2, false],
      [2, true],
      [3, true],
    ]);
  });

  it('puts a lens on the last hours, from the decision to the death', () => {
    const whole = wholeOf(story);
    const lens = lensOf(story);
    expect(whole && (whole.to - whole.from) / 60).toBeCloseTo(99.67, 1);
    expect(lens && (lens.to - lens.from) / 60).toBeLessThan(10);
    expect(lens && Number.isInteger(lens.from) && Number.isInteger(lens.to)).toBe(true);
  });

  it('says nothing of delay 3 before an opinion does', () => {
    const unsaid = delayStory(review, undefined);
    expect(unsaid.decisive).toBe('unsaid');
    expect(unsaid.delays.care).toBeNull();
    expect(unsaid.stretches.at(-1)).toMatchObject({ lane: 3, end: 'death', open: true });
  });
});

describe('a complication that began inside the facility', () => {
  it('has no delay 1 and counts care from the onset', () => {
    const story = delayStory(
      {
        arrive1_at: at('2026-09-06T08:00'),
        onset_at: at('2026-09-06T10:00'),
        death_at: at('2026-09-06T12:00'),
      },
      undefined,
    );
    expect(story.inside).toBe(true);
    expect(story.stretches).toMatchObject([{ lane: 3, start: 'onset', end: 'death' }]);
    expect(story.stretches[0]?.from).toBeGreaterThan(0);
    expect(lensOf(story)).toBeNull();
  });
});

describe('drawing on a scale', () => {
  it('shades nights from 18 h to 8 h, cut to the window', () => {
    const noon = 12 * 60;
    expect(nightsOf({ from: noon, to: noon + 1440 })).toEqual([{ from: 18 * 60, to: 1440 + 8 * 60 }]);
    expect(nightsOf({ from: 9 * 60, to: 17 * 60 })).toEqual([]);
  });

  it('chooses round ticks', () => {
    expect(ticksOf({ from: 13 * 60 + 10, to: 22 * 60 }, 5)).toEqual(
      [14, 16, 18, 20, 22].map((hour) => hour * 60),
    );
  });

  it('puts close marks under one pin', () => {
    const { marks } = delayStory(review, undefined);
    const pins = pinsOf(marks, (minute) => (minute - (marks[0]?.at ?? 0)) / 20, 24);
    expect(pins.map((pin) => pin.marks.map(({ n }) => n))).toEqual([[1], [2, 3, 4, 5, 6, 7]]);
  });

  it('draws nothing of a story with one moment', () => {
    expect(wholeOf(delayStory({ onset_at: at('2026-09-02T18:00') }, undefined))).toBeNull();
  });
});
