import { DestroyRef, inject, signal, type Signal } from '@angular/core';

/** Whether there is room for a table and for panels side by side (the design's 1024 px); injection context only. */
export function wideScreen(): Signal<boolean> {
  const media = matchMedia('(min-width: 1024px)');
  const isWide = signal(media.matches);
  const follow = (): void => {
    isWide.set(media.matches);
  };
  media.addEventListener('change', follow);
  inject(DestroyRef).onDestroy(() => {
    media.removeEventListener('change', follow);
  });
  return isWide.asReadonly();
}
