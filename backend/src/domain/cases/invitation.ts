import type { Answers } from '../forms/form.js';

/** Crockford base 32: no I, L, O, U, so that a code on paper survives a small telephone and tired eyes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const SHAPE = /^[0-9A-HJKMNP-TV-Z]{28}$/;

/** How many random bytes a code is made from. */
export const INVITATION_BYTES = LENGTH;

/** The code of an invitation from 28 random bytes: 140 bits. Made in the browser; the server is told its SHA-256 only. */
export function invitationCode(random: Uint8Array): string {
  return Array.from({ length: LENGTH }, (_, at) => ALPHABET.charAt((random[at] ?? 0) % 32)).join('');
}

/** The code as people copy it: seven groups of four. */
export const groupedCode = (code: string): string => (code.match(/.{4}/g) ?? []).join(' ');

/** A code as people type it (lower case, with spaces or dashes, O for 0, I or L for 1) in its proper form; `null` when it is none. */
export function readInvitationCode(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return SHAPE.test(bare) ? bare : null;
}

/** What an invitation is worth now. */
export type InvitationStanding = 'open' | 'used' | 'revoked' | 'expired';

/** Signed once it is used for good; revoked or past its last moment it opens nothing. */
export function standingOfInvitation(
  {
    until,
    revokedAt,
    usedAt,
  }: { readonly until: Date; readonly revokedAt: Date | null; readonly usedAt: Date | null },
  now: Date,
): InvitationStanding {
  if (usedAt !== null) return 'used';
  if (revokedAt !== null) return 'revoked';
  return until <= now ? 'expired' : 'open';
}

/** The last invitation of a facility, as whoever may invite sees it. Its code is known to nobody but its holder. */
export interface InvitationView {
  readonly id: string;
  readonly standing: InvitationStanding;
  readonly madeAt: string;
  readonly until: string;
  readonly openedAt: string | null;
  readonly version: number;
}

/** What the holder of an invitation sees: the part of one facility, and of the rest of the file nothing. */
export interface InvitedPartView {
  readonly number: string;
  readonly placeName: string;
  readonly until: string;
  readonly form: string;
  readonly formVersion: number;
  readonly questions: readonly string[];
  /** How often the facility stands on the path. */
  readonly stays: number;
  readonly answers: Answers;
}
