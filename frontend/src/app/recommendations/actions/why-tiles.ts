import { Component, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icons';

/** One picture to touch, with its word. `sign` stands for the picture where a letter says it better. */
export interface WhyTile {
  readonly value: string;
  readonly label: string;
  readonly icon: IconName | null;
  readonly sign?: string;
}

/** A question answered by touching a picture: no typing. */
@Component({
  selector: 'app-why-tiles',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <fieldset class="field" [class.is-error]="problem()">
      <legend class="label">{{ label() }}</legend>
      @if (problem()) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ problem() }}</p>
      }
      <div class="why-tiles">
        @for (tile of tiles(); track tile.value) {
          <label class="opt why-tile">
            <input
              type="radio"
              autocomplete="off"
              name="why"
              [value]="tile.value"
              [checked]="tile.value === value()"
              (change)="choose.emit(tile.value)"
            />
            @if (tile.icon; as icon) {
              <svg [appIcon]="icon" class="icon-32" />
            } @else {
              <b class="why-sign" aria-hidden="true">{{ tile.sign }}</b>
            }
            <span class="opt-text">{{ tile.label }}</span>
          </label>
        }
      </div>
    </fieldset>
  `,
})
export class WhyTiles {
  readonly label = input.required<string>();
  readonly tiles = input.required<readonly WhyTile[]>();
  readonly value = input.required<string | null>();
  readonly problem = input('');
  readonly choose = output<string>();
}
