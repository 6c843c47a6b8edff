import type { Receipt } from '@domain/receipt.js';
import { parseProblem } from '../core/problem-view';
import { choicesOf, isRefusal, isSignedOut, receiptOf } from './answers';
import { LASTING, type LastingWrite } from './kinds';
import { FileShelf } from './file-shelf';
import type { Change, LocalStore } from './local-store';
import { afterSaving } from './made-here';
import {
  currentVersion,
  mergedBody,
  newRow,
  sizeOf,
  turnOf,
  type Closable,
  type NewRow,
  type Reply,
  type Row,
} from './outbox-row';

/** What the outbox needs from the world around it: everything else about it is decided here. */
export interface World {
  readonly store: LocalStore;
  /** One request, and nothing more: `null` when no answer came, whatever may have happened on the way. */
  readonly post: (row: Row) => Promise<Reply | null>;
  /** A write closed to everybody but the server; `null` while no key of the server is known. */
  readonly seal: (write: Closable) => Promise<Uint8Array | null>;
  /** One at a time over all pages of this device; a page that dies lets go. */
  readonly alone: <T>(name: 'rows' | 'sending' | 'files', work: () => Promise<T>) => Promise<T>;
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

/**
 * The lasting outbox. A write is on the device before it is sent, in the same moment as the draft it ends; it is sent with the same key
 * until the server has answered; no answer takes it away. Writes of one subject go in their order, and one that is refused holds up
 * nothing but its own subject. The page may die between any two lines of this file.
 */
export class OutboxCore {
  private readonly files: FileShelf;

  constructor(protected readonly world: World) {
    this.files = new FileShelf(world);
  }

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
        await this.put({ ...row, bytes: sizeOf(row.body) + (row.file?.size ?? 0) }),
        ...(row === fresh ? [{ shelf: 'meta', key: NEXT, value: place + 1 } as const] : []),
        ...gone.map((key) => ({ shelf: 'outbox', key, removed: true }) as const),
        ...(write.file === undefined ? [] : await this.files.laid(row, write.file.bytes)),
        ...also,
      ]);
      return row;
    });
  }

  /** One pass over what waits and has no file. Rows written while it runs are left to the next one. */
  async send(tell: Told = () => undefined): Promise<Pass> {
    return this.world.alone('sending', async () => {
      const blocked = new Set<string>();
      let wait = 0;
      const rows = (await this.rows()).filter(({ file }) => file === undefined);
      const unsettled = new Set(rows.filter(isUnsettled).map(({ key }) => key));
      const waits = ({ after }: Row) => rows.some((one) => one.subject === after && unsettled.has(one.key));
      for (const row of [...this.inOrder(rows)].sort(firstComesFirst)) {
        if (row.state === 'refused' && !LASTING[row.kind].apart) blocked.add(row.subject);
        if (row.state !== 'kept' || blocked.has(row.subject) || waits(row)) continue;
        const { reply, settled } = await this.attempt(row, tell);
        if (reply !== null && isSignedOut(reply)) return { left: 0, wait: 0, signedOut: true };
        if (settled?.state === 'received') {
          unsettled.delete(row.key);
          continue;
        }
        if (settled?.state !== 'refused' || !LASTING[row.kind].apart) blocked.add(row.subject);
        wait = Math.max(wait, reply?.wait ?? 0);
        if (reply?.status === 429) break;
      }
      return this.ended(wait, ({ file }) => file === undefined);
    });
  }

  /** The same for rows with a file: one at a time, each after all other writes about its record, and beside them. */
  async sendFiles(tell: Told = () => undefined): Promise<Pass> {
    return this.world.alone('files', async () => {
      let wait = 0;
      for (const row of this.inOrder(await this.rows())) {
        if (row.file === undefined || row.state !== 'kept' || this.isHeld(row, await this.rows())) continue;
        const { reply, settled } = await this.attempt(row, tell);
        if (reply !== null && isSignedOut(reply)) return { left: 0, wait: 0, signedOut: true };
        if (settled?.state === 'received' || settled?.state === 'refused') continue;
        wait = reply?.wait ?? 0;
        break;
      }
      const rows = await this.rows();
      return this.ended(wait, (row) => row.file !== undefined && !this.isHeld(row, rows));
    });
  }

  /** The record is on the server, and nothing about it waits to go there: a picture of a death that nobody has notified is nobody's. */
  protected isHeld({ file }: Row, rows: readonly Row[]): boolean {
    return rows.some(
      (one) =>
        one.file === undefined &&
        file?.after === one.subject.split(':').at(-1) &&
        (one.state === 'kept' || (one.kind === 'notification' && one.state !== 'received')),
    );
  }

  /** Marked before it leaves; what the server answered is kept before anything else is sent. */
  private async attempt(row: Row, tell: Told): Promise<{ readonly reply: Reply | null; settled?: Row }> {
    const marked = await this.change(row.key, (now) =>
      now.state === 'kept' ? { ...now, tried: true } : now,
    );
    if (marked?.state !== 'kept') return { reply: null, ...(marked ? { settled: marked } : {}) };
    const closed = await this.files.closed(marked);
    if (closed.length > 0) await this.world.store.write(closed);
    const reply = await this.world.post(marked);
    const settled = reply === null ? undefined : await this.settle(marked, reply, tell);
    if (reply?.at) await this.forgetOld(reply.at);
    return { reply, ...(settled ? { settled } : {}) };
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
  async adopt(rows: readonly Row[], from: LocalStore): Promise<void> {
    const author = this.world.author();
    const mine = rows.filter((row) => row.author === author).sort((a, b) => a.place - b.place);
    if (mine.length === 0) return;
    await this.world.alone('rows', async () => {
      const next = (await this.world.store.read<number>('meta', NEXT)) ?? 1;
      const changes = await Promise.all(mine.map((row, n) => this.put({ ...row, place: next + n })));
      const files = await Promise.all(mine.map((row) => this.files.moved(row, from)));
      await this.world.store.write([
        ...changes,
        ...files.flat(),
        { shelf: 'meta', key: NEXT, value: next + mine.length },
      ]);
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
    await this.world.alone('rows', async () => {
      const row = await this.world.store.read<Row>('outbox', key);
      const files = row === null ? [] : this.files.removed(row);
      await this.world.store.write([{ shelf: 'outbox', key, removed: true }, ...files]);
    });
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
      const pages = await afterSaving(this.world.store, row.url, reply.body);
      const settled = await this.change(row.key, (now) => this.received(now, reply, receipt), pages);
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

  /** Changes a row as it is now, with what changes in the same moment, and gives what it became; nothing when it is gone. */
  protected async change(
    key: string,
    next: (row: Row) => Row,
    also: readonly Change[] = [],
  ): Promise<Row | undefined> {
    return this.world.alone('rows', async () => {
      const row = await this.world.store.read<Row>('outbox', key);
      if (row === null) return undefined;
      const changed = next(row);
      const files = changed.state === 'received' ? await this.files.emptied(changed) : [];
      if (changed !== row) await this.world.store.write([await this.put(changed), ...files, ...also]);
      return changed;
    });
  }

  /** The envelope is made once: what a key stands for never changes. Of what the server has, nothing readable stays here. */
  protected async put(row: Row): Promise<Change> {
    const sealed = (await this.world.store.readSealed('outbox', row.key)) ?? (await this.world.seal(row));
    if (sealed === null) return { shelf: 'outbox', key: row.key, value: row };
    const value = row.state === 'received' ? { ...row, body: null } : row;
    return { shelf: 'outbox', key: row.key, value, sealed, ...turnOf(row) };
  }

  private rowOf(write: NewRow, place: number): Row {
    const author = this.world.author();
    if (author === null) throw new Error('nobody is signed in');
    return newRow(write, { key: this.world.newKey(), place, author, at: this.world.now() });
  }

  /** The last row of a subject that is not settled, when it goes to the same address. */
  private async lastOf({ subject, url, method }: Row): Promise<Row | null> {
    const last = (await this.rows()).findLast((row) => row.subject === subject && row.state !== 'received');
    return last?.state === 'kept' && last.url === url && last.method === method ? last : null;
  }

  private async ended(wait: number, isOf: (row: Row) => boolean): Promise<Pass> {
    const left = (await this.rows()).filter((row) => row.state === 'kept' && isOf(row)).length;
    return { left, wait, signedOut: false };
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
    await this.world.store.write(
      old.flatMap((row) => [
        { shelf: 'outbox', key: row.key, removed: true } as const,
        ...this.files.removed(row),
      ]),
    );
  }
}

/** A corrected notification was written after what waits for it. Within a subject the order stays. */
const firstComesFirst = (a: Row, b: Row): number =>
  Number(a.after !== undefined) - Number(b.after !== undefined);

const isUnsettled = ({ state }: Row): boolean => state !== 'received';
