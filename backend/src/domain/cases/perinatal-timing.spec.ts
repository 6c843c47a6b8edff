import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers, Value } from '../forms/form.js';
import {
  ageClass,
  ageInDays,
  birthSizeOf,
  perinatalCounts,
  perinatalTiming,
  perinatalType,
  reaches22Weeks,
  reaches28Weeks,
  timingOfCase,
} from './perinatal-timing.js';

type Given = Readonly<Record<string, Value | Answer>>;

const isAnswer = (given: Value | Answer): given is Answer =>
  typeof given === 'object' && !Array.isArray(given) && ('value' in given || 'missing' in given);

const of = (given: Given): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([code, answer]) => [code, isAnswer(answer) ? answer : { value: answer }]),
  );

const dead = { p_signs_of_life: 'NO' } as const;
const labour = { ...dead, p_labour_onset_at: '2026-05-10T08:00', p_mode: 'SVD' } as const;

describe('the timing of a fetal death, first line that holds', () => {
  it.each<[string, Given, string, boolean]>([
    [
      '1: heard after the onset of labour',
      { ...labour, p_fhs_last: '2026-05-10T08:01' },
      'INTRAPARTUM',
      false,
    ],
    ['1: heard at the onset of labour', { ...labour, p_fhs_last: '2026-05-10T08:00' }, 'INTRAPARTUM', false],
    [
      '1: heard in labour in the CSCom, absent on arrival at the CSRef (trap g)',
      {
        ...labour,
        p_fhs_adm: 'PRESENT',
        p_seen1_at: '2026-05-10T10:00',
        p_fhs_last: '2026-05-10T17:05',
        p_maceration: 'NONE',
      },
      'INTRAPARTUM',
      false,
    ],
    [
      '1: present at the first facility, where she came in labour, without any other time',
      { ...dead, p_labour_adm: 'YES', p_fhs_adm: 'PRESENT', p_maceration: 'MILD' },
      'INTRAPARTUM',
      false,
    ],
    [
      '1: heard in labour, born macerated days later',
      { ...labour, p_fhs_last: '2026-05-10T12:00', p_birth_at: '2026-05-13T12:00', p_maceration: 'SEVERE' },
      'INTRAPARTUM',
      false,
    ],
    [
      '2: looked for before labour and absent',
      { ...labour, p_seen1_at: '2026-05-09T10:00', p_fhs_adm: 'ABSENT', p_maceration: 'NONE' },
      'ANTEPARTUM',
      false,
    ],
    [
      '2: time of the arrival, where the examination has none',
      { ...labour, p_arrive1_at: '2026-05-09T10:00', p_fhs_adm: 'ABSENT', p_maceration: 'NONE' },
      'ANTEPARTUM',
      false,
    ],
    [
      '2: time of the path, where neither has one',
      {
        ...labour,
        p_facility_path: { value: [{ arrival: { value: '2026-05-09T10:00' } }] },
        p_fhs_adm: 'ABSENT',
      },
      'ANTEPARTUM',
      false,
    ],
    [
      '2 does not hold while the times leave the order open',
      {
        ...labour,
        p_seen1_at: { value: '2026-05-10T00:00', precision: 'day' },
        p_fhs_adm: 'ABSENT',
        p_maceration: 'NONE',
      },
      'INTRAPARTUM',
      true,
    ],
    [
      'an absent heart at an admission in labour proves nothing by itself',
      { ...labour, p_seen1_at: '2026-05-11T10:00', p_labour_adm: 'YES', p_fhs_adm: 'ABSENT' },
      'UNKNOWN',
      true,
    ],
    [
      'absent at an admission in labour, fresh: died in labour',
      { ...labour, p_seen1_at: '2026-05-11T10:00', p_fhs_adm: 'ABSENT', p_maceration: 'NONE' },
      'INTRAPARTUM',
      true,
    ],
    [
      '3: absent, planned caesarean without labour',
      { ...dead, p_fhs_adm: 'ABSENT', p_mode: 'CS_P', p_maceration: 'NONE' },
      'ANTEPARTUM',
      false,
    ],
    [
      '3: absent, labour answered as not applicable',
      { ...dead, p_fhs_adm: 'ABSENT', p_mode: 'CS_E', p_labour_onset_at: { missing: 'NA' } },
      'ANTEPARTUM',
      false,
    ],
    ['4: macerated', { ...labour, p_maceration: 'MILD' }, 'ANTEPARTUM', true],
    ['4: macerated, mode unknown', { ...dead, p_maceration: 'SEVERE' }, 'ANTEPARTUM', true],
    ['5: fresh after labour', { ...labour, p_maceration: 'NONE' }, 'INTRAPARTUM', true],
    [
      '5: fresh, labour known by the way of birth',
      { ...dead, p_mode: 'BREECH', p_maceration: 'NONE' },
      'INTRAPARTUM',
      true,
    ],
    ['6: fresh, without labour', { ...dead, p_mode: 'CS_P', p_maceration: 'NONE' }, 'UNKNOWN', true],
    ['6: fresh, nothing on labour', { ...dead, p_mode: 'UNK', p_maceration: 'NONE' }, 'UNKNOWN', true],
    ['6: heard before labour only', { ...labour, p_fhs_last: '2026-05-09T08:00' }, 'UNKNOWN', true],
    ['6: missing everything', dead, 'UNKNOWN', true],
    ['not listened to', { ...labour, p_fhs_adm: 'NOTDONE', p_maceration: 'NR' }, 'UNKNOWN', true],
    ['any sign of life (trap a)', { p_signs_of_life: 'YES', p_maceration: 'MILD' }, 'NEO', false],
  ])('%s', (_, given, timing, probable) => {
    expect(perinatalTiming(of(given))).toEqual({ timing, probable });
  });

  it.each<[Given]>([[{}], [{ p_signs_of_life: 'UNK' }], [{ p_signs_of_life: 'NR' }]])(
    'is not told while the sign of life is %j',
    (given) => {
      expect(perinatalTiming(of(given))).toBeNull();
      expect(perinatalType(of(given), undefined)).toBeNull();
    },
  );

  it('is read from the review of the case', () => {
    const perinatal_review = of({ ...labour, p_maceration: 'NONE' });
    expect(timingOfCase({ now: '2026-06-01T00:00', documents: { perinatal_review } })).toBe('INTRAPARTUM');
    expect(timingOfCase({ now: '2026-06-01T00:00', documents: {} })).toBeNull();
  });
});

const alive = { p_signs_of_life: 'YES', p_birth_at: '2026-05-01T10:00' } as const;

describe('the type and the age of a perinatal death', () => {
  it.each<[string, Given, string | null, number | undefined]>([
    [
      'a baby who breathed five minutes (trap a)',
      { ...alive, p_death_at: '2026-05-01T10:05' },
      'NEONATAL_DEATH',
      0,
    ],
    ['day 6', { ...alive, p_death_at: '2026-05-07T23:59' }, 'NEONATAL_DEATH', 6],
    ['day 7', { ...alive, p_death_at: '2026-05-08T00:01' }, 'NEONATAL_DEATH', 7],
    ['day 27', { ...alive, p_death_at: '2026-05-28T23:00' }, 'NEONATAL_DEATH', 27],
    ['day 28 is a child', { ...alive, p_death_at: '2026-05-29T00:00' }, null, 28],
    ['alive, times unknown', { p_signs_of_life: 'YES' }, 'NEONATAL_DEATH', undefined],
    ['death before the birth', { ...alive, p_death_at: '2026-04-30T10:00' }, 'NEONATAL_DEATH', undefined],
    ['macerated', { ...labour, p_maceration: 'SEVERE' }, 'ANTEPARTUM_STILLBIRTH', undefined],
    ['fresh', { ...labour, p_maceration: 'NONE' }, 'INTRAPARTUM_STILLBIRTH', undefined],
    ['missing everything', dead, 'STILLBIRTH_UNKNOWN_TIMING', undefined],
  ])('%s', (_, given, type, days) => {
    expect([perinatalType(of(given), undefined), ageInDays(of(given), undefined)]).toEqual([type, days]);
  });

  it('falls back on the day notified for the death', () => {
    const notification = of({ death_date: '2026-05-09' });
    expect(ageInDays(of(alive), notification)).toBe(8);
    expect(ageInDays(of({ p_signs_of_life: 'YES' }), of({ age_days: 3 }))).toBe(3);
  });

  it.each([
    [0, 'END'],
    [6, 'END'],
    [7, 'LND'],
    [27, 'LND'],
    [28, 'CHILD'],
  ])('day %i is %s', (days, expected) => {
    expect(ageClass(days)).toBe(expected);
  });
});

describe('the thresholds: weeks first, weight without them, length without either', () => {
  it.each<[string, Given, boolean | null, boolean | null]>([
    ['28+0, 196 days (trap f)', { p_ga_w: 28, p_ga_d: 0 }, true, true],
    ['27+6', { p_ga_w: 27, p_ga_d: 6, p_weight: 1400 }, false, true],
    ['28 weeks, however small', { p_ga_w: 28, p_weight: 600 }, true, true],
    ['22+0', { p_ga_w: 22 }, false, true],
    ['21 weeks, however heavy', { p_ga_w: 21, p_weight: 1100 }, false, false],
    ['weight for unknown weeks', { p_ga_w: { missing: 'UNK' }, p_weight: 1000 }, true, true],
    ['999 g', { p_ga_w: { missing: 'NR' }, p_weight: 999 }, false, true],
    ['500 g', { p_weight: 500 }, false, true],
    ['499 g', { p_weight: 499, p_length: 40 }, false, false],
    ['35 cm', { p_length: 35 }, true, true],
    ['34 cm', { p_length: 34 }, false, true],
    ['24 cm', { p_length: 24 }, false, false],
    ['nothing', {}, null, null],
  ])('%s', (_, given, at28, at22) => {
    const size = birthSizeOf(of(given), undefined);
    expect([reaches28Weeks(size), reaches22Weeks(size)]).toEqual([at28, at22]);
  });

  it('reads the notification for what the review leaves open, and for nothing it answers as unknown', () => {
    const notification = of({ gestational_weeks: 30, birth_weight_g: 900 });
    expect(birthSizeOf(of({}), notification)).toEqual({ weeks: 30, grams: 900, centimetres: undefined });
    expect(birthSizeOf(of({ p_ga_w: { missing: 'UNK' } }), notification).weeks).toBeUndefined();
  });
});

describe('what a death counts as', () => {
  it.each<[string, Given, number, number, number]>([
    ['fresh, 40 weeks', { ...labour, p_ga_w: 40, p_maceration: 'NONE' }, 1, 1, 0],
    ['born dead at 27 weeks', { ...labour, p_ga_w: 27 }, 0, 0, 0],
    ['of unknown size', labour, 0, 0, 0],
    ['28 weeks, unknown timing', { ...dead, p_ga_w: 28 }, 1, 1, 0],
    ['alive five minutes at 24 weeks', { ...alive, p_ga_w: 24, p_death_at: '2026-05-01T10:05' }, 1, 0, 1],
    ['late neonatal', { ...alive, p_death_at: '2026-05-10T10:05' }, 0, 0, 1],
    ['day 28', { ...alive, p_death_at: '2026-05-29T10:05' }, 0, 0, 0],
    ['nobody says', { p_ga_w: 40 }, 0, 0, 0],
  ])('%s', (_, given, perinatal, stillbirth28, neonatal) => {
    expect(perinatalCounts(of(given), undefined)).toEqual({ perinatal, stillbirth28, neonatal });
  });

  it('counts each of two twins by its own file: one born dead, the other dead the next day', () => {
    const first = of({ ...labour, p_multi: '2', p_birth_order: 1, p_ga_w: 36, p_maceration: 'NONE' });
    const second = of({
      ...alive,
      p_multi: '2',
      p_birth_order: 2,
      p_ga_w: 36,
      p_death_at: '2026-05-02T10:00',
    });
    const counts = [first, second].map((review) => perinatalCounts(review, undefined));
    expect(counts).toEqual([
      { perinatal: 1, stillbirth28: 1, neonatal: 0 },
      { perinatal: 1, stillbirth28: 0, neonatal: 1 },
    ]);
  });
});
