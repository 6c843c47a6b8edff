import { describe, expect, it } from '@jest/globals';
import type { Answers, Context, Value } from '../forms/form.js';
import { proposedCell, proposedValues } from '../forms/proposals.js';
import { validate } from '../forms/validate.js';
import { opinionFormV1 } from './opinion-form.v1.js';

type Values = Readonly<Record<string, Value>>;
const of = (values: Values): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));
const rows = (...lines: readonly Values[]): Value => lines.map((line) => of(line));

interface Given {
  readonly kind?: string;
  readonly auditKind?: string;
  readonly notification?: Values;
  readonly review?: Values;
}

function contextOf({ kind = 'MAT', auditKind = 'audit', notification = {}, review }: Given): Context {
  const documents = {
    notification: of(notification),
    ...(review === undefined ? {} : { maternal_review: of(review) }),
  };
  return { now: '2026-10-01T12:00', documents, facts: { kind, auditKind } };
}
const codes = (values: Values, given: Given = {}): readonly string[] =>
  validate(opinionFormV1, of(values), contextOf(given)).issues.map(
    ({ code, severity }) => `${severity} ${code}`,
  );

const afterBirth = {
  pregnancy_status: 'PP42',
  preg_end_date: '2026-03-14',
  death_date: '2026-03-14',
} as const;

describe('the questions of an opinion', () => {
  const visible = (given: Given, values: Values = {}) =>
    new Set(validate(opinionFormV1, of(values), contextOf(given)).visible);

  it.each([
    ['MAT', ['icdmm_group', 'maternal_class'], ['timing', 'icdpm_group', 'child_group']],
    ['SB', ['timing', 'icdpm_group', 'maternal_condition'], ['icdmm_group', 'child_group']],
    ['NND', ['timing', 'icdpm_group', 'maternal_condition'], ['icdmm_group', 'child_group']],
    ['CHILD', ['child_group'], ['icdmm_group', 'timing']],
  ])('of a death of kind %s', (kind, asked, hidden) => {
    const questions = visible({ kind });
    for (const code of asked) expect(questions).toContain(code);
    for (const code of hidden) expect(questions).not.toContain(code);
  });

  it('ask a reason of an adjudicator alone, and the packet of reviewers alone', () => {
    expect(visible({ auditKind: 'adjudication' })).toContain('adjudication_reason');
    expect(visible({ auditKind: 'counter-audit' })).not.toContain('adjudication_reason');
    expect(visible({ auditKind: 'counter-audit' })).toContain('data_quality');
    expect(visible({ auditKind: 'audit' })).not.toContain('data_quality');
  });

  it('follow the answers: sub-delay, hour of the treatment, partograph', () => {
    expect(visible({}, { delay3_lvl: 'NO' })).not.toContain('delay3_sub');
    expect(visible({}, { delay3_lvl: 'CRIT' })).toContain('delay3_sub');
    expect(visible({}, { decisive_treatment: 'GIVEN' })).toContain('first_definitive_at');
    expect(visible({}, { decisive_treatment: 'NONE' })).not.toContain('first_definitive_at');
    expect(visible({ review: { adm_consciousness: 'DEAD' } })).not.toContain('decisive_treatment');
    expect(visible({ review: { partograph: 'INCOMPLETE' } })).toContain('partograph_reading');
    expect(visible({ review: { partograph: 'NOTUSED' } })).not.toContain('partograph_reading');
  });

  it('offer only the eligibility and the groups of the kind', () => {
    expect(codes({ eligibility: 'STILLBIRTH' })).toEqual(['ERR CODE']);
    expect(codes({ eligibility: 'STILLBIRTH' }, { kind: 'SB' })).toEqual([]);
    expect(codes({ timing: 'INTRAPARTUM', icdpm_group: 'A3' }, { kind: 'SB' })).toEqual(['ERR CODE']);
    expect(codes({ timing: 'INTRAPARTUM', icdpm_group: 'I3' }, { kind: 'SB' })).toEqual([]);
  });

  it('take seven factors at most, each once, and one grade per phase', () => {
    const factors = ['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08'].map((factor) => ({ factor }));
    expect(codes({ factors: rows(...factors) })).toEqual(['ERR ROWS']);
    expect(codes({ factors: rows({ factor: 'F01' }, { factor: 'F01' }) })).toEqual(['ERR DUPLICATE']);
    const grades = rows({ phase: 'CPN', grade: 'Q1' }, { phase: 'CPN', grade: 'Q2' });
    expect(codes({ quality_grade: grades })).toEqual(['ERR DUPLICATE']);
  });

  it('ask everything of each factor', () => {
    const { missing } = validate(opinionFormV1, of({ factors: rows({ factor: 'F01' }) }), contextOf({}));
    expect(missing).toEqual(
      expect.arrayContaining(
        ['level', 'delay', 'phase', 'weight', 'evidence'].map((column) => `factors[0].${column}`),
      ),
    );
  });
});

describe('V03 and V17, the cause', () => {
  it.each<[string, Values, Given, readonly string[]]>([
    ['perinatal code for a woman', { cod_a: 'P21.0' }, {}, ['ERR V17.perinatal-code']],
    [
      'obstetric code for a child',
      { cod_underlying: 'O72.1' },
      { kind: 'CHILD' },
      ['ERR V17.obstetric-code'],
    ],
    ['choriocarcinoma for a child', { cod_part2: ['C58'] }, { kind: 'CHILD' }, ['ERR V17.obstetric-code']],
    ['suicide for a child', { cod_underlying: 'X70' }, { kind: 'CHILD' }, ['ERR V17.child-code']],
    ['a Z code for a child', { cod_a: 'Z91.7' }, { kind: 'CHILD' }, ['ERR V17.child-code']],
    ['nature of an injury', { cod_underlying: 'S06' }, {}, ['ERR V17.injury']],
    ['nature of an injury in the chain', { cod_a: 'S06' }, {}, []],
    ['condition of the mother', { cod_underlying: 'P02.1' }, { kind: 'SB' }, ['ERR V17.mother-condition']],
    ['asphyxia of a stillborn', { cod_underlying: 'P21.0' }, { kind: 'SB' }, ['ERR V17.P21']],
    ['asphyxia of a newborn', { cod_underlying: 'P21.0' }, { kind: 'NND' }, []],
    [
      'perinatal origin after 28 days',
      { cod_underlying: 'P07.1' },
      { kind: 'CHILD' },
      ['WARN V17.perinatal-after-28d'],
    ],
    ['outside the sequence', { cod_a: 'R57.1', cod_underlying: 'O72.1' }, {}, ['WARN V17.sequence']],
    ['in the sequence', { cod_a: 'R57.1', cod_b: 'O72.1', cod_underlying: 'O72.1' }, {}, []],
    ['terminal event', { cod_underlying: 'R57.1' }, {}, ['WARN V17.terminal']],
    ['sign', { cod_underlying: 'R50.9' }, {}, ['WARN V17.symptom']],
    ['too wide', { cod_underlying: 'O71' }, {}, ['WARN V17.fourth-character']],
    ['not alone', { cod_underlying: 'O42' }, {}, ['WARN V17.not-alone']],
    ['another chapter', { cod_underlying: 'I42' }, {}, ['INFO V17.proposed']],
    ['undetermined intent', { cod_underlying: 'Y20' }, {}, ['INFO V17.intent']],
    ['another group', { cod_underlying: 'O72.1', icdmm_group: 'MM2' }, {}, ['WARN V17.group']],
    ['the group of the map', { cod_underlying: 'O72.1', icdmm_group: 'MM3' }, {}, []],
    ['the group of a proposal', { cod_underlying: 'B50.8', icdmm_group: 'MM7' }, {}, ['INFO V17.proposed']],
    ['unknown code', { cod_underlying: 'U07.1', icdmm_group: 'MM7' }, {}, []],
    [
      'class that does not follow',
      { icdmm_group: 'MM3', maternal_class: 'INDIRECT' },
      { notification: afterBirth },
      ['WARN V17.class'],
    ],
    [
      'class that follows',
      { icdmm_group: 'MM3', maternal_class: 'DIRECT' },
      { notification: afterBirth },
      [],
    ],
    [
      'haemorrhage after a birth that was not',
      { cod_underlying: 'O72.1' },
      { notification: { pregnancy_status: 'PREGNANT' } },
      ['WARN V17.bleeding-before-birth'],
    ],
    [
      'hypertension older than the pregnancy',
      { cod_underlying: 'O14.1' },
      { review: { preexisting: ['HTN'], adm_sbp: 180 } },
      ['WARN V17.chronic-hypertension'],
    ],
    ['V18 obstructed', { cod_underlying: 'O64' }, {}, ['WARN V18.obstructed']],
    ['V18 HIV', { cod_underlying: 'O98.7' }, {}, ['INFO V18.hiv']],
    ['V18 anaemia', { cod_underlying: 'O99.0' }, {}, ['INFO V18.anaemia']],
    [
      'V03 treated before being seen',
      { decisive_treatment: 'GIVEN', first_definitive_at: '2026-03-14T08:00' },
      { review: { seen1_at: '2026-03-14T08:01' } },
      ['WARN V03.first_definitive_at'],
    ],
    [
      'V03 treated after the death',
      { decisive_treatment: 'GIVEN', first_definitive_at: '2026-03-14T09:31' },
      { review: { death_at: '2026-03-14T09:30' } },
      ['WARN V03.first_definitive_at'],
    ],
  ])('%s', (_, values, given, expected) => {
    expect(codes(values, given)).toEqual(expected);
  });
});

describe('V19, factors and delays', () => {
  const delays = (first: string, second: string, third: string) => ({
    delay1_lvl: first,
    delay2_lvl: second,
    delay3_lvl: third,
  });

  it.each<[string, Values, readonly string[]]>([
    [
      'a factor whose delay is absent',
      { ...delays('POSS', 'NO', 'NO'), factors: rows({ factor: 'F22' }) },
      ['WARN V19.F22'],
    ],
    [
      'a factor of two delays, one of them there',
      { ...delays('NO', 'POSS', 'NO'), factors: rows({ factor: 'F06' }) },
      [],
    ],
    [
      'a factor of two delays, both absent',
      { ...delays('NO', 'NO', 'POSS'), factors: rows({ factor: 'F06' }) },
      ['WARN V19.F06'],
    ],
    ['a factor without delay', { ...delays('NO', 'NO', 'NO'), factors: rows({ factor: 'F01' }) }, []],
    [
      'records, all delays absent',
      { ...delays('NO', 'NO', 'NO'), factors: rows({ factor: 'F34' }) },
      ['WARN V19.F34'],
    ],
    [
      'a delay without factor',
      { ...delays('CRIT', 'NO', 'NO'), factors: rows({ factor: 'F01' }) },
      ['WARN V19.delay1'],
    ],
    [
      'a possible delay without factor',
      { ...delays('POSS', 'UND', 'NO'), factors: rows({ factor: 'F01' }) },
      [],
    ],
    ['no factors yet', delays('YES', 'YES', 'YES'), []],
  ])('%s', (_, values, expected) => {
    expect(codes(values)).toEqual(expected);
  });
});

describe('V20, quality and avoidability', () => {
  it.each<[string, string, readonly string[]]>([
    ['Q3', 'AVOID_NO', ['ERR V20.Q3-AVOID_NO']],
    ['Q3', 'AVOID_POT', ['WARN V20.Q3-AVOID_POT']],
    ['Q2', 'AVOID_NO', ['WARN V20.Q2-AVOID_NO']],
    ['Q3', 'AVOID_YES', []],
    ['QU', 'AVOID_NO', []],
  ])('worst %s with %s', (grade, avoidability, expected) => {
    const grades = rows({ phase: 'CPN', grade: 'Q0' }, { phase: 'CSCOM', grade });
    expect(codes({ quality_grade: grades, avoidability })).toEqual(expected);
  });
});

describe('V22, support of the cause in the facts', () => {
  const bare = { adm_sbp: 105, adm_dbp: 65, adm_urine_prot: 'NEG' } as const;
  it.each<[string, Values, readonly string[]]>([
    ['O15.0', bare, ['WARN V22.O15']],
    ['O14.1', bare, ['WARN V22.O14']],
    ['O13', {}, ['WARN V22.O13']],
    ['O15.0', { ...bare, adm_sbp: 140 }, []],
    ['O15.0', { ...bare, adm_dbp: 90 }, []],
    ['O15.0', { ...bare, adm_urine_prot: '1' }, []],
    ['O15.0', { ...bare, anc_risks: ['HTN'] }, []],
    ['O72.1', {}, ['WARN V22.O72']],
    ['O72.1', { blood_loss_ml: 500 }, []],
    ['O72.1', { adm_bleeding: 'SEVERE' }, []],
    ['O72.1', { onset_sign: ['BLEEDING'] }, []],
    ['O85', { adm_temp: 37.9 }, ['WARN V22.O85']],
    ['O85', { adm_temp: 38 }, []],
    ['O85', { liquor: 'FOUL' }, []],
    ['O98.6', { adm_malaria: 'NEG' }, ['WARN V22.O98']],
    ['O98.6', { adm_malaria: 'ND' }, []],
  ])('%s with %j', (cod_underlying, review, expected) => {
    expect(codes({ cod_underlying }, { review })).toEqual(expected);
  });
});

describe('V24, no third delay despite care that was lacking', () => {
  const review = {
    adm_hb: 5.8,
    care_given: rows(
      { item: 'TRANSFUSION', status: 'NOT_AVAIL', ref: '1' },
      { item: 'ARTESUNATE', status: 'NOT_AVAIL', ref: '1' },
    ),
  };

  it('names each item', () => {
    expect(codes({ delay3_lvl: 'NO' }, { review })).toEqual(['WARN V24.transfusion', 'WARN V24.artesunate']);
  });

  it('is silent when there was a delay, or nothing is said, or she arrived dead', () => {
    expect(codes({ delay3_lvl: 'POSS' }, { review })).toEqual([]);
    expect(codes({}, { review })).toEqual([]);
    expect(codes({ delay3_lvl: 'NO' }, { review: { ...review, adm_consciousness: 'DEAD' } })).toEqual([]);
    expect(codes({ delay3_lvl: 'NO' })).toEqual([]);
  });
});

describe('what an opinion proposes and computes', () => {
  it('proposes the group of the map and the class that follows', () => {
    const context = contextOf({ notification: afterBirth });
    expect(proposedValues(opinionFormV1, of({ cod_underlying: 'O72.1' }), context)).toEqual({
      icdmm_group: 'MM3',
      maternal_class: 'DIRECT',
    });
    expect(proposedValues(opinionFormV1, of({ cod_underlying: 'O64' }), context)).toEqual({
      icdmm_group: 'MM_TBS',
      maternal_class: 'SUSPECTED',
    });
    expect(
      proposedValues(opinionFormV1, of({ cod_underlying: 'J18' }), contextOf({ kind: 'CHILD' })),
    ).toEqual({ child_group: 'C02' });
  });

  it('proposes level, delay and standard of a factor, each until it is answered', () => {
    const cell = (column: string, row: Values): unknown =>
      proposedCell(opinionFormV1, `factors.${column}`, of(row));
    const chosen = { factor: 'F31' };
    expect(['level', 'delay', 'std_domain', 'weight'].map((column) => cell(column, chosen))).toEqual([
      'SKILLS',
      'D3B',
      '1',
      null,
    ]);
    expect(cell('delay', { ...chosen, delay: 'D3C' })).toBeNull();
    expect(cell('level', {})).toBeNull();
  });

  it('counts the death, and delay 3 only when the file is known', () => {
    const computed = (values: Values, given: Given = {}) =>
      validate(opinionFormV1, of(values), contextOf(given)).computed;
    expect(computed({ maternal_class: 'DIRECT' })['in_mmr']).toBe(true);
    expect(computed({ maternal_class: 'LATE' })['in_mmr']).toBe(false);
    expect(computed({ decisive_treatment: 'NONE' })).toEqual({ no_definitive_treatment: true });
    const review = { arrive1_at: '2026-09-06T17:40', death_at: '2026-09-06T21:40' } as const;
    expect(computed({ decisive_treatment: 'NONE' }, { review })).toEqual({
      no_definitive_treatment: true,
      d3_h_censored: 4,
    });
  });
});
