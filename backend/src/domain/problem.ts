import type { ProblemCode } from './texts/problem-codes.js';
import type { Reason } from './texts/reasons.js';

/**
 * Why something was refused. Every refusal in Denba, in the domain, over HTTP and in the browser, is one of these.
 * `code` is stable and has its French and English sentence in `texts/`; `kind` decides the HTTP status: invalid 422,
 * unauthenticated 401, forbidden 403, absent 404, conflict 409, stale 409 (with the current view), early 425, limited 429, busy 503.
 */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'absent'
  | 'conflict'
  | 'stale'
  | 'early'
  | 'limited'
  | 'busy';

/** One thing wrong with one field; `field` is a JSON path such as `answers.adm_sbp` or a form question code. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Refusal with a stable code, optional parameters of its sentence, and the fields it concerns. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly code: ProblemCode | Reason,
    readonly details: {
      readonly params?: Readonly<Record<string, string | number>>;
      readonly fields?: readonly FieldFault[];
      readonly reasons?: readonly string[];
      readonly current?: unknown;
    } = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}

/** The subject does not exist, or is outside the person's scope: the two are never told apart. */
export function absent(subject: string): Problem {
  return new Problem('absent', 'absent', { params: { subject } });
}
