import { PROFESSIONS, type Profession } from '../accounts/person.js';
import type { Answer, Answers, Condition, Form, Question, Row } from '../forms/form.js';
import {
  facilityOfRow,
  inPathOrder,
  pathQuestionOf,
  phasesOf,
  seenOf,
  type Hand,
  type Phase,
} from './phases.js';

/** How the focal point obtained the part of a facility that cannot sign by itself. */
export const ENTRY_CHANNELS = ['telephone', 'visit', 'paper', 'letter'] as const;
export type EntryChannel = (typeof ENTRY_CHANNELS)[number];

/** The facility wrote and signed its part itself, as the holder of an invitation: nobody can claim it on its behalf. */
export const INVITATION = 'invitation';

/** Who answers for a facility: a function, never a name. */
export const ENTRY_SOURCES: readonly Profession[] = PROFESSIONS;

/** Where the part of a facility without accounts comes from. `on` is the day it was obtained, `YYYY-MM-DD`. */
export interface PhaseEntry {
  readonly how: EntryChannel | typeof INVITATION;
  readonly from: Profession;
  readonly on: string;
}

/** What decides whether the focal point may enter the part of a facility. `people`: active accounts that can sign for it today. */
export interface PhaseStanding {
  readonly onPath: boolean;
  readonly signed: boolean;
  readonly people: number;
}

/** Whether the part waits for somebody who cannot sign it: on the path, unsigned, and nobody of the facility has an account. */
export const isEnterable = ({ onPath, signed, people }: PhaseStanding): boolean =>
  onPath && !signed && people === 0;

/** A part is obtained after the death and not later than today; both days are `YYYY-MM-DD`. */
export const isObtainedInTime = (on: string, deathDate: string, today: string): boolean =>
  on >= deathDate && on <= today;

/**
 * The questions that are one facility's own part: what the first or the last one knows, its lines of the lists by facility, its times on
 * the path. Questions shared by all facilities are nobody's part. [domain 5.3 b]
 */
export function partQuestions(form: Form, place: number, path: readonly number[]): readonly string[] {
  const phases = phasesOf(form);
  const isOwn = (phase: Phase | undefined): boolean =>
    phase === 'own-rows' ||
    phase === 'path' ||
    (phase === 'first' && path[0] === place) ||
    (phase === 'last' && path.at(-1) === place);
  return form.sections
    .flatMap(({ questions }) => questions)
    .filter(({ code, need, identity }) => isOwn(phases[code]) && need !== 'computed' && identity !== true)
    .map(({ code }) => code);
}

const REF = 'ref';
const rowsIn = (answer: Answer | undefined): readonly Row[] =>
  answer !== undefined && 'value' in answer && Array.isArray(answer.value)
    ? (answer.value as readonly Row[])
    : [];
const withoutRef = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => column !== REF));
const isOf = (place: number) => (row: Row) => Number(facilityOfRow(row)) === place;

/** What the file already says of one facility's part. Lines carry no place: they are all of this facility. */
export function partOf(form: Form, answers: Answers, place: number, path: readonly number[]): Answers {
  const hand: Hand = { facilities: [place], path };
  const phases = phasesOf(form);
  return Object.fromEntries(
    partQuestions(form, place, path).flatMap((code): readonly (readonly [string, Answer])[] => {
      const phase = phases[code] ?? 'any';
      const seen = seenOf(phase, answers[code], hand);
      if (seen === undefined) return [];
      if (phase === 'first' || phase === 'last') return [[code, seen]];
      const rows = rowsIn(seen)
        .filter(isOf(place))
        .map(withoutRef)
        .filter((row) => Object.keys(row).length > 0);
      return rows.length === 0 ? [] : [[code, { value: rows }]];
    }),
  );
}

/**
 * The whole answers with the part of one facility put in. Lines of other facilities stay as they are, and nobody is put on the path or
 * taken off it: of the path a part gives the times of its own stays, in order.
 */
export function withPart(
  form: Form,
  answers: Answers,
  part: Answers,
  place: number,
  path: readonly number[],
): Answers {
  const phases = phasesOf(form);
  const whole = new Map(Object.entries(answers));
  for (const code of partQuestions(form, place, path)) {
    const answer = part[code];
    if (answer === undefined) continue;
    if (phases[code] === 'first' || phases[code] === 'last') {
      whole.set(code, answer);
      continue;
    }
    const rows = rowsIn(answer).map((row): Row => ({ [REF]: { value: String(place) }, ...withoutRef(row) }));
    const before = rowsIn(whole.get(code));
    const value =
      phases[code] === 'path'
        ? withStays(before, rows, place, path)
        : [...before.filter((row) => !isOf(place)(row)), ...rows];
    if (value.length === 0) whole.delete(code);
    else whole.set(code, { value });
  }
  return inPathOrder(form, Object.fromEntries(whole), path);
}

/** Before the path is written it is known from the notification: then it is written with its facilities, in order. */
function withStays(
  before: readonly Row[],
  rows: readonly Row[],
  place: number,
  path: readonly number[],
): readonly Row[] {
  const written = before.length > 0 ? before : path.map((id): Row => ({ [REF]: { value: String(id) } }));
  const stays = written.filter(isOf(place));
  return written.map((row) => rows[stays.indexOf(row)] ?? row);
}

/** How often the facility stands on the path: as many lines as a part may give of its times. At least one. */
export function staysOf(form: Form, answers: Answers, place: number): number {
  const question = pathQuestionOf(form);
  return Math.max(1, question === undefined ? 1 : rowsIn(answers[question]).filter(isOf(place)).length);
}

/**
 * The form of one facility's part: its own questions, lines without their place, and of the path no more lines than it has stays. A
 * condition that rests on a question outside the part is dropped: the question is then asked and may stay unanswered.
 */
export function partForm(form: Form, codes: readonly string[], stays: number): Form {
  const asked = new Set(codes);
  const path = pathQuestionOf(form);
  return {
    name: form.name,
    version: form.version,
    rules: [],
    computations: [],
    sections: form.sections
      .map(({ code, questions }) => ({
        code,
        questions: questions
          .filter((question) => asked.has(question.code))
          .map((question) => freed(question, asked))
          .map((question): Question =>
            question.code === path ? { ...question, rows: [0, stays] } : question,
          ),
      }))
      .filter(({ questions }) => questions.length > 0),
  };
}

/** A question that rests on these others alone, its columns on each other. */
function freed(
  { visibleWhen, choices, columns, ...question }: Question,
  asked: ReadonlySet<string>,
): Question {
  const own = columns?.filter(({ code }) => code !== REF);
  const siblings = new Set(own?.map(({ code }) => code));
  return {
    ...question,
    ...(visibleWhen !== undefined && restsOn(visibleWhen, asked) ? { visibleWhen } : {}),
    ...(choices?.every(({ when }) => restsOn(when, asked)) ? { choices } : {}),
    ...(own === undefined ? {} : { columns: own.map((column) => freed(column, siblings)) }),
  };
}

function restsOn(condition: Condition, asked: ReadonlySet<string>): boolean {
  if ('question' in condition) return asked.has(condition.question);
  if ('all' in condition) return condition.all.every((part) => restsOn(part, asked));
  if ('any' in condition) return condition.any.every((part) => restsOn(part, asked));
  return 'not' in condition && restsOn(condition.not, asked);
}
