import type { OutboxCore } from '../outbox-core';
import type { World } from '../outbox-rows';
import { MemoryStore } from '../memory-store';
import type { Reply, Row } from '../outbox-row';
import type { Fault, ModelServer } from './model-server';
import { Mortal } from './mortal';

export type Core = new (world: World) => OutboxCore;

/** One phone or computer with its pages. */
export class Device extends Mortal {
  private keys = 0;
  clock = 0;
  faults: Fault[] = [];
  requests = 0;
  /** The epoch that a page left open last heard of. */
  heard: string | null = null;
  readonly sawKeyConflict: string[] = [];

  constructor(
    readonly number: number,
    private readonly server: ModelServer,
    private readonly Core: Core,
    private readonly keepsInMemoryOnly = false,
  ) {
    super();
  }

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

  /** What it had in memory only is gone too. */
  override crash(): void {
    super.crash();
    if (this.keepsInMemoryOnly) this.disk = new MemoryStore();
  }

  private async post(row: Row): Promise<Reply | null> {
    await this.step();
    this.requests += 1;
    const reply = this.server.receive(this.number, await this.opened(row), this.faults.shift() ?? 'none');
    if ((reply?.body as { code?: string } | undefined)?.code === 'idempotency.conflict')
      this.sawKeyConflict.push(row.key);
    this.heard = reply?.epoch ?? this.heard;
    await this.step();
    return reply;
  }

  /** What was received is left as an envelope only; the server opens it. */
  private async opened(row: Row): Promise<Row> {
    if (row.body !== null) return row;
    const sealed = await this.disk.readSealed('outbox', row.key);
    return { ...row, body: JSON.parse(new TextDecoder().decode(sealed ?? undefined)) as unknown };
  }
}
