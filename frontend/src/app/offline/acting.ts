import { inject, signal, type Signal } from '@angular/core';
import { KeptRefusal, problemOf, type ProblemView } from '../core/problem-view';
import type { LastingWrite } from './kinds';
import { Outbox } from './outbox';
import type { Write } from './sender';

/** One act of a page: whether it is under way, and why it was refused. */
export interface Acting {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<ProblemView | null>;
  /**
   * Sends, and says whether the server has taken it, or whether it is kept on this device for later; `null` when it was refused. A second
   * call while the first is under way does nothing. What a refusal left on the device is replaced by the next call.
   */
  readonly send: (write: Write | LastingWrite) => Promise<'received' | 'kept' | null>;
  readonly forget: () => void;
}

/** Sends the writes of a form and keeps what its template shows of them (injection context only). */
export function acting(): Acting {
  const outbox = inject(Outbox);
  const busy = signal(false);
  const problem = signal<ProblemView | null>(null);
  let refused: readonly string[] = [];
  return {
    busy: busy.asReadonly(),
    problem: problem.asReadonly(),
    send: async (write) => {
      if (busy()) return null;
      busy.set(true);
      problem.set(null);
      try {
        if (!('kind' in write)) {
          await outbox.send(write);
          return 'received';
        }
        const sent = await outbox.send({ ...write, instead: refused });
        refused = [];
        return sent.kept ? 'kept' : 'received';
      } catch (error) {
        refused = error instanceof KeptRefusal ? [error.key] : refused;
        problem.set(problemOf(error));
        return null;
      } finally {
        busy.set(false);
      }
    },
    forget: () => {
      problem.set(null);
    },
  };
}
