import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Clock } from '../clock.js';
import { SESSION_OPTIONS, VAULT_CONNECTIONS } from '../database/database-settings.js';
import { Secrets } from '../security/secrets.js';
import { newKey, sealed, unsealed } from './envelope.js';

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

/**
 * The only door to identities: its own database sign-in and connections, every field encrypted with the key of its person, that key
 * wrapped by the master key, which no database or backup holds. Nothing here is logged. Destroying the person's key erases them.
 */
@Injectable()
export class Vault implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(
    url: string,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: VAULT_CONNECTIONS,
      options: SESSION_OPTIONS,
      connectionTimeoutMillis: 5000,
      application_name: 'denba-vault',
    });
    // A lost idle connection is replaced at the next use.
    this.pool.on('error', () => undefined);
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

  /** Erases: without the wrapped key not even a backup of the fields can be opened. */
  async destroy(ref: string): Promise<void> {
    await this.transaction(async (client) => {
      await client.query('DELETE FROM vault.field WHERE ref = $1', [ref]);
      await client.query('DELETE FROM vault.identity WHERE ref = $1', [ref]);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async keyOf(client: pg.PoolClient, ref: string): Promise<Buffer> {
    const fresh = newKey();
    await client.query(
      `INSERT INTO vault.identity (ref, master_key_id, wrapped_key, made_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [
        ref,
        this.secrets.masterKeyId,
        sealed(this.secrets.masterKey, wrappedPlaceOf(ref), fresh),
        this.clock.now(),
      ],
    );
    const { rows } = await client.query<KeyRow>(
      'SELECT master_key_id, wrapped_key FROM vault.identity WHERE ref = $1',
      [ref],
    );
    const [row] = rows;
    if (!row) throw new Error('the vault kept no key');
    return this.unwrapped(ref, row);
  }

  private unwrapped(ref: string, row: KeyRow): Buffer {
    if (row.master_key_id !== this.secrets.masterKeyId) throw new Error('wrapped by another master key');
    return unsealed(this.secrets.masterKey, wrappedPlaceOf(ref), row.wrapped_key);
  }

  private async transaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await work(client);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

/** Where a ciphertext lives: it opens nowhere else. */
export function placeOf(ref: string, field: string): string {
  return `vault.field|ciphertext|${ref}|${field}`;
}

/** Where a wrapped key lives. */
export function wrappedPlaceOf(ref: string): string {
  return `vault.identity|wrapped_key|${ref}|`;
}
