import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Problem } from '../../domain/problem.js';
import { Clock } from '../clock.js';
import { SESSION_OPTIONS, VAULT_CONNECTIONS } from '../database/database-settings.js';
import type { KeyFile } from '../security/key-file.js';
import { newKey, sealed, unsealed } from './envelope.js';
import type { MasterKeys } from './master-keys.js';

interface KeyRow {
  readonly master_key_id: string;
  readonly wrapped_key: Buffer;
}
interface FieldRow {
  readonly ref: string;
  readonly field: string;
  readonly ciphertext: Buffer;
}

/** Names and phones by their field, as typed. */
export type IdentityFields = Readonly<Record<string, string>>;

/** Held in common by whoever writes, alone by whoever changes the master key. */
export const VAULT_LOCK = `hashtext('denba.vault')`;

/**
 * The only door to identities: its own database sign-in and connections, every field encrypted with the key of its person, that key
 * wrapped by the master key, which no database or backup holds. Nothing here is logged. Destroying the person's key erases them here;
 * in the backups of before, the destruction of the master key that wrapped it does.
 */
@Injectable()
export class Vault implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(
    url: string,
    private readonly keys: MasterKeys,
    private readonly clock: Clock,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: VAULT_CONNECTIONS,
      options: SESSION_OPTIONS,
      connectionTimeoutMillis: 5000,
      application_name: 'denba-vault',
    });
    // A lost idle connection is replaced at the next use; one that is lost while it works fails its statement, and never the server.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => {
      client.on('error', () => undefined);
    });
  }

  /**
   * Keeps these fields under `ref`, replacing those already there. Write before the transaction that names `ref` commits: an orphan is
   * harmless, a name without its vault entry is not.
   */
  async write(ref: string, fields: IdentityFields): Promise<void> {
    await this.transaction(async (client) => {
      const key = await this.keyOf(client, ref);
      for (const [field, value] of Object.entries(fields)) {
        const ciphertext = sealed(key, placeOf(ref, field), Buffer.from(value, 'utf8'));
        await client.query('DELETE FROM vault.field WHERE ref = $1 AND field = $2', [ref, field]);
        await client.query('INSERT INTO vault.field (ref, field, ciphertext) VALUES ($1, $2, $3)', [
          ref,
          field,
          ciphertext,
        ]);
      }
    });
  }

  /** Every field kept under `ref`; nothing when there is none. */
  async read(ref: string): Promise<IdentityFields> {
    return (await this.readAll([ref])).get(ref) ?? {};
  }

  /** The same for several references in one round trip. */
  async readAll(refs: readonly string[]): Promise<ReadonlyMap<string, IdentityFields>> {
    const { rows } = await this.pool.query<KeyRow & FieldRow>(
      `SELECT f.ref::text AS ref, f.field, f.ciphertext, i.master_key_id, i.wrapped_key
       FROM vault.field f JOIN vault.identity i ON i.ref = f.ref WHERE f.ref = ANY ($1::uuid[])`,
      [refs],
    );
    const found = new Map<string, Record<string, string>>();
    for (const row of rows) {
      const plain = unsealed(this.unwrapped(row.ref, row), placeOf(row.ref, row.field), row.ciphertext);
      found.set(row.ref, { ...found.get(row.ref), [row.field]: plain.toString('utf8') });
    }
    return found;
  }

  /** References written before that time, in their order, from behind `after`. */
  async refsWrittenBefore(at: Date, after: string | null, limit: number): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ readonly ref: string }>(
      `SELECT ref::text AS ref FROM vault.identity WHERE made_at < $1 AND ($2::uuid IS NULL OR ref > $2) ORDER BY vault.identity.ref LIMIT $3`,
      [at, after, limit],
    );
    return rows.map(({ ref }) => ref);
  }

  /** Keeps a picture under the key of `ref`, which it needs not have yet. Write before the transaction that names `id` commits. */
  async keepContent(ref: string, id: string, bytes: Buffer): Promise<void> {
    await this.transaction(async (client) => {
      const ciphertext = sealed(await this.keyOf(client, ref), contentPlaceOf(ref, id), bytes);
      await client.query(
        'INSERT INTO vault.content (id, ref, ciphertext) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
        [id, ref, ciphertext],
      );
    });
  }

  /** The picture kept as `id` under `ref`; nothing once it was dropped or its person erased. */
  async readContent(ref: string, id: string): Promise<Buffer | undefined> {
    const { rows } = await this.pool.query<KeyRow & { readonly ciphertext: Buffer }>(
      `SELECT c.ciphertext, i.master_key_id, i.wrapped_key
       FROM vault.content c JOIN vault.identity i ON i.ref = c.ref WHERE c.id = $1 AND c.ref = $2`,
      [id, ref],
    );
    const [row] = rows;
    return row && unsealed(this.unwrapped(ref, row), contentPlaceOf(ref, id), row.ciphertext);
  }

  async dropContent(ref: string, id: string): Promise<void> {
    await this.pool.query('DELETE FROM vault.content WHERE id = $1 AND ref = $2', [id, ref]);
  }

  /** Keeps one piece of a file that is still coming, in the place of the one that came before under its number. */
  async keepPiece(ref: string, upload: string, n: number, bytes: Buffer): Promise<void> {
    await this.transaction(async (client) => {
      const ciphertext = sealed(await this.keyOf(client, ref), piecePlaceOf(ref, upload, n), bytes);
      await client.query(
        `INSERT INTO vault.piece (upload, n, ref, ciphertext, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (upload, n) DO UPDATE SET ref = excluded.ref, ciphertext = excluded.ciphertext, at = excluded.at`,
        [upload, n, ref, ciphertext, this.clock.now()],
      );
    });
  }

  /** The numbers of the pieces that have come. */
  async piecesOf(upload: string): Promise<readonly number[]> {
    const { rows } = await this.pool.query<{ readonly n: number }>(
      'SELECT n FROM vault.piece WHERE upload = $1 ORDER BY n',
      [upload],
    );
    return rows.map(({ n }) => n);
  }

  /** The pieces that have come, one after the other. */
  async readPieces(ref: string, upload: string): Promise<Buffer> {
    const { rows } = await this.pool.query<KeyRow & { readonly n: number; readonly ciphertext: Buffer }>(
      `SELECT p.n, p.ciphertext, i.master_key_id, i.wrapped_key
       FROM vault.piece p JOIN vault.identity i ON i.ref = p.ref WHERE p.upload = $1 AND p.ref = $2 ORDER BY p.n`,
      [upload, ref],
    );
    const [first] = rows;
    if (first === undefined) return Buffer.alloc(0);
    const key = this.unwrapped(ref, first);
    return Buffer.concat(
      rows.map(({ n, ciphertext }) => unsealed(key, piecePlaceOf(ref, upload, n), ciphertext)),
    );
  }

  async dropPieces(upload: string): Promise<void> {
    await this.pool.query('DELETE FROM vault.piece WHERE upload = $1', [upload]);
  }

  /** Pieces whose rest never came, also those that nothing names any more. */
  async dropPiecesBefore(at: Date): Promise<void> {
    await this.pool.query('DELETE FROM vault.piece WHERE at < $1', [at]);
  }

  /** Erases, and remembers when: a backup made before holds nothing that opens once the master keys of that time are destroyed. */
  async destroy(ref: string): Promise<void> {
    await this.transaction(async (client) => {
      await this.currentKey(client);
      await client.query(
        `INSERT INTO vault.erasure (ref, at) SELECT ref, $2 FROM vault.identity WHERE ref = $1 ON CONFLICT DO NOTHING`,
        [ref, this.clock.now()],
      );
      await client.query('DELETE FROM vault.content WHERE ref = $1', [ref]);
      await client.query('DELETE FROM vault.piece WHERE ref = $1', [ref]);
      await client.query('DELETE FROM vault.field WHERE ref = $1', [ref]);
      await client.query('DELETE FROM vault.identity WHERE ref = $1', [ref]);
    });
  }

  /** Work on a connection of the vault, with the master key in force: nobody can change it meanwhile. */
  async within<T>(work: (client: pg.PoolClient, current: KeyFile) => Promise<T>): Promise<T> {
    return this.transaction(async (client) => work(client, this.keys.withId(await this.currentKey(client))));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async keyOf(client: pg.PoolClient, ref: string): Promise<Buffer> {
    const current = this.keys.withId(await this.currentKey(client));
    await client.query(
      `INSERT INTO vault.identity (ref, master_key_id, wrapped_key, made_at)
       SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM vault.erasure WHERE ref = $1) ON CONFLICT DO NOTHING`,
      [ref, current.id, sealed(current.masterKey, wrappedPlaceOf(ref), newKey()), this.clock.now()],
    );
    const { rows } = await client.query<KeyRow>(
      'SELECT master_key_id, wrapped_key FROM vault.identity WHERE ref = $1',
      [ref],
    );
    const [row] = rows;
    // Who was erased stays erased: what somebody writes at the same moment finds no place.
    if (!row) throw new Problem('conflict', 'identity.erased');
    return this.unwrapped(ref, row);
  }

  /** The id of the key to wrap with. The lock comes first: after it, nobody can have changed the key unseen. */
  private async currentKey(client: pg.PoolClient): Promise<string> {
    await client.query(`SELECT pg_advisory_xact_lock_shared(${VAULT_LOCK})`);
    return currentKeyOf(client, this.keys.own.id);
  }

  private unwrapped(ref: string, row: KeyRow): Buffer {
    return unsealed(this.keys.withId(row.master_key_id).masterKey, wrappedPlaceOf(ref), row.wrapped_key);
  }

  private async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const answer = await work(client);
      await client.query('COMMIT');
      return answer;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

/** The key in force as the database says it; the first one to be used becomes it. */
export async function currentKeyOf(client: pg.ClientBase, first: string): Promise<string> {
  const current = 'SELECT id FROM vault.master_key WHERE retired_at IS NULL';
  const { rows } = await client.query<{ id: string }>(current);
  if (rows[0] !== undefined) return rows[0].id;
  // A database filled before it knew of keys says itself which one it needs.
  await client.query(
    `INSERT INTO vault.master_key (id, since)
     VALUES (COALESCE((SELECT master_key_id FROM vault.identity LIMIT 1), $1), '-infinity') ON CONFLICT DO NOTHING`,
    [first],
  );
  const after = await client.query<{ id: string }>(current);
  return after.rows[0]?.id ?? first;
}

/** Where a ciphertext lives: it opens nowhere else. */
export function placeOf(ref: string, field: string): string {
  return `vault.field|ciphertext|${ref}|${field}`;
}

/** Where the bytes of a picture live. */
function contentPlaceOf(ref: string, id: string): string {
  return `vault.content|ciphertext|${ref}|${id}`;
}

/** Where one piece of a file lives that is still coming. */
function piecePlaceOf(ref: string, upload: string, n: number): string {
  return `vault.piece|ciphertext|${ref}|${upload}|${String(n)}`;
}

/** Where a wrapped key lives. */
export function wrappedPlaceOf(ref: string): string {
  return `vault.identity|wrapped_key|${ref}|`;
}
