/** Answer of every committed write: which record, its new version, and the receipt number that a person can quote. */
export interface Receipt {
  readonly id: string;
  readonly version: number;
  readonly receipt: string;
}

/** A page of a list: `next` is an opaque cursor, absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
