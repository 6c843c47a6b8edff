import { computed, effect, inject, Injectable, untracked } from '@angular/core';
import { NavigationStart, Router } from '@angular/router';
import type { ReplicaDelta } from '@domain/sync/replica.js';
import { Api } from '../core/api';
import { Connectivity } from '../core/connectivity';
import { cameFromDevice, KeptReadings } from '../core/kept';
import { Session } from '../core/session';
import { KeptShelf } from './kept-shelf';
import { Outbox } from './outbox';
import { PersonalStore } from './personal-store';
import { Replica } from './replica';

/** What the page reads first comes first; then phones do not all ask at one moment. */
const AFTER = 8_000;
const SPREAD = 5_000;
/** What was sent may have changed what is kept. */
const SETTLED = 5_000;
const EVERY = 15 * 60_000;
/** While a page shows what is kept. */
const SOON = 20_000;

/** Keeps the replica of whoever is signed in up to date: at the beginning, after what was sent, when the network is back, now and then. */
@Injectable({ providedIn: 'root' })
export class ReplicaDesk {
  private readonly api = inject(Api);
  private readonly kept = inject(KeptReadings);
  private readonly personal = inject(PersonalStore);
  private replica: Replica | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;

  constructor() {
    const session = inject(Session);
    const outbox = inject(Outbox);
    const connectivity = inject(Connectivity);
    inject(Router).events.subscribe((event) => {
      if (event instanceof NavigationStart) this.kept.turn();
    });
    // A store that was opened is read anew.
    const owner = computed(() => {
      const person = session.view()?.person.id ?? null;
      return person === null ? null : `${person} ${this.personal.profile() ?? ''}`;
    });
    let known = untracked(owner);
    this.belongTo(known);
    effect(() => {
      const person = owner();
      if (person === known) return;
      known = person;
      untracked(() => {
        this.belongTo(person);
      });
    });
    effect(() => {
      if (outbox.waiting() === 0 && this.last > 0) this.pullIn(SETTLED);
    });
    effect(() => {
      if (this.kept.shownAt() !== null) this.pullIn(SOON);
    });
    effect(() => {
      if (connectivity.online()) {
        untracked(() => {
          this.kept.askAgain();
        });
      }
    });
    addEventListener('online', () => {
      this.pullIn(0);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && Date.now() - this.last > EVERY) this.pullIn(0);
    });
  }

  private belongTo(person: string | null): void {
    clearTimeout(this.timer);
    this.replica =
      person === null
        ? null
        : new Replica({
            take: () => this.personal.take(),
            ask: (question, person) => this.api.ask<ReplicaDelta>('/sync', question, person),
            now: () => Date.now(),
          });
    this.kept.comeFrom(this.replica === null ? null : new KeptShelf(this.replica, this.kept));
    if (person !== null) this.pullIn(AFTER + ((crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % SPREAD));
  }

  private pullIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.pull(), milliseconds);
  }

  /** Only where the application itself stands without a network: elsewhere nothing could open what is kept. */
  private async pull(): Promise<void> {
    this.pullIn(EVERY);
    if (!cameFromDevice() || document.visibilityState === 'hidden') return;
    this.last = Date.now();
    try {
      await this.replica?.pull();
      this.kept.askAgain();
    } catch {
      // Without an answer the replica stays as it is, and is older.
      if (this.kept.shownAt() !== null) this.pullIn(SOON);
    }
  }
}
