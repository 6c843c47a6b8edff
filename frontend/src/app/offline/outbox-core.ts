import type { Receipt } from '@domain/receipt.js';
import type { DraftSaved } from '@domain/cases/case.js';
import { parseProblem } from '../core/problem-view';
import { LASTING, type LastingWrite } from './kinds';
import type { Change, LocalStore } from './local-store';
import { currentVersion, mergedBody, sizeOf, type Choice, type Reply, type Row } from './outbox-row';

/** What the outbox needs from the world around it: everything else about it is decided here. */
export interface World {
  readonly store: LocalStore;
  /** One request, and nothing more: `null` when no answer came, whatever may have happened on the way. */
  readonly post: (row: Row) => Promise<Reply | null>;
  /** The row closed to everybody but the server; `null` while no key of the server is known. */
  readonly seal: (row: Row) => Promise<Uint8Array | null>;
  /** One at a time over all pages of this device; a page that dies lets go. */
  readonly alone: <T>(name: 'rows' | 'sending', work: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly newKey: () => string;
  /** Who is signed in. */
  readonly author: () => string | null;
}

/** What became of a row in this pass. `answer` is what the server said beside the receipt. */
export type Told = (row: Row, answer?: unknown) => void;

/** How a pass ended: `left` rows still to be sent, after `wait` milliseconds; `signedOut` when the server no longer knows the writer. */
export interface Pass {
  readonly left: number;
  readonly wait: number;
  readonly signedOut: boolean;
}

const NEXT = 'outbox.next';
const EPOCH = 'outbox.epoch';
const REMEMBERED_MS = 30 * 86_400_000;
const SIGNED_OUT = ['session.required', 'password.must-change', 'factor.required', 'factor.enrol'];

/**
 * The lasting outbox. A write is on the device before it is sent, in the same moment as the draft it ends; it is sent with the same key
 * until the server has answered; no answer takes it away. Writes of one subject go in their order, and one that is refused holds up
 * nothing but its own subject. The page may die between any two lines of this file.
 */
export class OutboxCore {
  constructor(protected readonly world: World) {}

  /** The rows of who is signed in, in their order. */
  async rows(): Promise<readonly Row[]> {
    const author = this.world.author();
    const all = await this.world.store.readAll<Row>('outbox');
    return [...all.values()]
      .filter((row) => row.author === author)
      .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1));
  }

  /** Keeps a write on this device; once this resolves it is not lost. */
  async keep(write: LastingWrite, page = ''): Promise<Row> {
    return this.world.alone('rows', async () => {
      const { store } = this.world;
      const place = (await store.read<number>('meta', NEXT)) ?? 1;
      const { also = [], instead = [] } = write;
      const fresh = { ...this.rowOf(write, place), page };
      const last = LASTING[write.kind].apart ? await this.lastOf(fresh) : null;
      const body = last === null ? undefined : this.merged(last, fresh);
      const row = body === undefined || last === null ? fresh : { ...fresh, body, place: last.place };
      const gone = [...instead, ...(row === fresh || last === null ? [] : [last.key])];
      await store.write([
        await this.put({ ...row, bytes: sizeOf(row.body) }),
        ...(row === fresh ? [{ shelf: 'meta', key: NEXT, value: place + 1 } as const] : []),
        ...gone.map((key) => ({ shelf: 'outbox', key, removed: true }) as const),
        ...also,
      ]);
      return row;
    });
  }

  /** One pass over what waits. Rows written while it runs are left to the next one. */
  async send(tell: Told = () => undefined): Promise<Pass> {
    return this.world.alone('sending', async () => {
      const blocked = new Set<string>();
      let wait = 0;
      for (const row of this.inOrder(await this.rows())) {
        if (row.state === 'refused' && !LASTING[row.kind].apart) blocked.add(row.subject);
        if (row.state !== 'kept' || blocked.has(row.subject)) continue;
        const marked = await this.change(row.key, (now) =>
          now.state === 'kept' ? { ...now, tried: true } : now,
        );
        if (marked?.state !== 'kept') continue;
        const reply = await this.world.post(marked);
        const settled = reply === null ? null : await this.settle(marked, reply, tell);
        if (reply?.at) await this.forgetOld(reply.at);
        if (reply !== null && isSignedOut(reply)) return this.ended(0, true);
        if (settled?.state === 'received') continue;
        if (settled?.state !== 'refused' || !LASTING[row.kind].apart) blocked.add(row.subject);
        wait = Math.max(wait, reply?.wait ?? 0);
        if (reply?.status === 429) break;
      }
      return this.ended(wait, false);
    });
  }

  /** The server may have forgotten what it had received: whatever another epoch received goes again. */
  async meetEpoch(epoch: string): Promise<number> {
    return this.world.alone('rows', async () => {
      const before = await this.world.store.read<string>('meta', EPOCH);
      if (before === epoch) return 0;
      const again = (await this.rows()).filter((row) => row.state === 'received' && row.epoch !== epoch);
      await this.world.store.write([
        { shelf: 'meta', key: EPOCH, value: epoch },
        ...(await Promise.all(again.map((row) => this.put({ ...row, state: 'kept' })))),
      ]);
      return again.length;
    });
  }

  /** Rows of the one who is signed in that were kept elsewhere until now, after those that are here. */
  async adopt(rows: readonly Row[]): Promise<void> {
    const author = this.world.author();
    const mine = rows.filter((row) => row.author === author).sort((a, b) => a.place - b.place);
    if (mine.length === 0) return;
    await this.world.alone('rows', async () => {
      const next = (await this.world.store.read<number>('meta', NEXT)) ?? 1;
      const changes = await Promise.all(mine.map((row, n) => this.put({ ...row, place: next + n })));
      await this.world.store.write([...changes, { shelf: 'meta', key: NEXT, value: next + mine.length }]);
    });
  }

  /** Puts a row aside, where it holds up nothing. */
  async putAside(key: string): Promise<void> {
    await this.change(key, (row) => (row.state === 'received' ? row : { ...row, state: 'aside' }));
  }

  /** Sends a refused row, or one that was put aside, as it is. */
  async resume(key: string): Promise<void> {
    await this.change(key, (row) =>
      row.state === 'received' ? row : { ...row, state: 'kept', problem: null },
    );
  }

  /** The same act on what the server holds today: another request, so another key. */
  async redo(key: string): Promise<void> {
    await this.world.alone('rows', async () => {
      const row = await this.world.store.read<Row>('outbox', key);
      if (row?.state !== 'refused') return;
      if (row.body === null) {
        await this.world.store.write([await this.put({ ...row, state: 'kept', problem: null })]);
        return;
      }
      const ifMatch = (row.problem === null ? null : currentVersion(row.problem)) ?? row.ifMatch;
      const next: Row = {
        ...row,
        key: this.world.newKey(),
        ifMatch,
        state: 'kept',
        tried: false,
        problem: null,
      };
      await this.world.store.write([await this.put(next), { shelf: 'outbox', key, removed: true }]);
    });
  }

  /** Only its writer takes a row away, after having been asked. */
  async takeAway(key: string): Promise<void> {
    await this.world.alone('rows', () => this.world.store.write([{ shelf: 'outbox', key, removed: true }]));
  }

  /** One of two values of a field: theirs stays, or mine is written over it. */
  async choose(key: string, question: string, whose: 'mine' | 'theirs'): Promise<void> {
    await this.world.alone('rows', async () => {
      const { store } = this.world;
      const row = await store.read<Row>('outbox', key);
      const choice = row?.choices.find((one) => one.question === question);
      if (row === null || choice === undefined) return;
      const changes = [await this.put({ ...row, choices: row.choices.filter((one) => one !== choice) })];
      if (whose === 'mine') {
        const place = (await store.read<number>('meta', NEXT)) ?? 1;
        const patches = [{ question, base: choice.theirs, value: choice.mine }];
        const mine = this.rowOf({ ...row, body: { patches }, ifMatch: null }, place);
        changes.push(await this.put({ ...mine, page: row.page }));
        changes.push({ shelf: 'meta', key: NEXT, value: place + 1 });
      }
      await store.write(changes);
    });
  }

  protected inOrder(rows: readonly Row[]): readonly Row[] {
    return rows;
  }

  /** A row that never left takes what is written next; one that may have left keeps its body, because its key stands for it. */
  protected merged(last: Row, fresh: Row): unknown {
    return last.tried ? undefined : mergedBody(last.body, fresh.body);
  }

  /** What the server answered is kept before anything else is sent. */
  protected async settle(row: Row, reply: Reply, tell: Told): Promise<Row | undefined> {
    const receipt = receiptOf(reply);
    if (receipt !== null) {
      const settled = await this.change(row.key, (now) => this.received(now, reply, receipt));
      if (settled) tell(settled, reply.body);
      return settled;
    }
    if (!isRefusal(reply)) return row;
    const problem = parseProblem(reply.status, reply.body);
    const settled = await this.change(row.key, (now) => ({ ...now, state: 'refused', problem }));
    if (settled) tell(settled);
    return settled;
  }

  /** A receipt that is known already says nothing new: what it said of other writers then is not asked again. */
  protected received(row: Row, reply: Reply, receipt: Receipt): Row {
    const isKnown = receipt.receipt === row.receipt;
    return {
      ...row,
      state: 'received',
      receipt: receipt.receipt,
      receivedAt: reply.at ?? this.world.now(),
      epoch: reply.epoch,
      problem: null,
      choices: isKnown ? row.choices : choicesOf(reply.body),
    };
  }

  /** Changes a row as it is now, and gives what it became; nothing when it is gone. */
  protected async change(key: string, next: (row: Row) => Row): Promise<Row | undefined> {
    return this.world.alone('rows', async () => {
      const row = await this.world.store.read<Row>('outbox', key);
      if (row === null) return undefined;
      const changed = next(row);
      if (changed !== row) await this.world.store.write([await this.put(changed)]);
      return changed;
    });
  }

  /** The envelope is made once: what a key stands for never changes. Of what the server has, nothing readable stays here. */
  protected async put(row: Row): Promise<Change> {
    const sealed = (await this.world.store.readSealed('outbox', row.key)) ?? (await this.world.seal(row));
    if (sealed === null) return { shelf: 'outbox', key: row.key, value: row };
    const value = row.state === 'received' ? { ...row, body: null } : row;
    return { shelf: 'outbox', key: row.key, value, sealed };
  }

  private rowOf(
    write: Omit<LastingWrite, 'ifMatch'> & { readonly ifMatch?: number | null },
    place: number,
  ): Row {
    const author = this.world.author();
    if (author === null) throw new Error('nobody is signed in');
    return {
      key: this.world.newKey(),
      place,
      author,
      kind: write.kind,
      subject: write.subject,
      method: write.method,
      url: write.url,
      body: write.body,
      ifMatch: write.ifMatch ?? null,
      about: write.about ?? '',
      page: '',
      at: this.world.now(),
      bytes: sizeOf(write.body),
      state: 'kept',
      tried: false,
      receipt: null,
      receivedAt: null,
      epoch: null,
      problem: null,
      choices: [],
    };
  }

  /** The last row of a subject that is not settled, when it goes to the same address. */
  private async lastOf({ subject, url, method }: Row): Promise<Row | null> {
    const last = (await this.rows()).findLast((row) => row.subject === subject && row.state !== 'received');
    return last?.state === 'kept' && last.url === url && last.method === method ? last : null;
  }

  private async ended(wait: number, signedOut: boolean): Promise<Pass> {
    const left = (await this.rows()).filter(({ state }) => state === 'kept').length;
    return { left, wait, signedOut };
  }

  /**
   * What was received is kept for a month, in case the server forgets it: a month by the clock of the server, for that of the device may
   * say anything. A choice that waits is kept until it is made.
   */
  private async forgetOld(serverTime: number): Promise<void> {
    const old = (await this.rows()).filter(
      ({ state, receivedAt, choices }) =>
        state === 'received' &&
        choices.length === 0 &&
        serverTime - (receivedAt ?? serverTime) > REMEMBERED_MS,
    );
    if (old.length === 0) return;
    await this.world.store.write(old.map(({ key }) => ({ shelf: 'outbox', key, removed: true }) as const));
  }
}

/** Only a receipt says that something was received: a page of a hotel's network answers 200 as well. */
function receiptOf({ status, body }: Reply): Receipt | null {
  if (status < 200 || status > 299 || typeof body !== 'object' || body === null) return null;
  const { receipt } = body as Partial<Receipt>;
  return typeof receipt === 'string' ? (body as Receipt) : null;
}

function choicesOf(body: unknown): readonly Choice[] {
  const { conflicts } = body as Partial<DraftSaved>;
  return Array.isArray(conflicts) ? (conflicts as readonly Choice[]) : [];
}

function codeOf(body: unknown): string {
  const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** The writer is to sign in first: nothing is wrong with the row. */
function isSignedOut({ status, body }: Reply): boolean {
  return status === 401 || (status === 403 && SIGNED_OUT.includes(codeOf(body)));
}

/** An answer to this very request, in the words of the server; anything else is tried again. */
function isRefusal(reply: Reply): boolean {
  const { status } = reply;
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status) && !isSignedOut(reply);
}
