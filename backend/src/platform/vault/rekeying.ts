import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Clock } from '../clock.js';
import { SESSION_OPTIONS } from '../database/database-settings.js';
import type { KeyFile } from '../security/key-file.js';
import { destroyFile, makeNext, putInForce } from './key-files.js';
import { sealed, unsealed } from './envelope.js';
import { keyFileAt, type MasterKeys, nextFileOf, previousFileOf } from './master-keys.js';
import { currentKeyOf, VAULT_LOCK, wrappedPlaceOf } from './vault.js';

/** Rows of one transaction: short enough that nobody waits. */
const BATCH = 100;

interface WrappedRow {
  readonly ref: string;
  readonly master_key_id: string;
  readonly wrapped_key: Buffer;
}

/** How far the destruction of erased identities has gone. */
export interface VaultState {
  readonly keyId: string;
  readonly since: Date | null;
  readonly identities: number;
  /** Wrapped by another key than the one in force: not 0 only while the master key is being renewed. */
  readonly onOtherKeys: number;
  /** Erased here, and still to be opened in a backup of before with a master key that is not destroyed. */
  readonly erasedInBackups: number;
  readonly oldestErasure: Date | null;
  readonly previousKept: boolean;
  readonly nextWaits: boolean;
}

/**
 * Renews the master key while servers run. The key of each person is wrapped anew in short transactions; what it encrypts stays as it
 * is. Stopped at any moment, it goes on where it stood. Only when nothing is left on an older key does the new file take the place of
 * the old one.
 */
@Injectable()
export class Rekeying {
  constructor(
    private readonly url: string,
    private readonly keys: MasterKeys,
    private readonly clock: Clock,
  ) {}

  /** Makes the next key when none waits, and puts it in force for whoever writes. Gives how many rows are to be wrapped anew. */
  begin(): Promise<number> {
    const next = makeNext(this.keys.path, this.keys.own);
    return this.connected(async (client) => {
      await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${VAULT_LOCK})`);
      const current = await currentKeyOf(client, this.keys.own.id);
      if (current !== next.id) {
        const at = this.clock.now();
        await client.query('UPDATE vault.master_key SET retired_at = $1 WHERE retired_at IS NULL', [at]);
        await client.query('INSERT INTO vault.master_key (id, since) VALUES ($1, $2)', [next.id, at]);
      }
      await client.query('COMMIT');
      return onOtherKeys(client, next.id);
    });
  }

  /** Wraps anew what is still on an older key, then puts the file in force. Gives how many rows it wrapped. */
  finish(onProgress: (done: number) => void = () => undefined): Promise<number> {
    const next = keyFileAt(nextFileOf(this.keys.path));
    if (next === null) throw new Error('no next master key');
    return this.connected(async (client) => {
      let done = 0;
      for (let after: string | null = NO_REF; after !== null;) {
        const rows = await this.wrapBatch(client, next, after);
        done += rows.length;
        after = rows.at(-1)?.ref ?? null;
        onProgress(done);
      }
      const left = await onOtherKeys(client, next.id);
      if (left > 0) throw new Error(`${String(left)} identities are still on an older master key`);
      putInForce(this.keys.path);
      return done;
    });
  }

  state(): Promise<VaultState> {
    return this.connected(async (client) => {
      const keyId = await currentKeyOf(client, this.keys.own.id);
      const { rows } = await client.query<
        Pick<VaultState, 'since' | 'identities' | 'oldestErasure'> & { pending: number }
      >(
        `SELECT (SELECT CASE WHEN isfinite(since) THEN since END FROM vault.master_key WHERE id = $1) AS since,
           (SELECT count(*)::int FROM vault.identity) AS identities, count(*)::int AS pending, min(e.at) AS "oldestErasure"
         FROM vault.erasure e WHERE EXISTS (SELECT FROM vault.master_key k WHERE k.since <= e.at AND k.destroyed_at IS NULL)`,
        [keyId],
      );
      const [row] = rows;
      return {
        keyId,
        since: row?.since ?? null,
        identities: row?.identities ?? 0,
        onOtherKeys: await onOtherKeys(client, keyId),
        erasedInBackups: row?.pending ?? 0,
        oldestErasure: row?.oldestErasure ?? null,
        previousKept: keyFileAt(previousFileOf(this.keys.path)) !== null,
        nextWaits: keyFileAt(nextFileOf(this.keys.path)) !== null,
      };
    });
  }

  /** Destroys the previous file once nothing needs it. Gives false, and destroys nothing, while something does or there is none. */
  destroyPrevious(): Promise<boolean> {
    const file = previousFileOf(this.keys.path);
    const previous = keyFileAt(file);
    if (previous === null) return Promise.resolve(false);
    return this.connected(async (client) => {
      const current = await currentKeyOf(client, this.keys.own.id);
      if (current === previous.id || (await onOtherKeys(client, current)) > 0) return false;
      destroyFile(file);
      await client.query('UPDATE vault.master_key SET destroyed_at = $2 WHERE id = $1', [
        previous.id,
        this.clock.now(),
      ]);
      return true;
    });
  }

  private async wrapBatch(client: pg.Client, next: KeyFile, after: string): Promise<readonly WrappedRow[]> {
    await client.query('BEGIN');
    const { rows } = await client.query<WrappedRow>(
      `SELECT ref::text AS ref, master_key_id, wrapped_key FROM vault.identity
       WHERE master_key_id <> $1 AND ref > $2::uuid ORDER BY ref LIMIT ${String(BATCH)} FOR UPDATE`,
      [next.id, after],
    );
    await client.query(
      `UPDATE vault.identity i SET master_key_id = $1, wrapped_key = n.key
       FROM unnest($2::uuid[], $3::bytea[]) AS n (ref, key) WHERE i.ref = n.ref`,
      [next.id, rows.map(({ ref }) => ref), rows.map((row) => this.wrappedAnew(row, next))],
    );
    await client.query('COMMIT');
    return rows;
  }

  private wrappedAnew({ ref, master_key_id, wrapped_key }: WrappedRow, next: KeyFile): Buffer {
    const place = wrappedPlaceOf(ref);
    const key = unsealed(this.keys.withId(master_key_id).masterKey, place, wrapped_key);
    const anew = sealed(next.masterKey, place, key);
    if (!unsealed(next.masterKey, place, anew).equals(key))
      throw new Error('a key was not wrapped as it was');
    return anew;
  }

  private async connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      connectionString: this.url,
      options: SESSION_OPTIONS,
      connectionTimeoutMillis: 5000,
      application_name: 'denba-rekeying',
    });
    // A connection lost in the middle fails the statement as well, and that is where it is told.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

const NO_REF = '00000000-0000-0000-0000-000000000000';

async function onOtherKeys(client: pg.Client, keyId: string): Promise<number> {
  const { rows } = await client.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM vault.identity WHERE master_key_id <> $1',
    [keyId],
  );
  return rows[0]?.left ?? 0;
}
