import { Injectable, signal } from '@angular/core';

/** An answer of the server as this device holds it, and when the server last said so (milliseconds of the epoch). */
export interface Kept {
  readonly body: unknown;
  readonly at: number;
  /** No answer: this device made it, of what the server has not received yet. Names the subject of the write that waits. */
  readonly mine?: string;
}

export interface KeptSource {
  find(asked: string): Promise<Kept | null>;
  /** The answer when it comes, what is kept when it does not. */
  instead<T>(asked: string, answer: Promise<T>): Promise<T>;
}

/** What pages show when the network is silent. The source comes later than the door, and only for who keeps something. */
@Injectable({ providedIn: 'root' })
export class KeptReadings {
  private source: KeptSource | null = null;
  private coming: Promise<unknown> = Promise.resolve();
  private readonly shown = signal<number | null>(null);
  private readonly times = signal(0);

  /** How old what the page shows is; `null` when the server has answered. The oldest counts. */
  readonly shownAt = this.shown.asReadonly();
  /** Changes when what was shown from here can be read again. */
  readonly round = this.times.asReadonly();

  /** The source is on its way: what is asked meanwhile waits for it. */
  expect(coming: Promise<unknown>): void {
    this.coming = coming.catch(() => null);
  }

  comeFrom(source: KeptSource | null): void {
    this.source = source;
  }

  async find(asked: string): Promise<Kept | null> {
    await this.coming;
    return this.source?.find(asked) ?? null;
  }

  async instead<T>(asked: string, answer: Promise<T>): Promise<T> {
    answer.catch(() => undefined);
    await this.coming;
    return this.source?.instead(asked, answer) ?? answer;
  }

  show(at: number): void {
    this.shown.update((before) => Math.min(before ?? at, at));
  }

  /** Another page begins. */
  turn(): void {
    this.shown.set(null);
  }

  /** The server answers again: the page reads anew what it showed from here. */
  askAgain(): void {
    if (this.shown() === null) return;
    this.turn();
    this.times.update((n) => n + 1);
  }
}

/** This page came from the device, and would without a network. */
export function cameFromDevice(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}
