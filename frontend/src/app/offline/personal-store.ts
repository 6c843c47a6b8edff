import { Injectable, signal } from '@angular/core';
import type { Change, LocalStore, Shelf } from './local-store';

/** The store of somebody as it was at one moment: what takes a while writes to it, and to none that was opened since. */
export interface TakenStore {
  readonly store: LocalStore;
  readonly person: string | null;
  /** What is written outlives the page. */
  readonly lasting: boolean;
  /** It has not been locked, and no other was opened. */
  readonly isOpen: () => boolean;
}

/** The store of whoever is here: the encrypted one of a registered device while it is open, else the memory of this page. */
@Injectable({ providedIn: 'root' })
export class PersonalStore implements LocalStore {
  private store: Promise<LocalStore> | null = null;
  private owner: string | null = null;
  private readonly lastWords = new Set<() => Promise<unknown>>();
  private readonly name = signal<string | null>(null);
  private readonly openings = signal(0);

  /** The profile whose store is open; `null` while everything lives in memory only. What was read before a change is read anew. */
  readonly profile = this.name.asReadonly();
  /** Another number with each store that is opened or left, the memory of this page among them. */
  readonly opening = this.openings.asReadonly();

  async read<T>(shelf: Shelf, key: string): Promise<T | null> {
    return (await this.current()).read<T>(shelf, key);
  }

  async readAll<T>(shelf: Shelf): Promise<ReadonlyMap<string, T>> {
    return (await this.current()).readAll<T>(shelf);
  }

  async readSealed(shelf: Shelf, key: string): Promise<Uint8Array | null> {
    return (await this.current()).readSealed(shelf, key);
  }

  async write(changes: readonly Change[]): Promise<void> {
    await (await this.current()).write(changes);
  }

  /** The store as it is now, whoever comes after. */
  current(): Promise<LocalStore> {
    return (this.store ??= import('./memory-store').then(({ MemoryStore }) => new MemoryStore()));
  }

  async take(): Promise<TakenStore> {
    const taken = this.current();
    const [person, lasting] = [this.owner, this.name() !== null];
    return { store: await taken, person, lasting, isOpen: () => this.store === taken };
  }

  /** From now on this one, of this person; `null` begins with an empty memory. */
  use(
    opened: { readonly profile: string; readonly store: LocalStore; readonly person: string } | null,
  ): void {
    if (opened !== null) this.owner = opened.person;
    this.store = opened && Promise.resolve(opened.store);
    this.name.set(opened?.profile ?? null);
    this.openings.update((n) => n + 1);
  }

  /** Nobody finds here, not for a moment, what another person left; `null` when somebody signed out by choice. */
  belongTo(person: string | null): void {
    if (person !== this.owner) this.use(null);
    this.owner = person;
  }

  /** Done before the store is locked: what is being typed goes to its shelf. Call what comes back to be left out again. */
  beforeLocking(work: () => Promise<unknown>): () => void {
    this.lastWords.add(work);
    return () => this.lastWords.delete(work);
  }

  async settle(): Promise<void> {
    await Promise.allSettled([...this.lastWords].map((work) => work()));
  }
}
