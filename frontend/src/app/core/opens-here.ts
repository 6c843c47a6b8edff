import { computed, inject, resource, type Signal } from '@angular/core';
import { Connectivity } from './connectivity';
import { cameFromDevice, KeptReadings } from './kept';

/**
 * Whether the page behind a row opens now (injection context only): with a network always, without one when this device keeps what the
 * page reads. `path` is that, without `/api`; `undefined` opens always.
 */
export function opensHere(path: () => string | undefined): Signal<boolean> {
  const kept = inject(KeptReadings);
  const network = inject(Connectivity);
  const asked = computed(() =>
    cameFromDevice() && (!network.online() || kept.shownAt() !== null) ? path() : undefined,
  );
  const found = resource({
    params: asked,
    loader: async ({ params }) => (await kept.find(params)) !== null,
  });
  return computed(() => asked() === undefined || !found.hasValue() || found.value());
}
