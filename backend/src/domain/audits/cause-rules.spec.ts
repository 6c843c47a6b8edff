import { describe, expect, it } from '@jest/globals';
import type { Answers, Context, Value } from '../forms/form.js';
import { proposedValues } from '../forms/proposals.js';
import { validate } from '../forms/validate.js';
import { opinionFormV1 } from './opinion-form.v1.js';

type Values = Readonly<Record<string, Value>>;
const of = (values: Values): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

function contextOf(kind: string, documents: Readonly<Record<string, Values>> = {}): Context {
  return {
    now: '2026-10-01T12:00',
    documents: Object.fromEntries(Object.entries(documents).map(([form, values]) => [form, of(values)])),
    facts: { kind, auditKind: 'audit' },
  };
}
const codes = (
  kind: string,
  values: Values,
  documents?: Readonly<Record<string, Values>>,
): readonly string[] =>
  validate(opinionFormV1, of(values), contextOf(kind, documents)).issues.map(
    ({ code, severity, question }) => `${severity} ${code} ${question}`,
  );

describe('V17, the certificate', () => {
  it.each<[string, Values, readonly string[]]>([
    ['shock after haemorrhage', { cod_a: 'R57.1', cod_b: 'O72.1', cod_underlying: 'O72.1' }, []],
    ['coma of malaria', { cod_a: 'R40.2', cod_b: 'O98.6', cod_part2: ['O99.0', 'E16.2'] }, []],
    ['rupture of an obstructed labour', { cod_a: 'R57.1', cod_b: 'O71.1', cod_c: 'O65.4' }, []],
    ['an empty line', { cod_a: 'R57.1', cod_c: 'O72.1' }, ['WARN V17.line-empty cod_b']],
    ['no line a', { cod_b: 'O72.1' }, ['WARN V17.line-empty cod_a']],
    ['the same line twice', { cod_a: 'O72.1', cod_b: 'O72.1' }, ['WARN V17.line-repeated cod_b']],
    ['the end below the disease', { cod_a: 'O72.1', cod_b: 'R57.1' }, ['WARN V17.terminal-below cod_b']],
    ['one end below another', { cod_a: 'I46.9', cod_b: 'R57.1' }, []],
    ['a birth defect of a disease', { cod_a: 'Q24.9', cod_b: 'I42' }, ['WARN V17.link cod_b']],
    ['an accident of a disease', { cod_a: 'V89', cod_b: 'I10' }, ['WARN V17.link cod_b']],
    ['drowned in a fit', { cod_a: 'W65', cod_b: 'G40' }, []],
    ['malaria of eclampsia', { cod_a: 'B50.8', cod_b: 'O15.0' }, ['WARN V17.link cod_b']],
    ['tuberculosis of HIV', { cod_a: 'A15', cod_b: 'B20' }, []],
    ['measles of want of food', { cod_a: 'B05', cod_b: 'E43' }, []],
    ['bleeding before birth of one after', { cod_a: 'O46', cod_b: 'O72.1' }, ['WARN V17.link-later cod_b']],
    ['infection of a long labour', { cod_a: 'O85', cod_b: 'O63' }, []],
    [
      'began after what it brought about',
      { cod_a: 'R57.1', cod_a_interval: 'DAYS', cod_b: 'O72.1', cod_b_interval: 'HOURS' },
      ['WARN V17.interval cod_b_interval'],
    ],
    [
      'as long, and longer',
      {
        cod_a: 'R57.1',
        cod_a_interval: 'HOURS',
        cod_b: 'O72.1',
        cod_b_interval: 'HOURS',
        cod_c: 'O99.0',
        cod_c_interval: 'WEEKS',
      },
      [],
    ],
    [
      'not the lowest line',
      { cod_a: 'R57.1', cod_b: 'O72.1', cod_c: 'O99.0', cod_underlying: 'O72.1' },
      ['WARN V17.not-lowest cod_underlying'],
    ],
    [
      'part 2 repeats the chain',
      { cod_a: 'R57.1', cod_b: 'O72.1', cod_part2: ['O72.1'] },
      ['WARN V17.part2-repeated cod_part2'],
    ],
  ])('%s', (_, values, expected) => {
    expect(codes('MAT', values)).toEqual(expected);
  });

  it('asks for an interval only beside a cause, and proposes the lowest line as underlying cause', () => {
    const { visible } = validate(opinionFormV1, of({ cod_a: 'R57.1' }), contextOf('MAT'));
    expect(visible).toContain('cod_a_interval');
    expect(visible).not.toContain('cod_b_interval');
    const proposed = (values: Values): unknown =>
      proposedValues(opinionFormV1, of(values), contextOf('MAT'))['cod_underlying'];
    expect(proposed({ cod_a: 'R57.1', cod_b: 'O72.1' })).toBe('O72.1');
    expect(proposed({ cod_a: 'R57.1' })).toBeUndefined();
    expect(proposed({})).toBeUndefined();
  });
});

describe('V17, a perinatal cause', () => {
  const fresh = { eligibility: 'STILLBIRTH', timing: 'INTRAPARTUM' } as const;
  const newborn = { eligibility: 'NEONATAL', timing: 'NEO' } as const;

  it.each<[string, string, Values, readonly string[]]>([
    [
      'the worked stillbirth',
      'SB',
      {
        ...fresh,
        cod_underlying: 'P20.1',
        icdpm_group: 'I3',
        maternal_condition_icd: 'P03.1',
        maternal_condition: 'M3',
      },
      [],
    ],
    [
      'another group',
      'SB',
      { ...fresh, cod_underlying: 'P20.1', icdpm_group: 'I6' },
      ['WARN V17.group icdpm_group'],
    ],
    [
      'a group of another timing',
      'SB',
      { ...fresh, cod_underlying: 'P20.1', icdpm_group: 'N4' },
      ['ERR CODE icdpm_group'],
    ],
    [
      'asphyxia of a child born dead',
      'NND',
      { ...fresh, cod_underlying: 'P21.0' },
      ['ERR V17.P21 cod_underlying'],
    ],
    ['a stillbirth that lived', 'SB', { ...newborn, cod_underlying: 'P21.0', icdpm_group: 'N4' }, []],
    [
      'a code of a newborn',
      'SB',
      { ...fresh, cod_underlying: 'P22.0' },
      ['WARN V17.other-timing cod_underlying'],
    ],
    [
      'not known when',
      'SB',
      { eligibility: 'STILLBIRTH', timing: 'UNKNOWN', cod_underlying: 'P20.1', icdpm_group: 'A3' },
      [],
    ],
    [
      'not known when, another group',
      'SB',
      { eligibility: 'STILLBIRTH', timing: 'UNKNOWN', cod_underlying: 'P20.1', icdpm_group: 'I6' },
      ['WARN V17.group icdpm_group'],
    ],
    [
      'a newborn before birth',
      'NND',
      { eligibility: 'NEONATAL', timing: 'INTRAPARTUM' },
      ['ERR V17.timing timing'],
    ],
    [
      'a stillbirth after birth',
      'SB',
      { eligibility: 'STILLBIRTH', timing: 'NEO' },
      ['ERR V17.timing timing'],
    ],
    [
      'encephalopathy',
      'NND',
      { ...newborn, cod_underlying: 'P91.6', icdpm_group: 'N5' },
      ['INFO V17.encephalopathy cod_underlying'],
    ],
    [
      'an infection of another chapter',
      'NND',
      { ...newborn, cod_underlying: 'A41.9', icdpm_group: 'N6' },
      ['INFO V17.recode cod_underlying'],
    ],
    ['P96 alone', 'NND', { ...newborn, cod_underlying: 'P96' }, ['WARN V17.fourth-character cod_underlying']],
    ['a Z code', 'NND', { ...newborn, cod_underlying: 'Z38' }, ['ERR V17.child-code cod_underlying']],
    [
      'unusual mother',
      'NND',
      { ...newborn, icdpm_group: 'N4', maternal_condition: 'M5' },
      ['WARN V17.mother-unusual maternal_condition'],
    ],
    [
      'unspecified cause',
      'SB',
      { ...fresh, icdpm_group: 'I7', maternal_condition: 'M5' },
      ['INFO V17.investigate maternal_condition'],
    ],
    [
      'unspecified cause, mother ill',
      'SB',
      { ...fresh, icdpm_group: 'I7', maternal_condition: 'M4' },
      ['WARN V17.mother-unusual maternal_condition'],
    ],
    [
      'another group of the mother',
      'SB',
      { maternal_condition_icd: 'P02.4', maternal_condition: 'M3.2' },
      ['WARN V17.mother-group maternal_condition'],
    ],
    [
      'no code of a mother',
      'SB',
      { maternal_condition_icd: 'P20.1', maternal_condition: 'M3.2' },
      ['WARN V17.mother-code maternal_condition_icd'],
    ],
    ['the mother not assessed', 'NND', { ...newborn, icdpm_group: 'N4', maternal_condition: 'M_NR' }, []],
  ])('%s', (_, kind, values, expected) => {
    expect(codes(kind, values)).toEqual(expected);
  });

  it('reads the file: respiratory distress documented or not, mother known or not', () => {
    const distress = { ...newborn, cod_underlying: 'P22.0' };
    expect(codes('NND', distress, { perinatal_review: { p_clinical_dx: ['PREMATURITY'] } })).toEqual([
      'INFO V17.distress cod_underlying',
    ]);
    expect(codes('NND', distress, { perinatal_review: { p_clinical_dx: ['RDS'] } })).toEqual([]);
    const well = { maternal_condition: 'M5' };
    const unknown = { p_mother_chronic: ['NR'], p_labour_compl: ['NR'] };
    expect(codes('SB', well, { perinatal_review: unknown })).toEqual([
      'WARN V17.mother-unknown maternal_condition',
    ]);
    expect(codes('SB', well, { perinatal_review: { ...unknown, p_labour_compl: ['NONE'] } })).toEqual([]);
  });

  it('proposes timing, group and the mother’s condition', () => {
    const proposed = (kind: string, values: Values): unknown =>
      proposedValues(opinionFormV1, of(values), contextOf(kind));
    expect(proposed('NND', {})).toEqual({ timing: 'NEO' });
    expect(proposed('SB', { ...fresh, cod_underlying: 'P20.1', maternal_condition_icd: 'P03.1' })).toEqual({
      icdpm_group: 'I3',
      maternal_condition: 'M3.2',
    });
    expect(proposed('NND', { cod_underlying: 'P20.1' })).toEqual({ timing: 'NEO', icdpm_group: 'N4' });
    expect(proposed('SB', { ...fresh, timing: 'ANTEPARTUM', cod_underlying: 'P20.1' })).toEqual({
      icdpm_group: 'A3',
    });
    expect(proposed('SB', { cod_underlying: 'P20.1' })).toEqual({});
  });
});

describe('V22, support of a child’s cause in the facts', () => {
  const sepsis = { eligibility: 'NEONATAL', timing: 'NEO', cod_underlying: 'P36.9' };
  const malaria = { cod_underlying: 'B50.9' };
  it.each<[string, string, Values, string, Values, readonly string[]]>([
    [
      'no sign of infection',
      'NND',
      sepsis,
      'perinatal_review',
      { p_temp: 36.8 },
      ['WARN V22.P36 cod_underlying'],
    ],
    ['fever', 'NND', sepsis, 'perinatal_review', { p_temp: 38.5 }, []],
    ['foul waters', 'NND', sepsis, 'perinatal_review', { p_liquor: 'FOUL' }, []],
    ['waters open for long', 'NND', sepsis, 'perinatal_review', { p_rom_h: 19 }, []],
    ['no review', 'NND', sepsis, 'notification', {}, []],
    ['test negative', 'CHILD', malaria, 'child_review', { c_rdt: 'NEG' }, ['WARN V22.B50 cod_underlying']],
    ['test positive', 'CHILD', malaria, 'child_review', { c_rdt: 'POS' }, []],
  ])('%s', (_, kind, values, form, review, expected) => {
    expect(codes(kind, values, { [form]: review })).toEqual(expected);
  });
});

describe('V17, a child’s cause', () => {
  it.each<[string, Values, readonly string[]]>([
    ['the worked malnutrition', { cod_underlying: 'E43', child_group: 'C06', cod_part2: ['A09'] }, []],
    ['another group', { cod_underlying: 'A09', child_group: 'C06' }, ['WARN V17.group child_group']],
    [
      'an infectious diarrhoea or not',
      { cod_underlying: 'K52.9', child_group: 'C14' },
      ['INFO V17.diarrhoea cod_underlying'],
    ],
    [
      'neither of both',
      { cod_underlying: 'K52.9', child_group: 'C06' },
      ['INFO V17.diarrhoea cod_underlying', 'WARN V17.group child_group'],
    ],
    [
      'an incident of care',
      { cod_underlying: 'Y60.0', child_group: 'C23' },
      ['INFO V17.incident-of-care cod_underlying'],
    ],
    [
      'perinatal origin',
      { cod_underlying: 'P07.3', child_group: 'C25' },
      ['WARN V17.perinatal-after-28d cod_underlying'],
    ],
    [
      'tetanus of the newborn',
      { cod_underlying: 'A33', child_group: 'C10' },
      ['WARN V17.tetanus-after-27d cod_underlying'],
    ],
    [
      'malaria with anaemia',
      { cod_underlying: 'D64.9', child_group: 'C07', cod_part2: ['B50.8'] },
      ['WARN V17.disease-before cod_underlying'],
    ],
    ['sickle cell and malaria', { cod_underlying: 'D57.0', child_group: 'C08', cod_part2: ['B50.8'] }, []],
    [
      'measles with pneumonia',
      { cod_underlying: 'J18.9', child_group: 'C02', cod_part2: ['B05.2'] },
      ['WARN V17.disease-before cod_underlying'],
    ],
    ['a sign', { cod_underlying: 'R57.9', child_group: 'C24' }, ['WARN V17.terminal cod_underlying']],
    ['nature of an injury', { cod_underlying: 'T20' }, ['ERR V17.injury cod_underlying']],
  ])('%s', (_, values, expected) => {
    expect(codes('CHILD', values)).toEqual(expected);
  });
});

describe('a decision against the proposal', () => {
  const against = { cod_underlying: 'O72.1', icdmm_group: 'MM2' } as const;
  const result = (values: Values) => validate(opinionFormV1, of(values), contextOf('MAT'));

  it('asks for its reason, which then replaces the warning', () => {
    expect(result(against).missing).toContain('group_reason');
    expect(codes('MAT', against)).toEqual(['WARN V17.group icdmm_group']);
    const said = { ...against, group_reason: 'Tension à 180 avant le saignement.' };
    expect(result(said).missing).not.toContain('group_reason');
    expect(codes('MAT', said)).toEqual(['INFO V17.group icdmm_group']);
  });

  it('asks nothing when the group is the one proposed, or none is', () => {
    expect(result({ ...against, icdmm_group: 'MM3' }).visible).not.toContain('group_reason');
    expect(result({ cod_underlying: 'U07.1', icdmm_group: 'MM7' }).visible).not.toContain('group_reason');
    expect(result({ icdmm_group: 'MM7' }).visible).not.toContain('group_reason');
  });
});
