import { Component, computed, inject, input, model } from '@angular/core';
import type { PlaceKind } from '@domain/accounts/person.js';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';
import { Combo, type Found } from './combo';
import { PlaceFinder } from './place-finder';

/** A place that was found and chosen. */
export interface ChosenPlace {
  readonly id: number;
  readonly name: string;
}

/** Finds one place of some kinds by its name. Inputs: `boxId`, `kinds`. Two-way: `chosen`. Put it in an `app-field`. */
@Component({
  selector: 'app-place-box',
  host: { class: 'block' },
  imports: [Combo],
  template: `
    <app-combo
      [boxId]="boxId()"
      [placeholder]="t('place.search')"
      [search]="search()"
      [text]="chosen()?.name ?? ''"
      [notes]="notes()"
      (pick)="pick($event)"
    />
  `,
})
export class PlaceBox {
  readonly boxId = input.required<string>();
  readonly kinds = input.required<readonly PlaceKind[]>();
  readonly chosen = model<ChosenPlace | null>(null);

  protected readonly t = injectTexts(coreTexts);
  private readonly finder = inject(PlaceFinder);
  protected readonly notes = computed(() => ({
    more: this.t('place.more'),
    none: this.t('place.none'),
    reading: this.t('reading'),
    offline: this.t('place.offline'),
  }));
  protected readonly search = computed(() => {
    const kinds = this.kinds();
    return async (text: string): Promise<readonly Found[]> =>
      (await this.finder.find(text, kinds)).map(({ id, name, within }) => ({
        value: id,
        label: name,
        hint: within,
      }));
  });

  protected pick({ value, label }: Found): void {
    this.chosen.set({ id: Number(value), name: label });
  }
}
