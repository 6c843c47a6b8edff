import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { WorklistView } from '@domain/tasks.js';
import { Api } from './api';
import { Session } from './session';
import { Outbox } from '../offline/outbox';

/** The home page reads the number by itself: elsewhere it is asked after a moment. */
const HOME_FIRST = 1500;

/** How many tasks wait for me: the badge of "À faire". Read again after what was sent may have changed it. */
@Injectable({ providedIn: 'root' })
export class Waiting {
  private readonly api = inject(Api);
  private readonly n = signal<number | null>(null);
  readonly count = this.n.asReadonly();

  constructor() {
    const session = inject(Session);
    const outbox = inject(Outbox);
    let receipts = 0;
    effect(() => {
      const person = session.view()?.person.id ?? null;
      untracked(() => {
        outbox.belongTo(person);
      });
    });
    effect(() => {
      if (session.view() === null) this.n.set(null);
      else setTimeout(() => void this.refreshUnlessKnown(), HOME_FIRST);
    });
    effect(() => {
      const received = outbox
        .sendings()
        .filter(({ state, subject }) => state === 'received' && !subject.startsWith('draft:')).length;
      if (received !== receipts) {
        receipts = received;
        if (received > 0) untracked(() => void this.refresh());
      }
    });
  }

  /** The home page has just read it. */
  know(total: number): void {
    this.n.set(total);
  }

  private async refreshUnlessKnown(): Promise<void> {
    if (this.n() === null) await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      this.n.set((await this.api.get<WorklistView>('/tasks', { limit: 1 })).total);
    } catch {
      this.n.set(null);
    }
  }
}
