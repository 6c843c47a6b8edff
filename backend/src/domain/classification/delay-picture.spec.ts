import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers } from '../forms/form.js';
import { delaysEn } from '../texts/delays.en.js';
import { delaysFr } from '../texts/delays.fr.js';
import { drawnLinks, lensOf, nightsOf, pinsOf, ticksOf, wholeOf } from './delay-layout.js';
import { delayPicture } from './delay-picture.js';
import { storyOf } from './delay-story.js';
import type { DelayWording } from './delay-words.js';

const at = (value: string, margin?: number): Answer =>
  margin === undefined ? { value, precision: 'minute' } : { value, precision: 'minute', margin };
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
const story = storyOf('MAT', review, undefined, { decisive_treatment: { value: 'NONE' } });
const french: DelayWording = { texts: delaysFr, language: 'fr', calendar: { kind: 'dates' } };
const said = (picture: string | null): readonly string[] =>
  [...(picture ?? '').matchAll(/<text[^>]*>([^<]*)</g)].map(([, words = '']) =>
    words.replaceAll('\u00a0', ' '),
  );

describe('the layout of the three delays', () => {
  it('puts a lens on the last hours, from the decision to the death', () => {
    const whole = wholeOf(story);
    const lens = lensOf(story);
    expect(whole && (whole.to - whole.from) / 60).toBeCloseTo(99.67, 1);
    expect(lens && (lens.to - lens.from) / 60).toBeLessThan(10);
    expect(lens && Number.isInteger(lens.from) && Number.isInteger(lens.to)).toBe(true);
  });

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
    const pins = pinsOf(story.marks, (minute) => (minute - (story.marks[0]?.at ?? 0)) / 20, 24);
    expect(pins.map((pin) => pin.marks.map(({ n }) => n))).toEqual([[1], [2, 3, 4, 5, 6, 7]]);
  });

  it('draws an unknown end over all that it may have been', () => {
    const unknown = storyOf('MAT', { ...review, decision_at: { missing: 'NR' } }, undefined);
    expect(drawnLinks(unknown).map(({ part }) => part)).toEqual(['decide', 'reach', 'transfer', 'care']);
  });
});

describe('the picture of the three delays', () => {
  it('says the length of each delay, the longest, and every moment with its time', () => {
    const words = said(delayPicture(story, french));
    expect(words).toEqual(
      expect.arrayContaining([
        'Toute l’histoire',
        '1 Décider',
        '≈ 92 h, entre 79 h et 105 h, le plus long',
        '≈ 3 h 40, entre 2 h 40 et 4 h 40 · ≥ 2 h 40, entre 2 h 10 et 3 h 10',
        '≥ 4 h, entre 3 h 30 et 4 h 30, aucun traitement décisif',
        '1  Début de la complication',
        '2 sept., ≈ 18 h',
        '7  Décès',
      ]),
    );
  });

  it('counts days from the start for a blind reader, and writes no date', () => {
    const first = story.marks[0]?.at ?? 0;
    const blind = delayPicture(story, {
      ...french,
      calendar: { kind: 'days', firstDay: Math.floor(first / 1440) },
    });
    expect(said(blind)).toEqual(expect.arrayContaining(['J+0', 'J+4', 'J+4, 17 h 40']));
    expect(blind).not.toContain('sept');
    expect(
      said(delayPicture(story, { texts: delaysEn, language: 'en', calendar: { kind: 'dates' } })),
    ).toContain('6 Sept, 17:40');
  });

  it('draws inside its frame, every number finite', () => {
    const picture = delayPicture(story, french) ?? '';
    const numbers = [...picture.matchAll(/ (?:x|y|x1|x2|y1|y2|width|height|cx|cy)="([^"]*)"/g)].map(
      ([, one]) => Number(one),
    );
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.every((one) => Number.isFinite(one) && one >= -0.5 && one <= 600)).toBe(true);
    expect(picture.startsWith('<svg xmlns')).toBe(true);
  });

  it('is none without two moments', () => {
    expect(delayPicture(storyOf('MAT', { onset_at: at('2026-09-02T18:00') }, undefined), french)).toBeNull();
  });
});
