import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers, Context, Row, Value } from '../forms/form.js';
import { proposedValues } from '../forms/proposals.js';
import { validate } from '../forms/validate.js';
import { childCareCalledFor, childCareWithheld } from './child-care.js';
import { childReviewFormV1 } from './child-review-form.v1.js';
import { treatmentTimes } from './care-times.js';

type Given = Readonly<Record<string, Value | Answer>>;

const isAnswer = (given: Value | Answer): given is Answer =>
  typeof given === 'object' && !Array.isArray(given);
const of = (given: Given): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([code, value]) => [code, isAnswer(value) ? value : { value }]),
  );
const rows = (...lines: readonly Given[]): Answer => ({ value: lines.map((line): Row => of(line)) });

const notification = {
  death_category: 'CHILD',
  age_months: 9,
  sex: 'F',
  death_date: '2026-04-16',
  death_time: '03:00',
  death_place: 'HOME',
  notified_at: '2026-04-17T10:30',
} as const;
const context: Context = {
  now: '2026-10-01T12:00',
  documents: { notification: of(notification) },
  facts: { kind: 'CHILD' },
};
const validated = (given: Given) => validate(childReviewFormV1, of(given), context);
const codes = (given: Given) => validated(given).issues.map(({ code, severity }) => `${severity} ${code}`);
const visible = (given: Given) => new Set(validated(given).visible);

const seen = { c_facility_path: rows({ ref: '12', arrival: '2026-04-14T09:00' }) } as const;
const times = {
  c_onset: '2026-04-12T08:00',
  c_decision_at: '2026-04-14T06:00',
  c_ref: 'YES',
  c_ref_decision_at: '2026-04-14T12:00',
  c_depart_at: '2026-04-14T13:30',
  c_arrive2: '2026-04-14T16:00',
  c_death_at: '2026-04-16T03:00',
  ...seen,
} as const;

describe('the questions of a child review', () => {
  it('ask the examination and the care only of a child seen in a facility', () => {
    expect(visible({}).has('c_temp')).toBe(false);
    expect(visible({ c_facility_path: { missing: 'NA' } }).has('care_given')).toBe(false);
    expect(visible(seen).has('c_temp')).toBe(true);
    expect(visible(seen).has('care_given')).toBe(true);
    expect(visible({ c_facility_path: { missing: 'NA' } }).has('c_payment')).toBe(true);
  });

  it.each<[string, Given, string, boolean]>([
    ['arm circumference from 6 months', { c_age_m: 6 }, 'c_muac', true],
    ['arm circumference before', { c_age_m: 5 }, 'c_muac', false],
    ['missing vaccines of a child not up to date', { c_vacc: 'PART' }, 'c_vacc_missing', true],
    ['missing vaccines of a child up to date', { c_vacc: 'UTD' }, 'c_vacc_missing', false],
    ['feeding under two years', { c_age_m: 23 }, 'c_feed', true],
    ['feeding from two years', { c_age_m: 24 }, 'c_feed', false],
    ['chemoprevention in June', { c_onset: '2025-06-01T00:00' }, 'c_smc', true],
    ['chemoprevention in October', { c_onset: '2025-10-31T23:00' }, 'c_smc', true],
    ['chemoprevention in May', { c_onset: '2026-05-31T23:00' }, 'c_smc', false],
    ['the health worker, when seen', { c_prior_care: ['DRUG_SHOP', 'ASC'] }, 'c_asc_visit', true],
    ['the health worker, when not', { c_prior_care: ['DRUG_SHOP'] }, 'c_asc_visit', false],
    ['the way of a child referred', { c_ref: 'YES' }, 'c_transport', true],
    ['the way of a child not referred', { c_ref: 'NO' }, 'c_transport', false],
  ])('%s', (_, given, question, asked) => {
    expect(visible(given).has(question)).toBe(asked);
  });
});

describe('the rules of a child review', () => {
  it.each<[string, Given, readonly string[]]>([
    ['nothing', {}, []],
    [
      'V02 notified before the death',
      { c_death_at: '2026-04-17T10:31' },
      ['ERR V02.death_at', 'WARN V02.death-differs'],
    ],
    ['V02 another day', { c_death_at: '2026-04-15T03:00' }, ['WARN V02.death-differs']],
    ['V03 in order', times, []],
    [
      'V03 decision before onset',
      { ...times, c_decision_at: '2026-04-12T07:59' },
      ['WARN V03.c_decision_at'],
    ],
    [
      'V03 departure before the decision to refer',
      { ...times, c_depart_at: '2026-04-14T11:00' },
      ['WARN V03.c_depart_at'],
    ],
    [
      'V03 treated before the arrival',
      { ...times, c_first_tx_at: '2026-04-14T08:00' },
      ['WARN V03.c_first_tx_at'],
    ],
    [
      'V03 health worker before the onset',
      { ...times, c_prior_care: ['ASC'], c_asc_visit: '2026-04-11T08:00' },
      ['WARN V03.c_asc_visit'],
    ],
    [
      'V03 arrival after the death',
      { ...times, c_death_place: 'CSREF', c_arrive2: '2026-04-16T04:00' },
      ['ERR V03.c_arrive2'],
    ],
    [
      'V03 brought in dead',
      { ...times, c_death_place: 'ROUTE2', c_arrive2: '2026-04-16T04:00' },
      ['WARN V03.c_arrive2'],
    ],
    ['V03 began inside', { ...seen, c_onset: '2026-04-14T10:00' }, ['INFO V03.skipped-onset-inside']],
    [
      'V03 path out of order',
      { c_facility_path: rows({ ref: '1', arrival: '2026-04-14T09:00', departure: '2026-04-14T08:00' }) },
      ['WARN V03.c_facility_path'],
    ],
    [
      'V03 visits out of order',
      { c_visits: rows({ date: '2026-04-15', ref: '1' }, { date: '2026-04-14', ref: '1' }) },
      ['WARN V03.c_visits'],
    ],
    ['V08 soft', { ...seen, c_hb: 16.5 }, ['WARN V08.c_hb']],
    ['V08 hard', { ...seen, c_hb: 19 }, ['ERR V08.c_hb']],
    [
      'V10',
      { ...seen, c_temp: 44, c_rr: 151, c_hr: 301, c_spo2: 29 },
      ['ERR V10.c_temp', 'ERR V10.c_rr', 'ERR V10.c_hr', 'ERR V10.c_spo2'],
    ],
    ['V10 bounds', { ...seen, c_temp: 43, c_rr: 150, c_hr: 300, c_spo2: 30 }, []],
    [
      'V14',
      { c_age_m: 9, c_weight: 0.4, c_height: 131, c_muac: 59 },
      ['ERR V14.c_weight', 'ERR V14.c_height', 'ERR V14.c_muac'],
    ],
    ['V14 bounds', { c_age_m: 9, c_weight: 40, c_height: 30, c_muac: 250 }, []],
    [
      'V14 weight and height of no living child',
      { c_age_m: 9, c_sex: 'F', c_weight: 15, c_height: 65, c_nut: 'NORMAL' },
      ['ERR V14.weight-for-height'],
    ],
    [
      'V23 weight for height',
      { c_age_m: 4, c_sex: 'M', c_weight: 4.2, c_height: 60, c_nut: 'NR' },
      ['WARN V23.SAM'],
    ],
    ['60 months', { c_age_m: 60 }, ['ERR RANGE']],
    ['V23 arm circumference', { c_age_m: 9, c_muac: 114, c_nut: 'MAM' }, ['WARN V23.SAM']],
    ['V23 not below 115', { c_age_m: 9, c_muac: 115, c_nut: 'MAM' }, []],
    ['V23 oedema', { c_oedema: 'YES', c_nut: 'NR' }, ['WARN V23.SAM']],
    ['V23 concluded', { c_oedema: 'YES', c_nut: 'SAM' }, []],
    ['V23 arm circumference that is not asked', { c_age_m: 3, c_muac: 100 }, []],
    ['V23 haemoglobin', { ...seen, c_hb: 4.9 }, ['WARN V23.transfusion']],
    [
      'V23 haemoglobin with a line',
      { ...seen, c_hb: 4.9, care_given: rows({ item: 'TRANSFUSION', status: 'NOT_AVAIL', ref: '12' }) },
      [],
    ],
    ['F14', { c_payment: 'DELAYED' }, ['INFO F14.proposed']],
    ['F06', { c_payment: 'REFUSED' }, ['INFO F06.proposed']],
    [
      'no care beside care',
      {
        ...seen,
        care_given: rows({ item: 'NONE', ref: '12' }, { item: 'FLUIDS', status: 'GIVEN', ref: '12' }),
      },
      ['ERR EXCLUSIVE'],
    ],
    ['narrative too short', { c_narrative: rows({ text: 'x'.repeat(99) }) }, ['ERR LENGTH']],
    ['narrative long enough', { c_narrative: rows({ text: 'x'.repeat(100) }) }, []],
    ['narrative too long', { c_narrative: rows({ text: 'x'.repeat(2000) }, { text: 'y' }) }, ['ERR LENGTH']],
  ])('%s', (_, given, expected) => {
    expect(codes(given)).toEqual(expected);
  });
});

describe('what a child review computes', () => {
  it('the delays, by the question codes that every review shares', () => {
    expect(validated(times).computed).toMatchObject({
      d1_h: 46,
      d2_h_first: 3,
      d2_h_transfer: 4,
      d2_h_total: 7,
      off_hours: false,
      c_linked: true,
    });
  });

  it('censored at the death for a child that never arrived', () => {
    const never = { ...times, c_facility_path: { missing: 'NA' }, c_ref: 'NO' } as const;
    expect(validated(never).computed).toMatchObject({ d2_h_first_censored: 45, c_linked: false });
    const before = { ...times, c_arrive2: { missing: 'NA' }, c_ref_complied: 'DIED_BEFORE' } as const;
    expect(validated(before).computed).toMatchObject({ d2_h_transfer_censored: 39 });
  });

  it.each<[string, Given, boolean | null]>([
    [
      '14 days after the consultation',
      { c_facility_path: rows({ ref: '1', arrival: '2026-04-02T03:00' }) },
      true,
    ],
    ['later', { c_facility_path: rows({ ref: '1', arrival: '2026-04-02T02:59' }) }, false],
    ['in a facility', { c_death_place: 'CSCOM' }, true],
    ['between two facilities', { c_death_place: 'ROUTE2' }, true],
    ['nobody consulted', { c_facility_path: { missing: 'NA' } }, false],
    ['nothing known', {}, null],
  ])('linked to a facility: %s', (_, given, linked) => {
    expect(validated({ c_death_place: 'HOME', ...given }).computed['c_linked'] ?? null).toBe(linked);
  });

  it('tells its times to whoever reads the file', () => {
    const file = { ...context, documents: { ...context.documents, child_review: of(times) } };
    expect(treatmentTimes(file)?.firstArrival?.at).toBe(Date.parse('2026-04-14T09:00Z') / 60_000);
    expect(treatmentTimes(context)).toBeUndefined();
  });

  it('proposes what notification, path and measures tell', () => {
    const proposed = proposedValues(childReviewFormV1, of({ ...seen, c_muac: 120 }), context);
    expect(proposed).toMatchObject({
      c_age_m: 9,
      c_sex: 'F',
      c_nut: 'MAM',
      c_cscom_at: '2026-04-14T09:00',
      c_death_at: '2026-04-16T03:00',
      c_death_place: 'HOME',
    });
  });
});

describe('care that the facts call for', () => {
  it.each<[string, Given]>([
    ['ANTIBIOTIC', { c_cod_text: ['PNEUMONIA'] }],
    ['ANTIBIOTIC', { c_cod_text: ['SEPSIS'] }],
    ['ANTIBIOTIC', { c_cod_text: ['MENINGITIS'] }],
    ['TRANSFUSION', { c_hb: 4.9 }],
    ['ARTESUNATE', { c_rdt: 'POS', c_avpu: 'UNRESP' }],
    ['ARTESUNATE', { c_rdt: 'POS', c_danger_signs: ['CONVULSION'] }],
    ['ARTESUNATE', { c_rdt: 'POS', c_hb: 4.9 }],
    ['ARTESUNATE', { c_rdt: 'POS', c_glucose: 2.4 }],
    ['GLUCOSE', { c_glucose: 2.4 }],
    ['GLUCOSE', { c_glucose: 2.9, c_muac: 110 }],
    ['OXYGEN', { c_spo2: 89 }],
    ['OXYGEN', { c_spo2: 93, c_avpu: 'VOICE' }],
    ['ORS_ZINC', { c_cod_text: ['DIARRHOEA'] }],
    ['FLUIDS', { c_dehydration: 'SEVERE' }],
    ['SAM_CARE', { c_muac: 114 }],
    ['SAM_CARE', { c_oedema: 'YES' }],
  ])('%s with %j', (item, facts) => {
    expect(childCareCalledFor(of(facts))).toContain(item);
    expect(childCareWithheld(of(facts))).toContain(item);
    const given = { ...facts, care_given: rows({ item, status: 'GIVEN', ref: '1' }) };
    expect(childCareWithheld(of(given))).not.toContain(item);
  });

  it.each<[string, Given]>([
    ['TRANSFUSION', { c_hb: 5 }],
    ['GLUCOSE', { c_glucose: 2.5 }],
    ['GLUCOSE', { c_glucose: 3, c_muac: 110 }],
    ['ARTESUNATE', { c_rdt: 'POS' }],
    ['OXYGEN', { c_spo2: 93 }],
    ['FLUIDS', { c_dehydration: 'SOME' }],
    ['SAM_CARE', { c_muac: 115 }],
  ])('not %s with %j', (item, facts) => {
    expect(childCareCalledFor(of(facts))).not.toContain(item);
  });

  it('counts what was given before the transfer as given', () => {
    const facts = {
      c_rdt: 'POS',
      c_convulsing: 'YES',
      c_glucose: 2,
      c_ref_prereftx: ['ARTESUNATE_REC', 'GLUCOSE'],
    };
    expect(childCareWithheld(of(facts))).toEqual([]);
  });
});
