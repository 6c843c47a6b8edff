import type { Answer, Answers, Row } from '../forms/form.js';
import { answerOf } from '../forms/read.js';
import type { Level } from './audit.js';
import type { ConfirmedKind } from '../cases/eligibility.js';
import {
  compareGrades,
  compareOpinions,
  compareRound,
  gradesOf,
  isAboveMinor,
  codeOf,
  ITEM_QUESTIONS,
  ITEMS,
  questionOf,
  TOLERANCE,
  type Comparison,
  type Item,
  type Opinions,
} from './comparison.js';

/** Where a final classification comes from. */
export type Source =
  'audit' | 'majority' | 'one-reviewer' | 'adjudicated' | 'waived' | 'skipped' | 'not-audited';

/** What a comparison leads to: a final classification, or an adjudication by a third reviewer. */
export type Outcome =
  | { readonly route: 'adjudication'; readonly comparison: Comparison; readonly open: readonly Item[] }
  | { readonly route: 'conclusion'; readonly comparison: Comparison; readonly final: FinalClassification };

/** The classification a case is concluded with. `unsettled` items kept a value although an opinion differs; `undetermined` ones have none. */
export interface FinalClassification {
  readonly source: Source;
  readonly answers: Answers;
  readonly unsettled: readonly Item[];
  readonly undetermined: readonly Item[];
}

/** Questions that go with an item: whoever's value is kept, these come from the same opinion. */
export const COMPANIONS: Readonly<Partial<Record<Item, readonly string[]>>> = {
  group: ['group_reason'],
  underlying: [
    'cod_a',
    'cod_a_text',
    'cod_a_interval',
    'cod_b',
    'cod_b_text',
    'cod_b_interval',
    'cod_c',
    'cod_c_text',
    'cod_c_interval',
    'cod_d',
    'cod_d_text',
    'cod_d_interval',
    'cod_part2',
  ],
  delay3: ['delay3_sub'],
  'main-maternal-condition': ['maternal_condition_icd'],
};

/** The code that says "stays open", by question, where there is one. */
const OPEN: Readonly<Record<string, string>> = {
  eligibility: 'UND',
  maternal_class: 'SUSPECTED',
  timing: 'UNKNOWN',
  icdmm_group: 'MM_TBS',
  child_group: 'C24',
  delay1_lvl: 'UND',
  delay2_lvl: 'UND',
  delay3_lvl: 'UND',
  avoidability: 'AVOID_UND',
};

function take(item: Item, from: Answers): readonly (readonly [string, Answer | undefined])[] {
  const questions = [...ITEM_QUESTIONS[item], ...(COMPANIONS[item] ?? [])];
  return questions.map((question) => [question, answerOf(from, question)] as const);
}

/** The answers with some of them replaced; a question without answer is removed. */
function replaced(base: Answers, changes: readonly (readonly [string, Answer | undefined])[]): Answers {
  const answers: Record<string, Answer> = { ...base };
  for (const [question, answer] of changes) {
    if (answer === undefined) Reflect.deleteProperty(answers, question);
    else answers[question] = answer;
  }
  return answers;
}

/**
 * Whose value is held by at least two of three: exactly the same one first, then one that differs by no more than MINOR, the
 * audit's before a reviewer's. `null` when all three differ above MINOR.
 */
function holder<Opinion>(
  [audit, first, second]: readonly [Opinion, Opinion, Opinion],
  level: (left: Opinion, right: Opinion) => Level,
): Opinion | null {
  const pairs = [
    { level: level(audit, first), keeps: audit },
    { level: level(audit, second), keeps: audit },
    { level: level(first, second), keeps: first },
  ];
  const same = pairs.find((pair) => pair.level === 'NONE') ?? pairs.find((pair) => pair.level === 'MINOR');
  return same?.keeps ?? null;
}

function levelBetween(item: Item, tolerance: number): (left: Answers, right: Answers) => Level {
  return (left, right) =>
    compareOpinions(left, right, tolerance).find((difference) => difference.item === item)?.level ?? 'NONE';
}

/** Quality phase by phase: the grade held by at least two; `null` when a phase has three grades above MINOR. */
function majorityQuality(opinions: readonly [Answers, Answers, Answers]): Answer | null {
  const grades = opinions.map(gradesOf) as [
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
  ];
  const rows: Row[] = [];
  for (const phase of new Set(grades.flatMap((map) => [...map.keys()]))) {
    const [audit, first, second] = grades.map((map) => ({ grade: map.get(phase) }));
    if (audit === undefined || first === undefined || second === undefined) continue;
    const kept = holder([audit, first, second], (left, right) => compareGrades(left.grade, right.grade));
    if (kept === null) return null;
    if (kept.grade !== undefined) rows.push({ phase: { value: phase }, grade: { value: kept.grade } });
  }
  return { value: rows };
}

/** The opinion whose chain of causes goes with the group that was kept. */
function chainHolder(opinions: readonly [Answers, Answers, Answers], group: string | undefined): Answers {
  const holders = opinions.filter((opinion) => codeOf('group', opinion) === group);
  const code = (opinion: Answers): string | undefined => codeOf('underlying', opinion);
  const shared = holders.find((one) => holders.some((other) => other !== one && code(other) === code(one)));
  return shared ?? holders[0] ?? opinions[0];
}

function byMajority(
  opinions: readonly [Answers, Answers, Answers],
  tolerance: number,
): { readonly answers: Answers; readonly open: readonly Item[] } {
  const changes: (readonly [string, Answer | undefined])[] = [];
  const open: Item[] = [];
  for (const item of ITEMS) {
    if (item === 'underlying') continue;
    if (item === 'quality') {
      const quality = majorityQuality(opinions);
      if (quality === null) open.push(item);
      else changes.push([ITEM_QUESTIONS.quality[0], quality]);
      continue;
    }
    const kept = holder(opinions, levelBetween(item, tolerance));
    if (kept === null) open.push(item);
    else changes.push(...take(item, kept));
    if (item === 'group' && kept !== null) {
      changes.push(...take('underlying', chainHolder(opinions, codeOf('group', kept))));
    }
  }
  return { answers: replaced(opinions[0], changes), open };
}

const itemsWhere = (comparison: Comparison, holds: (level: Level) => boolean): readonly Item[] =>
  ITEMS.filter((item) => comparison.items.some((line) => line.item === item && holds(line.level)));

/**
 * What the sealed opinions of a round lead to. No pair above MINOR: the audit's opinion. Any MAJOR, or an item with three
 * values that all differ above MINOR: adjudication. Otherwise each item takes the value held by at least two of three; with one
 * reviewer a MODERATE difference keeps the audit's value, unsettled. [product: Final classification]
 */
export function classify(opinions: Opinions, tolerance: number = TOLERANCE.facility): Outcome {
  const comparison = compareRound(opinions, tolerance);
  const majors = itemsWhere(comparison, (level) => level === 'MAJOR');
  if (majors.length > 0) return { route: 'adjudication', comparison, open: majors };
  const conclude = (source: Source, answers: Answers, unsettled: readonly Item[] = []): Outcome => ({
    route: 'conclusion',
    comparison,
    final: { source, answers, unsettled, undetermined: [] },
  });
  if (!isAboveMinor(comparison.level)) return conclude('audit', opinions.audit);
  if (opinions.second === undefined) {
    return conclude('one-reviewer', opinions.audit, itemsWhere(comparison, isAboveMinor));
  }
  const { answers, open } = byMajority([opinions.audit, opinions.first, opinions.second], tolerance);
  return open.length > 0 ? { route: 'adjudication', comparison, open } : conclude('majority', answers);
}

/**
 * The conclusion with the one opinion that was sealed in time (`proceed-with-one`), when no adjudicator can be found either: a MAJOR
 * difference leaves its item undetermined, a MODERATE one keeps the audit's value, unsettled. Nothing is settled by a vote.
 */
export function concludeWithOne(
  audit: Answers,
  review: Answers,
  tolerance: number = TOLERANCE.facility,
): FinalClassification {
  const comparison = compareRound({ audit, first: review }, tolerance);
  const undetermined = itemsWhere(comparison, (level) => level === 'MAJOR');
  const changes = undetermined.flatMap((item): readonly (readonly [string, Answer])[] => {
    const question = questionOf(item, audit);
    const code = OPEN[question];
    if (code !== undefined) return [[question, { value: code }]];
    // A perinatal group has no code that stays open: it is simply not known.
    return question === 'icdpm_group' ? [[question, { missing: 'UNK' }]] : [];
  });
  return {
    source: isAboveMinor(comparison.level) ? 'one-reviewer' : 'audit',
    answers: replaced(audit, changes),
    unsettled: itemsWhere(comparison, (level) => level === 'MODERATE').filter(
      (item) => !undetermined.includes(item),
    ),
    undetermined,
  };
}

/** The conclusion of an adjudication: the third reviewer's own values; what stays open there stays undetermined. */
export function adjudicated(adjudication: Answers): FinalClassification {
  const undetermined = ITEMS.filter((item) => {
    const code = OPEN[questionOf(item, adjudication)];
    return code !== undefined && codeOf(item, adjudication) === code;
  });
  return { source: 'adjudicated', answers: adjudication, unsettled: [], undetermined };
}

/** The audit's opinion standing alone: the case was not selected, or its counter-audit was waived. */
export function auditAlone(audit: Answers, source: 'waived' | 'skipped'): FinalClassification {
  return { source, answers: audit, unsettled: [], undetermined: [] };
}

/** What each kind of death is classified by, beside the delays and the avoidability. */
const CLASSIFIED_BY: Readonly<Record<ConfirmedKind, readonly string[]>> = {
  MAT: ['maternal_class', 'icdmm_group'],
  SB: ['timing'],
  NND: ['timing'],
  CHILD: ['child_group'],
};

/** The conclusion of a case that could not be audited: it stays in every count, and everything in it stays open. */
export function unaudited(kind: ConfirmedKind): FinalClassification {
  const questions = [...CLASSIFIED_BY[kind], 'delay1_lvl', 'delay2_lvl', 'delay3_lvl', 'avoidability'];
  const answers = Object.fromEntries([
    ['eligibility', { value: 'UND' }],
    ...questions.map((question) => [question, { value: OPEN[question] ?? 'UND' }] as const),
  ]);
  const undetermined = ITEMS.filter((item) => codeOf(item, answers) !== undefined);
  return { source: 'not-audited', answers, unsettled: [], undetermined };
}

/**
 * The order in which an adjudicator reads the sealed opinions, as A, B and C: by the SHA-256 of their seals, so that it is
 * fixed and tells nothing of which one is the audit.
 */
export function anonymousOrder<Seal extends { readonly sha256: string }>(
  seals: readonly Seal[],
): readonly Seal[] {
  return [...seals].sort((left, right) =>
    left.sha256 < right.sha256 ? -1 : left.sha256 > right.sha256 ? 1 : 0,
  );
}
