import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers, Row } from '../forms/form.js';
import { linkOf, storyOf, type DelayStory, type LinkPart } from './delay-story.js';

const at = (value: string, margin?: number): Answer =>
  margin === undefined ? { value, precision: 'minute' } : { value, precision: 'minute', margin };
const path = (...rows: readonly Row[]): Answer => ({ value: rows });

/** Four days of fever at home, then a CSCom, an evacuation too late, and death on the way. */
const onTheWay: Answers = {
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
const NO_TREATMENT: Answers = { decisive_treatment: { value: 'NONE' } };

const hoursOf = (story: DelayStory, part: LinkPart): number | null | undefined => linkOf(story, part)?.hours;

describe('the story of a death on the way', () => {
  const story = storyOf('MAT', onTheWay, undefined, NO_TREATMENT);

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

  it('measures approximate times as an interval around the best estimate', () => {
    expect(linkOf(story, 'decide')).toMatchObject({ hours: 92, lower: 79, upper: 105, approximate: true });
    expect(linkOf(story, 'reach')).toMatchObject({ hours: 3.67, lower: 2.67, upper: 4.67 });
  });

  it('ends the transfer and the care at the death, as lasting at least that long', () => {
    expect(linkOf(story, 'transfer')).toMatchObject({ hours: 2.67, censored: true, end: 'death' });
    expect(linkOf(story, 'care')).toMatchObject({ hours: 4, censored: true, open: false });
  });

  it('marks the longest link, and that no other can be longer', () => {
    expect(story.links.filter(({ longest }) => longest).map(({ part }) => part)).toEqual(['decide']);
    expect(story.longestIsSure).toBe(true);
  });

  it('leaves the care open before an opinion, and out of the comparison', () => {
    const unsaid = storyOf('MAT', { ...onTheWay, onset_at: at('2026-09-06T13:30') }, undefined);
    expect(linkOf(unsaid, 'care')).toMatchObject({ open: true, censored: false, longest: false });
    expect(unsaid.links.find(({ longest }) => longest)?.part).toBe('reach');
  });

  it('opens with the complication, not with a birth long before it', () => {
    const late = storyOf('MAT', { ...onTheWay, birth_at: at('2026-08-20T10:00') }, undefined);
    expect(late.marks[0]).toMatchObject({ n: 1, key: 'onset' });
    const during = storyOf('MAT', { ...onTheWay, birth_at: at('2026-09-06T18:30') }, undefined);
    expect(during.marks.map(({ key }) => key)).toContain('birth');
  });

  it('is not sure of the longest when another may have been longer', () => {
    const close = storyOf(
      'MAT',
      { ...onTheWay, onset_at: at('2026-09-06T09:00', 120) },
      undefined,
      NO_TREATMENT,
    );
    expect(linkOf(close, 'decide')).toMatchObject({ longest: true, lower: 2 });
    expect(close.longestIsSure).toBe(false);
  });
});

describe('unknown times', () => {
  it('are bounded by the times before and after them', () => {
    const story = storyOf('MAT', { ...onTheWay, decision_at: { missing: 'NR' } }, undefined);
    expect(linkOf(story, 'decide')).toMatchObject({ hours: null, lower: 0, upper: 107.67 });
    expect(linkOf(story, 'reach')).toMatchObject({ hours: null, lower: 0, upper: 107.67, end: 'arrival' });
  });

  it('give no link where nothing bounds them', () => {
    const story = storyOf('MAT', { ...onTheWay, onset_at: { missing: 'UNK' } }, undefined);
    expect(linkOf(story, 'decide')).toBeNull();
    expect(hoursOf(story, 'reach')).toBe(3.67);
  });

  it('bound an unknown arrival by the first examination', () => {
    const { arrive1_at, ...rest } = onTheWay;
    expect(arrive1_at).toEqual(at('2026-09-06T17:40'));
    expect(linkOf(storyOf('MAT', rest, undefined), 'reach')).toMatchObject({ hours: null, upper: 5.08 });
  });

  it('give no link between reversed times', () => {
    const reversed = { onset_at: at('2026-09-06T15:00'), decision_at: at('2026-09-06T14:00') };
    expect(storyOf('MAT', reversed, undefined).links).toEqual([]);
    expect(storyOf('MAT', {}, undefined)).toMatchObject({ marks: [], links: [], longestIsSure: false });
  });
});

describe('a complication that began inside the facility', () => {
  it('has neither decision nor first way, and counts care from the onset', () => {
    const story = storyOf(
      'MAT',
      {
        arrive1_at: at('2026-09-06T08:00'),
        decision_at: at('2026-09-06T07:00'),
        onset_at: at('2026-09-06T10:00'),
        death_at: at('2026-09-06T12:00'),
      },
      undefined,
      NO_TREATMENT,
    );
    expect(story.inside).toBe(true);
    expect(story.links).toMatchObject([{ part: 'care', start: 'onset', end: 'death', hours: 2 }]);
    expect(story.marks.map(({ key }) => key)).toEqual(['arrival', 'onset', 'death']);
  });
});

describe('a newborn', () => {
  const born: Answers = {
    p_signs_of_life: { value: 'YES' },
    p_labour_onset_at: at('2026-05-10T20:00'),
    p_decision_at: at('2026-05-11T02:00'),
    p_arrive1_at: at('2026-05-11T03:00'),
    p_birth_at: at('2026-05-11T06:00'),
    p_nb_problem_at: at('2026-05-11T18:00'),
    p_death_at: at('2026-05-13T06:00'),
    p_facility_path: path({ ref: { value: '7' }, arrival: at('2026-05-11T03:00') }),
  };

  it('who fell ill in the facility is cared for from the first sign, after the labour of the mother', () => {
    const story = storyOf('NND', born, undefined, { first_definitive_at: at('2026-05-12T00:00') });
    expect(hoursOf(story, 'decide')).toBe(6);
    expect(hoursOf(story, 'reach')).toBe(1);
    expect(linkOf(story, 'care')).toMatchObject({ start: 'illness', hours: 6 });
  });

  it('who fell ill at home after the discharge has a way of its own', () => {
    const story = storyOf(
      'NND',
      {
        ...born,
        p_discharge_at: at('2026-05-11T12:00'),
        p_facility_path: path(
          { ref: { value: '7' }, arrival: at('2026-05-11T03:00') },
          { ref: { value: '7' }, arrival: at('2026-05-12T08:00') },
        ),
      },
      undefined,
      NO_TREATMENT,
    );
    expect(linkOf(story, 'decide')).toMatchObject({ start: 'illness', hours: null, upper: 14 });
    expect(linkOf(story, 'care')).toMatchObject({ start: 'arrival', hours: 22, censored: true });
  });

  it('born and dead at home never reached anything', () => {
    const home = {
      p_signs_of_life: born['p_signs_of_life'],
      p_birth_at: born['p_birth_at'],
      p_nb_problem_at: born['p_nb_problem_at'],
      p_death_at: born['p_death_at'],
    } as Answers;
    const story = storyOf('NND', home, undefined);
    expect(story.links).toEqual([]);
    expect(story.marks.map(({ key }) => key)).toEqual(['illness', 'death']);
  });
});

const source = new URL('../../../../../shared/domain/cases.json', import.meta.url);
const isPresent = existsSync(source);
type Plain = Readonly<Record<string, unknown>>;
const cases = isPresent ? (JSON.parse(readFileSync(source, 'utf8')) as readonly Plain[]) : [];

function answersOf(given: unknown): Answers {
  const entries = Object.entries((given ?? {}) as Plain);
  return Object.fromEntries(entries.map(([code, value]): [string, Answer] => [code, answerOf(value)]));
}

function answerOf(value: unknown): Answer {
  if (typeof value === 'object' && value !== null && 'missing' in value) return value as Answer;
  const isRows = Array.isArray(value) && value.some((item) => typeof item === 'object');
  return { value: isRows ? (value as readonly unknown[]).map(answersOf) : value } as Answer;
}

function worked(name: string, review: string, kind: DelayStory['kind'], opinion?: Answers): DelayStory {
  const found = cases.find((one) => one['case'] === name) ?? {};
  return storyOf(kind, answersOf(found[review]), answersOf(found['notification']), opinion);
}

(isPresent ? describe : describe.skip)('the worked cases', () => {
  it('M1: a haemorrhage inside the CSCom, care from the onset, a transfer of 2.75 h', () => {
    const story = worked('M1', 'maternal_review', 'MAT', { first_definitive_at: at('2026-03-14T08:40') });
    expect(story.inside).toBe(true);
    expect(hoursOf(story, 'decide')).toBeUndefined();
    expect(hoursOf(story, 'transfer')).toBe(2.75);
    expect(linkOf(story, 'care')).toMatchObject({ hours: 5.08, start: 'onset', longest: true });
  });

  it('M2: 92 h to decide, then 3.67 h; transfer and care censored at the death', () => {
    const story = worked('M2', 'maternal_review', 'MAT', NO_TREATMENT);
    expect([hoursOf(story, 'decide'), hoursOf(story, 'reach')]).toEqual([92, 3.67]);
    expect(linkOf(story, 'transfer')).toMatchObject({ hours: 2.67, censored: true });
    expect(linkOf(story, 'care')).toMatchObject({ hours: 4, censored: true });
  });

  it('P1: 23 h to decide, the longest link; the story ends with the birth', () => {
    const story = worked('P1', 'perinatal_review', 'SB', { first_definitive_at: at('2026-05-11T20:30') });
    expect(linkOf(story, 'decide')).toMatchObject({ start: 'labour', hours: 23, longest: true });
    expect([hoursOf(story, 'reach'), hoursOf(story, 'transfer')]).toEqual([3.17, 2.67]);
    expect(hoursOf(story, 'care')).toBe(10.33);
    expect(story.marks.at(-1)).toMatchObject({ key: 'birth' });
  });

  it('C2: the decision is not recorded, deciding and travelling together took 49 h', () => {
    const story = worked('C2', 'child_review', 'CHILD', NO_TREATMENT);
    expect(linkOf(story, 'decide')).toMatchObject({ start: 'illness', hours: null, lower: 0, upper: 49 });
    expect(linkOf(story, 'reach')).toMatchObject({ hours: null, upper: 49 });
    expect(linkOf(story, 'care')).toMatchObject({ hours: 42, censored: true, longest: true });
    expect(story.longestIsSure).toBe(false);
  });
});
