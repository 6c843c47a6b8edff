const FREE_TRIES = 4;
const LONGEST_WAIT_MINUTES = 15;
const HOUR = 3_600_000;

/** After so many wrong device codes in a row the key is destroyed; what is sealed to the server can still leave. */
export const TRIES_BEFORE_WIPE = 10;
/** A page that nobody sees is locked after so many minutes, one that nobody touches after so many. */
export const LOCKED_AFTER_MINUTES = { hidden: 2, idle: 5 } as const;

/** Minutes to wait after so many wrong codes in a row: none at first, then doubling. */
export function minutesToWait(failures: number): number {
  return failures <= FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MINUTES, 2 ** (failures - FREE_TRIES - 1));
}

/** What a device may still open: all it holds, only what its person wrote, or nothing before the next contact. */
export type Openness = 'all' | 'own-work' | 'nothing';

/**
 * How much a device opens so long after the server last knew it: everything for 72 hours, then drafts and outbox for 45 days. A clock that
 * was set back counts as no time.
 */
export function opennessAfter(msSinceContact: number): Openness {
  if (msSinceContact <= 72 * HOUR) return 'all';
  return msSinceContact <= 45 * 24 * HOUR ? 'own-work' : 'nothing';
}
