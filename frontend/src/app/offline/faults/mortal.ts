import type { LocalStore, Shelf } from '../local-store';
import { MemoryStore } from '../memory-store';

/** The page is gone in the middle of what it was doing. */
export class Died extends Error {}

/** A device on which every step of a page may be its last. */
export abstract class Mortal {
  /** What a page wrote is there when the next one opens. */
  disk = new MemoryStore();
  /** Steps until the page dies. */
  fuse = Number.POSITIVE_INFINITY;
  private queues = new Map<string, Promise<unknown>>();

  /** The page died: its locks are free. */
  crash(): void {
    this.fuse = Number.POSITIVE_INFINITY;
    this.queues = new Map();
  }

  protected store(): LocalStore {
    return {
      read: <T>(shelf: Shelf, key: string) => this.step().then(() => this.disk.read<T>(shelf, key)),
      readAll: <T>(shelf: Shelf) => this.step().then(() => this.disk.readAll<T>(shelf)),
      readSealed: (shelf, key) => this.step().then(() => this.disk.readSealed(shelf, key)),
      write: async (changes) => {
        await this.step();
        await this.disk.write(changes);
        await this.step();
      },
    };
  }

  protected async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.queues.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }

  protected async step(): Promise<void> {
    this.fuse -= 1;
    if (this.fuse < 0) throw new Died();
    await Promise.resolve();
  }
}
