import { describe, expect, it } from '@jest/globals';
import type { Answers, Row } from '../forms/form.js';
import { settingsFrom } from '../settings.js';
import {
  asksContact,
  reviewExtent,
  sampleMessage,
  sampleShare,
  type ExtentFacts,
  type LastContact,
} from './review-extent.js';

const of = (values: Readonly<Record<string, string | number>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

const atHome = of({ death_place: 'HOME', death_date: '2026-03-15', death_time: '10:00' });
const inCentre = of({ death_place: 'CSCOM', death_date: '2026-03-15' });
const none: LastContact = { contact: 'none', at: null };

const child: ExtentFacts = {
  kind: 'CHILD',
  notification: atHome,
  autopsy: {},
  contact: none,
  perinatalInMonth: 1,
  perinatalMost: 20,
};
const told = (facts: Partial<ExtentFacts>): string => {
  const { extent, reason } = reviewExtent({ ...child, ...facts });
  return `${extent} ${reason}`;
};

describe('a death outside any facility', () => {
  it.each<[string, Partial<ExtentFacts>, string]>([
    ['of a child nobody had seen has a short form', {}, 'short no-contact'],
    ['of a newborn nobody had seen too', { kind: 'NND' }, 'short no-contact'],
    ['as a stillbirth nobody had seen too', { kind: 'SB' }, 'short no-contact'],
    ['of a woman is always reviewed in full', { kind: 'MAT' }, 'full maternal'],
    ['of whom nobody asked is reviewed in full', { contact: null }, 'full unknown'],
    [
      'of whom nobody knows is reviewed in full',
      { contact: { contact: 'unknown', at: null } },
      'full unknown',
    ],
    [
      'after a contact without a date is reviewed in full',
      { contact: { contact: 'consulted', at: null } },
      'full unknown',
    ],
    [
      'after a contact with no date is reviewed in full',
      { contact: { contact: 'consulted', at: '2026-02-30' } },
      'full unknown',
    ],
    [
      'whose day is not told is reviewed in full',
      { notification: of({ death_place: 'HOME' }), contact: { contact: 'referred', at: '2025-01-01' } },
      'full unknown',
    ],
  ])('%s', (_claim, facts, expected) => {
    expect(told(facts)).toBe(expected);
  });

  it.each<[string, LastContact, string]>([
    ['a referral 48 hours before', { contact: 'referred', at: '2026-03-13T10:00' }, 'full referred'],
    [
      'a referral 48 hours and a minute before is a consultation',
      { contact: 'referred', at: '2026-03-13T09:59' },
      'full consulted',
    ],
    [
      'a referral on a day that may lie 48 hours before',
      { contact: 'referred', at: '2026-03-13' },
      'full referred',
    ],
    ['a referral the day before that', { contact: 'referred', at: '2026-03-12' }, 'full consulted'],
    [
      'a consultation 14 days before, to the minute',
      { contact: 'consulted', at: '2026-03-01T10:00' },
      'full consulted',
    ],
    [
      'a consultation 14 days and a minute before',
      { contact: 'consulted', at: '2026-03-01T09:59' },
      'short no-contact',
    ],
    [
      'a consultation on the day 14 days before',
      { contact: 'consulted', at: '2026-03-01' },
      'full consulted',
    ],
    [
      'a consultation on the day 15 days before',
      { contact: 'consulted', at: '2026-02-28' },
      'short no-contact',
    ],
    ['a referral 15 days before', { contact: 'referred', at: '2026-02-28' }, 'short no-contact'],
  ])('counts %s', (_claim, contact, expected) => {
    expect(told({ contact })).toBe(expected);
  });

  it('whose hour is not known takes in the whole 14th day, and no 15th', () => {
    const notification = of({ death_place: 'TBA', death_date: '2026-03-15' });
    expect(told({ notification, contact: { contact: 'consulted', at: '2026-03-01' } })).toBe(
      'full consulted',
    );
    expect(told({ notification, contact: { contact: 'consulted', at: '2026-02-28' } })).toBe(
      'short no-contact',
    );
  });

  it.each([
    ['HOME', 'short no-contact'],
    ['TBA', 'short no-contact'],
    ['ROUTE1', 'short no-contact'],
    ['OTHER', 'short no-contact'],
    ['CSCOM', 'full in-care'],
    ['ROUTE2', 'full in-care'],
    ['CSREF', 'full in-care'],
    ['HOSP', 'full in-care'],
    ['PRIV', 'full in-care'],
    ['UNK', 'full unknown'],
    ['MOON', 'full unknown'],
  ])('is known by its place: %s', (place, expected) => {
    expect(told({ notification: { ...atHome, death_place: { value: place } } })).toBe(expected);
    const isOutside = expected.startsWith('short');
    expect(asksContact('CHILD', place)).toBe(isOutside);
    expect(asksContact('MAT', place)).toBe(false);
  });
});

describe('what the family tells', () => {
  const visit = (provider: string, date?: Row[string]): Answers => ({
    va_actions: { value: [{ provider: { value: provider }, ...(date ? { date } : {}) }] },
  });
  it.each<[string, Answers, string]>([
    ['the centre on the 14th day before', visit('CSCOM', { value: '2026-03-01' }), 'full consulted'],
    ['the centre on the 15th day before', visit('CSCOM', { value: '2026-02-28' }), 'short no-contact'],
    ['the referral centre', visit('CSREF', { value: '2026-03-14' }), 'full consulted'],
    ['a private clinic', visit('PRIVATE', { value: '2026-03-14' }), 'full consulted'],
    ['a healer', visit('TRAD_HEALER', { value: '2026-03-14' }), 'short no-contact'],
    ['a community agent', visit('ASC', { value: '2026-03-14' }), 'short no-contact'],
    ['the centre, on a day they forgot', visit('CSCOM', { missing: 'UNK' }), 'full unknown'],
    ['the centre, while the day is being typed', visit('CSCOM'), 'short no-contact'],
  ])('of %s counts as it is', (_claim, autopsy, expected) => {
    expect(told({ autopsy })).toBe(expected);
  });
});

describe('a perinatal death in a facility', () => {
  const baby = (kind: 'SB' | 'NND', values: Readonly<Record<string, string | number>>, inMonth = 1): string =>
    told({ kind, notification: { ...inCentre, ...of(values) }, contact: null, perinatalInMonth: inMonth });

  it.each<[string, string, string]>([
    ['at 28 weeks', baby('NND', { gestational_weeks: 28, birth_weight_g: 900 }), 'full in-care'],
    ['at 27 weeks', baby('NND', { gestational_weeks: 27, birth_weight_g: 1100 }), 'short below-threshold'],
    ['of 1000 g', baby('NND', { birth_weight_g: 1000 }), 'full in-care'],
    ['of 999 g', baby('NND', { birth_weight_g: 999 }), 'short below-threshold'],
    ['of no known size', baby('NND', {}), 'full in-care'],
    ['the 20th of the month', baby('SB', { stillbirth_type: 'MACERATED' }, 20), 'full in-care'],
    ['the 21st, macerated', baby('SB', { stillbirth_type: 'MACERATED' }, 21), 'short many-deaths'],
    ['the 21st, fresh', baby('SB', { stillbirth_type: 'FRESH' }, 21), 'full in-labour'],
    ['the 21st, of unknown look', baby('SB', { stillbirth_type: 'UNK' }, 21), 'full in-labour'],
    ['the 21st, of 2500 g', baby('NND', { birth_weight_g: 2500 }, 21), 'full birth-weight'],
    ['the 21st, of 2499 g', baby('NND', { birth_weight_g: 2499 }, 21), 'short many-deaths'],
    ['the 21st, not weighed', baby('NND', {}, 21), 'full birth-weight'],
  ])('%s', (_claim, answer, expected) => {
    expect(answer).toBe(expected);
  });

  it('leaves children and unknown links out of the number a month', () => {
    expect(told({ notification: inCentre, perinatalInMonth: 99 })).toBe('full in-care');
    expect(told({ kind: 'NND', contact: null, perinatalInMonth: 99 })).toBe('full unknown');
  });
});

describe('the sample', () => {
  it('has a share of its own where deaths are many, and a message of its own', () => {
    const settings = settingsFrom([
      { key: 'short-form.sample', value: 0.3 },
      { key: 'short-form.perinatal-sample', value: 0.7 },
    ]);
    expect(sampleShare('no-contact', settings)).toBe(0.3);
    expect(sampleShare('below-threshold', settings)).toBe(0.3);
    expect(sampleShare('many-deaths', settings)).toBe(0.7);
    expect(sampleMessage('DNB-7K3M9QXA-X')).toBe('DNB-7K3M9QXA-X/form');
  });
});
