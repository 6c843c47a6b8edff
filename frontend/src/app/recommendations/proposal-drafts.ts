import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Answers, Issue } from '@domain/forms/form.js';
import { Session } from '../core/session';

/**
 * Recommendations being written, by the case or recommendation they are about. They live in the memory of the page, since they tell of a case:
 * leaving the form keeps them, another person signing in forgets them.
 */
@Injectable({ providedIn: 'root' })
export class ProposalDrafts {
  private readonly typed = new Map<string, Answers>();
  private readonly names = signal<Readonly<Record<string, readonly string[]>>>({});

  constructor() {
    const session = inject(Session);
    let owner: string | null = null;
    effect(() => {
      const person = session.view()?.person.id ?? null;
      if (person === null || person === owner) return;
      if (owner !== null) this.forgetAll();
      owner = person;
    });
    effect(() => {
      if (session.farewells() > 0) this.forgetAll();
    });
  }

  get(key: string): Answers | null {
    return this.typed.get(key) ?? null;
  }

  keep(key: string, answers: Answers): void {
    this.typed.set(key, answers);
  }

  forget(key: string): void {
    this.typed.delete(key);
  }

  /** What the server still asks to read again, after it took a recommendation. */
  note(recommendationId: string, issues: readonly Issue[]): void {
    const questions = issues.filter(({ code }) => code.startsWith('V21')).map(({ question }) => question);
    this.names.update((all) => ({ ...all, [recommendationId]: questions }));
  }

  private forgetAll(): void {
    untracked(() => {
      this.typed.clear();
      this.names.set({});
    });
  }

  namesIn(recommendationId: string): readonly string[] {
    return this.names()[recommendationId] ?? [];
  }
}
