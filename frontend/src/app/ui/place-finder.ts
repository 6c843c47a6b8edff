import { inject, Injectable } from '@angular/core';
import type { Membership, PlaceKind } from '@domain/accounts/person.js';
import { normalName } from '@domain/facilities/place-name.js';
import { REFERRAL_KINDS, type PlaceView } from '@domain/facilities/place.js';
import { Api } from '../core/api';
import { problemOf } from '../core/problem-view';
import { Session } from '../core/session';
import type { PlaceChoice } from './form-renderer/form-state';

const SHOWN = 10;
const NEAR = 30;
const NOTIFYING = ['notifier', 'clinician', 'centre-head', 'focal-point'];

/** Finds places of some kinds by name; without a network among those around the person, which a device keeps. */
@Injectable({ providedIn: 'root' })
export class PlaceFinder {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  async find(text: string, kinds: readonly PlaceKind[]): Promise<readonly PlaceChoice[]> {
    return (await this.search(text, kinds, SHOWN)).map(choiceOf);
  }

  async search(text: string, kinds: readonly PlaceKind[], limit: number): Promise<readonly PlaceView[]> {
    try {
      const query = { search: text, kind: kinds.join(','), limit };
      return (await this.api.list<PlaceView>('/places', query)).items;
    } catch (error) {
      if (problemOf(error).status !== 0) throw error;
      const { near, referral } = await this.around();
      const wanted = normalName(text);
      const found = [...near, ...referral].filter(
        ({ kind, name }) => kinds.includes(kind) && normalName(name).includes(wanted),
      );
      if (found.length === 0) throw error;
      return found;
    }
  }

  /** What lies in the health areas of the signed-in person, and where their district refers to. */
  async around(): Promise<{ readonly near: readonly PlaceView[]; readonly referral: readonly PlaceView[] }> {
    const held = (this.session.view()?.memberships ?? []).filter(({ role }) => NOTIFYING.includes(role));
    const areas = [...new Set(held.flatMap((one) => areaOf(one) ?? []))];
    const near = await this.under(areas, {});
    const districts = [...new Set(near.flatMap(({ districtId }) => districtId ?? []))];
    const kind = REFERRAL_KINDS.join(',');
    // The list of the person's own area goes without it.
    const referral = await this.under(districts, { kind }).catch(() => []);
    return { near, referral };
  }

  private async under(parents: readonly number[], more: { readonly kind?: string }): Promise<PlaceView[]> {
    const lists = await Promise.all(
      parents.map((parent) => this.api.list<PlaceView>('/places', { parent, ...more, limit: NEAR })),
    );
    return lists.flatMap(({ items }) => items);
  }
}

export function choiceOf({ id, name, within }: PlaceView): PlaceChoice {
  return { id: String(id), name, within: within.join(' › ') };
}

/** The health area around a village or a health centre: the place just above it. */
function areaOf({ placeKind, placePath }: Membership): number | undefined {
  return placeKind === 'village' || placeKind === 'cscom' ? placePath.at(-2) : undefined;
}
