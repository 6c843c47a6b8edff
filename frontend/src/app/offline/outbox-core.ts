import type { Receipt } from '@domain/receipt.js';
import { parseProblem, type ProblemView } from '../core/problem-view';
import { choicesOf, isRefusal, isSignedOut, receiptOf } from './answers';
import { LASTING } from './kinds';
import { afterSaving } from './made-here';
import { partedBody, recordBefore, sizeOf, type Reply, type Row } from './outbox-row';
import { OutboxRows } from './outbox-rows';

/** What became of a row in this pass. `answer` is what the server said beside the receipt; `sentAs` the key under which it was sent. */
export type Told = (row: Row, answer?: unknown, sentAs?: string) => void;

/** How a pass ended: `left` rows still to be sent, after `wait` milliseconds; `signedOut` when the server no longer knows the writer. */
export interface Pass {
  readonly left: number;
  readonly wait: number;
  readonly signedOut: boolean;
}

const EPOCH = 'outbox.epoch';
const REMEMBERED_MS = 30 * 86_400_000;

/**
 * The lasting outbox. A write is on the device before it is sent, in the same moment as the draft it ends; it is sent with the same key
 * until the server has answered; no answer takes it away. Writes of one subject go in their order, and one that is refused holds up
 * nothing but its own subject. The page may die between any two lines of this file.
 */
export class OutboxCore extends OutboxRows {
  /** One pass over what waits and has no file. Rows written while it runs are left to the next one. */
  async send(tell: Told = () => undefined): Promise<Pass> {
    return this.world.alone('sending', async () => {
      const blocked = new Set<string>();
      let wait = 0;
      const { epoch, rows: all } = await this.standing();
      const rows = all.filter(({ file }) => file === undefined);
      const unsettled = new Set(rows.filter(isUnsettled).map(({ key }) => key));
      const waits = ({ after }: Row) => rows.some((one) => one.subject === after && unsettled.has(one.key));
      for (const row of [...this.inOrder(rows)].sort(firstComesFirst)) {
        if (row.state === 'refused' && !LASTING[row.kind].apart) blocked.add(row.subject);
        if (row.state !== 'kept' || blocked.has(row.subject) || waits(row)) continue;
        const { reply, settled } = await this.attempt({ ...row, epoch }, tell);
        if (reply !== null && isSignedOut(reply)) return { left: 0, wait: 0, signedOut: true };
        if (settled?.state === 'received') {
          unsettled.delete(row.key);
          continue;
        }
        if (settled?.state !== 'refused' || !LASTING[row.kind].apart) blocked.add(row.subject);
        wait = Math.max(wait, reply?.wait ?? 0);
        if (reply?.status === 429 || reply?.status === 425) break;
      }
      return this.ended(wait, ({ file }) => file === undefined);
    });
  }

  /** The same for rows with a file: one at a time, each after all other writes about its record, and beside them. */
  async sendFiles(tell: Told = () => undefined): Promise<Pass> {
    return this.world.alone('files', async () => {
      let wait = 0;
      const { epoch, rows: all } = await this.standing();
      for (const row of this.inOrder(all)) {
        if (row.file === undefined || row.state !== 'kept' || this.isHeld(row, await this.rows())) continue;
        const { reply, settled } = await this.attempt({ ...row, epoch }, tell);
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
  protected isHeld(row: Row, rows: readonly Row[]): boolean {
    return rows.some(
      (one) =>
        one.file === undefined &&
        recordBefore(row) === one.subject.split(':').at(-1) &&
        (one.state === 'kept' || (one.kind === 'notification' && one.state !== 'received')),
    );
  }

  /**
   * The rows, and the server that they are believed to be received by. This is read first: should another page meet a restored server
   * meanwhile, the rows leave under the name of the one before, and are sent back.
   */
  protected async standing(): Promise<{ readonly epoch: string | null; readonly rows: readonly Row[] }> {
    const met = await this.world.store.read<string>('meta', EPOCH);
    const rows = await this.rows();
    return { epoch: met ?? rows.findLast(({ state }) => state === 'received')?.epoch ?? null, rows };
  }

  /** Marked before it leaves; what the server answered is kept before anything else is sent. */
  private async attempt(row: Row, tell: Told): Promise<{ readonly reply: Reply | null; settled?: Row }> {
    const marked = await this.change(row.key, (now) =>
      now.state === 'kept' ? { ...now, tried: true, epoch: row.epoch } : now,
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

  protected inOrder(rows: readonly Row[]): readonly Row[] {
    return rows;
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
    const settled = await this.refused(row, problem);
    if (settled) tell(settled, undefined, row.key);
    return settled;
  }

  /** What the server names is refused; what else was saved with it goes on without it. Other bodies have other keys. */
  protected async refused(row: Row, problem: ProblemView): Promise<Row | undefined> {
    const parts = LASTING[row.kind].apart ? partedBody(row.body, problem) : null;
    if (parts === null) return this.change(row.key, (now) => ({ ...now, state: 'refused', problem }));
    return this.world.alone('rows', async () => {
      const now = await this.world.store.read<Row>('outbox', row.key);
      if (now === null) return undefined;
      const part = (body: unknown): Row => ({ ...now, key: this.world.newKey(), body, bytes: sizeOf(body) });
      const held: Row = { ...part(parts[0]), state: 'refused', problem };
      // Where its writer has put it aside meanwhile, it lies there.
      const others: Row = { ...part(parts[1]), tried: false };
      await this.world.store.write([
        await this.put(held),
        await this.put(others),
        { shelf: 'outbox', key: row.key, removed: true },
      ]);
      return held;
    });
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
