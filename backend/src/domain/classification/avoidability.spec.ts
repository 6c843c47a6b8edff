import { describe, expect, it } from '@jest/globals';
import { qualityConflict, worstGrade } from './avoidability.js';
import { codesOfList, labelOfCode, loadCodeListLabels, missingChoices } from './code-list.js';
import { factorPlace, factorPlaces, factorStandard } from './factors.js';
import { fetusOutcome } from './fetus.js';

describe('the worst grade', () => {
  it.each([
    [['Q0', 'Q2', 'Q1'], 'Q2'],
    [['Q3', 'QU'], 'Q3'],
    [['QU'], null],
    [[], null],
  ])('%j: %s', (grades, expected) => {
    expect(worstGrade(grades)).toBe(expected);
  });

  it.each([
    ['Q3', 'AVOID_NO', 'ERR'],
    ['Q3', 'AVOID_POT', 'WARN'],
    ['Q2', 'AVOID_NO', 'WARN'],
    ['Q3', 'AVOID_YES', undefined],
    ['Q2', 'AVOID_POT', undefined],
    ['Q1', 'AVOID_NO', undefined],
    ['Q3', 'AVOID_UND', undefined],
    [null, 'AVOID_NO', undefined],
  ] as const)('%s with %s: %s', (grade, avoidability, severity) => {
    expect(qualityConflict(grade, avoidability)?.severity).toBe(severity);
  });
});

describe('factors', () => {
  it('have a place each, and a delay code that agrees with their delays', () => {
    expect(Object.keys(factorPlaces)).toEqual([...codesOfList('FACTOR')]);
    for (const { delay, delays } of Object.values(factorPlaces)) {
      const own = /^D([123])/.exec(delay)?.[1];
      if (own !== undefined) expect(delays.map(String)).toContain(own);
    }
    expect(factorPlace('F99')?.delays).toEqual([]);
    expect(factorPlace('toString')).toBeUndefined();
  });

  it('fall short of a standard of care where a facility is concerned', () => {
    expect(factorStandard('F31')).toBe('1');
    expect(factorStandard('F22')).toBe('8');
    expect(factorStandard('F10')).toBeNull();
    expect(factorStandard('toString')).toBeNull();
    const ofFacilities = [
      'STAFF',
      'SKILLS',
      'DRUGS',
      'EQUIPMENT',
      'BLOOD_LAB',
      'ORGANISATION',
      'PROTOCOL',
      'DOCUMENTATION',
    ];
    for (const [factor, { level }] of Object.entries(factorPlaces))
      if (ofFacilities.includes(level)) expect([factor, factorStandard(factor)]).not.toEqual([factor, null]);
  });
});

describe('the child of a maternal death', () => {
  it.each([
    ['undelivered', 26, { fetal_death_ge22w: true, stillbirth_ge28w: false, linked_case: 'none' }],
    ['undelivered', 30, { fetal_death_ge22w: true, stillbirth_ge28w: false, linked_case: 'none' }],
    ['undelivered', 20, { fetal_death_ge22w: false, stillbirth_ge28w: false, linked_case: 'none' }],
    ['SB_FRESH', 28, { fetal_death_ge22w: true, stillbirth_ge28w: true, linked_case: 'proposed' }],
    ['SB_MAC', 27, { fetal_death_ge22w: true, stillbirth_ge28w: false, linked_case: 'none' }],
    ['LIVE_DIED', 25, { fetal_death_ge22w: false, stillbirth_ge28w: false, linked_case: 'proposed' }],
    ['LIVE_ALIVE', 39, { fetal_death_ge22w: false, stillbirth_ge28w: false, linked_case: 'none' }],
    [undefined, undefined, { fetal_death_ge22w: false, stillbirth_ge28w: false, linked_case: 'none' }],
  ])('%s at %s weeks', (outcome, weeks, expected) => {
    expect(fetusOutcome(outcome, weeks)).toEqual(expected);
  });
});

describe('code lists', () => {
  it('are empty for an unknown name, also of a prototype', () => {
    expect(codesOfList('CL_NOWHERE')).toEqual([]);
    expect(codesOfList('constructor')).toEqual([]);
  });

  it('offer as missing only what they do not hold as a code', () => {
    expect(missingChoices('CL_YN4')).toEqual(['NA', 'REF']);
    expect(missingChoices('CL_TEST')).toEqual(['NR', 'NA', 'REF']);
    expect(missingChoices(undefined)).toEqual(['NR', 'UNK', 'NA', 'REF']);
  });

  it('name a code in both languages, and an unknown one by itself', async () => {
    const [fr, en] = await Promise.all([loadCodeListLabels('fr'), loadCodeListLabels('en')]);
    expect(labelOfCode(fr, 'CL_PLACE', 'ROUTE2')).toBe('Pendant l’évacuation');
    expect(labelOfCode(en, 'CL_PLACE', 'ROUTE2')).toBe('During inter-facility transfer');
    expect(labelOfCode(fr, 'CL_PLACE', 'MOON')).toBe('MOON');
    expect(labelOfCode(fr, 'toString', 'MOON')).toBe('MOON');
  });
});
