import { Component, computed, inject, input } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { Combo, type Found } from '../combo';
import { AnswerWords } from './answer-words';
import type { Field } from './field';
import type { PlaceChoice } from './form-state';
import { MissingTicks } from './missing-ticks';
import { formTexts } from './texts';

/** A place: a native list of those at hand, or a search where the page gives one. */
@Component({
  selector: 'app-place-control',
  host: { class: 'block field-parts' },
  imports: [Combo, MissingTicks],
  template: `
    @if (searches()) {
      <app-combo
        [boxId]="field().id"
        [placeholder]="t('search')"
        [search]="find"
        [first]="near()"
        [text]="chosen()"
        [describedBy]="describedBy()"
        [invalid]="invalid()"
        [notes]="notes()"
        (pick)="take($event)"
        (left)="field().leave()"
      />
    } @else {
      <select
        autocomplete="off"
        class="box"
        [id]="field().id"
        [attr.aria-describedby]="describedBy()"
        [attr.aria-invalid]="invalid()"
        (change)="choose($event)"
        (blur)="field().leave()"
      >
        <option value="" [selected]="field().text() === ''">{{ t('choose') }}</option>
        @for (place of known(); track place.value) {
          <option [value]="place.value" [selected]="place.value === field().text()">{{ place.label }}</option>
        }
      </select>
    }
    @if (field().missingOffers.length > 0) {
      <app-missing-ticks [field]="field()" />
    }
  `,
})
export class PlaceControl {
  readonly field = input.required<Field>();
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(AnswerWords);

  protected readonly searches = computed(() => this.field().state.source.searchPlaces !== undefined);
  protected readonly known = computed<readonly Found[]>(() =>
    Object.entries(this.field().state.places()).map(([value, label]) => ({ value, label })),
  );
  protected readonly near = computed(() => {
    const near = this.field().state.source.nearPlaces?.(this.field().key);
    return near === undefined ? this.known().slice(0, 6) : near.map(asFound);
  });
  protected readonly chosen = computed(() => {
    const answer = this.field().answer();
    return answer && 'value' in answer
      ? this.words.of(this.field().question, answer, this.field().state.places())
      : '';
  });
  protected readonly notes = computed(() => ({
    more: this.t('search.more'),
    none: this.t('search.none'),
    reading: this.t('search.reading'),
    offline: this.t('search.offline'),
  }));

  protected readonly find = async (text: string): Promise<readonly Found[]> => {
    const search = this.field().state.source.searchPlaces;
    const places = search ? await search(text, this.field().key) : [];
    return places.map(asFound);
  };

  protected take(found: Found): void {
    this.field().state.name(found.value, found.label);
    this.field().set({ value: found.value });
    this.field().leave();
  }

  protected choose(event: Event): void {
    const id = (event.target as HTMLSelectElement).value;
    this.field().set(id === '' ? null : { value: id });
    this.field().leave();
  }
}

function asFound({ id, name, within }: PlaceChoice): Found {
  return { value: id, label: name, hint: within };
}
