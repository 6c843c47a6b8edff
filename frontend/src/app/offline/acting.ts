import { inject, signal, type Signal } from '@angular/core';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Outbox } from './outbox';
import type { Write } from './sender';

/** One act of a page: whether it is under way, and why it was refused. */
export interface Acting {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<ProblemView | null>;
  /** Sends, and says whether the server has taken it. A second call while the first is under way does nothing. */
  readonly send: (write: Write) => Promise<boolean>;
  readonly forget: () => void;
}

/** Sends the writes of a form and keeps what its template shows of them (injection context only). */
export function acting(): Acting {
  const outbox = inject(Outbox);
  const busy = signal(false);
  const problem = signal<ProblemView | null>(null);
  return {
    busy: busy.asReadonly(),
    problem: problem.asReadonly(),
    send: async (write) => {
      if (busy()) return false;
      busy.set(true);
      problem.set(null);
      try {
        await outbox.send(write);
        return true;
      } catch (error) {
        problem.set(problemOf(error));
        return false;
      } finally {
        busy.set(false);
      }
    },
    forget: () => {
      problem.set(null);
    },
  };
}
