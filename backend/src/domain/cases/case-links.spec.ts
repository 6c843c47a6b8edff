import { describe, expect, it } from '@jest/globals';
import type { Answers } from '../forms/form.js';
import {
  babyNotificationFrom,
  deadBabiesTold,
  linkKindOf,
  proposedLink,
  tellsOfMother,
  type ToldDeath,
} from './case-links.js';

const answers = (values: Readonly<Record<string, string | number>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

/** A review with its newborns, one row each. */
const withNewborns = (
  values: Readonly<Record<string, string | number>>,
  ...outcomes: readonly string[]
): Answers => ({
  ...answers(values),
  newborns: { value: outcomes.map((code) => answers({ nb_outcome: code })) },
});

function told(
  category: ToldDeath['category'],
  deathDate: string,
  review: Answers = {},
  notification: Readonly<Record<string, string | number>> = {},
  ageDays: number | null = null,
): ToldDeath {
  return { category, deathDate, ageDays, notification: answers(notification), review };
}

describe('what the file of a mother tells of her baby', () => {
  it.each([
    [withNewborns({ ga_weeks: 28 }, 'SB_FRESH'), {}, 1],
    [withNewborns({ ga_weeks: 27 }, 'SB_MAC'), {}, 0],
    [withNewborns({ ga_weeks: 25 }, 'LIVE_DIED'), {}, 1],
    [withNewborns({ ga_weeks: 36 }, 'LIVE_DIED', 'LIVE_ALIVE', 'SB_FRESH'), {}, 2],
    [withNewborns({}, 'LIVE_ALIVE'), { pregnancy_outcome: 'SB', gestational_weeks: 39 }, 0],
    [withNewborns({}, 'UNK'), { pregnancy_outcome: 'SB', gestational_weeks: 39 }, 1],
    [{}, { pregnancy_outcome: 'SB', gestational_weeks: 26 }, 0],
    [{}, { pregnancy_outcome: 'MIXED' }, 1],
    [{}, { pregnancy_outcome: 'UNDELIV', gestational_weeks: 38 }, 0],
    [{}, {}, 0],
  ])('%j %j', (review, notification, expected) => {
    expect(deadBabiesTold(told('MAT', '2026-03-14', review, notification))).toBe(expected);
    expect(deadBabiesTold(told('SB', '2026-03-14', review, notification))).toBe(0);
  });

  it('and the file of a baby of its mother', () => {
    const outcomes = ['DEAD', 'ALIVE_ILL', 'ALIVE_WELL'].filter((code) =>
      tellsOfMother(told('NND', '2026-03-14', answers({ p_mother_outcome: code }))),
    );
    expect(outcomes).toEqual(['DEAD', 'ALIVE_ILL']);
  });
});

describe('what is proposed', () => {
  const mother = told('MAT', '2026-03-14', withNewborns({ ga_weeks: 39 }, 'SB_FRESH'));

  it('is a mother with the baby born within six weeks of her death, on both sides of the bound', () => {
    expect(proposedLink(mother, told('SB', '2026-03-13'))).toBe('mother');
    expect(proposedLink(told('SB', '2026-04-25'), mother)).toBe('mother');
    expect(proposedLink(mother, told('SB', '2026-04-26'))).toBeUndefined();
    // Born in March, dead at 20 days: the birth counts, not the death.
    expect(proposedLink(mother, told('NND', '2026-05-10', {}, {}, 20))).toBe('mother');
  });

  it('is a baby of her last pregnancy where its end is told, by the day, whatever she died of', () => {
    for (const ended of [
      told('MAT', '2026-03-20', withNewborns({ birth_at: '2026-03-14T23:50' }, 'LIVE_DIED')),
      told('MAT', '2026-03-20', withNewborns({}, 'LIVE_DIED'), { preg_end_date: '2026-03-14' }),
    ]) {
      expect(proposedLink(ended, told('NND', '2026-03-16', {}, {}, 1))).toBe('mother');
      expect(proposedLink(ended, told('NND', '2026-03-16', {}, {}, 0))).toBeUndefined();
      expect(proposedLink(ended, told('SB', '2026-02-20'))).toBeUndefined();
    }
  });

  it('is no baby of a woman who died undelivered, unless her own file tells of one', () => {
    const motherDied = answers({ p_mother_outcome: 'DEAD' });
    const undelivered = told('MAT', '2026-03-14', {}, { pregnancy_outcome: 'UNDELIV' });
    expect(proposedLink(undelivered, told('NND', '2026-03-15', motherDied))).toBeUndefined();
    const extracted = { ...undelivered, review: withNewborns({ ga_weeks: 39 }, 'SB_FRESH') };
    expect(proposedLink(extracted, told('SB', '2026-03-14', motherDied))).toBe('mother');
  });

  it('is nothing while neither file tells of the other', () => {
    const silent = told('MAT', '2026-03-14', withNewborns({}, 'LIVE_ALIVE'));
    expect(proposedLink(silent, told('NND', '2026-03-15'))).toBeUndefined();
    expect(proposedLink(silent, told('NND', '2026-03-15', answers({ p_mother_outcome: 'DEAD' })))).toBe(
      'mother',
    );
  });

  it('is twins of one birth, one case each, when both files tell of several', () => {
    const twin = (date: string, ageDays: number, multiple: string) =>
      told('NND', date, {}, { multiple }, ageDays);
    expect(proposedLink(twin('2026-03-15', 1, '2'), twin('2026-03-20', 6, '2'))).toBe('twin');
    expect(proposedLink(twin('2026-03-15', 1, '2'), twin('2026-03-20', 1, '2'))).toBeUndefined();
    expect(proposedLink(twin('2026-03-15', 1, '1'), twin('2026-03-15', 1, '2'))).toBeUndefined();
  });

  it('never joins two mothers, nor an older child', () => {
    expect(linkKindOf('MAT', 'WRA')).toBeUndefined();
    expect(linkKindOf('MAT', 'CHILD')).toBeUndefined();
    expect(linkKindOf('WRA', 'NND')).toBe('mother');
  });
});

describe('the notification of a baby from the file of its mother', () => {
  it('carries what happened over, and no identity', () => {
    const notification = answers({
      village_code: '12',
      residence_status: 'RESIDENT',
      multiple: '1',
      deceased_name: 'Nom',
      contact_phone: '70000000',
      dob: '1997-01-13',
    });
    const review: Answers = {
      ...answers({ ga_weeks: 38, birth_at: '2026-03-14T03:20' }),
      newborns: {
        value: [
          answers({ nb_outcome: 'LIVE_ALIVE', nb_sex: 'M' }),
          answers({ nb_outcome: 'SB_FRESH', nb_sex: 'F', nb_weight: 2900 }),
        ],
      },
    };
    expect(babyNotificationFrom(notification, review)).toEqual(
      answers({
        death_category: 'SB',
        stillbirth_type: 'FRESH',
        death_date: '2026-03-14',
        death_time: '03:20',
        gestational_weeks: 38,
        sex: 'F',
        birth_weight_g: 2900,
        village_code: '12',
        residence_status: 'RESIDENT',
        multiple: '1',
      }),
    );
  });

  it('leaves the date of a death after birth open', () => {
    const review = withNewborns({ ga_weeks: 36, birth_at: '2026-03-14T03:20' }, 'SB_MAC', 'LIVE_DIED');
    expect(babyNotificationFrom({}, review, 1)).toEqual(
      answers({ death_category: 'NND', gestational_weeks: 36 }),
    );
    expect(babyNotificationFrom({}, review)).toMatchObject(answers({ stillbirth_type: 'MACERATED' }));
  });
});
