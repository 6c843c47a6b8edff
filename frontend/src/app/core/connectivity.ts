import { Injectable, signal } from '@angular/core';

/** Whether the server can be reached: what the browser says, corrected by what the last request met. */
@Injectable({ providedIn: 'root' })
export class Connectivity {
  private readonly reachable = signal(navigator.onLine);
  readonly online = this.reachable.asReadonly();

  constructor() {
    addEventListener('online', () => {
      this.reachable.set(true);
    });
    addEventListener('offline', () => {
      this.reachable.set(false);
    });
  }

  /** Called after every request: an answer, whatever it is, proves the network; none disproves it. */
  met(answer: 'answer' | 'silence'): void {
    this.reachable.set(answer === 'answer');
  }
}
