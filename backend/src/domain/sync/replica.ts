/** What one page would read, word for word: `path` without `/api`, `body` the answer to its reader. */
export interface Representation {
  readonly path: string;
  readonly body: unknown;
}

/** What has changed for one reader since the cursor. */
export interface ReplicaDelta {
  /** To be sent the next time; tells nothing. */
  readonly cursor: string;
  /** Everything comes anew: what the device holds and does not get now is to be forgotten. */
  readonly whole: boolean;
  /** There is more: ask again at once. */
  readonly more: boolean;
  readonly changed: readonly Representation[];
  /** No longer for this reader, or no longer needed: to be forgotten. */
  readonly gone: readonly string[];
}
