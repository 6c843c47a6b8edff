import { inject, Injectable } from '@angular/core';
import { Connectivity } from '../core/connectivity';
import { PROVE } from '../core/proof';
import { SIGNED_OUT } from '../core/signed-out';
import { Sender } from './sender';
import { uploaded } from './upload';
import { uuidv7 } from './uuid';

/** The outbox of the application: see `Sender.send`. */
@Injectable({ providedIn: 'root' })
export class Outbox extends Sender {
  constructor() {
    const connectivity = inject(Connectivity);
    const signedOut = inject(SIGNED_OUT);
    const prove = inject(PROVE);
    super({
      fetch: (url, init, progress) =>
        progress === undefined
          ? fetch(url, { ...init, keepalive: isSmall(init.body) })
          : uploaded(url, init, progress),
      wait: untilOnline,
      newKey: () => uuidv7(),
      met: (answer) => {
        connectivity.met(answer);
      },
      signedOut,
      prove,
    });
    addEventListener('beforeunload', (event) => {
      if (this.waiting() > 0) event.preventDefault();
    });
  }
}

/** Bytes that a browser carries to their end after the page is gone, with room for what else is under way. */
const CARRIED = 30_000;

function isSmall(body: RequestInit['body']): boolean {
  return typeof body === 'string' && body.length < CARRIED;
}

/** Waits so long, or until the device says it has a network again. */
function untilOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
  });
}
