import type { DraftSaved } from '@domain/cases/case.js';
import type { Receipt } from '@domain/receipt.js';
import type { Choice, Reply } from './outbox-row';

const SIGNED_OUT = ['session.required', 'password.must-change', 'factor.required', 'factor.enrol'];

/** Only a receipt says that something was received: a page of a hotel's network answers 200 as well. */
export function receiptOf({ status, body }: Reply): Receipt | null {
  if (status < 200 || status > 299 || typeof body !== 'object' || body === null) return null;
  const { receipt } = body as Partial<Receipt>;
  return typeof receipt === 'string' ? (body as Receipt) : null;
}

export function choicesOf(body: unknown): readonly Choice[] {
  const { conflicts } = body as Partial<DraftSaved>;
  return Array.isArray(conflicts) ? (conflicts as readonly Choice[]) : [];
}

function codeOf(body: unknown): string {
  const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** The writer is to sign in first: nothing is wrong with the row. */
export function isSignedOut({ status, body }: Reply): boolean {
  return status === 401 || (status === 403 && SIGNED_OUT.includes(codeOf(body)));
}

/** An answer to this very request, in the words of the server; anything else is tried again. */
export function isRefusal(reply: Reply): boolean {
  const { status } = reply;
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status) && !isSignedOut(reply);
}

/** The server has what was sent, whatever it was: only its receipt says so. */
export function isTaken(reply: Reply | null): boolean {
  return reply !== null && receiptOf(reply) !== null;
}
