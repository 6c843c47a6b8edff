import { describe, expect, it } from '@jest/globals';
import { codesOfList } from '../classification/code-list.js';
import { consented, withdrawn } from '../forms/consent.js';
import type { Answers, Context, Value } from '../forms/form.js';
import { getForm } from '../forms/registry.js';
import { validate } from '../forms/validate.js';
import { communityAutopsyFormV1 as form } from './community-autopsy-form.v1.js';
import {
  autopsyNeed,
  awaitsInterview,
  countsInFile,
  isExpected,
  isOptional,
  visitOf,
} from './community-autopsy.js';
import { notificationFormV1 } from './notification-form.v1.js';

const of = (given: Readonly<Record<string, Value>>): Answers =>
  Object.fromEntries(Object.entries(given).map(([code, value]) => [code, { value }]));

const contextOf = (kind: string): Context => ({
  now: '2027-10-01T12:00',
  documents: { notification: of({ death_date: '2026-04-16' }) },
  facts: { kind },
});
const validated = (given: Readonly<Record<string, Value>>, kind = 'CHILD') =>
  validate(form, of(given), contextOf(kind));
const codes = (given: Readonly<Record<string, Value>>) =>
  validated({ va_consent: 'GIVEN', ...given }).issues.map(({ code, severity }) => `${severity} ${code}`);

describe('consent', () => {
  it.each(['REFUSED', 'DEFERRED'])('%s: nothing else is asked, required or judged', (va_consent) => {
    const { visible, missing, issues } = validated({ va_consent, va_date: '2026-04-17' });
    expect([visible, missing, issues]).toEqual([['va_consent'], [], []]);
  });

  it('comes first: without an answer nothing else is asked', () => {
    expect(validated({}).visible).toEqual(['va_consent']);
    expect(validated({}).missing).toEqual(['va_consent']);
    expect(validated({ va_consent: 'GIVEN' }).visible).toContain('va_actions');
  });

  it('withdrawn takes back what was said', () => {
    const answers = of({ va_consent: 'GIVEN', va_lang: 'BAMBARA', va_water: 'WELL' });
    expect(consented(form, answers)).toBe(answers);
    expect(consented(form, { ...answers, ...of({ va_consent: 'REFUSED' }) })).toEqual(
      of({ va_consent: 'REFUSED' }),
    );
    expect(consented(form, of({ va_water: 'WELL' }))).toEqual({});
    expect(withdrawn(form, answers, 'va_consent', { value: 'REFUSED' })).toEqual(['va_lang', 'va_water']);
    expect(withdrawn(form, answers, 'va_consent', null)).toEqual(['va_lang', 'va_water']);
    expect(withdrawn(form, answers, 'va_consent', { value: 'GIVEN' })).toEqual([]);
    expect(withdrawn(form, answers, 'va_water', null)).toEqual([]);
  });

  it('is no matter of a form that asks for none', () => {
    const answers = of({ death_category: 'CHILD' });
    expect(consented(notificationFormV1, answers)).toBe(answers);
  });
});

describe('the questions of the autopsy', () => {
  it.each([
    ['CHILD', 'va_child_vaccine', true],
    ['NND', 'va_child_vaccine', false],
    ['NND', 'va_feed', true],
    ['SB', 'va_feed', false],
    ['MAT', 'va_pregnancy_recog', true],
    ['CHILD', 'va_pregnancy_recog', false],
  ])('%s is asked %s: %s', (kind, question, asked) => {
    expect(validated({ va_consent: 'GIVEN' }, kind).visible.includes(question)).toBe(asked);
  });
});

describe('the day of the interview', () => {
  it.each<[string, readonly string[]]>([
    ['2026-04-15', ['ERR V15.va-before-death']],
    ['2026-04-22', ['WARN V15.va-mourning']],
    ['2026-04-23', []],
    ['2026-07-15', []],
    ['2026-07-16', ['WARN V15.va-late']],
    ['2026-10-13', ['WARN V15.va-late']],
    ['2026-10-14', ['WARN V15.va-late', 'INFO V15.va-old']],
    ['2027-04-16', ['WARN V15.va-late', 'INFO V15.va-old']],
    ['2027-04-17', ['ERR V15.va-too-late']],
  ])('%s gives %j', (va_date, expected) => {
    expect(codes({ va_date })).toEqual(expected);
  });
});

describe('the illness as the family tells it', () => {
  it.each<[string, Readonly<Record<string, Value>>, readonly string[]]>([
    ['begins before the death', { va_illness_start: '2026-04-17' }, ['ERR V02.va_illness_start']],
    ['lasts as long as told', { va_illness_start: '2026-04-12', va_illness_days: 5 }, []],
    ['lasts longer', { va_illness_start: '2026-04-12', va_illness_days: 6 }, ['WARN V02.va_illness_days']],
  ])('%s', (_, given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it('is followed by what they did, in the order of time', () => {
    const line = (date: string) => of({ provider: 'ASC', date });
    expect(codes({ va_actions: [line('2026-04-13'), line('2026-04-13')] })).toEqual([]);
    expect(codes({ va_actions: [line('2026-04-13'), line('2026-04-12')] })).toEqual(['WARN V03.va_actions']);
  });
});

describe('when the autopsy is due', () => {
  it.each([
    ['HOME', 'required'],
    ['TBA', 'required'],
    ['ROUTE1', 'required'],
    ['OTHER', 'required'],
    ['ROUTE2', 'expected'],
    ['CSCOM', 'optional'],
    ['CSREF', 'optional'],
    ['HOSP', 'optional'],
    ['PRIV', 'optional'],
    ['UNK', 'optional'],
    ['NOWHERE', 'optional'],
  ] as const)('%s: %s, whatever the kind', (death_place, need) => {
    for (const death_category of ['MAT', 'WRA', 'SB', 'NND', 'CHILD']) {
      const notification = of({ death_category, death_place });
      expect(autopsyNeed(notification)).toBe(need);
      expect(countsInFile(form, {}, notification)).toBe(need === 'required');
      expect(countsInFile(form, of({ va_consent: 'DEFERRED' }), notification)).toBe(true);
      expect(countsInFile(notificationFormV1, {}, notification)).toBe(true);
      expect(isOptional(form, {}, notification)).toBe(need === 'optional');
      expect(isOptional(form, of({ va_consent: 'GIVEN' }), notification)).toBe(false);
      expect(isExpected(form, {}, notification)).toBe(need === 'expected');
      expect(isExpected(form, of({ va_consent: 'GIVEN' }), notification)).toBe(false);
      expect(isOptional(notificationFormV1, {}, notification)).toBe(false);
    }
  });

  it.each(codesOfList('CL_PLACE'))(
    '%s: required where what the family tells is the whole short form',
    (place) => {
      const notification = of({ death_place: place });
      expect(autopsyNeed(notification, 'short')).toBe('required');
      expect(countsInFile(form, {}, notification, 'short')).toBe(true);
      expect(isOptional(form, {}, notification, 'short')).toBe(false);
      expect(isExpected(form, {}, notification, 'short')).toBe(false);
    },
  );

  it('knows every place of the list, and no place that is not told', () => {
    expect(codesOfList('CL_PLACE')).toHaveLength(10);
    expect(autopsyNeed({})).toBe('optional');
    expect(autopsyNeed({ death_place: { missing: 'UNK' } })).toBe('optional');
  });
});

describe('the visit to the family', () => {
  const whole: Answers = {
    ...of({
      va_consent: 'GIVEN',
      va_lang: 'BAMBARA',
      va_date: '2026-05-01',
      va_respondent: 'MOTHER',
      va_present_at_death: 'YES',
      va_illness_start: '2026-04-12',
      va_illness_days: 4,
      va_symptoms: ['FEVER'],
      va_danger_recog: 'YES',
      va_first_action: 'ASC',
      va_actions: [of({ provider: 'ASC', date: '2026-04-13', result: 'SAME', cost: 0 })],
      va_reason_delay: ['NO_MONEY'],
      va_child_vaccine: 'YES',
      va_feed: 'MIX',
    }),
  };
  it.each<[string, string, Answers, boolean]>([
    ['at home, nobody went', 'HOME', {}, true],
    ['on evacuation, nobody went', 'ROUTE2', {}, true],
    ['in a facility', 'CSCOM', {}, false],
    ['begun after a death in a facility', 'CSCOM', of({ va_consent: 'GIVEN' }), false],
    ['put off', 'HOME', of({ va_consent: 'DEFERRED' }), true],
    ['refused', 'HOME', of({ va_consent: 'REFUSED' }), false],
    ['begun', 'HOME', of({ va_consent: 'GIVEN' }), true],
    ['done', 'ROUTE2', whole, false],
  ])('%s', (_, death_place, told, waits) => {
    const notification = of({ death_date: '2026-04-16', death_place });
    const context = { ...contextOf('CHILD'), documents: { notification } };
    expect(awaitsInterview(notification, told, context)).toBe(waits);
  });

  it.each<[string, string, Answers, ReturnType<typeof visitOf>]>([
    ['to be made', 'HOME', {}, { on: null }],
    ['put off', 'HOME', of({ va_consent: 'DEFERRED', va_date: '2026-04-25' }), { on: null }],
    ['made', 'HOME', of({ va_consent: 'GIVEN', va_date: '2026-04-25' }), { on: '2026-04-25' }],
    ['refused', 'HOME', of({ va_consent: 'REFUSED', va_date: '2026-04-25' }), { on: '2026-04-25' }],
    ['nobody’s duty', 'CSCOM', {}, null],
    ['made without duty', 'CSCOM', of({ va_consent: 'GIVEN', va_date: '2026-04-25' }), { on: '2026-04-25' }],
  ])('has its day: %s', (_, death_place, told, visit) => {
    expect(visitOf(of({ death_place }), told, 'full')).toEqual(visit);
  });

  it('is due again when a required answer is taken back', () => {
    const notification = of({ death_date: '2026-04-16', death_place: 'HOME' });
    const rest = Object.fromEntries(Object.entries(whole).filter(([question]) => question !== 'va_symptoms'));
    expect(awaitsInterview(notification, rest, contextOf('CHILD'))).toBe(true);
  });

  it('asks why the family acted as it did of a short form, and no symptoms', () => {
    const { va_illness_start, va_illness_days, va_symptoms, ...social } = whole;
    const full = contextOf('CHILD');
    const short = { ...full, facts: { ...full.facts, extent: 'short' } };
    const inFacility = of({ death_place: 'CSCOM' });
    expect(awaitsInterview(inFacility, {}, short)).toBe(true);
    expect(awaitsInterview(inFacility, social, short)).toBe(false);
    expect(awaitsInterview(of({ death_place: 'HOME' }), social, full)).toBe(true);
    const asked = validate(getForm('community_va'), whole, short).visible;
    expect([va_illness_start, va_illness_days, va_symptoms].every((answer) => answer !== undefined)).toBe(
      true,
    );
    for (const code of ['va_illness_start', 'va_illness_days', 'va_symptoms'])
      expect(asked).not.toContain(code);
    expect(asked).toEqual(expect.arrayContaining(['va_danger_recog', 'va_actions', 'va_mother_needs']));
  });
});
