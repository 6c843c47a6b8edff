import type { Change, LocalStore, Shelf } from './local-store';

interface Kept {
  readonly text: string;
  readonly sealed: Uint8Array | null;
}

/** The store of who keeps nothing on this device: it lives as long as the page. */
export class MemoryStore implements LocalStore {
  private readonly shelves = new Map<Shelf, Map<string, Kept>>();

  read<T>(shelf: Shelf, key: string): Promise<T | null> {
    const kept = this.on(shelf).get(key);
    return Promise.resolve(kept === undefined ? null : (JSON.parse(kept.text) as T));
  }

  readAll<T>(shelf: Shelf): Promise<ReadonlyMap<string, T>> {
    const keys = [...this.on(shelf)].sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.resolve(new Map(keys.map(([key, { text }]) => [key, JSON.parse(text) as T])));
  }

  readSealed(shelf: Shelf, key: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.on(shelf).get(key)?.sealed ?? null);
  }

  /** What cannot be kept throws before anything is touched. */
  async write(changes: readonly Change[]): Promise<void> {
    const ready = await Promise.resolve(changes.map((change) => ({ ...change, kept: keptOf(change) })));
    for (const { shelf, key, kept } of ready) {
      if (kept === null) this.on(shelf).delete(key);
      else this.on(shelf).set(key, kept);
    }
  }

  private on(shelf: Shelf): Map<string, Kept> {
    const found = this.shelves.get(shelf) ?? new Map<string, Kept>();
    this.shelves.set(shelf, found);
    return found;
  }
}

function keptOf(change: Change): Kept | null {
  if ('removed' in change) return null;
  const text = JSON.stringify(change.value) as string | undefined;
  if (text === undefined) throw new TypeError(`nothing to keep under ${change.key}`);
  return { text, sealed: change.sealed?.slice() ?? null };
}
