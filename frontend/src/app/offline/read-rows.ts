import { computed, signal, type Signal } from '@angular/core';
import type { Row } from './outbox-row';

interface Read {
  readonly author: string;
  readonly opening: number;
  readonly rows: readonly Row[];
}

const NOTHING: readonly Row[] = [];

/** What a page knows of the rows of who is signed in. Another person, or another store, and nothing is known until it has been read. */
export class ReadRows {
  private readonly last = signal<Read | null>(null);
  private readonly known = computed(() => {
    const [last, author, opening] = [this.last(), this.author(), this.opening()];
    return last !== null && last.author === author && last.opening === opening ? last.rows : null;
  });
  private readonly waiters = new Set<() => void>();
  private turn = 0;
  private shown = 0;

  readonly isRead = computed(() => this.known() !== null);
  /** Empty until they have been read. */
  readonly rows = computed(() => this.known() ?? NOTHING);

  constructor(
    private readonly author: Signal<string | null>,
    /** Another number with each store that is opened or left. */
    private readonly opening: Signal<number>,
  ) {}

  /** Reads and shows them. What comes late, of who is gone or from before a later reading, is not shown. */
  async read(rows: () => Promise<readonly Row[]>): Promise<void> {
    const [author, opening, turn] = [this.author(), this.opening(), (this.turn += 1)];
    if (author === null) return;
    const read = await rows();
    if (author !== this.author() || opening !== this.opening() || turn < this.shown) return;
    this.shown = turn;
    this.last.set({ author, opening, rows: read });
    for (const go of this.waiters) go();
    this.waiters.clear();
  }

  /** Resolves once they have been read. */
  async whenRead(): Promise<void> {
    while (!this.isRead()) await new Promise<void>((go) => this.waiters.add(go));
  }
}
