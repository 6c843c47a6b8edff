import { parseProblem } from '../core/problem-view';
import { FileShelf } from './file-shelf';
import { LASTING, type LastingWrite } from './kinds';
import type { Change, LocalStore } from './local-store';
import {
  currentVersion,
  mergedBody,
  newRow,
  recordBefore,
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

const NEXT = 'outbox.next';
/** Why a row lies aside: its writer removed what it was to go after. */
export const FIRST_REMOVED = 'outbox.first-removed';

/** The rows of the outbox and what their writer does with them: a write is on the device in the same moment as the draft it ends. */
export class OutboxRows {
  protected readonly files: FileShelf;

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

  /** Only its writer takes a row away, after having been asked. What was to go after it is put aside, and says why. */
  async takeAway(key: string): Promise<void> {
    await this.world.alone('rows', async () => {
      const row = await this.world.store.read<Row>('outbox', key);
      if (row === null) return;
      const left = { state: 'aside', problem: parseProblem(0, { code: FIRST_REMOVED }) } as const;
      const aside = (await this.following(row)).map((one) => this.put({ ...one, ...left }));
      await this.world.store.write([
        { shelf: 'outbox', key, removed: true },
        ...this.files.removed(row),
        ...(await Promise.all(aside)),
      ]);
    });
  }

  /** What was written of a case whose notification the server does not have. */
  protected async following({ kind, state, subject }: Row): Promise<readonly Row[]> {
    if (kind !== 'notification' || state === 'received') return [];
    return (await this.rows()).filter((one) => recordBefore(one) === subject && one.state !== 'received');
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

  /** A row that never left takes what is written next; one that may have left keeps its body, because its key stands for it. */
  protected merged(last: Row, fresh: Row): unknown {
    return last.tried ? undefined : mergedBody(last.body, fresh.body);
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
}
