import { LOCKED_AFTER_MINUTES } from '@domain/accounts/device-lock.js';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
const LOOK_EVERY = 10_000;

/** Calls `lock` once when the page was out of sight or untouched for too long; what comes back stops watching. */
export function watchForAbsence(lock: () => void, now: () => number = () => Date.now()): () => void {
  let touched = now();
  let hidden: number | null = document.hidden ? now() : null;
  const touch = (): void => {
    touched = now();
  };
  const look = (): void => {
    const away = hidden === null ? 0 : now() - hidden;
    const isAway = away >= LOCKED_AFTER_MINUTES.hidden * 60_000;
    if (!isAway && now() - touched < LOCKED_AFTER_MINUTES.idle * 60_000) return;
    stop();
    lock();
  };
  /** A hidden page is put to sleep by the phone: what it missed is seen when it comes back. */
  const turn = (): void => {
    if (hidden !== null) look();
    hidden = document.hidden ? now() : null;
  };
  const timer = setInterval(look, LOOK_EVERY);
  const stop = (): void => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', turn);
    for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true });
  };
  document.addEventListener('visibilitychange', turn);
  for (const sign of SIGNS) addEventListener(sign, touch, { capture: true, passive: true });
  return stop;
}
