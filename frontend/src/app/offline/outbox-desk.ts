import type { Signal } from '@angular/core';
import type { Enclosed, SyncView } from '@domain/sync/sync.js';
import { KeptRefusal } from '../core/problem-view';
import { sealedTo } from './envelope';
import type { LastingWrite } from './kinds';
import type { Change, LocalStore, Shelf } from './local-store';
import type { Sent } from './outbox';
import { OutboxCore, type Pass } from './outbox-core';
import type { Reply, Row } from './outbox-row';
import { readJson, replyOf } from './reply';

/** What the desk needs of the page around it. */
export interface Around {
  readonly author: Signal<string | null>;
  readonly store: LocalStore;
  /** The store behind it, as it is now. */
  readonly current: () => Promise<LocalStore>;
  /** What is kept outlives the page, and other pages have it too. */
  readonly lasting: Signal<boolean>;
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
const AFTER_FIRST_PAGE = 4_000;
const LONGEST_PAUSE = 60_000;
const CARRIED = 30_000;

const SERVER_KEY = 'server.key';
const RESCUE = 'denba outbox 1';

/** What became of a rescue file; not whole when the network broke on the way. */
interface Brought {
  readonly received: number;
  readonly refused: number;
  readonly isWhole: boolean;
}

type Outcome = (row: Row, answer: unknown) => void;

/** The outbox of an open page: when rows are sent, what the page is told, what other pages of this device are told. */
export class OutboxDesk {
  readonly core: OutboxCore;
  private readonly store: LocalStore;
  private known: { readonly store: LocalStore; readonly lasting: boolean } | null = null;
  private readonly awaited = new Map<string, Outcome>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private arrival: Promise<void> = Promise.resolve();
  private running: Promise<void> | null = null;
  private isAskedAgain = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private epoch: string | null = null;
  private greeting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly around: Around) {
    this.store = around.store;
    this.core = new OutboxCore({
      store: around.store,
      post: (row) => this.post(row),
      seal: (row) => this.seal(row),
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
    this.arrival = this.moveIn().then(() => this.refresh());
    await this.arrival;
    clearTimeout(this.greeting);
    if (this.around.author() !== null) {
      if (this.around.lasting()) await this.shakeHands();
      // What is in the memory of a page asks for no key and has no epoch to compare: the first page comes first.
      else this.greeting = setTimeout(() => void this.shakeHands(), AFTER_FIRST_PAGE);
    }
    await this.pump();
  }

  /** What waited in the memory of this page goes into the store that its writer has opened. */
  private async moveIn(): Promise<void> {
    const before = this.known;
    const store = await this.around.current();
    this.known = { store, lasting: this.around.lasting() };
    if (before === null || before.lasting || !this.known.lasting) return;
    const drafts = [...(await before.store.readAll('drafts'))];
    await this.store.write(drafts.map(([key, value]) => ({ shelf: 'drafts', key, value }) as const));
    await this.core.adopt([...(await before.store.readAll<Row>('outbox')).values()]);
  }

  /** The epoch of the server and its public key, which is kept for the days without a network. */
  private async shakeHands(): Promise<void> {
    const reply = await this.request('GET', '/sync');
    if (reply?.status !== 200) return;
    const { epoch, key } = reply.body as SyncView;
    this.epoch = epoch;
    await this.store.write([{ shelf: 'meta', key: SERVER_KEY, value: key }]);
  }

  /** What was left here is known. */
  loaded(): Promise<void> {
    return this.arrival;
  }

  /** Keeps a write here, then tries to send it. Resolves with the answer, or with `kept` when the server has not spoken in time. */
  async send<Answer>(write: LastingWrite): Promise<Sent<Answer>> {
    const { key } = await this.core.keep(write, location.pathname + location.search);
    write.kept?.();
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

  /** Everything that has not been received, closed; `null` while no key of the server is known. */
  async rescueFile(): Promise<string | null> {
    const envelopes: string[] = [];
    for (const { key, state } of await this.core.rows()) {
      if (state === 'received') continue;
      const sealed = await this.store.readSealed('outbox', key);
      if (sealed === null) return null;
      envelopes.push(base64Of(sealed));
    }
    return JSON.stringify({ format: RESCUE, envelopes });
  }

  /** Sends a rescue file, one envelope after the other, until the network breaks; `null` when it is none. */
  async bring(file: string): Promise<Brought | null> {
    const envelopes = envelopesIn(file);
    if (envelopes === null) return null;
    const brought = { received: 0, refused: 0, isWhole: true };
    for (const envelope of envelopes) {
      const reply = await this.request('POST', '/sync/envelopes', { envelope });
      if (reply === null || reply.status >= 500 || [401, 408, 429].includes(reply.status)) {
        return { ...brought, isWhole: false };
      }
      brought[reply.status < 300 ? 'received' : 'refused'] += 1;
    }
    return brought;
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
    const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1));
    this.timer = setTimeout(() => void this.pump(), Math.max(wait, pause * (0.75 + drawn / 512)));
  }

  private async refresh(): Promise<void> {
    this.around.show(this.around.author() === null ? [] : await this.core.rows());
  }

  /** What was received and may be lost is left as an envelope; anything else goes as it was written. */
  private async post({ key, method, url, body, ifMatch, author }: Row): Promise<Reply | null> {
    const headers: Record<string, string> = { 'X-Denba-Author': author, 'Idempotency-Key': key };
    if (ifMatch !== null) headers['If-Match'] = `"${String(ifMatch)}"`;
    if (body !== null) return this.request(method, url, body, headers);
    const sealed = await this.store.readSealed('outbox', key);
    return sealed === null ? null : this.request('POST', '/sync/envelopes', { envelope: base64Of(sealed) });
  }

  private async request(
    method: string,
    url: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Reply | null> {
    const text = body === undefined ? null : JSON.stringify(body);
    try {
      const response = await fetch(`/api${url}`, {
        method,
        headers: {
          'X-Denba': '1',
          ...(text === null ? {} : { 'Content-Type': 'application/json' }),
          ...more,
        },
        body: text,
        keepalive: (text?.length ?? 0) < CARRIED,
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

  private async seal({ author, key, method, url, ifMatch, body }: Row): Promise<Uint8Array | null> {
    const known = await this.store.read<SyncView['key']>('meta', SERVER_KEY);
    if (known === null) return null;
    const enclosed: Enclosed = { author, key, method, url, ifMatch, body: JSON.stringify(body) };
    return sealedTo({ id: known.id, point: bytesOf(known.point) }, author, JSON.stringify(enclosed));
  }

  /** Pages of one device take turns; in the memory of one page there is nobody else. */
  private alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.around.lasting()) {
      return navigator.locks.request(`denba ${name} of ${this.around.author() ?? ''}`, work);
    }
    const mine = (this.turns.get(name) ?? Promise.resolve()).then(work, work);
    this.turns.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function envelopesIn(file: string): readonly string[] | null {
  const found = readJson(file) as { format?: unknown; envelopes?: unknown } | null;
  if (found?.format !== RESCUE || !Array.isArray(found.envelopes)) return null;
  return found.envelopes.filter((one) => typeof one === 'string');
}
