/**
 * What a form is: plain data, hashed and never changed once published. Labels live beside it by language, outside the hash.
 * Source of fields, lists and rules: the domain specification, sections 3.0 to 3.11.
 */

/** Why there is no value: unknown, not recorded, not applicable, refused. A missing value is an answer. */
export type Missing = 'UNK' | 'NR' | 'NA' | 'REF';
export const MISSING: readonly Missing[] = ['UNK', 'NR', 'NA', 'REF'];

/** How exact a date-time is. `about` carries a margin in minutes: 30, 120, 720 or 1440. */
export type Precision = 'minute' | 'hour' | 'day';

/** One line of a repeating group: answers by column code. */
export type Row = Readonly<Record<string, Answer>>;

/**
 * Codes and texts are strings, `codes` is a list of strings, a `list` is rows. Dates `YYYY-MM-DD`, times `HH:MM`, date-times
 * `YYYY-MM-DDTHH:MM`, all in the local time of Mali (UTC+0). Places are the id of the place as a string. ICD-10 codes are written `O72.1`.
 */
export type Value = string | number | boolean | readonly string[] | readonly Row[];

/** An answer is a value or the coded reason why there is none. Only times carry precision and margin (minutes). */
export type Answer =
  | {
      readonly value: Value;
      readonly precision?: Precision;
      readonly margin?: number;
      readonly source?: string;
    }
  | { readonly missing: Missing };

/** Answers by question code; a question not yet touched has no key. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * When a question is asked, as data, so that it is hashed with the form and read by server, browser and paper alike.
 * A coded missing value counts as its code; `notIn` holds only once the question is answered; of several codes one is enough.
 * Inside a list, a column is looked for in the same row first. Only answers that are visible themselves count.
 */
export type Condition =
  | { readonly question: string; readonly in: readonly (string | number | boolean)[] }
  | { readonly question: string; readonly notIn: readonly (string | number | boolean)[] }
  | { readonly question: string; readonly atLeast: number }
  | { readonly question: string; readonly answered: true }
  /** True when a list question has a row whose column holds one of these codes. */
  | {
      readonly question: string;
      readonly rowHas: { readonly column: string; readonly in: readonly string[] };
    }
  /** A recurring condition of the form's own `conditions` (delivered, labour, pregnant-on-arrival, alive-on-arrival, late ...). */
  | { readonly named: string }
  /**
   * `document.question` of another document of the case (`notification.death_category`), or, without a point, a fact of the
   * context (`kind`, `auditKind`, `stage`).
   */
  | { readonly context: string; readonly in: readonly (string | number | boolean)[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type QuestionType =
  | 'text'
  | 'longtext'
  | 'int'
  | 'dec'
  | 'date'
  | 'time'
  | 'datetime'
  | 'bool'
  | 'code'
  | 'codes'
  | 'place'
  | 'person'
  | 'icd10'
  | 'icd10s'
  | 'list'
  | 'calc';

/** R: required to freeze, seal or submit when visible. E: expected, its absence warns. O: optional. computed: nothing to answer. */
export type Need = 'required' | 'expected' | 'optional' | 'computed';

/** A fact belongs to the file, a judgement to the opinion, process to the workflow. */
export type Kind = 'fact' | 'judgement' | 'computed' | 'process';

/** What a blind packet does with the answer. There is no default. */
export type PacketRule = 'keep' | 'relative-time' | 'level' | 'band' | 'screen' | 'drop';

export interface Question {
  readonly code: string;
  readonly type: QuestionType;
  readonly need: Need;
  readonly kind: Kind;
  readonly packet: PacketRule;
  /** Name of the code list, for `code` and `codes`. */
  readonly list?: string;
  /** Codes of the list that exclude every other choice (NONE, UNK). */
  readonly exclusive?: readonly string[];
  /** The first entry whose condition holds narrows the list to its codes; without one, the whole list is offered. */
  readonly choices?: readonly { readonly when: Condition; readonly codes: readonly string[] }[];
  readonly unit?: string;
  readonly visibleWhen?: Condition;
  /** Widest possible bounds, inclusive: outside is an ERR with the code of `rangeRule`. */
  readonly hard?: readonly [number, number];
  /** Usual bounds, inclusive: outside is a WARN. */
  readonly soft?: readonly [number, number];
  /** Rule number of a range message: `V10` gives `V10.adm_temp`. Without it, `RANGE`. */
  readonly rangeRule?: string;
  /** Usual slips of unit or comma: factors tried on a value out of range, to propose the likely one (398 °C: 39.8). */
  readonly slips?: readonly number[];
  /** A date or time that cannot lie after now, nor before 2000 (an event) or 1950 (a birth): V01. */
  readonly past?: 'event' | 'birth';
  readonly length?: readonly [number, number];
  readonly pattern?: string;
  /** Kept in the vault only: never in a draft, a file, a packet or an answer, and counted in no completeness. */
  readonly identity?: true;
  /** Columns of a `list`, and how many rows it may hold. */
  readonly columns?: readonly Question[];
  readonly rows?: readonly [number, number];
  /** Shown on one line with the previous question (systolic / diastolic). */
  readonly pairedWith?: string;
  /** A missing value may not be answered (the value is indispensable, e.g. the category of death). */
  readonly neverMissing?: true;
}

export interface Section {
  readonly code: string;
  readonly questions: readonly Question[];
  readonly visibleWhen?: Condition;
}

/** Severity of a rule: ERR blocks freezing, sealing or submitting, never typing; WARN asks for a typed reason; INFO informs. */
export type Severity = 'ERR' | 'WARN' | 'INFO';

/** A message of a rule. `code` is stable (`V22.O15`, `V24.artesunate`, `PPH.proposed`); its sentence lives in `texts/`. */
export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  /** The question to go to. */
  readonly question: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Row of a list question, from 0. */
  readonly row?: number;
}

/** The case's other documents and the clock, for rules and conditions that look beyond the form. Times are local Mali. */
export interface Context {
  readonly now: string;
  /** Answers of other documents of the case by form name: `notification`, `maternal_review`, `opinion`. */
  readonly documents: Readonly<Record<string, Answers>>;
  /**
   * Facts of the case that no form holds: `kind` (MAT, SB, NND, CHILD), `auditKind` (audit, counter-audit, adjudication), `stage`
   * (`confirmation` once a notification was confirmed, discarded or found twice), `facilityLimitH` and `communityLimitH` (settings, hours),
   * `sessionDate`, `recommendations` (their number), `latestLocalDays` and `latestOtherDays` (settings).
   */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A rule across fields: pure, never throws, returns its messages. It reads only answers that are visible, well formed and
 * possible. Its code is hashed with the form.
 */
export interface Rule {
  readonly code: string;
  readonly check: (answers: Answers, context: Context) => readonly Issue[];
}

/** A computed question: `null` when it cannot be computed. */
export interface Computation {
  readonly question: string;
  readonly compute: (answers: Answers, context: Context) => Value | null;
}

/** What the other cells of a line tell of one of its columns, written `list.column`; `null` when they tell nothing. */
export interface CellPrefill {
  readonly question: string;
  readonly compute: (row: Row) => Value | null;
}

/** A recurring condition of a form (delivered, in labour): pure, never throws. Its name is hashed with the form. */
export type NamedCondition = (answers: Answers, context: Context) => boolean;

export interface Form {
  /** `notification`, `maternal_review`, `child_review`, `community_va`, `opinion`, `recommendation`, `session` ... */
  readonly name: string;
  readonly version: number;
  readonly sections: readonly Section[];
  readonly rules: readonly Rule[];
  readonly computations: readonly Computation[];
  readonly conditions?: Readonly<Record<string, NamedCondition>>;
  /** The question on consent and the answers that give it: without one of them nothing else of the form is asked or kept. */
  readonly consent?: { readonly question: string; readonly given: readonly string[] };
  /** Values proposed for questions that other answers or documents already tell (age, times of the path). Never applied by themselves. */
  readonly prefills?: readonly Computation[];
  /** The same inside the lines of lists. */
  readonly cellPrefills?: readonly CellPrefill[];
}

/** Result of `validate`: all that screen, server and paper need to know about answers to a form. */
export interface Validation {
  /** Codes of the questions that are asked, in order. */
  readonly visible: readonly string[];
  /** Required, visible, unanswered; a cell of a list is written `care_given[0].status`. */
  readonly missing: readonly string[];
  /**
   * Messages in the order of the form, then of its rules. Those without a subject come from the engine itself, always ERR:
   * `UNKNOWN` (no such question), `TYPE`, `CODE`, `RANGE`, `LENGTH`, `PATTERN`, `CHARACTERS`, `EXCLUSIVE`, `DUPLICATE`, `ROWS`,
   * `PRECISION`, `MISSING` (a missing value is not accepted), `USE_CODE` (the list has this missing value as a code).
   */
  readonly issues: readonly Issue[];
  /** Values of computed questions that could be computed. */
  readonly computed: Readonly<Record<string, Value>>;
  /** Answered core (required) questions among the visible ones; `score` from 0 to 1, 1 when none is visible. */
  readonly completeness: { readonly answered: number; readonly visible: number; readonly score: number };
  /** Answered and visible questions per section, for the progress marks; without what goes to the vault. */
  readonly sections: Readonly<
    Record<string, { readonly answered: number; readonly visible: number; readonly missing: number }>
  >;
}

type QuestionsOf<F extends Form> = F['sections'][number]['questions'][number];
type ColumnsOf<Q> = Q extends {
  readonly code: infer L extends string;
  readonly columns: readonly { readonly code: infer C extends string }[];
}
  ? `${L}.${C}`
  : never;

/** Code of a question of the form, or `list.column`. */
export type LabelCode<F extends Form> = QuestionsOf<F>['code'] | ColumnsOf<QuestionsOf<F>>;

/** Texts of one published form: it does not compile while a section, question or column lacks its label. */
export interface FormTextsOf<F extends Form> {
  readonly title: string;
  readonly sections: Readonly<Record<F['sections'][number]['code'], string>>;
  readonly labels: Readonly<Record<LabelCode<F>, string>>;
  readonly hints: Readonly<Partial<Record<LabelCode<F>, string>>>;
}

/** Texts of a form in one language: complete by construction, a code without its label does not compile. */
export interface FormTexts {
  readonly title: string;
  readonly sections: Readonly<Record<string, string>>;
  /** By question code; columns of a list are `list.column`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly hints: Readonly<Partial<Record<string, string>>>;
}
