import { Component, computed, inject, input } from '@angular/core';
import { Formats } from '../core/formats';

/**
 * A share as a bar with its percentage. Inputs: `share` (0 to 1), `label` (the same in words, for who does not see the bar).
 *
 *     <app-meter [share]="0.78" label="31 réponses sur 40" />
 */
@Component({
  selector: 'app-meter',
  host: { class: 'meter-line', role: 'img', '[attr.aria-label]': 'label()' },
  template: `
    <span class="meter"><i [style.width.%]="100 * share()"></i></span>
    <span class="num small" aria-hidden="true">{{ percent() }}</span>
  `,
})
export class Meter {
  readonly share = input.required<number>();
  readonly label = input.required<string>();

  private readonly formats = inject(Formats);
  protected readonly percent = computed(() => this.formats.share(this.share()));
}
