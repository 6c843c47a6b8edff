import { DestroyRef, ElementRef, inject } from '@angular/core';

/**
 * Hears what is written in the box of the component that calls it, where Angular injects. A listener of a template would have everything
 * above it drawn again with each key; this one leaves it to the signals that it changes.
 */
export function onWritten(heard: (text: string) => void): void {
  const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
  const hear = ({ target }: Event): void => {
    if (
      (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
      target.matches('.box')
    )
      heard(target.value);
  };
  nativeElement.addEventListener('input', hear);
  inject(DestroyRef).onDestroy(() => {
    nativeElement.removeEventListener('input', hear);
  });
}
