import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { coreTexts } from '../core/core-texts';
import { opensHere } from '../core/opens-here';
import { injectTexts } from '../core/texts';

/**
 * A link in a table or a card that says when its page opens only with the network. Inputs: `link` (router commands), `text`, `label` (for
 * who does not see the row), `needs` (what its page reads, without `/api`).
 */
@Component({
  selector: 'app-kept-link',
  imports: [RouterLink],
  template: `
    @if (opens()) {
      <a class="nowrap" [routerLink]="link()" [attr.aria-label]="label()">{{ text() }}</a>
    } @else {
      @if (label() === null) {
        <span class="nowrap">{{ text() }}</span>
      }
      <small class="muted">{{ t('row.later') }}</small>
    }
  `,
})
export class KeptLink {
  readonly link = input.required<readonly string[]>();
  readonly text = input.required<string>();
  readonly label = input<string | null>(null);
  readonly needs = input.required<string>();

  protected readonly t = injectTexts(coreTexts);
  protected readonly opens = opensHere(() => this.needs());
}
