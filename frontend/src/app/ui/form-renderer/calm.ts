import { computed, effect, signal, type Signal, untracked } from '@angular/core';

/** How long a person pauses before what is said about their answers follows, in milliseconds. */
const PAUSE = 250;

interface Said<Value> {
  readonly value: Value;
}

/**
 * What is said about the answers, beside them, as it stood when the person last paused: it neither flickers nor holds up the keys.
 * To be called where Angular injects. (The `debounced` of Angular does as much, and weighs on the first visit.)
 */
export function calm<Value>(source: () => Value): Signal<Value> {
  const kept = signal<Said<Value> | null>(null);
  effect((onCleanup) => {
    const value = source();
    if (untracked(kept) === null) {
      kept.set({ value });
      return;
    }
    const timer = setTimeout(() => {
      kept.set({ value });
    }, PAUSE);
    onCleanup(() => {
      clearTimeout(timer);
    });
  });
  return computed(() => {
    const said = kept();
    return said === null ? source() : said.value;
  });
}
