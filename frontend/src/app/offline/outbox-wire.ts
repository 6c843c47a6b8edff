import type { Enclosed, SyncView } from '@domain/sync/sync.js';
import { base64, fromBase64 } from './bytes';
import { sealedTo } from './envelope';
import { bytesIn } from './file-sender';
import type { LocalStore } from './local-store';
import type { Asked, Closable, Reply, Row } from './outbox-row';
import { replyOf } from './reply';

const ANSWER_MS = 45_000;
/** A piece of a file on the slowest of networks. */
const PIECE_MS = 120_000;
const CARRIED = 30_000;

const SERVER_KEY = 'server.key';

/** How an address of the server is asked; a page asks where it came from. */
type Fetched = (address: string, init: RequestInit) => Promise<Response>;

/** What the outbox of a device says to the server, and what it knows of it. */
export class OutboxWire {
  private lastEpoch: string | null = null;

  constructor(
    private readonly store: LocalStore,
    private readonly met: (answer: 'answer' | 'silence') => void,
    private readonly fetched: Fetched = (address, init) => fetch(address, init),
  ) {}

  /** As the server last told it. */
  get epoch(): string | null {
    return this.lastEpoch;
  }

  /** The epoch of the server and its public key, which is kept for the days without a network. */
  async greet(): Promise<void> {
    const reply = await this.request('GET', '/sync');
    if (reply?.status !== 200) return;
    const { epoch, key } = reply.body as SyncView;
    this.lastEpoch = epoch;
    await this.store.write([{ shelf: 'meta', key: SERVER_KEY, value: key }]);
  }

  /** What was received and may be lost is left as an envelope; anything else goes as it was written. */
  async post(row: Row): Promise<Reply | null> {
    if (row.body !== null) return this.ask(row);
    const sealed = await this.store.readSealed('outbox', row.key);
    return sealed && this.request('POST', '/sync/envelopes', { envelope: base64(sealed) }, believing(row));
  }

  ask(write: Asked): Promise<Reply | null> {
    const { key, method, url, body, ifMatch, author, isBytes } = write;
    const headers = { 'X-Denba-Author': author, 'Idempotency-Key': key, ...believing(write) };
    const version = ifMatch === null ? {} : { 'If-Match': `"${String(ifMatch)}"` };
    return this.request(method, url, isBytes === true ? bytesIn(write) : body, { ...headers, ...version });
  }

  async request(
    method: string,
    url: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Reply | null> {
    const bytes = body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : null;
    const sent = bytes ?? (body === undefined ? null : JSON.stringify(body));
    const type = bytes === null ? 'application/json' : 'application/octet-stream';
    try {
      const response = await this.fetched(`/api${url}`, {
        method,
        headers: { 'X-Denba': '1', ...(sent === null ? {} : { 'Content-Type': type }), ...more },
        body: sent,
        keepalive: (sent?.length ?? 0) < CARRIED,
        signal: AbortSignal.timeout(bytes === null ? ANSWER_MS : PIECE_MS),
      });
      const reply = await replyOf(response);
      this.met('answer');
      this.lastEpoch = reply.epoch ?? this.lastEpoch;
      return reply;
    } catch {
      this.met('silence');
      return null;
    }
  }

  async seal({ author, key, method, url, ifMatch, body, isBytes }: Closable): Promise<Uint8Array | null> {
    const known = await this.store.read<SyncView['key']>('meta', SERVER_KEY);
    if (known === null) return null;
    const content = isBytes === true ? { body: String(body), isBytes } : { body: JSON.stringify(body) };
    const enclosed: Enclosed = { author, key, method, url, ifMatch, ...content };
    return sealedTo({ id: known.id, point: fromBase64(known.point) }, author, JSON.stringify(enclosed));
  }
}

/** A server that was put back meanwhile answers this before it takes anything. */
function believing({ epoch }: Pick<Row, 'epoch'>): Readonly<Record<string, string>> {
  return epoch === null ? {} : { 'X-Denba-Epoch': epoch };
}
