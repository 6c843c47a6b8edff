import { Component, input, linkedSignal, output } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { Dialog } from '../dialog';
import { Icon } from '../icon';
import { PictureCanvas } from './picture-canvas';
import { pictureTexts } from './texts';

const LARGEST = 4;
const STEP = 0.5;

/** One picture, large: zoom, turn, move about, by finger, mouse or keys. Inputs: `path` (`null` is closed), `title`. Output: `closed`. */
@Component({
  selector: 'app-picture-viewer',
  imports: [Dialog, Icon, PictureCanvas],
  template: `
    <app-dialog [open]="path() !== null" [title]="title()" (closed)="closed.emit()">
      @if (path(); as path) {
        <div class="picture-tools">
          <button type="button" class="btn" [disabled]="zoom() <= 1" (click)="scale(-1)">
            <svg appIcon="minus" /> {{ t('smaller') }}
          </button>
          <button type="button" class="btn" (click)="scale(1)">
            <svg appIcon="plus" /> {{ t('larger') }}
          </button>
          <button type="button" class="btn" (click)="turn()"><svg appIcon="turn" /> {{ t('turn') }}</button>
        </div>
        <div
          class="picture-frame"
          role="group"
          tabindex="0"
          [attr.aria-label]="title() + '. ' + t('keys')"
          (keydown)="press($event)"
        >
          <app-picture-canvas [path]="path" [label]="title()" [zoom]="zoom()" [turns]="turns()" />
        </div>
        <p class="hint">{{ t('keys') }}</p>
        <div class="btns">
          <button type="button" class="btn btn-primary" data-safe (click)="closed.emit()">
            {{ t('close') }}
          </button>
        </div>
      }
    </app-dialog>
  `,
})
export class PictureViewer {
  readonly path = input.required<string | null>();
  readonly title = input.required<string>();
  readonly closed = output();

  protected readonly t = injectTexts(pictureTexts);
  protected readonly zoom = linkedSignal({ source: this.path, computation: () => 1 });
  protected readonly turns = linkedSignal({ source: this.path, computation: () => 0 });

  protected scale(steps: number): void {
    this.zoom.update((zoom) => Math.min(LARGEST, Math.max(1, zoom + steps * STEP)));
  }

  protected turn(): void {
    this.turns.update((turns) => (turns + 1) % 4);
  }

  protected press(event: KeyboardEvent): void {
    if (event.key === '+') this.scale(1);
    else if (event.key === '-') this.scale(-1);
    else if (event.key === 'r' || event.key === 'R') this.turn();
    else return;
    event.preventDefault();
  }
}
