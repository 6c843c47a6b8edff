/**
 * What is kept apart: what is being written, what waits to leave, the pieces of files that go ahead of it, what was fetched to be read,
 * and what the shell itself needs.
 */
export type Shelf = 'drafts' | 'outbox' | 'files' | 'replica' | 'meta';

/**
 * One thing put or taken away. `value` is plain JSON; `sealed` are bytes already encrypted to the server, kept beside it. `turn` lies in
 * clear: their place among all that is to leave, for when nobody holds the key any more; `null` once the server has them.
 */
export type Change =
  | {
      readonly shelf: Shelf;
      readonly key: string;
      readonly value: unknown;
      readonly sealed?: Uint8Array;
      readonly turn?: string | null;
    }
  | { readonly shelf: Shelf; readonly key: string; readonly removed: true };

/**
 * What one person keeps on this device. On disk every key is an HMAC and every value ciphertext; `sealed` bytes lie beside them, so
 * that they can still leave when the person's key is gone.
 */
export interface LocalStore {
  /** What was written last under this key; `null` when nothing is there. */
  read<T>(shelf: Shelf, key: string): Promise<T | null>;
  /** Everything of a shelf, in the order of its keys: UUIDv7 keys give the order of making. */
  readAll<T>(shelf: Shelf): Promise<ReadonlyMap<string, T>>;
  /** The bytes that were sealed to the server under this key. */
  readSealed(shelf: Shelf, key: string): Promise<Uint8Array | null>;
  /** All or nothing: one transaction, on disk when it resolves. A key named twice holds its last change. */
  write(changes: readonly Change[]): Promise<void>;
}
