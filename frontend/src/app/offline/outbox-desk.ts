import type { Signal } from '@angular/core';
import { KeptRefusal } from '../core/problem-view';
import type { LastingWrite } from './kinds';
import type { Change, LocalStore, Shelf } from './local-store';
import { MemoryStore } from './memory-store';
import type { Sent } from './outbox';
import { OutboxCore, type Pass } from './outbox-core';
import type { Reply, Row } from './outbox-row';

/** What the desk needs of the page around it. */
export interface Around {
  readonly author: Signal<string | null>;
  readonly newKey: () => string;
  readonly met: (answer: 'answer' | 'silence') => void;
  readonly signedOut: () => void;
  /** The rows as they are now. */
  readonly show: (rows: readonly Row[]) => void;
  /** A row was settled. */
  readonly tell: (row: Row, answer: unknown) => void;
}

/** How long a page waits for the server before it goes on with what is kept here. */
const PATIENCE = 8000;
const ANSWER_MS = 45_000;
const LONGEST_PAUSE = 60_000;
const CARRIED = 30_000;

type Outcome = (row: Row, answer: unknown) => void;

/** The outbox of an open page: when rows are sent, what the page is told, what other pages of this device are told. */
export class OutboxDesk {
  readonly core: OutboxCore;
  private readonly store: LocalStore = new MemoryStore();
  private readonly awaited = new Map<string, Outcome>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private running: Promise<void> | null = null;
  private isAskedAgain = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private epoch: string | null = null;

  constructor(private readonly around: Around) {
    this.core = new OutboxCore({
      store: this.store,
      post: (row) => this.post(row),
      seal: () => Promise.resolve(null),
      alone: (name, work) => this.alone(name, work),
      now: () => Date.now(),
      newKey: around.newKey,
      author: () => around.author(),
    });
    addEventListener('online', () => void this.pump());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.pump();
    });
  }

  /** Somebody is signed in: what was left here goes. */
  async arrive(): Promise<void> {
    await this.refresh();
    await this.pump();
  }

  /** Keeps a write here, then tries to send it. Resolves with the answer, or with `kept` when the server has not spoken in time. */
  async send<Answer>(write: LastingWrite): Promise<Sent<Answer>> {
    const { key } = await this.core.keep(write, location.pathname + location.search);
    const outcome = this.outcomeOf<Answer>(key);
    await this.refresh();
    void this.pump().finally(outcome.give);
    return outcome.promise;
  }

  /** Sends what waits, and what is written meanwhile. */
  pump(): Promise<void> {
    this.isAskedAgain = true;
    return (this.running ??= this.passes()
      .catch(() => {
        // The store could not be written: nothing was sent, and it is tried again.
        this.comeBack({ left: 1, wait: LONGEST_PAUSE, signedOut: false });
      })
      .finally(() => {
        this.running = null;
      }));
  }

  /** A change made by its writer on the page of what waits. */
  async act(work: (core: OutboxCore) => Promise<void>): Promise<void> {
    await work(this.core);
    await this.refresh();
    await this.pump();
  }

  /** What a page keeps of what is being written. */
  read<T>(shelf: Shelf, key: string): Promise<T | null> {
    return this.store.read<T>(shelf, key);
  }

  write(changes: readonly Change[]): Promise<void> {
    return this.store.write(changes);
  }

  private outcomeOf<Answer>(key: string) {
    let give = (): void => undefined;
    const promise = new Promise<Sent<Answer>>((resolve, reject) => {
      give = () => {
        clearTimeout(timer);
        this.awaited.delete(key);
        resolve({ kept: true, key });
      };
      const timer = setTimeout(give, PATIENCE);
      this.awaited.set(key, ({ problem }, answer) => {
        clearTimeout(timer);
        if (problem === null) resolve({ kept: false, key, answer: answer as Answer });
        else reject(new KeptRefusal(problem, key));
      });
    });
    return { promise, give };
  }

  private async passes(): Promise<void> {
    clearTimeout(this.timer);
    let pass: Pass = { left: 0, wait: 0, signedOut: false };
    while (this.isAskedAgain && this.around.author() !== null) {
      this.isAskedAgain = false;
      pass = await this.core.send((row, answer) => {
        this.settled(row, answer);
      });
      if (this.epoch !== null && (await this.core.meetEpoch(this.epoch)) > 0) this.isAskedAgain = true;
      await this.refresh();
    }
    if (pass.signedOut) this.around.signedOut();
    else if (pass.left > 0) this.comeBack(pass);
  }

  private settled(row: Row, answer: unknown): void {
    this.failures = 0;
    const outcome = this.awaited.get(row.key);
    this.awaited.delete(row.key);
    outcome?.(row, answer);
    this.around.tell(row, answer);
  }

  /** Not all devices of a district at the same moment, once the network is back. */
  private comeBack({ wait }: Pass): void {
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** this.failures);
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.pump(), Math.max(wait, pause * (0.75 + Math.random() / 2)));
  }

  private async refresh(): Promise<void> {
    this.around.show(this.around.author() === null ? [] : await this.core.rows());
  }

  private async post({ key, method, url, body, ifMatch, author }: Row): Promise<Reply | null> {
    const text = JSON.stringify(body);
    const headers: Record<string, string> = {
      'X-Denba': '1',
      'X-Denba-Author': author,
      'Idempotency-Key': key,
      'Content-Type': 'application/json',
    };
    if (ifMatch !== null) headers['If-Match'] = `"${String(ifMatch)}"`;
    try {
      const response = await fetch(`/api${url}`, {
        method,
        headers,
        body: text,
        keepalive: text.length < CARRIED,
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const reply = await replyOf(response);
      this.around.met('answer');
      this.epoch = reply.epoch ?? this.epoch;
      return reply;
    } catch {
      this.around.met('silence');
      return null;
    }
  }

  /** In the memory of one page, no other page takes turns. */
  private alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.turns.get(name) ?? Promise.resolve()).then(work, work);
    this.turns.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const { headers, status } = response;
  const seconds = Number(headers.get('retry-after') ?? 0);
  const date = Date.parse(headers.get('date') ?? '');
  return {
    status,
    body: readJson(await response.text()),
    epoch: headers.get('x-denba-epoch'),
    wait: Number.isFinite(seconds) ? Math.min(300, Math.max(0, seconds)) * 1000 : 0,
    at: Number.isNaN(date) ? null : date,
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
