import { describe, expect, it } from '@jest/globals';
import type { CaseKind } from '../cases/case.js';
import type { Answer, Answers, Row, Value } from '../forms/form.js';
import { targetedReasons } from './targeted.js';

const value = (given: Value): Answer => ({ value: given });
const of = (given: Readonly<Record<string, Value | Answer>>): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([code, one]) => [
      code,
      typeof one === 'object' && !Array.isArray(one) ? (one as Answer) : value(one as Value),
    ]),
  );
const stay = (arrival: Answer | string, departure?: string): Row => ({
  ref: value('7'),
  arrival: typeof arrival === 'string' ? value(arrival) : arrival,
  ...(departure === undefined ? {} : { departure: value(departure) }),
});

const died = (place: string, time: Answer = value('08:00')): Answers =>
  of({ death_date: '2026-05-10', death_time: time, death_place: place });
const child = (path: readonly Row[], more: Readonly<Record<string, Value | Answer>> = {}): Answers => ({
  c_facility_path: { value: path },
  ...of(more),
});
const newborn = (path: readonly Row[], more: Readonly<Record<string, Value | Answer>> = {}): Answers => ({
  p_facility_path: { value: path },
  ...of(more),
});
const UNK = { missing: 'UNK' } as const;

type Line = readonly [string, CaseKind, Answers, Answers | undefined, readonly string[]];

describe('within 24 h of the admission in a referral facility', () => {
  it.each<Line>([
    ['24 h to the minute', 'CHILD', died('CSREF'), child([stay('2026-05-09T08:00')]), ['early-in-referral']],
    ['a minute more', 'CHILD', died('CSREF'), child([stay('2026-05-09T07:59')]), []],
    ['in a hospital', 'CHILD', died('HOSP'), child([stay('2026-05-10T07:00')]), ['early-in-referral']],
    ['in a CSCom', 'CHILD', died('CSCOM'), child([stay('2026-05-10T07:00')]), []],
    ['in a private clinic', 'CHILD', died('PRIV'), child([stay('2026-05-10T07:00')]), []],
    ['on evacuation', 'CHILD', died('ROUTE2'), child([stay('2026-05-10T07:00')]), []],
    [
      'counted from the last facility, not the first',
      'CHILD',
      died('CSREF'),
      child([stay('2026-05-01T08:00', '2026-05-09T20:00'), stay('2026-05-09T21:00')]),
      ['early-in-referral'],
    ],
    [
      'as the review knows the place',
      'CHILD',
      died('CSCOM'),
      child([stay('2026-05-10T07:00')], { c_death_place: 'CSREF' }),
      ['early-in-referral'],
    ],
    [
      'the arrival told apart when its line has no time',
      'CHILD',
      died('CSREF'),
      child([stay(UNK)], { c_arrive2: '2026-05-10T01:00' }),
      ['early-in-referral'],
    ],
    [
      'an hour of death that nobody knows may be within the day',
      'CHILD',
      died('CSREF', UNK),
      child([stay('2026-05-09T00:00')]),
      ['early-in-referral'],
    ],
    ['and may not be', 'CHILD', died('CSREF', UNK), child([stay('2026-05-08T23:59')]), []],
    [
      'an arrival known to the day alone may be within it',
      'CHILD',
      died('CSREF'),
      child([stay({ value: '2026-05-09T00:00', precision: 'day' })]),
      ['early-in-referral'],
    ],
    [
      'an approximate arrival, by its margin',
      'CHILD',
      died('CSREF'),
      child([stay({ value: '2026-05-09T07:30', margin: 30 })]),
      ['early-in-referral'],
    ],
    [
      'and outside its margin',
      'CHILD',
      died('CSREF'),
      child([stay({ value: '2026-05-09T07:29', margin: 30 })]),
      [],
    ],
    ['an arrival that nobody knows', 'CHILD', died('CSREF'), child([stay(UNK)]), []],
    ['an arrival after the death', 'CHILD', died('CSREF'), child([stay('2026-05-10T09:00')]), []],
    ['no review', 'CHILD', died('CSREF'), undefined, []],
    ['a newborn', 'NND', died('CSREF'), newborn([stay('2026-05-10T02:00')]), ['early-in-referral']],
    ['a newborn a minute later', 'NND', died('CSREF'), newborn([stay('2026-05-09T07:59')]), []],
    ['a stillbirth, admitted nowhere', 'SB', died('CSREF'), newborn([stay('2026-05-10T02:00')]), []],
    ['a mother, of her own class', 'MAT', died('CSREF'), child([stay('2026-05-10T02:00')]), []],
  ])('%s', (_, kind, notification, review, reasons) => {
    expect(targetedReasons(kind, notification, review)).toEqual(reasons);
  });
});

describe('after a discharge', () => {
  const path = [stay('2026-05-07T08:00', '2026-05-08T08:00')];
  it.each<Line>([
    ['at home', 'CHILD', died('HOME'), child(path), ['after-discharge']],
    ['on the way back', 'CHILD', died('ROUTE1'), child(path), ['after-discharge']],
    [
      'at the minute of the departure',
      'CHILD',
      died('HOME'),
      child([stay('2026-05-07T08:00', '2026-05-10T08:00')]),
      ['after-discharge'],
    ],
    ['not before it', 'CHILD', died('HOME'), child([stay('2026-05-07T08:00', '2026-05-10T08:01')]), []],
    ['still in the facility', 'CHILD', died('CSCOM'), child([stay('2026-05-07T08:00')]), []],
    ['evacuated, not discharged', 'CHILD', died('ROUTE2'), child(path), []],
    ['at a place nobody knows', 'CHILD', died('UNK'), child(path), []],
    ['at home, when no departure is known', 'CHILD', died('HOME'), child([stay('2026-05-07T08:00')]), []],
    ['never in a facility', 'CHILD', died('HOME'), of({ c_facility_path: { missing: 'NA' } }), []],
    [
      'a newborn at home',
      'NND',
      died('HOME'),
      newborn([stay('2026-05-07T08:00')], { p_discharge_at: '2026-05-08T08:00' }),
      ['after-discharge'],
    ],
    [
      'a newborn brought back',
      'NND',
      died('CSCOM'),
      newborn(path, { p_discharge_at: '2026-05-08T08:00' }),
      ['after-discharge'],
    ],
    [
      'a newborn whose discharge is dated after its death',
      'NND',
      died('CSCOM'),
      newborn(path, { p_discharge_at: '2026-05-10T08:01' }),
      [],
    ],
    ['a stillbirth', 'SB', died('HOME'), newborn(path), []],
  ])('%s', (_, kind, notification, review, reasons) => {
    expect(targetedReasons(kind, notification, review)).toEqual(reasons);
  });
});

describe('severe malnutrition with a contact', () => {
  const seen = [stay('2026-05-01T08:00')];
  it.each<Line>([
    ['an arm under 115 mm', 'CHILD', died('CSCOM'), child(seen, { c_muac: 114 }), ['severe-malnutrition']],
    ['an arm of 115 mm', 'CHILD', died('CSCOM'), child(seen, { c_muac: 115 }), []],
    [
      'oedema of both feet',
      'CHILD',
      died('CSCOM'),
      child(seen, { c_oedema: 'YES' }),
      ['severe-malnutrition'],
    ],
    [
      'as the review concludes it',
      'CHILD',
      died('CSCOM'),
      child(seen, { c_nut: 'SAM' }),
      ['severe-malnutrition'],
    ],
    ['moderate', 'CHILD', died('CSCOM'), child(seen, { c_nut: 'MAM' }), []],
    [
      'seen in a visit only',
      'CHILD',
      died('HOME'),
      {
        ...of({ c_muac: 100, c_facility_path: { missing: 'NA' } }),
        c_visits: { value: [{ date: value('2026-05-02') }] },
      },
      ['severe-malnutrition'],
    ],
    [
      'arrived at a CSCom',
      'CHILD',
      died('HOME'),
      of({ c_muac: 100, c_cscom_at: '2026-05-02T10:00' }),
      ['severe-malnutrition'],
    ],
    [
      'never seen by anybody',
      'CHILD',
      died('HOME'),
      of({ c_muac: 100, c_facility_path: { missing: 'NA' } }),
      [],
    ],
    ['not measured', 'CHILD', died('CSCOM'), child(seen, { c_muac: UNK }), []],
    [
      'a newborn is not weighed by it',
      'NND',
      died('CSCOM'),
      of({ c_muac: 100, c_cscom_at: '2026-05-02T10:00' }),
      [],
    ],
  ])('%s', (_, kind, notification, review, reasons) => {
    expect(targetedReasons(kind, notification, review)).toEqual(reasons);
  });

  it('and every other reason at once', () => {
    const review = child([stay('2026-05-09T20:00')], { c_muac: 100 });
    expect(targetedReasons('CHILD', died('CSREF'), review)).toEqual([
      'early-in-referral',
      'severe-malnutrition',
    ]);
  });
});
