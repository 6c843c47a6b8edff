import { ApplicationRef, DestroyRef, inject, signal, type Signal } from '@angular/core';

/** Whether the page is being printed: what only paper shows is drawn then, and costs nothing while somebody writes. */
export function printing(): Signal<boolean> {
  const application = inject(ApplicationRef);
  const isPrinting = signal(false);
  const begin = (): void => {
    isPrinting.set(true);
    // The picture for the paper is taken when this event ends.
    application.tick();
  };
  const end = (): void => {
    isPrinting.set(false);
  };
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  inject(DestroyRef).onDestroy(() => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  });
  return isPrinting.asReadonly();
}
