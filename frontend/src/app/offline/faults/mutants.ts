import type { ProblemView } from '../../core/problem-view';
import type { LastingWrite } from '../kinds';
import { OutboxCore, type Told } from '../outbox-core';
import { mergedBody, type Reply, type Row } from '../outbox-row';
import type { Mutant } from './play';

/** Sends in no order. */
class Unordered extends OutboxCore {
  protected override inOrder(rows: readonly Row[]): readonly Row[] {
    return rows.toReversed();
  }
}

/** Writes more into a request that may have left, and keeps its key. */
class ReusesKeys extends OutboxCore {
  override async keep(write: LastingWrite, page?: string): Promise<Row> {
    const last = (await this.rows()).findLast((row) => row.url === write.url && row.state === 'kept');
    const body = last === undefined ? undefined : mergedBody(last.body, write.body);
    if (last === undefined || body === undefined) return super.keep(write, page);
    return (await this.change(last.key, (row) => ({ ...row, body }))) ?? last;
  }
}

/** Throws away what the server refuses. */
class DropsRefused extends OutboxCore {
  protected override async settle(row: Row, reply: Reply, tell: Told): Promise<Row | undefined> {
    const settled = await super.settle(row, reply, tell);
    if (settled?.state === 'refused') await this.takeAway(row.key);
    return settled;
  }
}

/** Refuses with one answer all that was saved with it. */
class RefusesTogether extends OutboxCore {
  protected override refused(row: Row, problem: ProblemView): Promise<Row | undefined> {
    return this.change(row.key, (now) => ({ ...now, state: 'refused', problem }));
  }
}

/** A new key for each attempt. */
class NewKeys extends OutboxCore {
  override async send(tell?: Told) {
    for (const row of await this.rows()) {
      if (row.state !== 'kept') continue;
      const next = { ...row, key: this.world.newKey() };
      await this.world.store.write([await this.put(next), { shelf: 'outbox', key: row.key, removed: true }]);
    }
    return super.send(tell);
  }
}

/** Believes every answer with a good status. */
class Credulous extends OutboxCore {
  protected override settle(row: Row, reply: Reply, tell: Told): Promise<Row | undefined> {
    const isGood = reply.status < 300;
    return super.settle(
      row,
      isGood ? { ...reply, body: { receipt: 'R', ...Object(reply.body) } } : reply,
      tell,
    );
  }
}

/** Does not care that the server was restored. */
class Trusting extends OutboxCore {
  override meetEpoch(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** Each bug, with what people would find. */
export const mutants: Readonly<Record<string, readonly [Mutant, RegExp]>> = {
  'no idempotency': [{ server: { ignoresKeys: true } }, /is doubled/],
  'an answer before the commit': [{ server: { answersBeforeCommit: true } }, /is lost/],
  'the key kept in a transaction of its own': [{ server: { splitsTransaction: true } }, /is lost/],
  'a later writer overwrites': [{ server: { overwrites: true } }, /overwritten unseen/],
  'a repeated save says nothing of conflicts': [{ server: { forgetsConflicts: true } }, /value .* is lost/],
  'a batch without order': [{ core: Unordered }, /out of order/],
  'a key with another body': [{ core: ReusesKeys }, /with another body/],
  'a key with another body, and a server that compares none': [
    { core: ReusesKeys, server: { comparesNoBody: true } },
    /value .* is lost/,
  ],
  'a refused row is dropped': [{ core: DropsRefused }, /is lost/],
  'an answer is refused with another, and gone once that one is corrected': [
    { core: RefusesTogether },
    /value .* is lost/,
  ],
  'forgotten in a crash': [{ keepsInMemoryOnly: true }, /is lost/],
  'a new key for each attempt': [{ core: NewKeys }, /is doubled/],
  'every good status is a receipt': [{ core: Credulous }, /is lost/],
  'a page left open across a restore sends its newest row first': [
    { server: { asksForNoEpoch: true } },
    /out of order/,
  ],
  'a restored server is believed': [{ core: Trusting }, /is lost/],
};
