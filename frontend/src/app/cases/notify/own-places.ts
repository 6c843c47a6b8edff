import { inject, Injectable } from '@angular/core';
import type { PlaceKind } from '@domain/accounts/person.js';
import { FACILITY_KINDS } from '@domain/facilities/place.js';
import { Session } from '../../core/session';
import type { PlaceChoice } from '../../ui/form-renderer/form-state';
import { choiceOf, PlaceFinder } from '../../ui/place-finder';

const NOTIFYING = ['notifier', 'clinician', 'centre-head', 'focal-point'];
const NEAR = 30;

/** The places around the person who notifies: facilities that may notify, and villages at hand. */
export interface OwnPlaces {
  readonly facilities: readonly (PlaceChoice & { readonly kind: PlaceKind })[];
  readonly villages: readonly PlaceChoice[];
  /** District of a focal point, whose every facility may notify. */
  readonly districtId: number | null;
}

/** Finds the places around the signed-in person, so that most notifications need no search. */
@Injectable({ providedIn: 'root' })
export class PlacesAround {
  private readonly finder = inject(PlaceFinder);
  private readonly session = inject(Session);

  async read(): Promise<OwnPlaces> {
    const held = (this.session.view()?.memberships ?? []).filter(({ role }) => NOTIFYING.includes(role));
    const { near: around } = await this.finder.around();
    const direct = held.filter(({ placeKind }) => FACILITY_KINDS.includes(placeKind));
    const fromVillage = held.some(({ placeKind }) => placeKind === 'village')
      ? around.filter(({ kind }) => FACILITY_KINDS.includes(kind))
      : [];
    const facilities = [
      ...direct.map(({ placeId, placeName, placeKind }) => ({
        id: String(placeId),
        name: placeName,
        within: '',
        kind: placeKind,
      })),
      ...fromVillage.map((place) => ({ ...choiceOf(place), kind: place.kind })),
    ];
    return {
      facilities: facilities.filter(({ id }, at) => facilities.findIndex((one) => one.id === id) === at),
      villages: around.filter(({ kind }) => kind === 'village').map(choiceOf),
      districtId: held.find(({ role }) => role === 'focal-point')?.placeId ?? null,
    };
  }

  /** Facilities by name; those of one district only, for who notifies on the telephone. */
  async find(
    text: string,
    kinds: readonly PlaceKind[],
    districtId: number | null,
  ): Promise<readonly PlaceChoice[]> {
    const items = await this.finder.search(text, kinds, NEAR);
    return items.filter((place) => districtId === null || place.districtId === districtId).map(choiceOf);
  }
}
