import type { Answer, Answers } from '../forms/form.js';
import { answerOf, momentOf, rowsOf, textOf } from '../forms/read.js';
import type { ComparedItem, Level } from './audit.js';

/** Version of the rules below; stored with each comparison, so that an old one can be read as it was made. */
export const RULE_VERSION = 1;

/** The items of two opinions that are compared, in the order they are shown. [domain 5.5] */
export const ITEMS = [
  'eligibility',
  'class',
  'timing',
  'group',
  'underlying',
  'main-maternal-condition',
  'delay1',
  'delay2',
  'delay3',
  'decisive-treatment',
  'avoidability',
  'quality',
  'factors',
] as const;
export type Item = (typeof ITEMS)[number];

/**
 * The questions of the opinion form that hold each item; of several, the one that is answered (each kind of death has its own cause
 * groups). Of the decisive treatment the first says whether there was one, the second when.
 */
export const ITEM_QUESTIONS: Readonly<Record<Item, readonly [string, ...string[]]>> = {
  eligibility: ['eligibility'],
  class: ['maternal_class'],
  timing: ['timing'],
  group: ['icdmm_group', 'icdpm_group', 'child_group'],
  underlying: ['cod_underlying'],
  'main-maternal-condition': ['maternal_condition'],
  delay1: ['delay1_lvl'],
  delay2: ['delay2_lvl'],
  delay3: ['delay3_lvl'],
  'decisive-treatment': ['first_definitive_at', 'decisive_treatment'],
  avoidability: ['avoidability'],
  quality: ['quality_grade'],
  factors: ['factors'],
};

/** The question that answers an item in this opinion, the first one when none does. */
export function questionOf(item: Item, opinion: Answers): string {
  const questions = ITEM_QUESTIONS[item];
  return questions.find((question) => answerOf(opinion, question) !== undefined) ?? questions[0];
}

/** The answer to an item, `undefined` when the opinion has none. */
export function itemOf(item: Item, opinion: Answers): Answer | undefined {
  return answerOf(opinion, questionOf(item, opinion));
}

/** The code answered to an item, `undefined` when there is none. */
export function codeOf(item: Item, opinion: Answers): string | undefined {
  return textOf(opinion, questionOf(item, opinion));
}

const ORDER: readonly Level[] = ['NONE', 'MINOR', 'MODERATE', 'MAJOR'];

/** The worse of two levels. */
export function worse(left: Level, right: Level): Level {
  return ORDER.indexOf(left) >= ORDER.indexOf(right) ? left : right;
}

/** The worst of several levels; NONE of nothing. */
export function worst(levels: readonly Level[]): Level {
  return levels.reduce(worse, 'NONE');
}

/** Whether a level is above MINOR: it keeps two opinions from being the same in substance. */
export function isAboveMinor(level: Level): boolean {
  return level === 'MODERATE' || level === 'MAJOR';
}

/** Codes that say "missing information": against a value they are MODERATE, never MAJOR. */
const VAGUE: ReadonlySet<string> = new Set([
  'UND',
  'AVOID_UND',
  'M_NR',
  'MM_TBS',
  'MM8',
  'SUSPECTED',
  'UNSPEC',
  'UNKNOWN',
]);

/** Ordered scales; one step is MODERATE, two or more MAJOR. */
const DELAYS = ['NO', 'POSS', 'YES', 'CRIT'] as const;
const GRADES = ['Q0', 'Q1', 'Q2', 'Q3'] as const;
/** Tolerance of the decisive treatment, in minutes: in a facility, and at home. */
export const TOLERANCE = { facility: 30, home: 12 * 60 } as const;

/** Class of a cause group: two groups of one class differ MODERATE, of two classes MAJOR. */
function classOfGroup(group: string): string {
  const maternal = /^MM(\d)$/.exec(group)?.[1];
  if (maternal !== undefined) return Number(maternal) <= 6 ? 'direct' : `MM${maternal}`;
  return /^[AINC]\d/.test(group) ? group.charAt(0) : group;
}

function nominal(left: string, right: string, different: (left: string, right: string) => Level): Level {
  if (left === right) return 'NONE';
  return VAGUE.has(left) || VAGUE.has(right) ? 'MODERATE' : different(left, right);
}

function ordinal(scale: readonly string[], left: string, right: string): Level {
  return nominal(left, right, () =>
    Math.abs(scale.indexOf(left) - scale.indexOf(right)) >= 2 ? 'MAJOR' : 'MODERATE',
  );
}

const major = (): Level => 'MAJOR';

/** How far two codes of one item lie apart. */
const CODED: Readonly<Partial<Record<Item, (left: string, right: string) => Level>>> = {
  eligibility: (left, right) => nominal(left, right, major),
  class: (left, right) =>
    nominal(left, right, () =>
      [left, right].every((code) => /^(LATE|SEQ)$/.test(code)) ? 'MODERATE' : 'MAJOR',
    ),
  timing: (left, right) => nominal(left, right, major),
  group: (left, right) =>
    nominal(left, right, () => (classOfGroup(left) === classOfGroup(right) ? 'MODERATE' : 'MAJOR')),
  'main-maternal-condition': (left, right) =>
    nominal(left, right, () => (left.split('.')[0] === right.split('.')[0] ? 'MINOR' : 'MODERATE')),
  delay1: (left, right) => ordinal(DELAYS, left, right),
  delay2: (left, right) => ordinal(DELAYS, left, right),
  delay3: (left, right) => ordinal(DELAYS, left, right),
  avoidability: (left, right) =>
    nominal(left, right, () => ([left, right].includes('AVOID_NO') ? 'MAJOR' : 'MODERATE')),
};

/** The grades of an opinion by phase; a phase without grade has none. */
export function gradesOf(opinion: Answers): ReadonlyMap<string, string> {
  const grades = new Map<string, string>();
  for (const row of rowsOf(opinion, 'quality_grade')) {
    const [phase, grade] = [textOf(row, 'phase'), textOf(row, 'grade')];
    if (phase !== undefined && grade !== undefined) grades.set(phase, grade);
  }
  return grades;
}

/** How far two grades of one phase lie apart: one side only is MODERATE, not assessable against a grade MINOR. */
export function compareGrades(left: string | undefined, right: string | undefined): Level {
  if (left === right) return 'NONE';
  if (left === undefined || right === undefined) return 'MODERATE';
  return left === 'QU' || right === 'QU' ? 'MINOR' : ordinal(GRADES, left, right);
}

/** The factors of an opinion, without their order. */
export function factorsOf(opinion: Answers): ReadonlySet<string> {
  return new Set(rowsOf(opinion, 'factors').flatMap((row) => textOf(row, 'factor') ?? []));
}

/** Jaccard index of two sets: shared over all; 1 when both are empty. */
export function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const all = new Set([...left, ...right]).size;
  return all === 0 ? 1 : [...left].filter((item) => right.has(item)).length / all;
}

function compareTreatment(left: Answers, right: Answers, tolerance: number): Level {
  const [one, other] = [momentOf(left, 'first_definitive_at'), momentOf(right, 'first_definitive_at')];
  if (one !== undefined && other !== undefined) {
    return Math.abs(one.at - other.at) <= tolerance ? 'NONE' : 'MINOR';
  }
  if (one !== undefined || other !== undefined) return 'MODERATE';
  // No time on either side: both say "none", or one of them does not know.
  return codeOf('decisive-treatment', left) === codeOf('decisive-treatment', right) ? 'NONE' : 'MODERATE';
}

/** Whether the two name the same ICD-10 category, the first three characters. */
export function sameCategory(left: Answers, right: Answers): boolean {
  const category = (opinion: Answers): string | undefined => textOf(opinion, 'cod_underlying')?.slice(0, 3);
  return category(left) === category(right);
}

function levelOf(item: Item, left: Answers, right: Answers, tolerance: number): Level {
  if (item === 'quality') {
    const [mine, theirs] = [gradesOf(left), gradesOf(right)];
    const phases = [...new Set([...mine.keys(), ...theirs.keys()])];
    return worst(phases.map((phase) => compareGrades(mine.get(phase), theirs.get(phase))));
  }
  if (item === 'factors') {
    const index = jaccard(factorsOf(left), factorsOf(right));
    return index === 1 ? 'NONE' : index >= 0.5 ? 'MINOR' : 'MODERATE';
  }
  if (item === 'decisive-treatment') return compareTreatment(left, right, tolerance);
  const [one, other] = [codeOf(item, left), codeOf(item, right)];
  if (item === 'underlying') {
    // A code under an already different group follows the group and is not counted again.
    const sameGroup = codeOf('group', left) === codeOf('group', right);
    return sameGroup && one !== other ? 'MINOR' : 'NONE';
  }
  if (one === undefined || other === undefined) return one === other ? 'NONE' : 'MODERATE';
  return CODED[item]?.(one, other) ?? 'NONE';
}

/** One compared item: both answers, as given, and how far they lie apart. */
export interface Difference {
  readonly item: Item;
  readonly left: Answer | null;
  readonly right: Answer | null;
  readonly level: Level;
}

/**
 * Two opinions of one case, item by item. Items that neither answers are left out. Symmetric in its level; never throws.
 * Both opinions must be on the same calendar: a reviewer's relative times are restored first. [domain 5.5]
 */
export function compareOpinions(
  left: Answers,
  right: Answers,
  tolerance: number = TOLERANCE.facility,
): readonly Difference[] {
  return ITEMS.flatMap((item) => {
    const [one, other] = [itemOf(item, left) ?? null, itemOf(item, right) ?? null];
    if (one === null && other === null) return [];
    return [{ item, left: one, right: other, level: levelOf(item, left, right, tolerance) }];
  });
}

/** The sealed opinions of a round: the audit's, and those of one or two reviewers. */
export interface Opinions {
  readonly audit: Answers;
  readonly first: Answers;
  readonly second?: Answers;
}

/** Every pair of a round, item by item, and the worst level of the case. */
export interface Comparison {
  readonly items: readonly (ComparedItem & { readonly item: Item })[];
  readonly level: Level;
}

/** Compares A with R1, A with R2 and R1 with R2; the case takes the worst level. */
export function compareRound(opinions: Opinions, tolerance: number = TOLERANCE.facility): Comparison {
  const { audit, first, second } = opinions;
  const pairs: readonly (readonly [ComparedItem['pair'], Answers, Answers])[] =
    second === undefined
      ? [['A-R1', audit, first]]
      : [
          ['A-R1', audit, first],
          ['A-R2', audit, second],
          ['R1-R2', first, second],
        ];
  const items = pairs.flatMap(([pair, left, right]) =>
    compareOpinions(left, right, tolerance).map((difference) => ({ pair, ...difference })),
  );
  return { items, level: worst(items.map(({ level }) => level)) };
}
