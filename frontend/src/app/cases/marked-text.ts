import { Component, computed, input } from '@angular/core';
import { piecesOf, type Stretch } from './text-pieces';

/** A text with what was marked in it. */
@Component({
  selector: 'app-marked-text',
  template: `
    @for (piece of pieces(); track piece.start) {
      @if (piece.span) {
        <mark [textContent]="piece.text"></mark>
      } @else {
        <span [textContent]="piece.text"></span>
      }
    }
  `,
  host: { class: 'pre' },
})
export class MarkedText {
  readonly text = input.required<string>();
  readonly spans = input.required<readonly Stretch[]>();
  protected readonly pieces = computed(() => piecesOf(this.text(), this.spans()));
}
