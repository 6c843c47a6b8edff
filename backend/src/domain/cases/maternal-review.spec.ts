import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers, Context, Value } from '../forms/form.js';
import { proposedValues } from '../forms/proposals.js';
import { validate } from '../forms/validate.js';
import { careCalledFor, careWithheld } from './maternal-care.js';
import { maternalReviewFormV1 } from './maternal-review-form.v1.js';

const of = (values: Readonly<Record<string, Value | Answer>>): Answers =>
  Object.fromEntries(
    Object.entries(values).map(([code, given]) => [
      code,
      typeof given === 'object' && !Array.isArray(given) ? (given as Answer) : { value: given as Value },
    ]),
  );
const rows = (...lines: readonly Readonly<Record<string, Value>>[]): Value => lines.map((line) => of(line));

const delivered = {
  pregnancy_status: 'PP42',
  pregnancy_outcome: 'LIVE',
  death_date: '2026-03-14',
  death_time: '09:30',
  notified_at: '2026-03-14T16:10',
} as const;
const undelivered = { ...delivered, pregnancy_status: 'PREGNANT', pregnancy_outcome: 'UNDELIV' } as const;

function contextOf(notification: Readonly<Record<string, Value>>): Context {
  return { now: '2026-10-01T12:00', documents: { notification: of(notification) }, facts: { kind: 'MAT' } };
}
const validated = (
  values: Readonly<Record<string, Value | Answer>>,
  notification: Readonly<Record<string, Value>> = delivered,
) => validate(maternalReviewFormV1, of(values), contextOf(notification));
const codes = (
  values: Readonly<Record<string, Value | Answer>>,
  notification: Readonly<Record<string, Value>> = delivered,
) => validated(values, notification).issues.map(({ code, severity }) => `${severity} ${code}`);

const times = {
  onset_at: '2026-03-13T18:00',
  decision_at: '2026-03-13T22:30',
  arrive1_at: '2026-03-13T23:10',
  seen1_at: '2026-03-13T23:25',
  ref_made: 'YES',
  ref_decision_at: '2026-03-14T05:20',
  depart_at: '2026-03-14T05:55',
  arrive2_at: '2026-03-14T08:05',
  death_at: '2026-03-14T09:30',
} as const;

describe('the questions of a maternal review', () => {
  const visible = (
    values: Readonly<Record<string, Value | Answer>>,
    notification: Readonly<Record<string, Value>> = delivered,
  ) => new Set(validated(values, notification).visible);

  it('speak of birth only when she gave birth', () => {
    expect(visible({}).has('birth_at')).toBe(true);
    expect(visible({}, undelivered).has('birth_at')).toBe(false);
    expect(visible({ birth_at: '2026-03-14T03:20' }, undelivered).has('mode')).toBe(true);
    expect(visible({}, { ...delivered, pregnancy_outcome: 'ABORT' }).has('birth_at')).toBe(false);
  });

  it('speak of the partograph only for a labour in a facility', () => {
    const labour = { adm_labour_stage: 'ACTIVE' } as const;
    expect(visible({ ...labour, arrive1_at: '2026-03-13T23:10' }, undelivered).has('partograph')).toBe(true);
    expect(visible(labour, undelivered).has('partograph')).toBe(false);
    const born = {
      onset_type: 'SPONT',
      birth_at: '2026-03-13T20:00',
      arrive1_at: '2026-03-13T23:10',
    } as const;
    expect(visible(born).has('partograph')).toBe(false);
    expect(visible({ ...born, birth_place: 'CSCOM' }).has('partograph')).toBe(true);
    expect(visible({ ...born, onset_type: 'NOLABOUR', birth_place: 'CSCOM' }).has('partograph')).toBe(false);
  });

  it('hide the care of a woman found dead, unless an earlier facility saw her alive', () => {
    expect(visible({ adm_consciousness: 'DEAD' }).has('care_given')).toBe(false);
    const path = rows({ ref: '12' }, { ref: '27' });
    expect(visible({ adm_consciousness: 'DEAD', m_facility_path: path }).has('care_given')).toBe(true);
    expect(visible({}).has('care_given')).toBe(true);
  });

  it('speak of the surgery, the way out, the transfusion and the fetus where there is one', () => {
    expect(visible({ mode: 'LAP' }).has('cs_incision_at')).toBe(true);
    expect(visible({ mode: 'SVD' }).has('cs_incision_at')).toBe(false);
    expect(visible({ mode: 'SVD' }).has('third_stage')).toBe(true);
    const line = rows({ item: 'TRANSFUSION', status: 'NOT_AVAIL', ref: '12' });
    expect(visible({ care_given: line }).has('units_needed')).toBe(true);
    expect(visible({}).has('units_needed')).toBe(false);
    expect(visible({ preg_end_reached: 'PREGNANT' }, undelivered).has('adm_fhs')).toBe(true);
    expect(visible({ ...times, birth_at: '2026-03-14T03:20' }).has('adm_fhs')).toBe(true);
    expect(visible({ ...times, birth_at: '2026-03-13T20:00' }).has('adm_fhs')).toBe(false);
    expect(visible({ anc_n: '0' }).has('anc_hb')).toBe(false);
    expect(visible({ anc_n: 'UNK' }).has('anc_hb')).toBe(true);
  });
});

describe('the rules of a maternal review', () => {
  it.each<[string, Readonly<Record<string, Value | Answer>>, readonly string[]]>([
    [
      'V02 born after the death',
      { birth_at: '2026-03-14T10:00', death_at: '2026-03-14T09:30' },
      ['ERR V02.birth_at'],
    ],
    ['V02 perimortem', { birth_at: '2026-03-14T09:40', death_at: '2026-03-14T09:30', mode: 'PERIM' }, []],
    ['V02 notified before death', { death_at: '2026-03-14T16:11' }, ['ERR V02.death_at']],
    ['V02 another day than notified', { death_at: '2026-03-13T09:30' }, ['WARN V02.death-differs']],
    ['V03 in order', times, []],
    ['V03 decision before onset', { ...times, decision_at: '2026-03-13T17:59' }, ['WARN V03.decision_at']],
    ['V03 seen before arrival', { ...times, seen1_at: '2026-03-13T23:00' }, ['WARN V03.seen1_at']],
    ['V03 departure before decision', { ...times, depart_at: '2026-03-14T05:00' }, ['WARN V03.depart_at']],
    ['V03 arrival after death', { ...times, arrive2_at: '2026-03-14T10:00' }, ['ERR V03.arrive2_at']],
    [
      'V03 arrival after death, dead on arrival',
      { ...times, arrive2_at: '2026-03-14T10:00', adm_consciousness: 'DEAD' },
      ['WARN V03.arrive2_at'],
    ],
    ['V03 onset inside', { ...times, onset_at: '2026-03-14T03:35' }, ['INFO V03.skipped-onset-inside']],
    [
      'V03 onset inside, after the referral',
      { ...times, onset_at: '2026-03-14T05:30' },
      ['WARN V03.ref_decision_at', 'INFO V03.skipped-onset-inside'],
    ],
    ['V03 within the uncertainty', { ...times, decision_at: { value: '2026-03-13T17:30', margin: 30 } }, []],
    ['V03 admission after death', { ...times, adm_at: '2026-03-14T09:31' }, ['WARN V03.adm_at']],
    [
      'V03 labour after birth',
      { adm_labour_stage: 'ACTIVE', labour_onset_at: '2026-03-14T04:00', birth_at: '2026-03-14T03:20' },
      ['WARN V03.birth_at'],
    ],
    ['V04 parity', { gravidity: 3, parity: 4 }, ['ERR V04.parity']],
    ['V04 pregnancies', { gravidity: 3, parity: 2, prev_abortions: 1 }, ['WARN V04.pregnancies']],
    ['V04 gravidity 0', { gravidity: 0 }, ['ERR V04.gravidity']],
    [
      'V04 births missing',
      { parity: 3, prev_live_births: 1, prev_stillbirths: 1 },
      ['WARN V04.births-missing'],
    ],
    ['V04 twins?', { parity: 2, prev_live_births: 3, prev_stillbirths: 0 }, ['WARN V04.births-multiple']],
    ['V04 living', { prev_live_births: 2, prev_living_children: 3 }, ['WARN V04.prev_living_children']],
    ['V04 caesareans', { parity: 1, prev_cs: 2 }, ['WARN V04.prev_cs']],
    ['V05', { m_age: 50 }, ['WARN V05.m_age']],
    ['V06', { ga_weeks: 43 }, ['WARN V06.ga_weeks']],
    ['V06 last period', { ga_weeks: 38, lmp_date: '2025-07-01', birth_at: '2026-03-14T03:20' }, []],
    [
      'V06 last period differs',
      { ga_weeks: 30, lmp_date: '2025-07-01', birth_at: '2026-03-14T03:20' },
      ['WARN V06.lmp_date'],
    ],
    [
      'V08 soft',
      { adm_hb: 3.9, care_given: rows({ item: 'TRANSFUSION', status: 'GIVEN', ref: '1' }) },
      ['WARN V08.adm_hb'],
    ],
    ['V08 hard', { adm_hb: 39 }, ['ERR V08.adm_hb']],
    ['V09 order', { adm_sbp: 60, adm_dbp: 60 }, ['ERR V09.adm_bp']],
    ['V09 range', { adm_sbp: 300 }, ['ERR V09.adm_sbp']],
    [
      'V10',
      { adm_temp: 44, adm_pulse: 10, adm_rr: 3, adm_spo2: 20 },
      ['ERR V10.adm_pulse', 'ERR V10.adm_rr', 'ERR V10.adm_temp', 'ERR V10.adm_spo2'],
    ],
    [
      'V13 incision first',
      { mode: 'CS_E', cs_decision_at: '2026-03-14T03:00', cs_incision_at: '2026-03-14T02:59' },
      ['ERR V13.cs_incision_at'],
    ],
    [
      'V13 more than a day',
      { mode: 'CS_E', cs_decision_at: '2026-03-12T03:00', cs_incision_at: '2026-03-13T03:01' },
      ['WARN V13.interval'],
    ],
    ['V23', { adm_hb: 6.9 }, ['WARN V23.transfusion']],
    ['V23 not below 7', { adm_hb: 7 }, []],
    ['V23 dead on arrival', { adm_hb: 6.9, adm_consciousness: 'DEAD' }, []],
    ['PPH, vaginal', { mode: 'SVD', blood_loss_ml: 500 }, ['INFO PPH.proposed']],
    ['PPH, caesarean under its limit', { mode: 'CS_E', blood_loss_ml: 999 }, []],
    ['PPH, caesarean', { mode: 'CS_E', blood_loss_ml: 1000 }, ['INFO PPH.proposed']],
    ['F14', { payment_barrier: 'DELAYED' }, ['INFO F14.proposed']],
    ['F06', { payment_barrier: 'REFUSED' }, ['INFO F06.proposed']],
    ['narrative too short', { narrative: rows({ text: 'Court.' }) }, ['ERR LENGTH']],
    ['narrative in two parts', { narrative: rows({ text: 'x'.repeat(120) }, { text: 'y'.repeat(120) }) }, []],
    [
      'path out of order',
      { m_facility_path: rows({ ref: '1', arrival: '2026-03-13T23:10', departure: '2026-03-13T22:00' }) },
      ['WARN V03.m_facility_path'],
    ],
    [
      'no care beside care, same facility',
      { care_given: rows({ item: 'NONE', ref: '1' }, { item: 'TXA', status: 'GIVEN', ref: '1' }) },
      ['ERR EXCLUSIVE'],
    ],
    [
      'no care beside care, another facility',
      { care_given: rows({ item: 'NONE', ref: '1' }, { item: 'TXA', status: 'GIVEN', ref: '2' }) },
      [],
    ],
  ])('%s', (_, values, expected) => {
    expect(codes(values)).toEqual(expected);
  });

  it('look at each newborn: V07, V11 and the proposal of a case', () => {
    const born = { nb_count: 2, ga_weeks: 39 } as const;
    const { issues } = validated({
      ...born,
      newborns: rows(
        { nb_outcome: 'LIVE_ALIVE', nb_weight: 1200, nb_apgar1: 0, nb_apgar5: 0 },
        { nb_outcome: 'SB_FRESH', nb_weight: 3100 },
      ),
    });
    expect(issues.map(({ code, severity, row }) => [code, severity, row])).toEqual([
      ['V07.weight-for-age', 'WARN', 0],
      ['V11.apgar-zero', 'ERR', 0],
      ['baby-case.proposed', 'INFO', 1],
    ]);
    expect(codes({ ...born, newborns: rows({ nb_outcome: 'LIVE_ALIVE', nb_apgar1: 11 }) })).toEqual([
      'ERR V11.nb_apgar1',
    ]);
    expect(codes({ ...born, newborns: rows({ nb_outcome: 'SB_MAC', nb_apgar1: 11 }) })).toEqual([
      'INFO baby-case.proposed',
    ]);
  });

  it('propose a likely slip: g/L for haemoglobin and glucose, a forgotten comma, pressures in cmHg', () => {
    const likely = (code: string, value: number) =>
      validated({ [code]: value }).issues[0]?.params?.['likely'];
    expect(likely('adm_hb', 58)).toBe(5.8);
    expect(likely('adm_temp', 398)).toBe(39.8);
    expect(likely('adm_glucose', 0.34)).toBe(1.9);
    expect(likely('adm_sbp', 12)).toBe(120);
    expect(likely('adm_hb', 500)).toBeUndefined();
  });
});

describe('what a maternal review computes', () => {
  it('keeps the way of a woman who never arrived censored at her death', () => {
    const { computed } = validated({
      ...times,
      arrive1_at: { missing: 'NA' },
      seen1_at: { missing: 'NA' },
      ref_made: 'NO',
    });
    expect(computed['d2_h_first']).toBeUndefined();
    expect(computed['d2_h_first_censored']).toBe(11);
    expect(computed['d2_h_total']).toBeUndefined();
  });

  it('adds the two ways, and reads the path where times are not answered', () => {
    expect(validated(times).computed).toMatchObject({
      d1_h: 4.5,
      d2_h_first: 0.67,
      d2_h_transfer: 2.75,
      d2_h_total: 3.42,
    });
    const rest = Object.fromEntries(Object.entries(times).filter(([code]) => !/^arrive/.test(code)));
    const path = rows({ ref: '1', arrival: '2026-03-13T23:10' }, { ref: '2', arrival: '2026-03-14T08:05' });
    expect(validated({ ...rest, m_facility_path: path }).computed).toMatchObject({
      d2_h_first: 0.67,
      d2_h_transfer: 2.75,
    });
  });

  it('gives no transfer without a referral, and the decision-to-incision interval in minutes', () => {
    expect(validated({ ...times, ref_made: 'NO' }).computed['d2_h_transfer']).toBeUndefined();
    const surgery = {
      mode: 'CS_E',
      cs_decision_at: '2026-03-14T02:00',
      cs_incision_at: '2026-03-14T03:45',
    } as const;
    expect(validated(surgery).computed['cs_ddi_min']).toBe(105);
  });

  it('proposes what notification and path already tell, until it is answered', () => {
    const context = contextOf({ ...delivered, age_years: 29, gestational_weeks: 39, multiple: '1' });
    const path = rows(
      { ref: '1', arrival: '2026-03-13T23:10', departure: '2026-03-14T05:55' },
      { ref: '2', arrival: '2026-03-14T08:05' },
    );
    expect(
      proposedValues(maternalReviewFormV1, of({ m_facility_path: path, ga_weeks: 38 }), context),
    ).toEqual({
      m_age: 29,
      preg_end_reached: 'PP42',
      multiple_preg: '1',
      arrive1_at: '2026-03-13T23:10',
      depart_at: '2026-03-14T05:55',
      arrive2_at: '2026-03-14T08:05',
      adm_at: '2026-03-14T08:05',
      death_at: '2026-03-14T09:30',
    });
  });
});

describe('care that the facts call for', () => {
  it.each<[string, Readonly<Record<string, Value>>]>([
    ['ANTIBIOTIC', { adm_dx: ['SEPSIS'] }],
    ['ANTIBIOTIC', { pp_compl: ['SEPSIS'] }],
    ['UTEROTONIC', { adm_dx: ['PPH'] }],
    ['TXA', { pp_compl: ['PPH'] }],
    ['COMPRESSION', { adm_dx: ['PPH'] }],
    ['MGSO4', { adm_dx: ['ECL'] }],
    ['ANTIHTA', { adm_sbp: 160 }],
    ['ANTIHTA', { adm_dbp: 110 }],
    ['PLACENTA', { placenta: 'RETAINED' }],
    ['EVACUATION', { adm_dx: ['ABORTION'], adm_bleeding: 'SEVERE' }],
    ['CAESAREAN', { adm_dx: ['RUPTURE'] }],
    ['CAESAREAN', { presentation: 'TRANS', adm_labour_stage: 'ACTIVE' }],
    ['TRANSFUSION', { adm_hb: 6.9 }],
    ['ARTESUNATE', { adm_malaria: 'POS', adm_consciousness: 'UNRESP' }],
    ['ARTESUNATE', { adm_malaria: 'POS', adm_hb: 6.9 }],
    ['ARTESUNATE', { adm_malaria: 'POS', adm_glucose: 2.1 }],
    ['GLUCOSE', { adm_glucose: 2.1 }],
    ['OXYGEN', { adm_spo2: 89 }],
    ['OXYGEN', { adm_spo2: 93, adm_sbp: 80 }],
  ])('%s with %j', (item, facts) => {
    expect(careCalledFor(of(facts)).flat()).toContain(item);
    expect(careWithheld(of(facts))).toContain(item);
    const given = { ...facts, care_given: rows({ item, status: 'GIVEN', ref: '1' }) };
    expect(careWithheld(of(given))).not.toContain(item);
  });

  it.each<[string, Readonly<Record<string, Value>>]>([
    ['TRANSFUSION', { adm_hb: 7 }],
    ['GLUCOSE', { adm_glucose: 2.2 }],
    ['ARTESUNATE', { adm_malaria: 'POS' }],
    ['OXYGEN', { adm_spo2: 93 }],
    ['EVACUATION', { adm_dx: ['ABORTION'] }],
    ['CAESAREAN', { presentation: 'TRANS', adm_labour_stage: 'NONE' }],
  ])('not %s with %j', (item, facts) => {
    expect(careCalledFor(of(facts)).flat()).not.toContain(item);
  });

  it('counts what was not available anywhere, called for or not, and one operation of two', () => {
    expect(
      careWithheld(of({ care_given: rows({ item: 'STEROIDS', status: 'NOT_AVAIL', ref: '1' }) })),
    ).toEqual(['STEROIDS']);
    expect(
      careWithheld(
        of({
          care_given: rows(
            { item: 'TXA', status: 'NOT_AVAIL', ref: '1' },
            { item: 'TXA', status: 'GIVEN', ref: '2' },
          ),
        }),
      ),
    ).toEqual([]);
    expect(
      careWithheld(of({ care_given: rows({ item: 'ANTIBIOTIC', status: 'NOT_GIVEN', ref: '1' }) })),
    ).toEqual([]);
    const operated = {
      adm_dx: ['RUPTURE'],
      care_given: rows({ item: 'LAPAROTOMY', status: 'GIVEN', ref: '1' }),
    };
    expect(careWithheld(of(operated))).toEqual([]);
  });
});
