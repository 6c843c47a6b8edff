import type { ComparedItem, ComparisonView, Level } from '@domain/audits/audit.js';
import {
  codeOf,
  compareGrades,
  factorsOf,
  gradesOf,
  isAboveMinor,
  itemOf,
  ITEMS,
  jaccard,
  worst,
  type Item,
} from '@domain/audits/comparison.js';
import type { Answers } from '@domain/forms/form.js';

type Seat = ComparisonView['columns'][number]['seat'];
export const REVIEWS: readonly Seat[] = ['R1', 'R2'];

/** One line of the table: an item, or one phase of the quality. */
export interface ComparedLine {
  readonly key: string;
  readonly item: Item;
  readonly phase: string | null;
  readonly level: Level;
  /** A code under an already different group: not counted again. */
  readonly follows: boolean;
  /** Seats whose value differs from the audit's. */
  readonly differing: readonly Seat[];
}

/** A factor and the seats that hold it. */
export interface ComparedFactor {
  readonly code: string;
  readonly seats: readonly Seat[];
}

const opinionOf = ({ columns }: ComparisonView, seat: Seat): Answers | undefined =>
  columns.find((column) => column.seat === seat)?.answers;

function levelIn(view: ComparisonView, item: Item, pair?: ComparedItem['pair']): Level {
  return worst(
    view.items
      .filter((one) => one.item === item && (pair === undefined || one.pair === pair))
      .map(({ level }) => level),
  );
}

/** The lines in the order of the items; factors stand apart, quality phase by phase. */
export function linesOf(view: ComparisonView): readonly ComparedLine[] {
  const opinions = view.columns.map(({ answers }) => answers);
  return ITEMS.filter(
    (item) => item !== 'factors' && opinions.some((one) => itemOf(item, one) !== undefined),
  ).flatMap((item) => (item === 'quality' ? qualityLines(view) : [lineOf(view, item)]));
}

function lineOf(view: ComparisonView, item: Item): ComparedLine {
  const audit = opinionOf(view, 'A');
  const codes = new Set(
    ['A', ...REVIEWS].flatMap((seat) => {
      const opinion = opinionOf(view, seat as Seat);
      return opinion === undefined ? [] : [codeOf(item, opinion)];
    }),
  );
  const level = levelIn(view, item);
  const differing = REVIEWS.filter((seat) => {
    const opinion = opinionOf(view, seat);
    if (audit === undefined || opinion === undefined) return false;
    if (item === 'underlying') return codeOf(item, audit) !== codeOf(item, opinion);
    return levelIn(view, item, `A-${seat}` as ComparedItem['pair']) !== 'NONE';
  });
  const follows = item === 'underlying' && level === 'NONE' && codes.size > 1;
  return { key: item, item, phase: null, level, follows, differing };
}

function qualityLines(view: ComparisonView): readonly ComparedLine[] {
  const grades = new Map(view.columns.map(({ seat, answers }) => [seat, gradesOf(answers)]));
  const phases = [...new Set([...grades.values()].flatMap((one) => [...one.keys()]))];
  const compared = ['A', ...REVIEWS].filter((seat) => grades.has(seat as Seat)) as Seat[];
  return phases.map((phase) => {
    const of = (seat: Seat): string | undefined => grades.get(seat)?.get(phase);
    const levels = compared.flatMap((left, index) =>
      compared.slice(index + 1).map((right) => compareGrades(of(left), of(right))),
    );
    return {
      key: `quality-${phase}`,
      item: 'quality',
      phase,
      level: worst(levels),
      follows: false,
      differing: REVIEWS.filter((seat) => compared.includes(seat) && of(seat) !== of('A')),
    };
  });
}

/** The factors that somebody holds, those that most hold first. */
export function factorsIn(view: ComparisonView): readonly ComparedFactor[] {
  const held = new Map<string, Seat[]>();
  for (const { seat, answers } of view.columns) {
    for (const code of factorsOf(answers)) held.set(code, [...(held.get(code) ?? []), seat]);
  }
  return [...held]
    .map(([code, seats]) => ({ code, seats }))
    .sort((left, right) => right.seats.length - left.seats.length || (left.code < right.code ? -1 : 1));
}

/** How much of the factors each reviewer shares with the audit, from 0 to 1. */
export function sharesIn(view: ComparisonView): readonly { readonly pair: string; readonly share: number }[] {
  const audit = opinionOf(view, 'A');
  if (audit === undefined) return [];
  return REVIEWS.flatMap((seat) => {
    const opinion = opinionOf(view, seat);
    if (opinion === undefined) return [];
    return [{ pair: `A–${seat}`, share: jaccard(factorsOf(audit), factorsOf(opinion)) }];
  });
}

/** Both reviewers say the same where they differ from the audit. */
export function reviewersAgree(view: ComparisonView): boolean {
  if (opinionOf(view, 'R2') === undefined) return false;
  const differ = view.items.filter(({ pair, level }) => pair !== 'R1-R2' && isAboveMinor(level));
  return differ.length > 0 && differ.every(({ item }) => !isAboveMinor(levelIn(view, item as Item, 'R1-R2')));
}
