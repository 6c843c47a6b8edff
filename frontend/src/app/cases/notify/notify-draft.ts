import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { generateCaseNumber } from '@domain/cases/case-number.js';
import type { DuplicateWarning, NotifyCommand } from '@domain/cases/case.js';
import { separateIdentity } from '@domain/forms/identity.js';
import type { Answers } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import type { Receipt } from '@domain/receipt.js';
import { localNow } from '../../core/dates-and-numbers';
import { Formats } from '../../core/formats';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { Session } from '../../core/session';
import { withAnswer } from '../../offline/draft-saver';
import { Outbox } from '../../offline/outbox';
import { uuidv7 } from '../../offline/uuid';

export const NOTIFICATION = getForm('notification');

type Notified = Receipt & { readonly number: string; readonly warning: DuplicateWarning | null };

/** A notification on its way: `waiting` until the server has answered. */
export interface Sent {
  readonly id: string;
  readonly number: string;
  /** Without identity. */
  readonly answers: Answers;
  readonly state: 'waiting' | 'received' | 'refused';
  readonly receipt: string | null;
  readonly warning: DuplicateWarning | null;
  readonly problem: ProblemView | null;
}

const TRIES = 3;

/**
 * The notification being written. It lives in the memory of this page only, because names are in it: leaving the form keeps it, and so
 * does a session that ends; closing the page, signing out or another person signing in forgets it.
 */
@Injectable({ providedIn: 'root' })
export class NotifyDraft {
  private readonly outbox = inject(Outbox);
  private readonly formats = inject(Formats);
  private readonly typed = signal<Answers>({});
  private readonly changedAt = signal<string | null>(null);
  private readonly last = signal<Sent | null>(null);
  private readonly mother = signal<string | null>(null);
  private readonly named = signal<Readonly<Record<string, string>>>({});

  readonly answers = this.typed.asReadonly();
  /** "21 h 52", the last change; `null` before the first. */
  readonly keptAt = computed(() => {
    const at = this.changedAt();
    return at === null ? null : this.formats.time(at);
  });
  readonly sent = this.last.asReadonly();
  /** The case from which the notification of a baby began. */
  readonly motherCaseId = this.mother.asReadonly();
  /** Names of places by id, as far as they were met. */
  readonly places = this.named.asReadonly();

  constructor() {
    const session = inject(Session);
    let owner: string | null = null;
    effect(() => {
      const person = session.view()?.person.id ?? null;
      if (person === null || person === owner) return;
      if (owner !== null)
        untracked(() => {
          this.forget();
        });
      owner = person;
    });
    effect(() => {
      if (session.farewells() > 0)
        untracked(() => {
          this.forget();
        });
    });
  }

  set(question: string, value: Answers[string] | null): void {
    this.typed.update((answers) => withAnswer(answers, question, value));
    this.changedAt.set(localNow());
  }

  /** Fills what is still empty, for what is known before anybody types. */
  propose(proposed: Answers): void {
    this.typed.update((answers) => ({ ...proposed, ...answers }));
  }

  /** The baby of a mother who has a case: what her file tells, over what is known of the notifier. */
  beginBaby(motherCaseId: string, answers: Answers): void {
    this.forget();
    this.mother.set(motherCaseId);
    this.typed.set(answers);
  }

  /** Remembers the names of places found. */
  meet(places: readonly { readonly id: string; readonly name: string }[]): void {
    this.named.update((all) => ({ ...all, ...Object.fromEntries(places.map(({ id, name }) => [id, name])) }));
  }

  forget(): void {
    this.typed.set({});
    this.changedAt.set(null);
    this.last.set(null);
    this.mother.set(null);
  }

  /** Sends what was written; the saved page follows it. A refusal keeps everything, to be corrected. */
  send(): void {
    const { identity, answers } = separateIdentity(NOTIFICATION, this.typed());
    const timed = answers['notified_at'] ? answers : { ...answers, notified_at: { value: localNow() } };
    void this.deliver(timed, identity, TRIES);
  }

  private async deliver(answers: Answers, identity: NotifyCommand['identity'], tries: number): Promise<void> {
    const id = uuidv7();
    const number = generateCaseNumber(crypto.getRandomValues(new Uint8Array(8)));
    const waiting: Sent = {
      id,
      number,
      answers,
      state: 'waiting',
      receipt: null,
      warning: null,
      problem: null,
    };
    this.last.set(waiting);
    const motherCaseId = this.mother();
    const body: NotifyCommand = {
      id,
      number,
      answers,
      identity,
      ...(motherCaseId === null ? {} : { motherCaseId }),
    };
    try {
      const { receipt, warning } = await this.outbox.send<Notified>({
        method: 'POST',
        url: '/cases',
        body,
        subject: id,
      });
      this.typed.set({});
      this.changedAt.set(null);
      this.mother.set(null);
      this.last.set({ ...waiting, state: 'received', receipt, warning });
    } catch (error) {
      const problem = problemOf(error);
      // Another death already bears this number, one chance in a million million: a new one is drawn.
      if (problem.code === 'number.taken' && tries > 1) {
        await this.deliver(answers, identity, tries - 1);
        return;
      }
      this.last.set({ ...waiting, state: 'refused', problem });
    }
  }
}
