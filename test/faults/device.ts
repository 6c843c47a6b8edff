import { sealedTo } from '../../frontend/src/app/offline/envelope.js';
import { bytesIn, FileSender } from '../../frontend/src/app/offline/file-sender.js';
import type { LastingWrite } from '../../frontend/src/app/offline/kinds.js';
import { MemoryStore } from '../../frontend/src/app/offline/memory-store.js';
import { OutboxCore, type Pass } from '../../frontend/src/app/offline/outbox-core.js';
import type { Asked, Closable, Reply, Row } from '../../frontend/src/app/offline/outbox-row.js';
import type { World } from '../../frontend/src/app/offline/outbox-rows.js';
import { replyOf } from '../../frontend/src/app/offline/reply.js';
import type { Enclosed, SyncView } from '../../backend/src/domain/sync/sync.js';
import { newId } from '../support/api.js';
import { idOf, tokenOf, type CastMember } from '../support/people.js';

export type Core = new (world: World) => OutboxCore;

const ANSWER_MS = 8000;

/** A device of one person, with the very outbox of the browser; what it stores outlives every kill of the server. */
export class Device {
  private readonly store = new MemoryStore();
  private readonly turns = new Map<string, Promise<unknown>>();
  private epoch: string | null = null;
  private key: SyncView['key'] | null = null;
  readonly outbox: OutboxCore;
  /** What the server has said it received, by key. */
  readonly receipts = new Map<string, string>();
  readonly versions = new Map<string, number>();

  constructor(
    readonly person: CastMember,
    private readonly url: string,
    Core: Core = OutboxCore,
  ) {
    const files = new FileSender({
      store: this.store,
      ask: (write) => this.ask(write),
      newKey: newId,
      tell: () => undefined,
    });
    this.outbox = new Core({
      store: this.store,
      post: (row) => files.send(row, () => this.post(row)),
      seal: (row) => this.seal(row),
      alone: (name, work) => this.alone(name, work),
      now: () => Date.now(),
      newKey: newId,
      author: () => idOf(person),
    });
  }

  /** The public key and the epoch of the server, asked for once. */
  async greet(): Promise<void> {
    const reply = await this.request('GET', '/sync');
    if (reply?.status !== 200) throw new Error(`no greeting: ${String(reply?.status)}`);
    const { key, epoch } = reply.body as SyncView;
    this.key = key;
    this.epoch = epoch;
    await this.outbox.meetEpoch(epoch);
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
    const again = this.epoch === null ? 0 : await this.outbox.meetEpoch(this.epoch);
    return { ...pass, left: pass.left + files.left + again };
  }

  private async post(row: Row): Promise<Reply | null> {
    if (row.body !== null) return this.ask(row);
    const sealed = await this.store.readSealed('outbox', row.key);
    if (sealed === null) return null;
    const envelope = Buffer.from(sealed).toString('base64');
    return this.request('POST', '/sync/envelopes', { envelope }, believing(row));
  }

  private ask(write: Asked): Promise<Reply | null> {
    const { key, method, url, body, ifMatch, author, isBytes } = write;
    const headers = { 'X-Denba-Author': author, 'Idempotency-Key': key, ...believing(write) };
    const version = ifMatch === null ? {} : { 'If-Match': `"${String(ifMatch)}"` };
    return this.request(method, url, isBytes === true ? bytesIn(write) : body, { ...headers, ...version });
  }

  private async request(
    method: string,
    path: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Reply | null> {
    const bytes = body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : null;
    const type = bytes === null ? 'application/json' : 'application/octet-stream';
    const headers = {
      'X-Denba': '1',
      Cookie: `denba-sid=${tokenOf(this.person)}`,
      ...(body === undefined ? {} : { 'Content-Type': type }),
      ...more,
    };
    try {
      const response = await fetch(`${this.url}/api${path}`, {
        method,
        headers,
        body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const reply = await replyOf(response);
      this.epoch = reply.epoch ?? this.epoch;
      return reply;
    } catch {
      return null;
    }
  }

  private async seal({
    author,
    key,
    method,
    url,
    ifMatch,
    body,
    isBytes,
  }: Closable): Promise<Uint8Array | null> {
    if (this.key === null) return null;
    const content = isBytes === true ? { body: String(body), isBytes } : { body: JSON.stringify(body) };
    const enclosed: Enclosed = { author, key, method, url, ifMatch, ...content };
    const point = Uint8Array.from(Buffer.from(this.key.point, 'base64'));
    return sealedTo({ id: this.key.id, point }, author, JSON.stringify(enclosed));
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

/** A server that was put back meanwhile answers this before it takes anything. */
function believing({ epoch }: Pick<Row, 'epoch'>): Readonly<Record<string, string>> {
  return epoch === null ? {} : { 'X-Denba-Epoch': epoch };
}
