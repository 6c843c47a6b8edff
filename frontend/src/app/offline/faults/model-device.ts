import type { OutboxCore, World } from '../outbox-core';
import type { LocalStore, Shelf } from '../local-store';
import { MemoryStore } from '../memory-store';
import type { Reply, Row } from '../outbox-row';
import type { Fault, ModelServer } from './model-server';

/** The page is gone in the middle of what it was doing. */
export class Died extends Error {}

export type Core = new (world: World) => OutboxCore;

/** One phone or computer with its pages. Every step of a page may be its last. */
export class Device {
  /** What a page wrote is there when the next one opens. */
  private disk = new MemoryStore();
  private readonly queues = new Map<string, Promise<unknown>>();
  private keys = 0;
  /** Steps until the page dies. */
  fuse = Number.POSITIVE_INFINITY;
  clock = 0;
  faults: Fault[] = [];
  requests = 0;
  readonly sawKeyConflict: string[] = [];

  constructor(
    readonly number: number,
    private readonly server: ModelServer,
    private readonly Core: Core,
    private readonly keepsInMemoryOnly = false,
  ) {}

  /** A page opened now: it knows nothing but what the disk says. */
  open(): OutboxCore {
    return new this.Core({
      store: this.store(),
      post: (row) => this.post(row),
      seal: (row) =>
        Promise.resolve(row.body === null ? null : new TextEncoder().encode(JSON.stringify(row.body))),
      alone: (name, work) => this.alone(name, work),
      now: () => this.server.at + this.clock,
      newKey: () => `${String(this.number)}-${String((this.keys += 1))}`,
      author: () => 'writer',
    });
  }

  /** Everything that is here, also what only the server can open. */
  async contents(): Promise<readonly Row[]> {
    return Promise.all((await this.open().rows()).map((row) => this.opened(row)));
  }

  /** The page died: what it had in memory only is gone, and its locks are free. */
  crash(): void {
    this.fuse = Number.POSITIVE_INFINITY;
    this.queues.clear();
    if (this.keepsInMemoryOnly) this.disk = new MemoryStore();
  }

  private store(): LocalStore {
    return {
      read: <T>(shelf: Shelf, key: string) => this.step().then(() => this.disk.read<T>(shelf, key)),
      readAll: <T>(shelf: Shelf) => this.step().then(() => this.disk.readAll<T>(shelf)),
      readSealed: (shelf, key) => this.step().then(() => this.disk.readSealed(shelf, key)),
      write: async (changes) => {
        await this.step();
        await this.disk.write(changes);
        await this.step();
      },
    };
  }

  private async post(row: Row): Promise<Reply | null> {
    await this.step();
    this.requests += 1;
    const reply = this.server.receive(this.number, await this.opened(row), this.faults.shift() ?? 'none');
    if ((reply?.body as { code?: string } | undefined)?.code === 'idempotency.conflict')
      this.sawKeyConflict.push(row.key);
    await this.step();
    return reply;
  }

  /** What was received is left as an envelope only; the server opens it. */
  private async opened(row: Row): Promise<Row> {
    if (row.body !== null) return row;
    const sealed = await this.disk.readSealed('outbox', row.key);
    return { ...row, body: JSON.parse(new TextDecoder().decode(sealed ?? undefined)) as unknown };
  }

  private async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.queues.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }

  private async step(): Promise<void> {
    this.fuse -= 1;
    if (this.fuse < 0) throw new Died();
    await Promise.resolve();
  }
}
