import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { KeyFile } from '../security/key-file.js';
import { Vault, type IdentityFields } from './vault.js';

/** Something that two people may have in common, of one sort, in words that never leave the process. */
export interface Trait {
  readonly sort: string;
  readonly text: string;
}

/** The same as the index keeps it: nobody without the master key can make one, or read the words back. */
export interface Mark {
  readonly sort: string;
  readonly hash: string;
}

/** Somebody to be found in the index, with what is read of their identity when they are not there yet. */
export interface Indexed {
  readonly ref: string;
  readonly traitsOf: (identity: IdentityFields) => readonly Trait[];
}

const HASH_BYTES = 16;
/** People are put into the index in small groups: nobody waits for a connection of the vault. */
const AT_ONCE = 50;

/**
 * Recognises a name without reading it: keyed hashes of what the feature makes of an identity. Its key comes from the master key and
 * dies with it, so marks in an old backup are worth nothing once that key is destroyed. Marks by an older key are made anew from the
 * identity the next time somebody is looked for: nothing stops while the master key is renewed. Erasing a person takes their marks.
 */
@Injectable()
export class NameIndex {
  constructor(private readonly vault: Vault) {}

  /** The marks of each of these people; who has none gets them now. Whoever has no identity has no mark. */
  async of(people: readonly Indexed[]): Promise<ReadonlyMap<string, readonly Mark[]>> {
    const found = new Map<string, readonly Mark[]>();
    for (let start = 0; start < people.length; start += AT_ONCE) {
      const some = people.slice(start, start + AT_ONCE);
      const kept = await this.vault.within((client, current) => keptMarks(client, current, some));
      const missing = some.filter(({ ref }) => !kept.has(ref));
      const made = missing.length === 0 ? kept : await this.made(missing, kept);
      for (const [ref, marks] of made) found.set(ref, marks);
    }
    return found;
  }

  /** Forgets marks by a key that is no longer in force. */
  forgetOld(): Promise<void> {
    return this.vault.within(async (client, current) => {
      await client.query('DELETE FROM vault.name_mark WHERE master_key_id <> $1', [current.id]);
    });
  }

  private async made(
    missing: readonly Indexed[],
    kept: ReadonlyMap<string, readonly Mark[]>,
  ): Promise<ReadonlyMap<string, readonly Mark[]>> {
    const identities = await this.vault.readAll(missing.map(({ ref }) => ref));
    return this.vault.within(async (client, current) => {
      const all = new Map(kept);
      for (const { ref, traitsOf } of missing) {
        const marks = marksBy(current, traitsOf(identities.get(ref) ?? {}));
        // Somebody erased since then has no row to hang a mark on.
        await client.query(
          `INSERT INTO vault.name_mark (ref, master_key_id, sort, hash)
           SELECT $1, $2, m.sort, m.hash FROM unnest($3::text[], $4::bytea[]) AS m (sort, hash)
           WHERE EXISTS (SELECT FROM vault.identity WHERE ref = $1) ON CONFLICT DO NOTHING`,
          [ref, current.id, marks.map(({ sort }) => sort), marks.map(({ hash }) => Buffer.from(hash, 'hex'))],
        );
        all.set(ref, marks);
      }
      return all;
    });
  }
}

async function keptMarks(
  client: pg.ClientBase,
  current: KeyFile,
  people: readonly Indexed[],
): Promise<ReadonlyMap<string, readonly Mark[]>> {
  const { rows } = await client.query<Mark & { readonly ref: string }>(
    `SELECT ref::text AS ref, sort, encode(hash, 'hex') AS hash FROM vault.name_mark
     WHERE ref = ANY ($1::uuid[]) AND master_key_id = $2`,
    [people.map(({ ref }) => ref), current.id],
  );
  const found = new Map<string, Mark[]>();
  for (const { ref, sort, hash } of rows) found.set(ref, [...(found.get(ref) ?? []), { sort, hash }]);
  return found;
}

function marksBy(current: KeyFile, traits: readonly Trait[]): readonly Mark[] {
  const key = current.of('name index');
  return traits.map(({ sort, text }) => ({
    sort,
    hash: createHmac('sha256', key)
      .update(`${sort}\n${text}`)
      .digest()
      .subarray(0, HASH_BYTES)
      .toString('hex'),
  }));
}
