import { createHash, type KeyObject, sign, verify } from 'node:crypto';

/** Bytes of one entry in a batch: its number (8, big-endian), then the SHA-256 of its content (32). */
export const ENTRY_BYTES = 40;

/**
 * The end of a sealed batch. Each root holds the one before it and every entry of its batch, so that a head vouches for the whole
 * journal up to its number; the signature says that it was made by who holds the master key, at that time.
 */
export interface Head {
  /** Number of the last entry of the batch. */
  readonly seq: string;
  /** SHA-256 of the previous root and of the entries of the batch. */
  readonly root: Buffer;
  /** Root of the head before; `null` for the first. */
  readonly previous: Buffer | null;
  readonly at: Date;
  readonly signature: Buffer;
}

/** A head as it leaves the database: on paper, in a file, in another person's hands. */
export interface ExportedHead {
  readonly seq: string;
  readonly root: string;
  readonly at: string;
  readonly signature: string;
  /** Public key that checks the signature, SPKI, base64. */
  readonly key: string;
}

/** Root of a batch that follows `previous`. */
export function rootOf(previous: Buffer | null, entries: Buffer): Buffer {
  return createHash('sha256')
    .update('denba journal batch 1\n')
    .update(previous ?? Buffer.alloc(32))
    .update(entries)
    .digest();
}

function toSign({ seq, root, at }: Pick<Head, 'seq' | 'root' | 'at'>): Buffer {
  return Buffer.from(`denba journal head 1\n${seq}\n${root.toString('hex')}\n${at.toISOString()}`);
}

export function signHead(key: KeyObject, head: Omit<Head, 'signature'>): Head {
  return { ...head, signature: sign(null, toSign(head), key) };
}

/** Whether this key made this head. */
export function isSignedBy(key: KeyObject, head: Pick<Head, 'seq' | 'root' | 'at' | 'signature'>): boolean {
  return verify(null, toSign(head), key, head.signature);
}
