import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { NavigationStart, Router } from '@angular/router';
import { mayKeep } from '@domain/accounts/device.js';
import type { ReplicaDelta } from '@domain/sync/replica.js';
import { Api } from '../core/api';
import { Connectivity } from '../core/connectivity';
import { cameFromDevice, KeptReadings } from '../core/kept';
import { Session } from '../core/session';
import { Installation } from './installation';
import { KeptShelf } from './kept-shelf';
import { Outbox } from './outbox';
import { PersonalStore } from './personal-store';
import { Replica } from './replica';

/**
 * A device that has everything lets the page read first, and does not ask at the same moment as others. One that lacks something asks at
 * once: whoever loses the network now would open an empty list.
 */
const AFTER = 8_000;
const SPREAD = 5_000;
/** What was sent may have changed what is kept. */
const SETTLED = 5_000;
const EVERY = 15 * 60_000;
/** While a page shows what is kept, and while a device is not ready. */
const SOON = 20_000;

/** How far a registered device is: `coming` while not everything has come, after so many answers; `ready` opens without a network. */
type Readiness = { readonly state: 'coming'; readonly answers: number } | { readonly state: 'ready' };

/** Keeps the replica of whoever is signed in up to date: at the beginning, after what was sent, when the network is back, now and then. */
@Injectable({ providedIn: 'root' })
export class ReplicaDesk {
  private readonly api = inject(Api);
  private readonly kept = inject(KeptReadings);
  private readonly personal = inject(PersonalStore);
  private readonly installation = inject(Installation);
  private readonly session = inject(Session);
  private replica: Replica | null = null;
  private readonly since = signal<number | null | undefined>(undefined);
  private readonly came = signal(0);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;

  /** Whoever is here works on this device without a network. */
  private readonly isKeeper = computed(
    () =>
      this.personal.profile() !== null &&
      mayKeep((this.session.view()?.memberships ?? []).map(({ role }) => role)),
  );
  /** `null` where nobody keeps anything, and until it is known. */
  readonly readiness = computed<Readiness | null>(() => {
    const since = this.since();
    if (!this.isKeeper() || since === undefined) return null;
    if (since !== null && this.installation.isKept()) return { state: 'ready' };
    return { state: 'coming', answers: this.came() };
  });

  constructor() {
    const outbox = inject(Outbox);
    const connectivity = inject(Connectivity);
    inject(Router).events.subscribe((event) => {
      if (event instanceof NavigationStart) this.kept.turn();
    });
    // A store that was opened is read anew.
    const owner = computed(() => {
      const person = this.session.view()?.person.id ?? null;
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
    this.since.set(undefined);
    if (this.replica !== null) void this.begin(this.replica);
  }

  private async begin(replica: Replica): Promise<void> {
    const spread = (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % SPREAD;
    this.pullIn(AFTER + spread);
    const since = await replica.wholeSince().catch(() => null);
    if (replica !== this.replica) return;
    this.since.set(since);
    if (!this.isKeeper()) return;
    this.installation.start();
    if (Date.now() - (since ?? 0) > EVERY) this.pullIn(0);
  }

  private pullIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.pull(), milliseconds);
  }

  /** Where the application itself stands without a network, or will: elsewhere nothing could open what is kept. */
  private async pull(): Promise<void> {
    this.pullIn(EVERY);
    const replica = this.replica;
    if (replica === null || document.visibilityState === 'hidden') return;
    if (!cameFromDevice() && !this.isKeeper()) return;
    this.last = Date.now();
    try {
      await replica.pull((answers) => {
        this.came.set(answers);
      });
      this.kept.askAgain();
      const since = await replica.wholeSince();
      if (replica === this.replica) this.since.set(since);
    } catch {
      // Without an answer the replica stays as it is, and is older.
      if (this.kept.shownAt() !== null || this.readiness()?.state === 'coming') this.pullIn(SOON);
    }
  }
}
