import { createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Keeper } from '../platform/database/keeper.js';
import { Secrets } from '../platform/security/secrets.js';
import { digestsOf, seqAt } from './journal-entries.js';
import { ENTRY_BYTES, type ExportedHead, type Head, isSignedBy, rootOf } from './sealed-head.js';

/** What is wrong with the first thing that is wrong. */
export type Fault =
  | 'entry-changed'
  | 'entry-missing'
  | 'entry-added'
  | 'head-changed'
  | 'head-missing'
  | 'head-forged'
  | 'exported-missing'
  | 'exported-differs'
  | 'exported-forged'
  | 'printed-missing';

export interface Verdict {
  readonly entries: number;
  readonly heads: number;
  /** Entries of the last minute, that no head vouches for yet. */
  readonly unsealed: number;
  /** The first that is broken, by the number of the entry or, from a paper, its seal; `null` when the journal is whole. */
  readonly broken: { readonly fault: Fault; readonly seq: string } | null;
}

/** Numbers begin at 1; whoever writes a smaller one is found too. */
const BEFORE_ALL = String(-(2n ** 63n));

type KeptHead = Head & { readonly entries: Buffer };

/** Reads the whole journal again and holds it against its heads, and against heads that somebody took away. */
@Injectable()
export class JournalVerification {
  private readonly key: KeyObject;

  constructor(
    private readonly keeper: Keeper,
    secrets: Secrets,
  ) {
    this.key = createPublicKey(secrets.headKey);
  }

  /** The heads to take away: on another machine, in an e-mail, on paper. */
  async exported(): Promise<readonly ExportedHead[]> {
    const key = this.key.export({ format: 'der', type: 'spki' }).toString('base64');
    return this.keeper.connected(async (client) => {
      const { rows } = await client.query<Head>(
        'SELECT seq, root, at, signature FROM trail.head ORDER BY seq',
      );
      return rows.map(({ seq, root, at, signature }) => ({
        seq,
        root: root.toString('hex'),
        at: at.toISOString(),
        signature: signature.toString('base64'),
        key,
      }));
    });
  }

  /** `printed` are seals as they stand on paper: the beginning of a root, in hexadecimal digits. */
  async verify(exported: readonly ExportedHead[], printed: readonly string[] = []): Promise<Verdict> {
    return this.keeper.connected((one) =>
      this.keeper.connected(async (other) => {
        const roots = new Map<string, string>();
        let [previous, after, entries] = [null as Buffer | null, BEFORE_ALL, 0];
        for await (const { head, kept } of batchesOf(one, other)) {
          const broken = this.brokenIn(head, previous, kept, after);
          if (broken) return { entries, heads: roots.size, unsealed: 0, broken };
          entries += kept.length / ENTRY_BYTES;
          roots.set(head.seq, head.root.toString('hex'));
          [previous, after] = [head.root, head.seq];
        }
        const unsealed = await unsealedAfter(one, after);
        return {
          entries,
          heads: roots.size,
          unsealed,
          broken: this.brokenOutside(exported, roots) ?? brokenOnPaper(printed, [...roots.values()]),
        };
      }),
    );
  }

  private brokenIn(head: KeptHead, previous: Buffer | null, kept: Buffer, after: string): Verdict['broken'] {
    if (!equal(head.previous, previous)) return { fault: 'head-missing', seq: after };
    if (!rootOf(previous, head.entries).equals(head.root)) return { fault: 'head-changed', seq: head.seq };
    if (!isSignedBy(this.key, head)) return { fault: 'head-forged', seq: head.seq };
    return firstDifference(head.entries, kept);
  }

  /** An exported head vouches for itself by its signature; the journal must still hold it, unchanged. */
  private brokenOutside(
    exported: readonly ExportedHead[],
    roots: ReadonlyMap<string, string>,
  ): Verdict['broken'] {
    for (const { seq, root, at, signature } of exported) {
      const head = {
        seq,
        root: Buffer.from(root, 'hex'),
        at: new Date(at),
        signature: Buffer.from(signature, 'base64'),
      };
      if (!isSignedBy(this.key, head)) return { fault: 'exported-forged', seq };
      const held = roots.get(seq);
      if (held === undefined) return { fault: 'exported-missing', seq };
      if (held !== root) return { fault: 'exported-differs', seq };
    }
    return null;
  }
}

function brokenOnPaper(printed: readonly string[], roots: readonly string[]): Verdict['broken'] {
  const lost = printed.find((seal) => !roots.some((root) => root.startsWith(seal)));
  return lost === undefined ? null : { fault: 'printed-missing', seq: lost };
}

function equal(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}

/** The first entry that is not as it was sealed. */
function firstDifference(sealed: Buffer, kept: Buffer): Verdict['broken'] {
  if (sealed.equals(kept)) return null;
  for (let offset = 0; ; offset += ENTRY_BYTES) {
    const [was, is] = [
      sealed.subarray(offset, offset + ENTRY_BYTES),
      kept.subarray(offset, offset + ENTRY_BYTES),
    ];
    if (was.equals(is) && was.length > 0) continue;
    const [wanted, found] = [was, is].map((one) => (one.length === 0 ? null : seqAt(one, 0)));
    if (wanted === found) return { fault: 'entry-changed', seq: String(wanted) };
    if (found === null || found === undefined || (wanted !== null && wanted !== undefined && wanted < found))
      return { fault: 'entry-missing', seq: String(wanted) };
    return { fault: 'entry-added', seq: String(found) };
  }
}

interface Batch {
  readonly head: KeptHead;
  /** The entries as they stand in the journal today. */
  readonly kept: Buffer;
}

/**
 * The heads in their order, each with the entries from the head before it on. PostgreSQL hashes the entries, which is nearly all of the
 * work: each connection is a processor of it, and reads the next batch while the other's is compared.
 */
async function* batchesOf(one: pg.Client, other: pg.Client): AsyncGenerator<Batch> {
  const { rows } = await one.query<{ seq: string }>('SELECT seq FROM trail.head ORDER BY seq');
  const seqs = rows.map(({ seq }) => seq);
  const ahead: Promise<Batch>[] = [];
  const read = (n: number): void => {
    const seq = seqs[n];
    if (seq === undefined) return;
    const batch = batchOf(n % 2 === 0 ? one : other, seqs[n - 1] ?? BEFORE_ALL, seq);
    // One that fails is told when its turn comes.
    batch.catch(() => undefined);
    ahead.push(batch);
  };
  read(0);
  read(1);
  try {
    for (let n = 0; n < seqs.length; n += 1) {
      const batch = await ahead.shift();
      if (batch === undefined) return;
      read(n + 2);
      yield batch;
    }
  } finally {
    await Promise.allSettled(ahead);
  }
}

async function batchOf(client: pg.Client, after: string, upTo: string): Promise<Batch> {
  const { rows } = await client.query<KeptHead>(
    'SELECT seq, root, previous, signature, at, entries FROM trail.head WHERE seq = $1',
    [upTo],
  );
  const [head] = rows;
  // Nothing takes a head away; who does it at this very moment breaks the chain.
  if (head === undefined) throw new Error(`The head ${upTo} was taken out while the journal was read`);
  return { head, kept: await digestsOf(client, { after, upTo, limit: null }) };
}

async function unsealedAfter(client: pg.Client, seq: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM trail.entry WHERE seq > $1',
    [seq],
  );
  return rows[0]?.n ?? 0;
}
