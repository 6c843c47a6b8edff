import {
  compareOpinions,
  factorsOf,
  gradesOf,
  ITEM_QUESTIONS,
  ITEMS,
  itemOf,
  worst,
  type Item,
} from '@domain/audits/comparison.js';
import type { Level } from '@domain/audits/audit.js';
import { COMPANIONS } from '@domain/audits/final-classification.js';
import type { Answer, Answers } from '@domain/forms/form.js';

/** A sealed opinion as the adjudicator reads it. */
export interface Side {
  readonly letter: 'A' | 'B' | 'C';
  readonly answers: Answers;
}

/** One value of an item, and the letters of the opinions that hold it. */
export interface Held {
  readonly key: string;
  readonly letters: readonly Side['letter'][];
  readonly from: Answers;
}

/** One item between the opinions: how far they lie apart, and the values that were given. */
export interface Matter {
  readonly item: Item;
  readonly level: Level;
  readonly held: readonly Held[];
}

/** The same value gives the same key, whatever the order of its lines. */
export function keyOf(item: Item, opinion: Answers): string {
  if (item === 'factors') return [...factorsOf(opinion)].sort().join(' ');
  if (item === 'quality') return JSON.stringify([...gradesOf(opinion)].sort());
  return JSON.stringify(ITEM_QUESTIONS[item].map((question) => valueOf(opinion[question])));
}

function valueOf(answer: Answer | undefined): unknown {
  if (answer === undefined) return null;
  return 'value' in answer ? answer.value : answer.missing;
}

/** Every item that some opinion answers, with its values; the farthest apart first, in the order of the items. */
export function mattersOf(sides: readonly Side[]): readonly Matter[] {
  const differences = sides.flatMap((left, index) =>
    sides.slice(index + 1).flatMap((right) => compareOpinions(left.answers, right.answers)),
  );
  return ITEMS.filter((item) => sides.some(({ answers }) => itemOf(item, answers) !== undefined)).map(
    (item) => ({
      item,
      level: worst(differences.filter((one) => one.item === item).map(({ level }) => level)),
      held: heldOf(item, sides),
    }),
  );
}

function heldOf(item: Item, sides: readonly Side[]): readonly Held[] {
  const held = new Map<string, Held>();
  for (const { letter, answers } of sides) {
    if (itemOf(item, answers) === undefined) continue;
    const key = keyOf(item, answers);
    const known = held.get(key);
    held.set(key, { key, letters: [...(known?.letters ?? []), letter], from: known?.from ?? answers });
  }
  return [...held.values()];
}

/** What taking an item from an opinion writes: its questions and those that go with it; `null` clears. */
export function takenFrom(
  item: Item,
  from: Answers,
): readonly { readonly question: string; readonly value: Answer | null }[] {
  return [...ITEM_QUESTIONS[item], ...(COMPANIONS[item] ?? [])].map((question) => ({
    question,
    value: from[question] ?? null,
  }));
}
