import { describe, expect, it } from '@jest/globals';
import type { Answers, Value } from '../forms/form.js';
import { proposedValues } from '../forms/proposals.js';
import { separateIdentity } from '../forms/identity.js';
import { validate } from '../forms/validate.js';
import { notificationDelay } from './notification-delay.js';
import { notificationFormV1 } from './notification-form.v1.js';

const now = '2026-10-01T12:00';
const of = (values: Readonly<Record<string, Value>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

const complete = {
  death_category: 'MAT',
  age_years: 29,
  pregnancy_status: 'PP42',
  preg_end_date: '2026-03-14',
  pregnancy_outcome: 'LIVE',
  death_date: '2026-03-14',
  death_time: '09:30',
  death_place: 'CSREF',
  death_facility_id: '27',
  village_code: '340',
  death_known_date: '2026-03-14T09:30',
  reporter_type: 'SF',
  channel: 'APP',
  facility_id: '12',
  notified_at: '2026-03-14T16:10',
} as const;

const validated = (
  changes: Readonly<Record<string, Value>>,
  facts: Readonly<Record<string, string | number>> = {},
) => validate(notificationFormV1, of({ ...complete, ...changes }), { now, documents: {}, facts });
const codes = (changes: Readonly<Record<string, Value>>): readonly string[] =>
  validated(changes).issues.map(({ code, severity }) => `${severity} ${code}`);

describe('notifying a death', () => {
  it('asks thirteen things of who notifies a maternal death, all answered here', () => {
    const result = validated({});
    expect(result.issues).toEqual([]);
    expect(result.missing).toEqual([]);
    expect(result.completeness).toEqual({ answered: 13, visible: 13, score: 1 });
  });

  it.each([
    ['SB', ['sex', 'stillbirth_type', 'birth_weight_g'], ['age_years', 'pregnancy_status', 'age_days']],
    ['NND', ['sex', 'age_days', 'birth_weight_g'], ['age_years', 'stillbirth_type', 'age_hours']],
    ['CHILD', ['sex', 'age_months'], ['gestational_weeks', 'multiple']],
    ['WRA', ['age_years', 'pregnancy_status'], ['pregnancy_outcome', 'sex']],
  ])('of %s asks %j and not %j', (category, asked, hidden) => {
    const { visible } = validated({ death_category: category });
    expect(visible).toEqual(expect.arrayContaining(asked));
    for (const code of hidden) expect(visible).not.toContain(code);
  });

  it.each([
    ['NND', '2026-02-15', []],
    ['NND', '2026-02-14', ['WARN V02.age-differs']],
    ['CHILD', '2026-02-14', []],
    ['CHILD', '2026-02-15', ['WARN V02.age-differs']],
    ['CHILD', '2021-03-15', []],
    ['CHILD', '2021-03-14', ['WARN V02.age-differs']],
  ])('of %s born on %s questions the category as %j', (category, dob, expected) => {
    const of28 = { death_category: category, dob, dob_precision: 'DAY' };
    expect(codes(of28).filter((code) => code.includes('age-differs'))).toEqual(expected);
    expect(codes({ ...of28, dob_precision: 'EST' }).join()).not.toContain('age-differs');
  });

  it('asks hours on the day of birth only', () => {
    expect(validated({ death_category: 'NND', age_days: 0 }).visible).toContain('age_hours');
    expect(validated({ death_category: 'NND', age_days: 1 }).visible).not.toContain('age_hours');
  });

  it('asks the result of the verification only at confirmation', () => {
    expect(validated({}).visible).not.toContain('verification');
    expect(validated({}, { stage: 'confirmation' }).missing).toEqual(['verification']);
    const discarding = validated({ verification: 'NOT_CASE' }, { stage: 'confirmation' });
    expect(discarding.missing).toEqual(['discard_reason']);
  });

  it.each<[string, Readonly<Record<string, Value>>, readonly string[]]>([
    ['V01 future', { death_date: '2026-10-02' }, ['ERR V01.death_date']],
    ['V01 ancient', { preg_end_date: '1999-01-01' }, ['ERR V01.preg_end_date']],
    ['V02 end after death', { preg_end_date: '2026-03-15' }, ['ERR V02.preg_end_date']],
    ['V02 born after death', { dob: '2026-03-15' }, ['ERR V02.dob']],
    ['V02 born after the end', { dob: '2026-03-13', preg_end_date: '2026-03-12' }, ['ERR V02.dob']],
    ['V02 known before death', { death_known_date: '2026-03-14T09:29' }, ['ERR V02.death_known_date']],
    ['V02 notified before known', { notified_at: '2026-03-14T09:00' }, ['ERR V02.notified_at']],
    ['V05 unusual', { age_years: 11 }, ['WARN V05.age_years']],
    ['V05 impossible', { age_years: 9 }, ['ERR V05.age_years']],
    ['V06 before 20 weeks with a birth', { gestational_weeks: 19 }, ['WARN V06.gestational_weeks']],
    ['V06 out of range', { gestational_weeks: 46 }, ['ERR V06.gestational_weeks']],
    ['V06 abortion', { gestational_weeks: 10, pregnancy_outcome: 'ABORT' }, []],
  ])('%s', (_, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('weighs the birth weight against the gestational age, once', () => {
    const born = (weeks: number, weight: number): readonly string[] =>
      codes({
        death_category: 'SB',
        gestational_weeks: weeks,
        birth_weight_g: weight,
        sex: 'F',
        stillbirth_type: 'FRESH',
      });
    expect(born(39, 1499)).toEqual(['WARN V07.weight-for-age']);
    expect(born(31, 2501)).toEqual(['WARN V07.weight-for-age']);
    expect(born(27, 1501)).toEqual(['WARN V07.weight-for-age']);
    expect(born(39, 3100)).toEqual([]);
    expect(born(39, 499)).toEqual(['WARN V07.birth_weight_g']);
    expect(born(39, 299)).toEqual(['ERR V07.birth_weight_g']);
  });

  it('proposes "undelivered" for a woman who died pregnant', () => {
    const context = { now, documents: {} };
    expect(proposedValues(notificationFormV1, of({ pregnancy_status: 'PREGNANT' }), context)).toEqual({
      pregnancy_outcome: 'UNDELIV',
    });
    expect(proposedValues(notificationFormV1, of({ pregnancy_status: 'PP42' }), context)).toEqual({});
  });

  it('takes names, phone and birth date out of the answers', () => {
    const { identity, answers } = separateIdentity(
      notificationFormV1,
      of({
        ...complete,
        deceased_name: 'Awa Diarra',
        contact_phone: '+22376123456',
        dob: '1997-01-01',
        mother_name: '',
      }),
    );
    expect(identity).toEqual({
      deceased_name: 'Awa Diarra',
      contact_phone: '+22376123456',
      dob: '1997-01-01',
    });
    expect(Object.keys(answers).sort()).toEqual(Object.keys(complete).sort());
  });
});

describe('the delay of a notification', () => {
  const delay = (changes: Readonly<Record<string, Value>>, facts = {}) =>
    notificationDelay(of({ ...complete, ...changes }), { now, documents: {}, facts });

  it.each<[string, Readonly<Record<string, Value>>, { hours: number; limit: number; late: boolean }]>([
    ['facility, in time', {}, { hours: 6.67, limit: 24, late: false }],
    ['facility, to the minute', { notified_at: '2026-03-15T09:30' }, { hours: 24, limit: 24, late: false }],
    ['facility, late', { notified_at: '2026-03-15T09:31' }, { hours: 24.02, limit: 24, late: true }],
    [
      'community, from its being known',
      { death_place: 'HOME', death_known_date: '2026-03-16T08:00', notified_at: '2026-03-18T08:00' },
      { hours: 48, limit: 48, late: false },
    ],
    [
      'place unknown, from its being known',
      { death_place: 'UNK', death_known_date: '2026-03-16T08:00', notified_at: '2026-03-18T08:01' },
      { hours: 48.02, limit: 48, late: true },
    ],
    ['during a transfer, from the death', { death_place: 'ROUTE2' }, { hours: 6.67, limit: 24, late: false }],
  ])('%s', (_, changes, expected) => {
    expect(delay(changes)).toEqual(expected);
  });

  it('runs from 23:59 when the hour is unknown, and never below zero', () => {
    const unknown: Answers = { ...of(complete), death_time: { missing: 'UNK' } };
    const context = { now, documents: {} };
    expect(notificationDelay(unknown, context)?.hours).toBe(0);
    const next = { ...unknown, notified_at: { value: '2026-03-15T23:59' } } as const;
    expect(notificationDelay(next, context)).toEqual({ hours: 24, limit: 24, late: false });
  });

  it('reads its limits from the settings, and the clock until it is notified', () => {
    expect(delay({}, { facilityLimitH: 6 })?.late).toBe(true);
    const open = Object.fromEntries(Object.entries(complete).filter(([code]) => code !== 'notified_at'));
    expect(notificationDelay(of(open), { now: '2026-03-15T10:00', documents: {} })?.late).toBe(true);
    expect(notificationDelay(of(open), { now: '', documents: {} })).toBeNull();
    expect(notificationDelay({}, { now, documents: {} })).toBeNull();
  });

  it('asks why, as soon as it is late', () => {
    expect(validated({ notified_at: '2026-03-15T09:31' }).missing).toEqual(['late_reason']);
    expect(validated({}).visible).not.toContain('late_reason');
  });
});
