import { computed, signal, type Signal } from '@angular/core';
import type { FieldPatch } from '@domain/cases/case.js';
import type { Answers, Form } from '@domain/forms/form.js';
import { localNow } from '../../core/dates-and-numbers';
import { withAnswer } from '../../offline/draft-saver';
import { FormState } from '../form-renderer/form-state';

/** What a part is opened with: its form, what the file already says of it, and the facts that its rules read. */
export interface PartSource {
  readonly form: Form;
  readonly answers: Answers;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** The part of one facility while it is typed. It stays in the page until it is signed: nothing is sent before. */
export class LocalPart {
  private readonly written: ReturnType<typeof signal<Answers>>;
  readonly answers: Signal<Answers>;
  readonly state: FormState;

  /** `typed`: what was written before the file changed under it. */
  constructor(
    private readonly source: PartSource,
    typed: readonly FieldPatch[] = [],
  ) {
    const answers = typed.reduce<Answers>(
      (all, { question, value }) => withAnswer(all, question, value),
      source.answers,
    );
    this.written = signal<Answers>(answers);
    this.answers = this.written.asReadonly();
    // The clock is read again with every answer: a time of this minute is not in the future.
    const context = computed(() => {
      this.answers();
      return { now: localNow(), documents: {}, ...(source.facts ? { facts: source.facts } : {}) };
    });
    this.state = new FormState({
      form: source.form,
      answers: this.answers,
      context,
      patch: ({ question, value }) => {
        this.written.update((answers) => withAnswer(answers, question, value));
      },
    });
  }

  /** What was typed, each answer with the one it replaces. */
  patches(): readonly FieldPatch[] {
    const now = this.written();
    const codes = [...new Set([...Object.keys(this.source.answers), ...Object.keys(now)])];
    return codes
      .filter((code) => now[code] !== this.source.answers[code])
      .map((question) => ({
        question,
        base: this.source.answers[question] ?? null,
        value: now[question] ?? null,
      }));
  }
}
