import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { generateCaseNumber } from '@domain/cases/case-number.js';
import type { DuplicateWarning, NotifyCommand } from '@domain/cases/case.js';
import { pagesOf } from '@domain/cases/notified-here.js';
import { separateIdentity } from '@domain/forms/identity.js';
import type { Answers } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import type { Receipt } from '@domain/receipt.js';
import { localNow } from '../../core/dates-and-numbers';
import { Formats } from '../../core/formats';
import { KeptRefusal, problemOf, type ProblemView } from '../../core/problem-view';
import { Session } from '../../core/session';
import { withAnswer } from '../../offline/draft-saver';
import type { Change } from '../../offline/local-store';
import { madePage } from '../../offline/made-here';
import { Outbox } from '../../offline/outbox';
import type { Row } from '../../offline/outbox-row';
import { uuidv7 } from '../../offline/uuid';
import { groupNumber } from '../../ui/copy-number';

export const NOTIFICATION = getForm('notification');

type Notified = Receipt & { readonly number: string; readonly warning: DuplicateWarning | null };

/** A notification on its way: `keeping` until it lies on this device, `kept` there while the server has not answered. */
export interface Sent {
  /** Of its row on this device, once it waits there. */
  readonly key: string | null;
  readonly id: string;
  readonly number: string;
  /** Without identity. */
  readonly answers: Answers;
  readonly state: 'keeping' | 'waiting' | 'kept' | 'received' | 'refused';
  readonly receipt: string | null;
  readonly warning: DuplicateWarning | null;
  readonly problem: ProblemView | null;
}

interface Unfinished {
  readonly answers: Answers;
  readonly mother: string | null;
  readonly places: Readonly<Record<string, string>>;
}

const TRIES = 3;
const ADDRESS = '/cases';
const KEPT_AFTER_MS = 300;
/** How and by whom it is notified is proposed before anybody types. */
const PROPOSED = 2;

/**
 * The notification being written, kept in the store of its writer as it is typed: leaving the form keeps it, and so does a session that
 * ends. Signing out or another person signing in takes it off the screen.
 */
@Injectable({ providedIn: 'root' })
export class NotifyDraft {
  private readonly outbox = inject(Outbox);
  private readonly session = inject(Session);
  private readonly formats = inject(Formats);
  private readonly typed = signal<Answers>({});
  private readonly changedAt = signal<string | null>(null);
  private readonly last = signal<Sent | null>(null);
  private readonly mother = signal<string | null>(null);
  private readonly named = signal<Readonly<Record<string, string>>>({});
  /** The refused rows of the device that the next sending takes the place of. */
  private instead: readonly string[] = [];
  private owner: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

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
    effect(() => {
      const person = this.session.view()?.person.id ?? null;
      if (person === null || person === this.owner) return;
      const isAnother = this.owner !== null;
      this.owner = person;
      untracked(() => {
        if (isAnother) this.clear();
        void this.takeUpDraft();
      });
    });
    effect(() => {
      if (this.session.farewells() > 0)
        untracked(() => {
          if (this.outbox.lasting()) this.clear();
          else this.forget();
          this.owner = null;
        });
    });
    this.outbox.watch(ADDRESS, (row, answer) => {
      if (row.key === this.last()?.key) this.arrived(row, answer as Notified);
    });
  }

  set(question: string, value: Answers[string] | null): void {
    this.typed.update((answers) => withAnswer(answers, question, value));
    this.changedAt.set(localNow());
    this.keepSoon();
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
    this.keepSoon();
  }

  /** A notification that was refused later, to be corrected; `false` when it is not on this device. */
  takeUp(key: string): boolean {
    const row = this.outbox.rows().find((one) => one.key === key);
    if (row === undefined || row.body === null) return false;
    const { answers, identity, motherCaseId } = row.body as NotifyCommand;
    this.clear();
    this.typed.set({ ...answers, ...asAnswers(identity) });
    this.mother.set(motherCaseId ?? null);
    this.last.set({ ...sentOf(row.body as NotifyCommand), key, state: 'refused', problem: row.problem });
    this.instead = [key];
    return true;
  }

  /** Remembers the names of places found. */
  meet(places: readonly { readonly id: string; readonly name: string }[]): void {
    this.named.update((all) => ({ ...all, ...Object.fromEntries(places.map(({ id, name }) => [id, name])) }));
  }

  forget(): void {
    this.clear();
    void this.outbox.desk.write([this.gone()]);
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.typed.set({});
    this.changedAt.set(null);
    this.last.set(null);
    this.mother.set(null);
    this.instead = [];
  }

  private keepSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keepDraft(), KEPT_AFTER_MS);
  }

  private async keepDraft(): Promise<void> {
    const value: Unfinished = { answers: this.typed(), mother: this.mother(), places: this.named() };
    await this.outbox.desk.write([{ shelf: 'drafts', key: this.draftKey(), value }]);
  }

  /** What was being written when the page was closed. */
  private async takeUpDraft(): Promise<void> {
    const found = await this.outbox.desk.read<Unfinished>('drafts', this.draftKey());
    if (found === null || Object.keys(this.typed()).length > PROPOSED) return;
    this.typed.set({ ...this.typed(), ...found.answers });
    this.mother.set(found.mother);
    this.named.update((all) => ({ ...found.places, ...all }));
  }

  private draftKey(): string {
    return `notification of ${this.owner ?? ''}`;
  }

  private gone(): Change {
    return { shelf: 'drafts', key: this.draftKey(), removed: true };
  }

  /** Sends what was written; the saved page follows it. A refusal keeps everything, to be corrected. */
  send(): void {
    const { identity, answers } = separateIdentity(NOTIFICATION, this.typed());
    const timed = answers['notified_at'] ? answers : { ...answers, notified_at: { value: localNow() } };
    const motherCaseId = this.mother();
    const last = this.last();
    void this.deliver(
      {
        // What was written of a refused notification belongs to the corrected one.
        id: last?.state === 'refused' ? last.id : uuidv7(),
        answers: timed,
        identity,
        ...(motherCaseId === null ? {} : { motherCaseId }),
      },
      TRIES,
    );
  }

  private async deliver(death: Omit<NotifyCommand, 'number'>, tries: number): Promise<void> {
    const number = generateCaseNumber(crypto.getRandomValues(new Uint8Array(8)));
    const body: NotifyCommand = { ...death, number };
    const typed = this.typed();
    const waiting: Sent = { ...sentOf(body), state: 'waiting' };
    this.last.set(sentOf(body));
    clearTimeout(this.timer);
    try {
      const sent = await this.outbox.send<Notified>({
        kind: 'notification',
        method: 'POST',
        url: ADDRESS,
        body,
        subject: body.id,
        about: groupNumber(body.number),
        also: [this.gone(), ...this.pages(body)],
        instead: this.instead,
        kept: () => {
          this.last.set(waiting);
        },
      });
      this.instead = [];
      this.typed.set({});
      this.changedAt.set(null);
      this.mother.set(null);
      if (sent.kept) this.last.set({ ...waiting, key: sent.key, state: 'kept' });
      else this.last.set({ ...waiting, ...taken(sent.answer) });
    } catch (error) {
      const problem = problemOf(error);
      if (error instanceof KeptRefusal) this.instead = [error.key];
      // Another death already bears this number, one chance in a million million: a new one is drawn.
      if (problem.code === 'number.taken' && tries > 1) {
        await this.deliver(death, tries - 1);
        return;
      }
      this.typed.set(typed);
      this.keepSoon();
      this.last.set({ ...waiting, state: 'refused', problem });
    }
  }

  /** Until the server has it, the case opens from here. */
  private pages(command: NotifyCommand): readonly Change[] {
    const view = this.session.view();
    if (view === null) return [];
    const { person, memberships } = view;
    const notified = { command, places: this.named(), now: localNow() };
    return pagesOf(notified, { personId: person.id, memberships, may: this.session.ask() }).map((page) =>
      madePage(page, command.id, Date.now()),
    );
  }

  /** What was kept here has been answered while its page was still open. */
  private arrived(row: Row, answer: Notified): void {
    const last = this.last();
    if (last === null) return;
    if (row.state === 'received') this.last.set({ ...last, ...taken(answer) });
    else this.takeUp(row.key);
  }
}

function sentOf({ id, number, answers }: NotifyCommand): Sent {
  return {
    ...{ key: null, id, number, answers, state: 'keeping' },
    ...{ receipt: null, warning: null, problem: null },
  };
}

function taken({ receipt, warning }: Notified): Pick<Sent, 'state' | 'receipt' | 'warning'> {
  return { state: 'received', receipt, warning };
}

function asAnswers(identity: NotifyCommand['identity']): Answers {
  return Object.fromEntries(Object.entries(identity).map(([code, value]) => [code, { value }]));
}
