import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer, Answers } from '../forms/form.js';
import { compareOpinions, compareRound, ITEMS, jaccard, sameCategory, type Item } from './comparison.js';

const value = (code: string): Answer => ({ value: code });
const factors = (...codes: readonly string[]): Answer => ({
  value: codes.map((factor) => ({ factor: value(factor) })),
});
const quality = (grades: Readonly<Record<string, string>>): Answer => ({
  value: Object.entries(grades).map(([phase, grade]) => ({ phase: value(phase), grade: value(grade) })),
});

/** An opinion on a mother who bled, to be varied one item at a time. */
const base: Answers = {
  eligibility: value('MATERNAL'),
  maternal_class: value('DIRECT'),
  icdmm_group: value('MM3'),
  cod_underlying: value('O72.1'),
  delay1_lvl: value('NO'),
  delay2_lvl: value('YES'),
  delay3_lvl: value('CRIT'),
  decisive_treatment: value('GIVEN'),
  first_definitive_at: value('2026-03-14T08:40'),
  avoidability: value('AVOID_YES'),
  quality_grade: quality({ CPN: 'Q2', CSCOM: 'Q3' }),
  factors: factors('F22', 'F20', 'F11', 'F12'),
};

function levelOf(item: Item, changes: Answers, from: Answers = base): string | undefined {
  return compareOpinions(from, { ...from, ...changes }).find((difference) => difference.item === item)?.level;
}

describe('comparing one item of two opinions', () => {
  it.each<[Item, Answers, string]>([
    ['eligibility', { eligibility: value('NOT_MATERNAL') }, 'MAJOR'],
    ['eligibility', { eligibility: value('UND') }, 'MODERATE'],
    ['class', { maternal_class: value('INDIRECT') }, 'MAJOR'],
    ['class', { maternal_class: value('COINCIDENT') }, 'MAJOR'],
    ['class', { maternal_class: value('LATE') }, 'MAJOR'],
    ['class', { maternal_class: value('SUSPECTED') }, 'MODERATE'],
    ['group', { icdmm_group: value('MM2') }, 'MODERATE'],
    ['group', { icdmm_group: value('MM7') }, 'MAJOR'],
    ['group', { icdmm_group: value('MM9') }, 'MAJOR'],
    ['group', { icdmm_group: value('MM_TBS') }, 'MODERATE'],
    ['underlying', { cod_underlying: value('O72.0') }, 'MINOR'],
    ['underlying', { icdmm_group: value('MM7'), cod_underlying: value('O98.6') }, 'NONE'],
    ['delay1', { delay1_lvl: value('POSS') }, 'MODERATE'],
    ['delay1', { delay1_lvl: value('YES') }, 'MAJOR'],
    ['delay3', { delay3_lvl: value('UND') }, 'MODERATE'],
    ['avoidability', { avoidability: value('AVOID_POT') }, 'MODERATE'],
    ['avoidability', { avoidability: value('AVOID_NO') }, 'MAJOR'],
    ['avoidability', { avoidability: value('AVOID_UND') }, 'MODERATE'],
    ['quality', { quality_grade: quality({ CPN: 'Q2', CSCOM: 'Q2' }) }, 'MODERATE'],
    ['quality', { quality_grade: quality({ CPN: 'Q0', CSCOM: 'Q3' }) }, 'MAJOR'],
    ['quality', { quality_grade: quality({ CPN: 'QU', CSCOM: 'Q3' }) }, 'MINOR'],
    ['quality', { quality_grade: quality({ CPN: 'Q2' }) }, 'MODERATE'],
    ['factors', { factors: factors('F12', 'F11', 'F20', 'F22') }, 'NONE'],
    ['factors', { factors: factors('F22', 'F20', 'F11') }, 'MINOR'],
    ['factors', { factors: factors('F22', 'F01', 'F02') }, 'MODERATE'],
    ['decisive-treatment', { first_definitive_at: value('2026-03-14T09:10') }, 'NONE'],
    ['decisive-treatment', { first_definitive_at: value('2026-03-14T09:11') }, 'MINOR'],
    ['decisive-treatment', { first_definitive_at: { missing: 'NR' } }, 'MODERATE'],
  ])('%s with %j is %s', (item, changes, level) => {
    expect(levelOf(item, changes)).toBe(level);
  });

  it('sets a time against no treatment at MODERATE, and two opinions without treatment at NONE', () => {
    const { first_definitive_at: time, ...rest } = base;
    const none: Answers = { ...rest, decisive_treatment: value('NONE') };
    expect(time).toEqual(value('2026-03-14T08:40'));
    const level = (left: Answers, right: Answers) =>
      compareOpinions(left, right).find(({ item }) => item === 'decisive-treatment')?.level;
    expect(level(base, none)).toBe('MODERATE');
    expect(level(none, none)).toBe('NONE');
  });

  it('compares the timing, the group and the mother’s condition of a newborn', () => {
    const newborn: Answers = {
      timing: value('INTRAPARTUM'),
      icdpm_group: value('I3'),
      maternal_condition: value('M3.2'),
    };
    expect(levelOf('timing', { timing: value('ANTEPARTUM') }, newborn)).toBe('MAJOR');
    expect(levelOf('timing', { timing: value('UNKNOWN') }, newborn)).toBe('MODERATE');
    expect(levelOf('group', { icdpm_group: value('I1') }, newborn)).toBe('MODERATE');
    expect(levelOf('group', { icdpm_group: value('A1') }, newborn)).toBe('MAJOR');
    expect(levelOf('main-maternal-condition', { maternal_condition: value('M3.1') }, newborn)).toBe('MINOR');
    expect(levelOf('main-maternal-condition', { maternal_condition: value('M1.2') }, newborn)).toBe(
      'MODERATE',
    );
    expect(levelOf('main-maternal-condition', { maternal_condition: value('M_NR') }, newborn)).toBe(
      'MODERATE',
    );
  });

  it('sets an answered item against an unanswered one at MODERATE and leaves out what neither answers', () => {
    const { delay1_lvl: removed, ...silent } = base;
    expect(removed).toEqual(value('NO'));
    expect(compareOpinions(base, silent).find(({ item }) => item === 'delay1')).toMatchObject({
      right: null,
      level: 'MODERATE',
    });
    expect(compareOpinions(base, base).map(({ item }) => item)).not.toContain('timing');
  });
});

const answer = fc.oneof(
  fc
    .constantFrom(
      'NO',
      'POSS',
      'YES',
      'CRIT',
      'UND',
      'MM3',
      'MM7',
      'A1',
      'Q1',
      'AVOID_NO',
      'AVOID_YES',
      'UNKNOWN',
    )
    .map(value),
  fc.constantFrom('UNK', 'NR', 'NA', 'REF').map((missing): Answer => ({ missing: missing as 'UNK' })),
  fc.integer().map((number): Answer => ({ value: number })),
  fc.constantFrom('2026-03-14T08:40', '2026-03-14', 'x').map(value),
  fc.subarray(['F01', 'F02', 'F03', 'F04']).map((codes) => factors(...codes)),
  fc.dictionary(fc.constantFrom('CPN', 'CSCOM'), fc.constantFrom('Q0', 'Q2', 'QU')).map(quality),
);
const questions = [...Object.keys(base), 'timing', 'icdpm_group', 'child_group', 'maternal_condition'];
const opinion = fc.dictionary(fc.constantFrom(...questions), answer, { maxKeys: questions.length });

describe('comparing two opinions', () => {
  it('is the same from both sides, and NONE with itself, whatever the answers', () => {
    fc.assert(
      fc.property(opinion, opinion, (left, right) => {
        const [one, other] = [compareOpinions(left, right), compareOpinions(right, left)];
        expect(one.map(({ item, level }) => [item, level])).toEqual(
          other.map(({ item, level }) => [item, level]),
        );
        expect(compareOpinions(left, left).every(({ level }) => level === 'NONE')).toBe(true);
      }),
    );
  });

  it('keeps the order of the items', () => {
    const order = compareOpinions(base, base).map(({ item }) => ITEMS.indexOf(item));
    expect(order).toEqual([...order].sort((left, right) => left - right));
  });

  it('measures shared factors by the Jaccard index', () => {
    expect(jaccard(new Set(), new Set())).toBe(1);
    expect(jaccard(new Set(['F01', 'F02']), new Set(['F02', 'F03', 'F04']))).toBe(0.25);
  });

  it('takes the worst level of every pair of a round', () => {
    const other = { ...base, delay1_lvl: value('POSS') };
    const round = compareRound({
      audit: base,
      first: other,
      second: { ...other, avoidability: value('AVOID_NO') },
    });
    expect(round.level).toBe('MAJOR');
    expect(new Set(round.items.map(({ pair }) => pair))).toEqual(new Set(['A-R1', 'A-R2', 'R1-R2']));
    expect(compareRound({ audit: base, first: other }).level).toBe('MODERATE');
  });
});

interface WorkedCase {
  readonly case: string;
  readonly maternal_review: Readonly<Record<string, unknown>>;
  readonly perinatal_review: Readonly<Record<string, unknown>>;
  readonly child_review: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly final?: Readonly<Record<string, unknown>>;
    readonly counter_audit: { readonly items: Readonly<Record<string, string | boolean>> };
  };
}

/** The judgement values of a worked case, as an opinion of the form. */
function opinionOf(judgements: Readonly<Record<string, unknown>>): Answers {
  const text = (question: string): Answers =>
    typeof judgements[question] === 'string' ? { [question]: value(judgements[question]) } : {};
  const treated = typeof judgements['first_definitive_at'] === 'string';
  return {
    eligibility: value('MATERNAL'),
    ...text('maternal_class'),
    ...text('icdmm_group'),
    ...text('cod_underlying'),
    ...text('delay1_lvl'),
    ...text('delay2_lvl'),
    ...text('delay3_lvl'),
    ...text('avoidability'),
    ...text('first_definitive_at'),
    decisive_treatment: value(treated ? 'GIVEN' : 'NONE'),
    factors: factors(...(judgements['factors'] as readonly string[])),
    quality_grade: quality(judgements['quality_grade'] as Readonly<Record<string, string>>),
  };
}

/** The judgement values of a child's or newborn's worked case, as an opinion of the form. */
function childOpinionOf(judgements: Readonly<Record<string, unknown>>, prefix: 'c' | 'p'): Answers {
  const questions: Readonly<Record<string, string>> = {
    cod_under: 'cod_underlying',
    group: 'child_group',
    icdpm: 'icdpm_group',
    mat_cond: 'maternal_condition',
    mat_cond_icd: 'maternal_condition_icd',
    d1: 'delay1_lvl',
    d2: 'delay2_lvl',
    d3: 'delay3_lvl',
    avoid: 'avoidability',
  };
  const codes = Object.entries(questions).flatMap(([field, question]) => {
    const given = judgements[`${prefix}_${field}`];
    return typeof given === 'string' ? [[question, value(given)] as const] : [];
  });
  return {
    ...Object.fromEntries(codes),
    factors: factors(...(judgements[`${prefix}_factors`] as readonly string[])),
    quality_grade: quality(judgements[`${prefix}_quality`] as Readonly<Record<string, string>>),
  };
}

const file = new URL('../../../../../shared/domain/cases.json', import.meta.url);
const worked = existsSync(file) ? describe : describe.skip;

worked('the worked cases (acceptance data beside the checkout)', () => {
  const read = (name: string): WorkedCase => {
    const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly WorkedCase[];
    const found = cases.find((one) => one.case === name);
    if (found === undefined) throw new Error(`no worked case ${name}`);
    return found;
  };

  it('M1: three opinions agree everywhere', () => {
    const audit = opinionOf(read('M1').maternal_review);
    expect(compareRound({ audit, first: audit, second: audit }).level).toBe('NONE');
  });

  it('M2: the audit differs from both reviewers as expected, item by item', () => {
    const { maternal_review: judged, expected } = read('M2');
    const audit = opinionOf(judged);
    const review = opinionOf(expected.final ?? {});
    const levels = Object.fromEntries(
      compareOpinions(audit, review).map(({ item, level }) => [item.replace('-', '_'), level]),
    );
    const { icd3_equal: sameIcd3, ...items } = expected.counter_audit.items;
    expect(levels).toMatchObject(items);
    expect(sameCategory(audit, review)).toBe(sameIcd3);
    expect(levels['underlying']).toBe('NONE');
    const round = compareRound({ audit, first: review, second: review });
    expect(round.level).toBe('MAJOR');
    expect(round.items.filter(({ pair }) => pair === 'R1-R2').every(({ level }) => level === 'NONE')).toBe(
      true,
    );
  });

  it('P1: another timing or another kind of death is MAJOR, another group of the same timing MODERATE', () => {
    const judged = childOpinionOf(read('P1').perinatal_review, 'p');
    const audit: Answers = { ...judged, eligibility: value('STILLBIRTH'), timing: value('INTRAPARTUM') };
    expect(audit['icdpm_group']).toEqual(value('I3'));
    const level = (item: Item, changes: Answers): string | undefined => levelOf(item, changes, audit);
    const ignored: Answers = { timing: value('ANTEPARTUM'), icdpm_group: value('A3') };
    expect([level('timing', ignored), level('group', ignored)]).toEqual(['MAJOR', 'MAJOR']);
    expect(level('group', { icdpm_group: value('I6') })).toBe('MODERATE');
    const lived: Answers = {
      eligibility: value('NEONATAL'),
      timing: value('NEO'),
      icdpm_group: value('N4'),
    };
    expect([level('eligibility', lived), level('timing', lived), level('group', lived)]).toEqual([
      'MAJOR',
      'MAJOR',
      'MAJOR',
    ]);
    expect(level('main-maternal-condition', { maternal_condition: value('M3.2') })).toBe('MINOR');
    expect(compareRound({ audit, first: audit, second: audit }).level).toBe('NONE');
  });

  it('C2: the audit differs from both reviewers as expected, item by item', () => {
    const { child_review: judged, expected } = read('C2');
    const audit = childOpinionOf(judged, 'c');
    const review = childOpinionOf(expected.final ?? {}, 'c');
    const levels = Object.fromEntries(compareOpinions(audit, review).map(({ item, level }) => [item, level]));
    const { icd3_equal: sameIcd3, ...items } = expected.counter_audit.items;
    expect(levels).toMatchObject(items);
    expect(sameCategory(audit, review)).toBe(sameIcd3);
    expect(compareRound({ audit, first: review, second: review }).level).toBe('MAJOR');
  });
});
