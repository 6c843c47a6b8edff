import type pg from 'pg';
import { ENTRY_BYTES } from './sealed-head.js';

/**
 * What an entry says, in one text that every server of PostgreSQL writes alike; then its hash. A new column joins at the end. `json` writes
 * the same text as `jsonb` does, without building the tree of it.
 */
const DIGEST = `int8send(e.seq) || sha256(convert_to(json_build_array(
  e.seq, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.person_id, e.role, e.place_id, e.district_id,
  e.command, e.subject, e.subject_id, e.topic, e.outcome, e.code, to_jsonb(e.fields), e.hashes, e.request_id)::text, 'UTF8'))`;

/** Entries numbered from `after` (left out) to `upTo` (taken in), 40 bytes each, at most `limit` of them. */
export async function digestsOf(
  client: pg.Client,
  { after, upTo, limit }: { readonly after: string; readonly upTo: string; readonly limit: number | null },
): Promise<Buffer> {
  const { rows } = await client.query<{ digests: Buffer | null }>(
    `SELECT string_agg(d.digest, ''::bytea ORDER BY d.seq) AS digests FROM (
       SELECT e.seq, ${DIGEST} AS digest FROM trail.entry e
       WHERE e.seq > $1::bigint AND e.seq <= $2::bigint ORDER BY e.seq LIMIT $3) d`,
    [after, upTo, limit],
  );
  return rows[0]?.digests ?? Buffer.alloc(0);
}

/** The number of the entry that begins at this byte. */
export function seqAt(digests: Buffer, offset: number): bigint {
  return digests.readBigInt64BE(offset);
}

/** The number of the last entry; `null` of none. */
export function lastSeq(digests: Buffer): string | null {
  return digests.length === 0 ? null : String(seqAt(digests, digests.length - ENTRY_BYTES));
}
