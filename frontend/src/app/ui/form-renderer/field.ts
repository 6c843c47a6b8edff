import { computed, type Signal } from '@angular/core';
import { codesOfList } from '@domain/classification/code-list.js';
import type { Answer, Issue, Missing, Question } from '@domain/forms/form.js';
import { isSame } from '@domain/forms/is-same.js';
import { offeredMissing } from '@domain/forms/missing-offers.js';
import type { FormState } from './form-state';

export interface FieldSource {
  readonly state: FormState;
  readonly question: Question;
  /** Code of its label: `adm_sbp`, or `care_given.at` in a list. */
  readonly key: string;
  /** Unique on the page. */
  readonly id: string;
  readonly answer: () => Answer | undefined;
  readonly set: (value: Answer | null) => void;
  readonly row: { readonly list: string; readonly index: number } | null;
}

/** What a template that draws one field receives. */
export interface CellContext {
  readonly $implicit: Field;
}

/** One question on the screen: its answer, its messages, and how to answer it. Controls of the renderer know nothing else. */
export class Field {
  readonly question: Question;
  readonly key: string;
  readonly id: string;
  readonly state: FormState;

  readonly answer: Signal<Answer | undefined>;
  readonly missing: Signal<Missing | null>;
  readonly issues: Signal<readonly Issue[]>;
  readonly writable: Signal<boolean>;
  /** Codes offered, in the order of the list. */
  readonly codes: Signal<readonly string[]>;

  constructor(private readonly source: FieldSource) {
    const { state, question, row } = source;
    this.question = question;
    this.key = source.key;
    this.id = `q-${source.id}`;
    this.state = state;
    this.answer = computed(source.answer);
    this.missing = computed(() => {
      const answer = this.answer();
      return answer && 'missing' in answer ? answer.missing : null;
    });
    this.issues = computed(() => state.issuesOf(this.key, row?.index ?? null, this.id), { equal: isSame });
    this.writable = computed(() => state.mayWrite(row?.list ?? question.code));
    this.codes = computed(
      () => {
        const all = codesOfList(question.list ?? '');
        const narrowed = row === null && question.choices ? state.narrowed(question.code) : null;
        return narrowed === null ? all : all.filter((code) => narrowed.has(code));
      },
      { equal: isSame },
    );
  }

  /** The missing values to offer here. */
  get missingOffers(): readonly Missing[] {
    return offeredMissing(this.question);
  }

  get isRequired(): boolean {
    return this.question.need === 'required';
  }

  /** The value when it is text, '' otherwise. */
  text(): string {
    const answer = this.answer();
    return answer && 'value' in answer && typeof answer.value === 'string' ? answer.value : '';
  }

  /** The value when it is a number. */
  number(): number | null {
    const answer = this.answer();
    return answer && 'value' in answer && typeof answer.value === 'number' ? answer.value : null;
  }

  /** The chosen codes. */
  chosen(): readonly string[] {
    const answer = this.answer();
    if (!answer || !('value' in answer)) return [];
    if (typeof answer.value === 'string') return [answer.value];
    return Array.isArray(answer.value)
      ? answer.value.filter((one): one is string => typeof one === 'string')
      : [];
  }

  /** What other answers already tell of this one. */
  proposal(): Answer | null {
    const { row } = this.source;
    return row === null
      ? this.state.proposal(this.question.code)
      : this.state.cellProposal(row.list, this.question.code, row.index);
  }

  set(value: Answer | null): void {
    this.source.set(value);
  }

  toggleMissing(code: Missing, on: boolean): void {
    this.source.set(on ? { missing: code } : null);
    this.leave();
  }

  focus(): void {
    this.state.focus(this.id);
  }

  leave(): void {
    this.state.leave(this.id);
  }

  isMissingNow(): boolean {
    return this.state.isMissing(
      this.source.row === null
        ? this.question.code
        : `${this.source.row.list}[${String(this.source.row.index)}].${this.question.code}`,
    );
  }
}
