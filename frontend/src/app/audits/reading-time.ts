import { DestroyRef, inject, signal, type Signal } from '@angular/core';

const MINUTE = 60_000;
const keyOf = (audit: string): string => `denba.read.${audit}`;

function kept(audit: string): number {
  const seconds = Number(localStorage.getItem(keyOf(audit)));
  return Number.isFinite(seconds) ? seconds : 0;
}

/**
 * Minutes that a file lay open before the reader's eyes, over all visits on this device: measured, told at the seal, never judged.
 * Injection context only.
 */
export function readingTime(audit: string): Signal<number> {
  const minutes = signal(Math.floor(kept(audit) / 60));
  let since = document.hidden ? null : Date.now();
  const count = (): void => {
    if (since !== null) {
      const seconds = kept(audit) + Math.round((Date.now() - since) / 1000);
      localStorage.setItem(keyOf(audit), String(seconds));
      minutes.set(Math.floor(seconds / 60));
    }
    since = document.hidden ? null : Date.now();
  };
  const timer = setInterval(count, MINUTE);
  document.addEventListener('visibilitychange', count);
  inject(DestroyRef).onDestroy(() => {
    count();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', count);
  });
  return minutes.asReadonly();
}

/** Nothing is kept of a file once it is sealed. */
export function forgetReading(audit: string): void {
  localStorage.removeItem(keyOf(audit));
}
