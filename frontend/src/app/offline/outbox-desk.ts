import { signal, type Signal } from '@angular/core';
import { KeptRefusal } from '../core/problem-view';
import { FileSender } from './file-sender';
import type { LastingWrite } from './kinds';
import { Lane } from './lane';
import type { Change, LocalStore, Shelf } from './local-store';
import type { Sent } from './outbox';
import { OutboxCore, type Pass, type Told } from './outbox-core';
import type { Row } from './outbox-row';
import type { TakenStore } from './personal-store';
import { OutboxWire } from './outbox-wire';
import type { ReadRows } from './read-rows';
import type { RescueAround } from './rescue';
import { Rest } from './rest';

/** What the desk needs of the page around it. */
export interface Around {
  readonly author: Signal<string | null>;
  readonly store: LocalStore;
  /** The store behind it, as it is now. */
  readonly take: () => Promise<TakenStore>;
  /** What is kept outlives the page, and other pages have it too. */
  readonly lasting: Signal<boolean>;
  readonly newKey: () => string;
  readonly met: (answer: 'answer' | 'silence') => void;
  readonly signedOut: () => void;
  /** What the page knows of the rows. */
  readonly read: ReadRows;
  /** A row was settled. */
  readonly tell: (row: Row, answer: unknown) => void;
}

/** How long a page waits for the server before it goes on with what is kept here. */
const PATIENCE = 8000;
const AFTER_FIRST_PAGE = 4_000;

type Outcome = (row: Row, answer: unknown) => void;

/** The file that is on its way now, by the key of its row, and how much of it the server has. */
export interface FileOnItsWay {
  readonly key: string;
  readonly share: number;
}

/** The outbox of an open page: when rows are sent, what the page is told, what other pages of this device are told. */
export class OutboxDesk {
  readonly core: OutboxCore;
  /** What a rescue file is made from and brought with. */
  readonly rescue: RescueAround;
  private readonly writes = new Lane(async () => {
    const pass = await this.pass((tell) => this.core.send(tell));
    if (this.hasFiles) void this.files.pump();
    return pass;
  });
  private readonly files = new Lane(() =>
    this.pass((tell) => this.core.sendFiles(tell)).finally(() => {
      this.underWay.set(null);
    }),
  );
  private hasFiles = false;
  private readonly rest = new Rest(() => void this.pump());
  private readonly wire: OutboxWire;
  private readonly underWay = signal<FileOnItsWay | null>(null);
  readonly fileOnItsWay = this.underWay.asReadonly();
  private readonly store: LocalStore;
  private known: TakenStore | null = null;
  private readonly awaited = new Map<string, Outcome>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private greeting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly around: Around) {
    this.store = around.store;
    this.wire = new OutboxWire(around.store, around.met);
    const files = new FileSender({
      store: around.store,
      ask: (write) => this.wire.ask(write),
      newKey: around.newKey,
      tell: (key, share) => {
        const before = this.underWay();
        this.underWay.set({ key, share });
        if (before?.key === key && before.share < share) this.files.settled();
      },
    });
    this.core = new OutboxCore({
      store: around.store,
      post: (row) => files.send(row, () => this.wire.post(row)),
      seal: (row) => this.wire.seal(row),
      alone: (name, work) => this.alone(name, work),
      now: () => Date.now(),
      newKey: around.newKey,
      author: () => around.author(),
    });
    this.rescue = {
      store: around.store,
      rows: () => this.core.rows(),
      request: (method, url, body) => this.wire.request(method, url, body),
    };
    addEventListener('online', () => void this.pump());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.pump();
    });
  }

  /** Somebody is signed in: what was left here goes. */
  async arrive(): Promise<void> {
    await this.moveIn().finally(() => this.refresh());
    clearTimeout(this.greeting);
    if (this.around.author() !== null) {
      if (this.around.lasting()) await this.wire.greet();
      // What is in the memory of a page asks for no key and has no epoch to compare: the first page comes first.
      else this.greeting = setTimeout(() => void this.wire.greet(), AFTER_FIRST_PAGE);
    }
    await this.pump();
  }

  /** What waited in the memory of this page goes into the store that its writer has opened, and into no other. */
  private async moveIn(): Promise<void> {
    if (this.around.author() === null) return;
    const before = this.known;
    const now = (this.known = await this.around.take());
    if (before === null || before.lasting || !now.lasting || before.person !== now.person) return;
    const drafts = [...(await before.store.readAll('drafts'))];
    await this.store.write(drafts.map(([key, value]) => ({ shelf: 'drafts', key, value }) as const));
    await this.core.adopt([...(await before.store.readAll<Row>('outbox')).values()], before.store);
  }

  /** What was left here is known. */
  loaded(): Promise<void> {
    return this.around.read.whenRead();
  }

  /** Keeps a write here, then tries to send it. Resolves with the answer, or with `kept` when the server has not spoken in time. */
  async send<Answer>(write: LastingWrite): Promise<Sent<Answer>> {
    const { key } = await this.core.keep(write, location.pathname + location.search);
    write.kept?.();
    if (write.rests === true && this.around.lasting() && this.rest.lies()) {
      await this.refresh();
      return { kept: true, key };
    }
    const outcome = this.outcomeOf<Answer>(key);
    await this.refresh();
    void (write.file === undefined ? this.writes : this.files).pump().finally(outcome.give);
    return outcome.promise;
  }

  /** Sends what waits, and what is written meanwhile; files go beside it, and hold up nothing. */
  pump(): Promise<void> {
    return this.writes.pump();
  }

  /** The same, for somebody who waits for it no longer than for one answer. */
  async leave(): Promise<void> {
    this.rest.end();
    await Promise.race([this.pump(), new Promise((over) => setTimeout(over, PATIENCE))]);
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
      this.awaited.set(key, (row, answer) => {
        clearTimeout(timer);
        if (row.problem === null) resolve({ kept: false, key, answer: answer as Answer });
        else reject(new KeptRefusal(row.problem, row.key));
      });
    });
    return { promise, give };
  }

  private async pass(send: (tell: Told) => Promise<Pass>): Promise<Pass | null> {
    if (this.around.author() === null) return null;
    const pass = await send((row, answer, sentAs) => {
      this.settled(row, answer, sentAs);
    });
    const again = this.wire.epoch === null ? 0 : await this.core.meetEpoch(this.wire.epoch);
    await this.refresh();
    if (pass.signedOut) this.around.signedOut();
    else if (again > 0) void this.writes.pump();
    return pass;
  }

  private settled(row: Row, answer: unknown, sentAs = row.key): void {
    (row.file === undefined ? this.writes : this.files).settled();
    const outcome = this.awaited.get(sentAs);
    this.awaited.delete(sentAs);
    outcome?.(row, answer);
    this.around.tell(row, answer);
  }

  private async refresh(): Promise<void> {
    await this.around.read.read(() => this.core.rows());
    this.hasFiles = this.around.read.rows().some(({ file, state }) => file !== undefined && state === 'kept');
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
