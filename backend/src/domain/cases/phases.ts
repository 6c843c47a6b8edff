import type { Answer, Answers, Form, Question, Row } from '../forms/form.js';
import { isSame } from '../forms/is-same.js';

/**
 * Which facility of the path documents a question: any of them, the first, the last, or each its own lines of a list (by the
 * place in the line's `ref`). `path` is the list of facilities itself: each gives its own times, anyone may name the next one.
 * [domain 3.2 and 5.3 b]
 */
export type Phase = 'any' | 'first' | 'last' | 'own-rows' | 'path';

/** Column that names the facility of a line. */
const REF = 'ref';

interface Documented {
  /**
   * Questions that the first facility knows: how the woman came, was seen, and left. That an evacuation was decided is shared: the
   * questions of the facility that received her follow from it.
   */
  readonly first: readonly string[];
  readonly firstSections?: readonly string[];
  /** Questions and whole sections of the facility of the death, or the last one reached. */
  readonly last: readonly string[];
  readonly lastSections: readonly string[];
}

/** By review form; a form without an entry is shared by all facilities of the path, except its lists by facility. */
const DOCUMENTED: Readonly<Record<string, Documented>> = {
  maternal_review: {
    first: [
      'onset_at',
      'onset_sign',
      'decision_at',
      'decision_maker',
      'prior_care',
      'transport1',
      'arrive1_at',
      'seen1_at',
      'ref_decision_at',
      'ref_reason',
      'ref_called',
      'ref_slip',
      'ref_escort',
      'ref_iv',
      'depart_at',
    ],
    last: [
      'arrive2_at',
      'm_care_level',
      'units_needed',
      'units_given',
      'transfusion_start',
      'monitoring_freq',
    ],
    lastSections: ['admission', 'death'],
  },
  child_review: {
    first: [
      'c_onset',
      'c_decision_at',
      'c_prior_care',
      'c_asc_visit',
      'c_asc_stock',
      'c_cscom_at',
      'c_first_tx_at',
      'c_ref_decision_at',
      'c_depart_at',
      'c_ref_prereftx',
    ],
    firstSections: ['examination'],
    last: ['c_arrive2'],
    lastSections: ['death'],
  },
  perinatal_review: {
    first: [
      'p_labour_onset_at',
      'p_decision_at',
      'p_arrive1_at',
      'p_seen1_at',
      'p_ref_decision_at',
      'p_depart_at',
      'p_labour_adm',
      'p_fhs_adm',
    ],
    last: ['p_death_at', 'p_clinical_dx'],
    lastSections: [],
  },
};
const SHARED: Documented = { first: [], last: [], lastSections: [] };

const isByFacility = (question: Question): boolean =>
  question.type === 'list' &&
  (question.columns ?? []).some(({ code, type }) => code === REF && type === 'place');

/** The path is the list of facilities with an arrival: the one list by facility from which the others take their order. */
const isPath = (question: Question): boolean =>
  isByFacility(question) && (question.columns ?? []).some(({ code }) => code === 'arrival');

/** The phase of every question of a form, by code. */
export function phasesOf(form: Form): Readonly<Record<string, Phase>> {
  const { first, firstSections = [], last, lastSections } = DOCUMENTED[form.name] ?? SHARED;
  return Object.fromEntries(
    form.sections.flatMap((section) =>
      section.questions.map((question): [string, Phase] => {
        if (isPath(question)) return [question.code, 'path'];
        if (isByFacility(question)) return [question.code, 'own-rows'];
        if (first.includes(question.code) || firstSections.includes(section.code))
          return [question.code, 'first'];
        const isLast = last.includes(question.code) || lastSections.includes(section.code);
        return [question.code, isLast ? 'last' : 'any'];
      }),
    ),
  );
}

/** Code of the question that lists the facilities of the path, where the form has one. */
export function pathQuestionOf(form: Form): string | undefined {
  return form.sections.flatMap(({ questions }) => questions).find(isPath)?.code;
}

/** The facility that a line belongs to, as the id of its place; `undefined` when the line names none. */
export function facilityOfRow(row: Row): string | undefined {
  const ref = row[REF];
  return ref !== undefined && 'value' in ref && typeof ref.value === 'string' ? ref.value : undefined;
}

function rowsIn(answer: Answer | undefined): readonly Row[] {
  return answer !== undefined && 'value' in answer && Array.isArray(answer.value)
    ? (answer.value as readonly Row[])
    : [];
}

/**
 * The facilities of the path in order, each once, as ids of places. Before the path is written it is the facilities known from the
 * notification: the reporting one, then the responsible one.
 */
export function pathOf(form: Form, answers: Answers, known: readonly number[]): readonly number[] {
  const question = pathQuestionOf(form);
  const written = question === undefined ? [] : rowsIn(answers[question]).map(facilityOfRow);
  const ids = written.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  const [responsible, ...others] = known;
  return [
    ...new Set(ids.length > 0 ? ids : [...others, ...(responsible === undefined ? [] : [responsible])]),
  ];
}

/** Who writes: the facilities where the person works, and the facilities of the path in order. `null` writes the whole file. */
export type Hand = { readonly facilities: readonly number[]; readonly path: readonly number[] } | null;

const holds = (hand: NonNullable<Hand>, place: number | undefined): boolean =>
  place !== undefined && hand.facilities.includes(place);

/** Whether a person may write the question, at least its own lines. */
export function mayWrite(phase: Phase, hand: Hand): boolean {
  if (hand === null) return true;
  if (hand.facilities.length === 0) return false;
  if (phase === 'first') return holds(hand, hand.path[0]);
  if (phase === 'last') return holds(hand, hand.path.at(-1));
  return true;
}

const isOwn = (row: Row, hand: NonNullable<Hand>): boolean => {
  const facility = facilityOfRow(row);
  return facility === undefined || hand.facilities.includes(Number(facility));
};

/** The answer as a person of one facility sees it: own lines, and of the path of others nothing but the name of the place. */
function seenAnswer(phase: Phase, answer: Answer, hand: NonNullable<Hand>): Answer | undefined {
  if (phase === 'any') return answer;
  if (phase === 'first' || phase === 'last') return mayWrite(phase, hand) ? answer : undefined;
  if ('missing' in answer) return answer;
  const rows = rowsIn(answer);
  const seen =
    phase === 'path'
      ? rows.map((row): Row => (isOwn(row, hand) ? row : onlyRef(row)))
      : rows.filter((row) => isOwn(row, hand));
  return seen.length === 0 ? undefined : { value: seen };
}

function onlyRef(row: Row): Row {
  const ref = row[REF];
  return ref === undefined ? {} : { [REF]: ref };
}

/** The answers that a person may read of a draft: everything, or shared questions and the own phase. */
export function seenAnswers(form: Form, answers: Answers, hand: Hand): Answers {
  if (hand === null) return answers;
  const phases = phasesOf(form);
  return Object.fromEntries(
    Object.entries(answers).flatMap(([code, answer]): readonly (readonly [string, Answer])[] => {
      const seen = seenAnswer(phases[code] ?? 'any', answer, hand);
      return seen === undefined ? [] : [[code, seen]];
    }),
  );
}

/** Reads one answer as the person sees it, for comparing with the base of a patch. */
export function seenOf(phase: Phase, answer: Answer | undefined, hand: Hand): Answer | undefined {
  return answer === undefined || hand === null ? answer : seenAnswer(phase, answer, hand);
}

/**
 * The whole answer after a person wrote what they see of it. Lines of other facilities stay as they are; lines come in the order of the
 * path. Returns `undefined` when the answer is cleared, `'foreign'` when a line of another facility was changed.
 */
export function withWritten(
  phase: Phase,
  before: Answer | undefined,
  written: Answer | undefined,
  hand: Hand,
): Answer | 'foreign' | undefined {
  if (hand === null || phase === 'any' || phase === 'first' || phase === 'last') return written;
  const others = rowsIn(before).filter((row) => !isOwn(row, hand));
  if (written !== undefined && 'missing' in written) return others.length === 0 ? written : 'foreign';
  const rows = rowsIn(written);
  if (phase === 'path') return pathWritten(others, rows, hand);
  const [own, given] = [rows.filter((row) => isOwn(row, hand)), rows.filter((row) => !isOwn(row, hand))];
  if (given.some((row) => !others.some((other) => isSame(row, other)))) return 'foreign';
  const merged = inOrder([...others, ...own], hand.path);
  return merged.length === 0 ? undefined : { value: merged };
}

function inOrder(rows: readonly Row[], path: readonly number[]): readonly Row[] {
  const order = (row: Row): number => {
    const index = path.indexOf(Number(facilityOfRow(row)));
    return index < 0 ? path.length : index;
  };
  return [...rows].sort((left, right) => order(left) - order(right));
}

/** The path as written: facilities of others keep their times, a newly named one has its name only. */
function pathWritten(
  others: readonly Row[],
  rows: readonly Row[],
  hand: NonNullable<Hand>,
): Answer | 'foreign' | undefined {
  const kept = new Map(others.map((row) => [facilityOfRow(row), row]));
  const merged: Row[] = [];
  for (const row of rows) {
    const before = kept.get(facilityOfRow(row));
    if (isOwn(row, hand)) merged.push(row);
    else if (Object.keys(row).length > 1 && !isSame(row, before)) return 'foreign';
    else {
      merged.push(before ?? row);
      kept.delete(facilityOfRow(row));
    }
  }
  if (kept.size > 0) return 'foreign';
  return merged.length === 0 ? undefined : { value: merged };
}

/** The answers with every list by facility in the order of the path: this is how a file reads its joined narrative. */
export function inPathOrder(form: Form, answers: Answers, path: readonly number[]): Answers {
  const phases = phasesOf(form);
  return Object.fromEntries(
    Object.entries(answers).map(([code, answer]): readonly [string, Answer] => {
      const isSorted = phases[code] === 'own-rows' && 'value' in answer;
      return [code, isSorted ? { ...answer, value: inOrder(rowsIn(answer), path) } : answer];
    }),
  );
}

/** Code of the question to which each facility contributes its narrative, where the form has one. */
export function narrativeQuestionOf(form: Form): string | undefined {
  return form.sections
    .flatMap(({ questions }) => questions)
    .find(
      (question) =>
        isByFacility(question) && (question.columns ?? []).some(({ type }) => type === 'longtext'),
    )?.code;
}

/** What one facility wrote as its narrative; empty when it wrote nothing. */
export function narrativeOf(form: Form, answers: Answers, facility: number): string {
  const code = narrativeQuestionOf(form);
  const text = form.sections
    .flatMap(({ questions }) => questions)
    .find((question) => question.code === code)
    ?.columns?.find(({ type }) => type === 'longtext')?.code;
  if (code === undefined || text === undefined) return '';
  return rowsIn(answers[code])
    .filter((row) => Number(facilityOfRow(row)) === facility)
    .flatMap((row) => {
      const cell = row[text];
      return cell !== undefined && 'value' in cell && typeof cell.value === 'string' ? [cell.value] : [];
    })
    .join('\n\n');
}
