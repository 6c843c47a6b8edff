import { FileSender } from '../../frontend/src/app/offline/file-sender.js';
import type { LastingWrite } from '../../frontend/src/app/offline/kinds.js';
import { MemoryStore } from '../../frontend/src/app/offline/memory-store.js';
import { OutboxCore, type Pass } from '../../frontend/src/app/offline/outbox-core.js';
import type { Row } from '../../frontend/src/app/offline/outbox-row.js';
import type { World } from '../../frontend/src/app/offline/outbox-rows.js';
import { OutboxWire } from '../../frontend/src/app/offline/outbox-wire.js';
import { newId } from '../support/api.js';
import { idOf, tokenOf, type CastMember } from '../support/people.js';

export type Core = new (world: World) => OutboxCore;

const ANSWER_MS = 8000;

/** A device of one person, with the very outbox of the browser; what it stores outlives every kill of the server. */
export class Device {
  private readonly store = new MemoryStore();
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly wire: OutboxWire;
  readonly outbox: OutboxCore;
  /** What the server has said it received, by key. */
  readonly receipts = new Map<string, string>();
  readonly versions = new Map<string, number>();

  constructor(
    readonly person: CastMember,
    url: string,
    Core: Core = OutboxCore,
  ) {
    this.wire = new OutboxWire(
      this.store,
      () => undefined,
      (address, init) => {
        const headers = new Headers(init.headers);
        headers.set('Cookie', `denba-sid=${tokenOf(person)}`);
        return fetch(`${url}${address}`, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) });
      },
    );
    const files = new FileSender({
      store: this.store,
      ask: (write) => this.wire.ask(write),
      newKey: newId,
      tell: () => undefined,
    });
    this.outbox = new Core({
      store: this.store,
      post: (row) => files.send(row, () => this.wire.post(row)),
      seal: (row) => this.wire.seal(row),
      alone: (name, work) => this.alone(name, work),
      now: () => Date.now(),
      newKey: newId,
      author: () => idOf(person),
    });
  }

  /** The public key and the epoch of the server, asked for once. */
  async greet(): Promise<void> {
    await this.wire.greet();
    if (this.wire.epoch === null) throw new Error('no greeting');
    await this.outbox.meetEpoch(this.wire.epoch);
  }

  keep(write: LastingWrite): Promise<Row> {
    return this.outbox.keep(write);
  }

  /** One pass of the writes and one of the pictures, then whatever another epoch had received is to go again. */
  async send(): Promise<Pass> {
    const tell = (row: Row, answer: unknown): void => {
      if (row.receipt === null) return;
      this.receipts.set(row.key, row.receipt);
      this.versions.set(row.subject, (answer as { version: number }).version);
    };
    const pass = await this.outbox.send(tell);
    const files = await this.outbox.sendFiles(tell);
    const { epoch } = this.wire;
    const again = epoch === null ? 0 : await this.outbox.meetEpoch(epoch);
    return { ...pass, left: pass.left + files.left + again };
  }

  private alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.turns.get(name) ?? Promise.resolve()).then(work, work);
    this.turns.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }
}
