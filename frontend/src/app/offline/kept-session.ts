import type { SessionView } from '@domain/accounts/person.js';
import type { Change, LocalStore } from './local-store';

const [shelf, key] = ['meta', 'session'] as const;

/** Whose store it is, and what they are, as the server said last. */
export function keptSession(store: LocalStore): Promise<SessionView | null> {
  return store.read<SessionView>(shelf, key);
}

export function keepingSession(view: SessionView): Change {
  return { shelf, key, value: view };
}
