import { computed, signal, type Signal } from '@angular/core';
import type { Answer, Answers, Context, Form, Issue, Question, Row, Validation } from '@domain/forms/form.js';
import { compileForm } from '@domain/forms/compile-form.js';
import { isSame } from '@domain/forms/is-same.js';
import { proposedCell, proposedValues } from '@domain/forms/proposals.js';
import { validate } from '@domain/forms/validate.js';
import type { FieldPatch } from '@domain/cases/case.js';
import type { IconName } from '../icons';
import { Field, type FieldSource } from './field';

/** A place that a search found; `within` tells homonyms apart. */
export interface PlaceChoice {
  readonly id: string;
  readonly name: string;
  readonly within: string;
}

/** What the page gives to draw a form. Signals, so that the form follows them. */
export interface FormSource {
  readonly form: Form;
  /** Answers as shown; usually `saver.answers`. */
  readonly answers: Signal<Answers>;
  /** The case's other documents and now (`localNow()`). */
  readonly context: Signal<Context>;
  /** Receives each answered field; usually `(patch) => saver.patch(patch)`. */
  readonly patch: (patch: Pick<FieldPatch, 'question' | 'value'>) => void;
  /** A field was left: usually `() => void saver.left()`. */
  readonly left?: () => void;
  /** False draws everything as text. */
  readonly writable?: Signal<boolean>;
  /** Questions this person may write; `undefined` means all. */
  readonly writableQuestions?: Signal<readonly string[] | undefined>;
  /** Whether this person answers a column of a line, where lines belong to somebody; without it, every column. */
  readonly ownCell?: (list: string, line: Row, column: string) => boolean;
  /** Names of places by id; without `searchPlaces` they are also the choices. */
  readonly places?: Signal<Readonly<Record<string, string>>>;
  readonly searchPlaces?: (text: string, question: string) => Promise<readonly PlaceChoice[]>;
  /** Places offered before anything is typed; without it, the first of `places`. */
  readonly nearPlaces?: (question: string) => readonly PlaceChoice[];
  /** Reasons of warnings kept, by issue code, and how to keep one. Without `keep`, warnings only inform. */
  readonly keptWarnings?: Signal<Readonly<Record<string, string>>>;
  readonly keep?: (code: string, reason: string) => Promise<void>;
  /** Date questions with Aujourd'hui / Hier / Autre. */
  readonly recentDates?: readonly string[];
  /** Date questions whose day may lie ahead; the others end today. */
  readonly futureDates?: readonly string[];
  /** Pictures and second lines of choices, by `question.CODE`. */
  readonly pictures?: Readonly<Record<string, IconName>>;
  readonly choiceHints?: (question: string, code: string) => string | null;
  /** Short sentences under some questions, by code: what the file says, why a value is proposed. */
  readonly notes?: Signal<Readonly<Record<string, string>>>;
  /** Blind zone: date-times are answered and shown since H0, within these days counted from it. */
  readonly relative?: RelativeCalendar;
}

/** `start` is H0, `YYYY-MM-DDTHH:MM` on the neutral calendar; `days` the first and last day that may be chosen. */
export interface RelativeCalendar {
  readonly start: string;
  readonly days: readonly [number, number];
}

/** Where a section stands: `none` asks nothing, `done` lacks nothing required, `part` otherwise. */
export interface SectionState {
  readonly code: string;
  readonly answered: number;
  readonly visible: number;
  readonly missing: number;
  readonly errors: number;
  readonly mark: 'none' | 'part' | 'done';
}

/** One line of the "À vérifier" panel. */
export interface Check {
  readonly kind: 'missing' | 'error' | 'warn' | 'kept';
  /** A question, or the column of a list written `list.column`. */
  readonly question: string;
  readonly row: number | null;
  readonly section: string;
  readonly issue: Issue | null;
}

const NO_ROWS: readonly Row[] = [];
/** A judgement that says the same as before draws nothing again. */
const SAME = { equal: isSame };

/**
 * A form being answered: what is asked, what is missing, what is wrong, live. It holds no answers: they come in by `source.answers`
 * and go out by `source.patch`, field by field.
 *
 *     protected readonly state = new FormState({ form, answers: saver.answers, context, patch: (p) => saver.patch(p) });
 *     <app-form-section [state]="state" section="admission" />     or the whole page: <app-form-pages [state]="state" [saver]="saver" />
 */
export class FormState {
  private readonly fields = new Map<string, Field>();
  private readonly leftFields = signal<ReadonlySet<string>>(new Set());
  private readonly focused = signal<string | null>(null);
  private readonly everything = signal(false);
  private readonly sectionOf: ReadonlyMap<string, string>;

  readonly validation: Signal<Validation> = computed(() =>
    validate(this.source.form, this.source.answers(), this.source.context()),
  );
  private readonly visible = computed(() => new Set(this.validation().visible));
  private readonly proposals = computed(() =>
    proposedValues(this.source.form, this.source.answers(), this.source.context()),
  );

  readonly writable = computed(() => this.source.writable?.() ?? true);
  private readonly named = signal<Readonly<Record<string, string>>>({});
  /** Names of places: those of the page and those found by searching. */
  readonly places = computed(() => ({ ...this.source.places?.(), ...this.named() }));
  readonly kept = computed(() => this.source.keptWarnings?.() ?? {});
  readonly notes = computed(() => this.source.notes?.() ?? {});

  readonly sections = computed<readonly SectionState[]>(() => {
    const { sections, issues } = this.validation();
    return this.source.form.sections.map(({ code }) => {
      const { answered, visible, missing } = sections[code] ?? { answered: 0, visible: 0, missing: 0 };
      const errors = issues.filter(
        (one) => one.severity === 'ERR' && this.sectionOfQuestion(one.question) === code,
      ).length;
      const asked = this.questions(code).length;
      const mark =
        asked === 0
          ? 'none'
          : missing === 0 && errors === 0 && (answered > 0 || visible === 0)
            ? 'done'
            : 'part';
      return { code, answered, visible, missing, errors, mark };
    });
  }, SAME);

  /** What stops, then what asks for a second look, in the order of the form. */
  readonly checks = computed<readonly Check[]>(() => {
    const { missing, issues } = this.validation();
    const kept = this.kept();
    const section = (question: string): string => this.sectionOfQuestion(question) ?? '';
    const shown = issues.filter((issue) => issue.severity !== 'INFO');
    const kindOf = (issue: Issue): Check['kind'] =>
      issue.severity === 'ERR' ? 'error' : kept[issue.code] === undefined ? 'warn' : 'kept';
    const rank = { missing: 1, error: 0, warn: 2, kept: 3 } as const;
    return [
      ...missing.map((cell): Check => {
        const [, list, row, column] = /^(.*)\[(\d+)\]\.(.*)$/.exec(cell) ?? [];
        const question = list === undefined || column === undefined ? cell : `${list}.${column}`;
        return {
          kind: 'missing',
          question,
          row: row === undefined ? null : Number(row),
          section: section(question),
          issue: null,
        };
      }),
      ...shown.map((issue): Check => ({
        kind: kindOf(issue),
        question: issue.question,
        row: issue.row ?? null,
        section: section(issue.question),
        issue,
      })),
    ].sort((a, b) => rank[a.kind] - rank[b.kind]);
  }, SAME);

  constructor(readonly source: FormSource) {
    this.sectionOf = new Map(
      source.form.sections.flatMap(({ code, questions }) =>
        questions.map((question): [string, string] => [question.code, code]),
      ),
    );
  }

  /** The questions of a section that are asked now. */
  questions(section: string): readonly Question[] {
    const found = this.source.form.sections.find(({ code }) => code === section);
    const { computed: values } = this.validation();
    return (found?.questions ?? []).filter(
      ({ code, need }) => this.visible().has(code) && (need !== 'computed' || values[code] !== undefined),
    );
  }

  /** The section of a question, or of a cell written `list.column`. */
  sectionOfQuestion(question: string): string | undefined {
    return this.sectionOf.get(listOf(question));
  }

  /** The field of a question: one object for the life of the form. */
  field(question: Question): Field {
    return this.remember(question.code, () => ({
      question,
      key: question.code,
      answer: () => this.source.answers()[question.code],
      set: (value) => {
        this.source.patch({ question: question.code, value });
      },
      row: null,
    }));
  }

  /** The field of one cell of a repeating group. */
  cell(list: Question, column: Question, row: number): Field {
    return this.remember(`${list.code}-${String(row)}-${column.code}`, () => ({
      question: column,
      key: `${list.code}.${column.code}`,
      answer: () => this.rows(list.code)[row]?.[column.code],
      set: (value) => {
        this.setRows(
          list.code,
          this.rows(list.code).map((one, index) => (index === row ? cellSet(one, column.code, value) : one)),
        );
      },
      row: { list: list.code, index: row },
    }));
  }

  rows(list: string): readonly Readonly<Record<string, Answer>>[] {
    const answer = this.source.answers()[list];
    return answer && 'value' in answer && Array.isArray(answer.value)
      ? (answer.value as readonly Readonly<Record<string, Answer>>[])
      : NO_ROWS;
  }

  setRows(list: string, rows: readonly Readonly<Record<string, Answer>>[]): void {
    this.source.patch({ question: list, value: rows.length === 0 ? null : { value: rows } });
  }

  /** Columns of a line that are asked, by the other cells of the same line. */
  columns(list: Question, row: number): readonly Question[] {
    const compiled = compileForm(this.source.form).questions.find(({ code }) => code === list.code);
    const line = this.rows(list.code)[row];
    return (compiled?.columns ?? [])
      .filter(({ visible }) => visible?.(this.source.answers(), this.source.context(), line) !== false)
      .map(({ question }) => question)
      .filter(({ code }) => line === undefined || this.source.ownCell?.(list.code, line, code) !== false);
  }

  /** Codes that the answers so far allow, `null` for the whole list. */
  narrowed(question: string): ReadonlySet<string> | null {
    const compiled = compileForm(this.source.form).questions.find(({ code }) => code === question);
    return (
      compiled?.choices.find(({ when }) => when(this.source.answers(), this.source.context(), undefined))
        ?.codes ?? null
    );
  }

  /** Remembers the name of a place that a search found. */
  name(place: string, label: string): void {
    this.named.update((all) => ({ ...all, [place]: label }));
  }

  proposal(question: string): Answer | null {
    const value = this.proposals()[question];
    return value === undefined ? null : { value };
  }

  cellProposal(list: string, column: string, row: number): Answer | null {
    const line = this.rows(list)[row];
    const value = line === undefined ? null : proposedCell(this.source.form, `${list}.${column}`, line);
    return value === null ? null : { value };
  }

  /** Messages of a field once it has been left: never while typing. */
  issuesOf(question: string, row: number | null, id: string): readonly Issue[] {
    if (this.focused() === id && !this.everything()) return [];
    if (!this.everything() && !this.leftFields().has(id) && !this.wasAnswered(question)) return [];
    return this.validation().issues.filter(
      (issue) => issue.question === question && (issue.row ?? null) === row,
    );
  }

  isMissing(question: string): boolean {
    return this.everything() && this.validation().missing.includes(question);
  }

  focus(id: string): void {
    this.focused.set(id);
  }

  leave(id: string): void {
    if (this.focused() === id) this.focused.set(null);
    if (!this.leftFields().has(id)) this.leftFields.update((all) => new Set(all).add(id));
    this.source.left?.();
  }

  /** Shows every message, also of questions never touched: after asking to finish. */
  showAll(): void {
    this.everything.set(true);
  }

  mayWrite(question: string): boolean {
    const allowed = this.source.writableQuestions?.();
    return this.writable() && (allowed === undefined || allowed.includes(question));
  }

  private wasAnswered(question: string): boolean {
    return this.source.answers()[listOf(question)] !== undefined;
  }

  private remember(id: string, source: () => Omit<FieldSource, 'state' | 'id'>): Field {
    const known = this.fields.get(id);
    if (known) return known;
    const field = new Field({ ...source(), state: this, id });
    this.fields.set(id, field);
    return field;
  }
}

/** `care_given` of `care_given.at`. */
function listOf(question: string): string {
  return question.replace(/\..*$/, '');
}

function cellSet(
  row: Readonly<Record<string, Answer>>,
  column: string,
  value: Answer | null,
): Readonly<Record<string, Answer>> {
  if (value !== null) return { ...row, [column]: value };
  return Object.fromEntries(Object.entries(row).filter(([code]) => code !== column));
}
