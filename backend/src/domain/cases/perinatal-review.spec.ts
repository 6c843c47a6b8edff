import { describe, expect, it } from '@jest/globals';
import { opinionFormV1 } from '../audits/opinion-form.v1.js';
import type { Answer, Answers, Context, Validation, Value } from '../forms/form.js';
import { proposedValues } from '../forms/proposals.js';
import { validate } from '../forms/validate.js';
import { perinatalCareCalledFor, perinatalCareWithheld } from './perinatal-care.js';
import { perinatalReviewFormV1 as form } from './perinatal-review-form.v1.js';
import { phasesOf } from './phases.js';

type Given = Readonly<Record<string, Value | Answer>>;

const isAnswer = (given: Value | Answer): given is Answer =>
  typeof given === 'object' && !Array.isArray(given) && ('value' in given || 'missing' in given);
const of = (given: Given): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([code, answer]) => [code, isAnswer(answer) ? answer : { value: answer }]),
  );
const rows = (...lines: readonly Given[]): Value => lines.map(of);

function contextOf(kind: 'SB' | 'NND', notified: Given = {}): Context {
  return {
    now: '2026-06-30T12:00',
    documents: { notification: of({ death_category: kind, ...notified }) },
    facts: { kind },
  };
}

const read = (given: Given, kind: 'SB' | 'NND' = 'SB', notified: Given = {}): Validation =>
  validate(form, of(given), contextOf(kind, notified));
const codes = (...of: Parameters<typeof read>): readonly string[] =>
  read(...of).issues.map(({ severity, code }) => `${severity} ${code}`);

const dead = { p_signs_of_life: 'NO' } as const;
const alive = { p_signs_of_life: 'YES', p_birth_at: '2026-05-01T10:00' } as const;
const path = rows(
  { ref: '1', arrival: '2026-05-01T01:00', departure: '2026-05-01T04:00' },
  { ref: '2', arrival: '2026-05-01T05:00' },
);

describe('what a perinatal review asks', () => {
  it.each<[string, Given, readonly string[], readonly string[]]>([
    [
      'of everybody, before anything is known',
      {},
      ['p_labour_onset_at', 'p_mode', 'p_narrative'],
      ['p_maceration', 'p_apgar1', 'p_fhs_last'],
    ],
    [
      'of a stillborn',
      dead,
      ['p_maceration', 'p_fhs_last', 'p_fhs_adm'],
      ['p_apgar1', 'p_death_at', 'p_nb_problem_at'],
    ],
    [
      'of a newborn',
      alive,
      ['p_apgar1', 'p_death_at', 'p_nb_problem_at', 'p_referral'],
      ['p_maceration', 'p_fhs_last', 'p_feed'],
    ],
    ['of a newborn who lived a day', { ...alive, p_death_at: '2026-05-02T01:00' }, ['p_feed'], []],
    ['of one who died the day of birth', { ...alive, p_death_at: '2026-05-01T23:00' }, [], ['p_feed']],
    ['when nobody knows of a sign of life', { p_signs_of_life: 'UNK' }, [], ['p_maceration', 'p_apgar1']],
    ['of a twin', { p_multi: '2' }, ['p_birth_order'], []],
    ['of a single child', { p_multi: '1' }, [], ['p_birth_order']],
    ['without antenatal care', { p_anc_n: '0' }, [], ['p_anc_first_ga']],
    [
      'after a planned caesarean',
      { p_mode: 'CS_P' },
      ['p_cs_decision_at', 'p_ddi_min'],
      ['p_labour_onset_at', 'p_decision_at'],
    ],
    [
      'after a planned caesarean in labour',
      { p_mode: 'CS_P', p_labour_adm: 'YES' },
      ['p_labour_onset_at'],
      [],
    ],
    ['after a natural birth', { p_mode: 'SVD' }, ['p_labour_onset_at'], ['p_cs_decision_at']],
    ['of a birth in the CSCom', { ...alive, p_place: 'CSCOM' }, ['p_partograph', 'p_fhs_adm'], []],
    ['of a birth at home', { ...alive, p_place: 'HOME' }, [], ['p_partograph', 'p_fhs_adm']],
    [
      'of a mother referred',
      { p_birth_at: '2026-05-01T06:00', p_facility_path: path },
      ['p_ref_decision_at', 'p_arrive2_at'],
      [],
    ],
    [
      'of a newborn referred after its birth',
      { p_birth_at: '2026-05-01T03:00', p_facility_path: path },
      [],
      ['p_ref_decision_at', 'p_arrive2_at'],
    ],
  ])('%s', (_, given, asked, hidden) => {
    const { visible } = read(given);
    for (const code of asked) expect(visible).toContain(code);
    for (const code of hidden) expect(visible).not.toContain(code);
  });

  it('counts nothing that is hidden: no Apgar and no age at death of a stillborn (V12)', () => {
    const given = {
      ...dead,
      p_apgar1: 0,
      p_apgar5: 0,
      p_death_at: '2026-05-20T00:00',
      p_birth_at: '2026-05-01T10:00',
    };
    const { issues, computed } = read(given);
    expect(issues).toEqual([]);
    expect([computed['p_age_h'], computed['p_age_d']]).toEqual([undefined, undefined]);
  });

  it('accepts a missing value for every core question', () => {
    const { missing } = read({});
    const given = Object.fromEntries(missing.map((code) => [code, { missing: 'NA' } as const]));
    const listed = read(given).issues.filter(({ code }) => code !== 'USE_CODE');
    expect(listed).toEqual([]);
  });
});

describe('rules of a perinatal review', () => {
  it.each<[string, Given, readonly string[]]>([
    [
      'V02 birth after death',
      { ...alive, p_death_at: '2026-05-01T09:00' },
      ['ERR V02.p_birth_at', 'WARN V03.p_death_at'],
    ],
    ['V02 at the same minute', { ...alive, p_death_at: '2026-05-01T10:00' }, []],
    ['V01 a birth to come', { p_birth_at: '2026-07-01T10:00' }, ['ERR V01.p_birth_at']],
    [
      'V03 decision before labour',
      { p_labour_onset_at: '2026-05-01T08:00', p_decision_at: '2026-05-01T07:00' },
      ['WARN V03.p_decision_at'],
    ],
    [
      'V03 examined before the arrival',
      { p_arrive1_at: '2026-05-01T08:00', p_seen1_at: '2026-05-01T07:59' },
      ['WARN V03.p_seen1_at'],
    ],
    [
      'V03 labour inside the facility skips the decision',
      {
        p_arrive1_at: '2026-05-01T08:00',
        p_labour_onset_at: '2026-05-01T09:00',
        p_decision_at: '2026-05-01T07:00',
      },
      ['INFO V03.skipped-onset-inside'],
    ],
    [
      'V03 heart heard after the birth',
      { ...dead, p_birth_at: '2026-05-01T08:00', p_fhs_last: '2026-05-01T09:00' },
      ['WARN V03.p_birth_at'],
    ],
    [
      'V03 illness before the birth',
      { ...alive, p_nb_problem_at: '2026-05-01T09:00' },
      ['WARN V03.p_nb_problem_at'],
    ],
    [
      'V03 discharge after death',
      { ...alive, p_discharge_at: '2026-05-03T09:00', p_death_at: '2026-05-02T09:00' },
      ['WARN V03.p_death_at'],
    ],
    [
      'V03 path out of order',
      { p_facility_path: rows({ ref: '1', arrival: '2026-05-01T05:00', departure: '2026-05-01T04:00' }) },
      ['WARN V03.p_facility_path'],
    ],
    [
      'V03 a mother who comes after a birth on the road',
      { ...alive, p_arrive1_at: '2026-05-01T11:00', p_labour_onset_at: '2026-05-01T06:00' },
      [],
    ],
    ['V04 parity above gravidity', { p_gravidity: 2, p_parity: 3 }, ['ERR V04.parity']],
    ['V04 this pregnancy not counted', { p_gravidity: 2, p_parity: 2 }, ['WARN V04.pregnancies']],
    ['V04 more scars than births', { p_gravidity: 3, p_parity: 1, p_prev_cs: 2 }, ['WARN V04.prev_cs']],
    ['V05 mother of 11', { p_mother_age: 11 }, ['WARN V05.p_mother_age']],
    ['V05 mother of 9', { p_mother_age: 9 }, ['ERR V05.p_mother_age']],
    ['V05 mother of 56', { p_mother_age: 56 }, ['ERR V05.p_mother_age']],
    ['V06 43 weeks', { p_ga_w: 43 }, ['WARN V06.p_ga_w']],
    ['V06 46 weeks', { p_ga_w: 46 }, ['ERR V06.p_ga_w']],
    ['V06 19 weeks', { p_ga_w: 19 }, ['ERR V06.p_ga_w']],
    [
      'V06 last period against weeks',
      { p_ga_w: 30, p_lmp: '2025-07-25', p_birth_at: '2026-05-01T10:00' },
      ['WARN V06.lmp_date'],
    ],
    ['V07 499 g', { p_weight: 499 }, ['WARN V07.p_weight']],
    ['V07 5001 g', { p_weight: 5001 }, ['WARN V07.p_weight']],
    ['V07 299 g', { p_weight: 299 }, ['ERR V07.p_weight']],
    ['V07 1400 g at term', { p_weight: 1400, p_ga_w: 37 }, ['WARN V07.weight-for-age']],
    ['V07 2600 g at 31 weeks', { p_weight: 2600, p_ga_w: 31 }, ['WARN V07.weight-for-age']],
    ['V07 1501 g at 27 weeks', { p_weight: 1501, p_ga_w: 27 }, ['WARN V07.weight-for-age']],
    ['V10 fever beyond life', { ...alive, p_temp: 42.5 }, ['ERR V10.p_temp']],
    ['V11 two Apgar scores of 0', { ...alive, p_apgar1: 0, p_apgar5: 0 }, ['ERR V11.apgar-zero']],
    ['V11 an Apgar of 0, then 3', { ...alive, p_apgar1: 0, p_apgar5: 3 }, []],
    ['V11 an Apgar of 11', { ...alive, p_apgar1: 11 }, ['ERR V11.p_apgar1']],
    ['V12 under 28 weeks', { ...dead, p_ga_w: 27, p_ga_d: 6 }, ['INFO V12.threshold']],
    ['V12 at 28+0', { ...dead, p_ga_w: 28, p_ga_d: 0 }, []],
    [
      'V12 under 1000 g, weeks unknown',
      { ...dead, p_ga_w: { missing: 'UNK' }, p_weight: 999 },
      ['INFO V12.threshold'],
    ],
    [
      'V12 severe maceration, heart heard in labour 11 h before',
      {
        ...dead,
        p_maceration: 'SEVERE',
        p_labour_onset_at: '2026-05-01T01:00',
        p_fhs_last: '2026-05-01T02:00',
        p_birth_at: '2026-05-01T13:00',
      },
      ['WARN V12.maceration'],
    ],
    [
      'V12 severe maceration, heart heard in labour 12 h before',
      {
        ...dead,
        p_maceration: 'SEVERE',
        p_labour_onset_at: '2026-05-01T01:00',
        p_fhs_last: '2026-05-01T02:00',
        p_birth_at: '2026-05-01T14:00',
      },
      [],
    ],
    [
      'V13 incision before the decision',
      { p_mode: 'CS_E', p_cs_decision_at: '2026-05-01T10:00', p_cs_incision_at: '2026-05-01T09:00' },
      ['ERR V13.cs_incision_at'],
    ],
    [
      'V13 more than a day',
      { p_mode: 'CS_E', p_cs_decision_at: '2026-05-01T10:00', p_cs_incision_at: '2026-05-02T10:01' },
      ['WARN V13.interval'],
    ],
    ['money before care', { p_payment: 'DELAYED' }, ['INFO F14.proposed']],
    ['no money', { p_payment: 'REFUSED' }, ['INFO F06.proposed']],
    ['a mother who died', { p_mother_outcome: 'DEAD' }, ['INFO mother-case.proposed']],
    [
      'no care beside care',
      { care_given: rows({ item: 'NONE', ref: '1' }, { item: 'KMC', status: 'GIVEN', ref: '1' }) },
      ['ERR EXCLUSIVE'],
    ],
    ['a short narrative', { p_narrative: rows({ text: 'Court.' }) }, ['ERR LENGTH']],
    [
      'a narrative of 100 characters',
      { p_narrative: rows({ text: 'x'.repeat(60) }, { text: 'y'.repeat(40) }) },
      [],
    ],
    ['no disease beside a disease', { p_mother_chronic: ['NONE', 'HTN'] }, ['ERR EXCLUSIVE']],
  ])('%s', (_, given, expected) => {
    expect(
      codes(given, 'p_signs_of_life' in given && given['p_signs_of_life'] === 'YES' ? 'NND' : 'SB'),
    ).toEqual(expected);
  });

  it.each<[string, Given, 'SB' | 'NND', readonly string[]]>([
    ['a stillbirth that breathed once (traps a and b)', alive, 'SB', ['WARN V12.born-alive']],
    ['a newborn without any sign of life', dead, 'NND', ['WARN V12.born-dead']],
    ['dead at 27 days', { ...alive, p_death_at: '2026-05-28T23:59' }, 'NND', []],
    ['dead at 28 days', { ...alive, p_death_at: '2026-05-29T00:00' }, 'NND', ['WARN V12.day-28']],
    ['sign of life unknown', { p_signs_of_life: 'UNK' }, 'SB', []],
  ])('look at the kind of the case: %s', (_, given, kind, expected) => {
    expect(codes(given, kind)).toEqual(expected);
  });

  it('compare with the notification', () => {
    expect(codes({ ...alive, p_death_at: '2026-05-03T10:00' }, 'NND', { death_date: '2026-05-04' })).toEqual([
      'WARN V02.death-differs',
    ]);
    expect(
      codes({ ...dead, p_birth_at: '2026-05-03T10:00' }, 'SB', { notified_at: '2026-05-03T09:00' }),
    ).toEqual(['ERR V02.death_at']);
  });
});

describe('what a perinatal review computes', () => {
  it('gives the hours and the days of life', () => {
    const { computed } = read({ ...alive, p_death_at: '2026-05-02T09:30' }, 'NND');
    expect([computed['p_age_h'], computed['p_age_d'], computed['p_type']]).toEqual([
      23.5,
      1,
      'NEONATAL_DEATH',
    ]);
    const byDay = read(
      { ...alive, p_death_at: { value: '2026-05-02T09:30', precision: 'day' } },
      'NND',
    ).computed;
    expect([byDay['p_age_h'], byDay['p_age_d']]).toEqual([undefined, 1]);
  });

  it('reads the delays of labour, the path where times are not answered', () => {
    const { computed } = read({
      ...dead,
      p_labour_onset_at: '2026-04-30T20:00',
      p_decision_at: '2026-05-01T00:00',
      p_facility_path: path,
      p_ref_decision_at: '2026-05-01T03:00',
      p_birth_at: '2026-05-01T06:00',
    });
    expect(computed).toMatchObject({
      d1_h: 4,
      d2_h_first: 1,
      d2_h_transfer: 2,
      d2_h_total: 3,
      off_hours: true,
    });
  });

  it('reads the way of a newborn who fell ill at home from its own illness', () => {
    const { computed } = read(
      {
        ...alive,
        p_labour_onset_at: '2026-05-01T02:00',
        p_decision_at: '2026-05-01T05:00',
        p_nb_problem_at: '2026-05-06T10:00',
        p_discharge_at: '2026-05-02T10:00',
        p_facility_path: rows(
          { ref: '1', arrival: '2026-05-01T06:00', departure: '2026-05-02T10:00' },
          { ref: '1', arrival: '2026-05-07T10:00' },
        ),
      },
      'NND',
    );
    expect(computed['d1_h']).toBeUndefined();
    expect(computed['timing']).toBe('NEO');
  });

  it.each<[string, Given, Given, boolean | null]>([
    ['born in a facility', { p_place: 'CSCOM' }, {}, true],
    ['dead on evacuation', { p_place: 'HOME' }, { death_place: 'ROUTE2' }, true],
    [
      'dead at home 14 days after the discharge',
      { ...alive, p_place: 'HOME', p_facility_path: path, p_death_at: '2026-05-15T05:00' },
      {},
      true,
    ],
    [
      'dead at home more than 14 days after the last contact',
      { ...alive, p_place: 'HOME', p_facility_path: path, p_death_at: '2026-05-15T05:01' },
      {},
      false,
    ],
    ['never in a facility', { p_place: 'HOME', p_facility_path: { missing: 'NA' } }, {}, false],
    ['path not told', { p_place: 'HOME' }, {}, null],
  ])('tells whether it is linked to a facility: %s', (_, given, notified, linked) => {
    expect(read(given, 'NND', notified).computed['p_linked'] ?? null).toBe(linked);
  });

  it('is told nothing by an empty file', () => {
    expect(read({}).computed).toEqual({});
  });

  it('proposes what notification, path and times already tell, and never the sign of life', () => {
    const context = contextOf('SB', {
      multiple: '1',
      gestational_weeks: 40,
      sex: 'M',
      birth_weight_g: 3650,
      death_date: '2026-05-01',
      death_time: '06:00',
    });
    expect(
      proposedValues(form, of({ p_facility_path: path, p_cs_decision_at: '2026-05-01T05:10' }), context),
    ).toEqual({
      p_multi: '1',
      p_ga_w: 40,
      p_arrive1_at: '2026-05-01T01:00',
      p_depart_at: '2026-05-01T04:00',
      p_arrive2_at: '2026-05-01T05:00',
      p_birth_at: '2026-05-01T06:00',
      p_sex: 'M',
      p_weight: 3650,
    });
    const timed = { p_cs_decision_at: '2026-05-01T05:10' } as const;
    const ddi = (birth: string) =>
      proposedValues(form, of({ ...timed, p_birth_at: birth }), context)['p_ddi_min'];
    expect([
      ddi('2026-05-01T05:39'),
      ddi('2026-05-01T05:40'),
      ddi('2026-05-01T06:10'),
      ddi('2026-05-01T06:11'),
    ]).toEqual(['LT30', '30_60', '30_60', 'GT60']);
  });
});

describe('care that the facts of a perinatal review call for', () => {
  const inFacility = { p_place: 'CSCOM' } as const;

  it.each<[string, Given]>([
    ['CAESAREAN', { p_labour_compl: ['RUPTURE'] }],
    ['CAESAREAN', { p_presentation: 'TRANS', p_labour_adm: 'YES' }],
    ['ANTIBIOTIC', { ...alive, p_clinical_dx: ['SEPSIS'] }],
    ['ANTIBIOTIC', { ...alive, p_clinical_dx: ['MENINGITIS'] }],
    ['GLUCOSE', { ...alive, p_glucose: 2.4 }],
    ['KMC', { ...alive, p_weight: 2499 }],
  ])('%s with %j', (item, facts) => {
    const given = { ...inFacility, ...facts };
    expect(perinatalCareCalledFor(of(given)).flat()).toContain(item);
    expect(perinatalCareWithheld(of(given))).toContain(item);
    const treated = { ...given, care_given: rows({ item, status: 'GIVEN', ref: '1' }) };
    expect(perinatalCareWithheld(of(treated))).not.toContain(item);
    const context = { ...contextOf('NND'), documents: { perinatal_review: of(given) } };
    const { issues } = validate(opinionFormV1, of({ delay3_lvl: 'NO' }), context);
    expect(issues.map(({ code }) => code)).toContain(`V24.${item.toLowerCase()}`);
  });

  it.each<[string, Given]>([
    ['a stillborn of 2400 g', { ...inFacility, ...dead, p_weight: 2400 }],
    ['2500 g', { ...inFacility, ...alive, p_weight: 2500 }],
    ['glucose at 2.5', { ...inFacility, ...alive, p_glucose: 2.5 }],
    ['a caesarean that was the way of birth', { ...inFacility, p_mode: 'CS_E', p_labour_compl: ['RUPTURE'] }],
    ['a child who never reached a facility', { ...alive, p_place: 'HOME', p_weight: 1400 }],
  ])('nothing withheld: %s', (_, facts) => {
    expect(perinatalCareWithheld(of(facts))).toEqual([]);
  });
});

describe('a perinatal cause without support in the facts (V22)', () => {
  const messages = (facts: Given) => {
    const context = { ...contextOf('NND'), documents: { perinatal_review: of({ ...alive, ...facts }) } };
    return validate(opinionFormV1, of({ cod_underlying: 'P36.9' }), context)
      .issues.map(({ code }) => code)
      .filter((code) => code.startsWith('V22'));
  };

  it('is an infection of the newborn without any sign of one', () => {
    expect(messages({ p_temp: 36.8 })).toEqual(['V22.P36']);
  });

  it.each<[Given]>([
    [{ p_clinical_dx: ['SEPSIS'] }],
    [{ p_temp: 38 }],
    [{ p_rom_h: 19 }],
    [{ p_liquor: 'FOUL' }],
    [{ p_labour_compl: ['FEVER'] }],
    [{ p_mother_chronic: ['PPROM'] }],
  ])('is none with %j', (facts) => {
    expect(messages(facts)).toEqual([]);
  });
});

describe('who documents what of a perinatal death', () => {
  it('gives the labour and the first arrival to the first facility, the death to the last', () => {
    expect(phasesOf(form)).toMatchObject({
      p_signs_of_life: 'any',
      p_labour_onset_at: 'first',
      p_fhs_adm: 'first',
      p_fhs_last: 'any',
      p_birth_at: 'any',
      p_death_at: 'last',
      p_facility_path: 'path',
      care_given: 'own-rows',
      p_narrative: 'own-rows',
    });
  });
});
