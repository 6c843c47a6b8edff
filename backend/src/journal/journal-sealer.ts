import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Keeper } from '../platform/database/keeper.js';
import { Secrets } from '../platform/security/secrets.js';
import { digestsOf, lastSeq } from './journal-entries.js';
import { ENTRY_BYTES, type Head, rootOf, signHead } from './sealed-head.js';

const BATCH = 10_000;
const BATCHES_AT_ONCE = 5;

/** What the journal has gained is hashed into a chain of batches, and the end of the chain signed. */
@Injectable()
export class JournalSealer {
  constructor(
    private readonly keeper: Keeper,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Seals at most 50,000 entries and gives how many. One at a time: the caller sees to it. A busy moment is left alone; the next call
   * seals what this one did not.
   */
  seal(now: Date): Promise<number> {
    return this.keeper.connected(async (client) => {
      const upTo = await settledUpTo(client);
      let sealed = 0;
      for (let batch = 0; upTo !== null && batch < BATCHES_AT_ONCE; batch += 1) {
        const before = await lastHead(client);
        const entries = await digestsOf(client, { after: before?.seq ?? '0', upTo, limit: BATCH });
        const seq = lastSeq(entries);
        if (seq === null) break;
        const previous = before?.root ?? null;
        const root = rootOf(previous, entries);
        await write(client, signHead(this.secrets.headKey, { seq, root, previous, at: now }), entries);
        sealed += entries.length / ENTRY_BYTES;
      }
      return sealed;
    });
  }
}

const LOCK_NOT_AVAILABLE = '55P03';

/** The number up to which every entry is kept or will never be: the lock waits for those on their way, but not long. */
async function settledUpTo(client: pg.Client): Promise<string | null> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = '1s'`);
  try {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('denba.journal'))`);
    const { rows } = await client.query<{ seq: string | null }>('SELECT max(seq) AS seq FROM trail.entry');
    return rows[0]?.seq ?? null;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE) return null;
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}

async function lastHead(client: pg.Client): Promise<Pick<Head, 'seq' | 'root'> | undefined> {
  const { rows } = await client.query<Pick<Head, 'seq' | 'root'>>(
    'SELECT seq, root FROM trail.head ORDER BY seq DESC LIMIT 1',
  );
  return rows[0];
}

async function write(client: pg.Client, head: Head, entries: Buffer): Promise<void> {
  await client.query(
    'INSERT INTO trail.head (seq, root, previous, signature, at, entries) VALUES ($1, $2, $3, $4, $5, $6)',
    [head.seq, head.root, head.previous, head.signature, head.at, entries],
  );
}
