import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Receipt } from '@domain/receipt.js';
import { Connectivity } from '../core/connectivity';
import { PROVE } from '../core/proof';
import { SIGNED_OUT } from '../core/signed-out';
import type { LastingWrite } from './kinds';
import { OutboxDesk } from './outbox-desk';
import { PersonalStore } from './personal-store';
import type { Row } from './outbox-row';
import { ReadRows } from './read-rows';
import { Sender, type Post, type Sending, type Write } from './sender';
import { uuidv7 } from './uuid';

/** What became of a write that may wait: the server has answered, or it is on this device and will leave by itself. */
export type Sent<Answer> =
  | { readonly kept: false; readonly key: string; readonly answer: Answer }
  | { readonly kept: true; readonly key: string };

type Watcher = (row: Row, answer: unknown) => void;

/**
 * The only door for writes. One that may wait names its kind (`kinds.ts`): it is on this device before it is sent, and `send` says
 * whether the server has it already. Any other needs the answer of the server: `send` gives it, or throws `Refusal`, without a network
 * too. A corrected request is a new call, with a new key.
 */
@Injectable({ providedIn: 'root' })
export class Outbox {
  private readonly connectivity = inject(Connectivity);
  private readonly personal = inject(PersonalStore);
  private readonly sender: Sender;
  /** What this page does with the rows. */
  readonly desk: OutboxDesk;
  private readonly author = signal<string | null>(null);
  private readonly read = new ReadRows(this.author, this.personal.opening);
  private readonly watchers = new Map<string, Set<Watcher>>();

  /** Whether what is kept outlives this page. */
  readonly lasting = computed(() => this.personal.profile() !== null);
  /** What lies here of who is signed in has been read: before that, nothing may be said of it. */
  readonly isRead = this.read.isRead;
  /** What is on this device, in its order, received rows of the last month among it; empty until it has been read. */
  readonly rows = this.read.rows;
  /** The last writes, oldest first. */
  readonly sendings = computed<readonly Sending[]>(() => [
    ...this.sender.sendings(),
    ...this.rows().flatMap((row) => (row.state === 'aside' ? [] : [asSending(row)])),
  ]);
  /** How many have not been received yet. */
  readonly waiting = computed(
    () => this.sendings().filter(({ state }) => state === 'waiting' || state === 'sending').length,
  );
  /** How many cannot go on without their writer: refused, or with two values of one answer. */
  readonly needsMe = computed(
    () => this.rows().filter(({ state, choices }) => state === 'refused' || choices.length > 0).length,
  );

  /** How many their writer has put aside: they stay here until they are sent again or removed. */
  readonly putAside = computed(() => this.rows().filter(({ state }) => state === 'aside').length);
  /** Everything that was written here has been received. */
  readonly allSent = computed(() => this.isRead() && this.waiting() + this.needsMe() + this.putAside() === 0);

  constructor() {
    const post: Post = {
      fetch: (url, init) => fetch(url, { ...init, keepalive: isSmall(init.body) }),
      wait: untilOnline,
      newKey: () => uuidv7(),
      met: (answer) => {
        this.connectivity.met(answer);
      },
      signedOut: inject(SIGNED_OUT),
      prove: inject(PROVE),
    };
    this.sender = new Sender(post);
    this.desk = new OutboxDesk({
      author: this.author,
      store: this.personal,
      take: () => this.personal.take(),
      lasting: this.lasting,
      newKey: post.newKey,
      met: post.met,
      signedOut: post.signedOut,
      read: this.read,
      tell: (row, answer) => {
        for (const told of this.watchers.get(row.url) ?? []) told(row, answer);
      },
    });
    // Another store was opened, or it was locked: what it holds is another list.
    effect(() => {
      this.personal.opening();
      untracked(() => void this.desk.arrive());
    });
    addEventListener('beforeunload', (event) => {
      if (this.sender.waiting() > 0 || this.wouldLoseFiles()) event.preventDefault();
    });
  }

  /** A file that waits in the memory of this page is too large to be carried to its end after it. */
  private wouldLoseFiles(): boolean {
    return !this.lasting() && this.rows().some(({ file, state }) => file !== undefined && state === 'kept');
  }

  send<Answer = Receipt>(write: LastingWrite): Promise<Sent<Answer>>;
  send<Answer = Receipt>(write: Write): Promise<Answer>;
  send<Answer = Receipt>(write: Write | LastingWrite): Promise<Answer | Sent<Answer>> {
    return 'kind' in write ? this.desk.send<Answer>(write) : this.sender.send<Answer>(write);
  }

  /** Who is signed in, from now on: only their rows are shown and sent. */
  belongTo(author: string | null): void {
    this.author.set(author);
    void this.desk.arrive();
  }

  /** One of two values of an answer: theirs stays, or mine is written over it. */
  choose(key: string, question: string, whose: 'mine' | 'theirs'): Promise<void> {
    return this.desk.act((core) => core.choose(key, question, whose));
  }

  /** Done before the store is locked; call what comes back to be left out again. */
  beforeLocking(work: () => Promise<unknown>): () => void {
    return this.personal.beforeLocking(work);
  }

  /** Calls back when a row of this address is settled, whoever sent it; gives what ends that. */
  watch(url: string, told: Watcher): () => void {
    const watchers = this.watchers.get(url) ?? new Set();
    this.watchers.set(url, watchers.add(told));
    return () => {
      watchers.delete(told);
    };
  }
}

/** Bytes that a browser carries to their end after the page is gone, with room for what else is under way. */
const CARRIED = 30_000;

function isSmall(body: RequestInit['body']): boolean {
  return typeof body === 'string' && body.length < CARRIED;
}

const STATES = { kept: 'waiting', received: 'received', refused: 'refused', aside: 'refused' } as const;

function asSending({ key, subject, state, receipt, problem }: Row): Sending {
  return { key, subject, state: STATES[state], receipt, problem };
}

/** Waits so long, or until the device says it has a network again. */
function untilOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
  });
}
