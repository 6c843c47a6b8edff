import { inject, Injectable } from '@angular/core';
import type { PlaceKind } from '@domain/accounts/person.js';
import type { PlaceView } from '@domain/facilities/place.js';
import { Api } from '../core/api';
import type { PlaceChoice } from './form-renderer/form-state';

const SHOWN = 10;

/** Finds places of some kinds by name. */
@Injectable({ providedIn: 'root' })
export class PlaceFinder {
  private readonly api = inject(Api);

  async find(text: string, kinds: readonly PlaceKind[]): Promise<readonly PlaceChoice[]> {
    const query = { search: text, kind: kinds.join(','), limit: SHOWN };
    const { items } = await this.api.list<PlaceView>('/places', query);
    return items.map(({ id, name, within }) => ({ id: String(id), name, within: within.join(' › ') }));
  }
}
