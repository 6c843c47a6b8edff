import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import type { PictureBox } from '@domain/cases/attachment.js';
import { injectTexts } from '../../core/texts';
import { Dialog } from '../dialog';
import { Icon } from '../icon';
import { Segmented } from '../segmented';
import { drawn, fresh, moved, resized, type Bounds } from './boxes';
import { PictureCanvas } from './picture-canvas';
import { pictureTexts } from './texts';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const LARGEST = 4;

/**
 * Covers places of a picture with black boxes: drawn by finger or mouse, added, moved, enlarged and taken away by keys, each step undone.
 * Inputs: `path` (`null` is closed), `title`, `boxes` (as kept), `busy`. Outputs: `cover` with the boxes in pixels of the picture, `closed`.
 */
@Component({
  selector: 'app-picture-cover',
  imports: [Dialog, Icon, PictureCanvas, Segmented],
  template: `
    <app-dialog [open]="path() !== null" [title]="title()" (closed)="closed.emit()">
      @if (path(); as path) {
        <p>{{ t('cover.text') }}</p>
        <app-segmented
          name="cover-mode"
          [label]="t('cover.mode')"
          [hideLabel]="true"
          [choices]="modes()"
          [value]="mode()"
          (choose)="mode.set($event)"
        />
        <div class="picture-tools">
          <button type="button" class="btn" [disabled]="size() === null" (click)="add()">
            <svg appIcon="plus" /> {{ t('cover.add') }}
          </button>
          <button type="button" class="btn" [disabled]="before().length === 0" (click)="undo()">
            <svg appIcon="undo" /> {{ t('cover.undo') }}
          </button>
          <button type="button" class="btn" [disabled]="zoom() <= 1" (click)="scale(-1)">
            <svg appIcon="minus" /> {{ t('smaller') }}
          </button>
          <button type="button" class="btn" (click)="scale(1)">
            <svg appIcon="plus" /> {{ t('larger') }}
          </button>
        </div>
        <div class="picture-frame" role="group" tabindex="0" [attr.aria-label]="t('cover.keys')">
          <app-picture-canvas [path]="path" [label]="title()" [zoom]="zoom()" (ready)="size.set($event)">
            <div
              class="cover-sheet"
              [class.is-drawing]="mode() === 'draw'"
              (pointerdown)="begin($event)"
              (pointermove)="draw($event)"
              (pointerup)="end($event)"
              (pointercancel)="drawing.set(null)"
            >
              @for (box of shown(); track $index) {
                <button
                  type="button"
                  class="cover-box"
                  [attr.aria-label]="t('cover.box', { n: $index + 1 })"
                  [style.left.%]="share(box.x, 'width')"
                  [style.top.%]="share(box.y, 'height')"
                  [style.width.%]="share(box.width, 'width')"
                  [style.height.%]="share(box.height, 'height')"
                  (keydown)="press($event, $index)"
                ></button>
              }
            </div>
          </app-picture-canvas>
        </div>
        <p class="hint">{{ t('cover.keys') }}</p>
        <p class="num" role="status">
          {{ now().length === 0 ? t('cover.none') : t.count('cover.count', now().length) }}
        </p>
        <div class="btns">
          <button
            type="button"
            class="btn btn-primary"
            [disabled]="busy() || size() === null"
            (click)="cover.emit(now())"
          >
            <svg appIcon="check" /> {{ t('cover.done') }}
          </button>
          <button type="button" class="btn" data-safe (click)="closed.emit()">{{ t('close') }}</button>
        </div>
      }
    </app-dialog>
  `,
})
export class PictureCover {
  readonly path = input.required<string | null>();
  readonly title = input.required<string>();
  readonly boxes = input<readonly PictureBox[]>([]);
  readonly busy = input(false);
  readonly cover = output<readonly PictureBox[]>();
  readonly closed = output();

  protected readonly t = injectTexts(pictureTexts);
  protected readonly size = linkedSignal<string | null, Bounds | null>({
    source: this.path,
    computation: () => null,
  });
  protected readonly zoom = linkedSignal({ source: this.path, computation: () => 1 });
  protected readonly mode = signal('draw');
  protected readonly modes = computed(() => [
    { value: 'draw', label: this.t('cover.draw') },
    { value: 'move', label: this.t('cover.move') },
  ]);
  protected readonly now = linkedSignal({
    source: this.path,
    computation: (): readonly PictureBox[] => this.boxes(),
  });
  /** What the boxes were before each step. */
  protected readonly before = linkedSignal({
    source: this.path,
    computation: (): readonly (readonly PictureBox[])[] => [],
  });
  protected readonly drawing = signal<{ readonly from: Point; readonly to: Point } | null>(null);
  protected readonly shown = computed(() => {
    const [line, size] = [this.drawing(), this.size()];
    const box = line === null || size === null ? null : drawn(line.from, line.to, size);
    return box === null ? this.now() : [...this.now(), box];
  });

  protected share(pixels: number, along: keyof Bounds): number {
    return (100 * pixels) / (this.size()?.[along] ?? 1);
  }

  protected scale(steps: number): void {
    this.zoom.update((zoom) => Math.min(LARGEST, Math.max(1, zoom + steps * 0.5)));
  }

  protected add(): void {
    const size = this.size();
    if (size !== null) this.step([...this.now(), fresh(size)]);
  }

  protected undo(): void {
    const last = this.before().at(-1);
    if (last === undefined) return;
    this.before.update((all) => all.slice(0, -1));
    this.now.set(last);
  }

  protected begin(event: PointerEvent): void {
    const onBox = event.target instanceof HTMLElement && event.target.classList.contains('cover-box');
    if (this.mode() !== 'draw' || event.button !== 0 || onBox) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.drawing.set({ from: this.pointOf(event), to: this.pointOf(event) });
  }

  protected draw(event: PointerEvent): void {
    const line = this.drawing();
    if (line !== null) this.drawing.set({ ...line, to: this.pointOf(event) });
  }

  protected end(event: PointerEvent): void {
    this.draw(event);
    const boxes = this.shown();
    if (this.drawing() !== null && boxes.length > this.now().length) this.step(boxes);
    this.drawing.set(null);
  }

  protected press(event: KeyboardEvent, index: number): void {
    const [size, box, arrow] = [this.size(), this.now()[index], ARROWS[event.key]];
    if (size === null || box === undefined) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.step(this.now().filter((_, at) => at !== index));
    } else if (arrow) {
      const pace = Math.max(4, Math.round(size.width / 100));
      const change = event.shiftKey ? resized : moved;
      this.step(this.now().with(index, change(box, arrow[0] * pace, arrow[1] * pace, size)));
    } else return;
    event.preventDefault();
  }

  private step(boxes: readonly PictureBox[]): void {
    this.before.update((all) => [...all, this.now()]);
    this.now.set(boxes);
  }

  /** Where the pointer is, in pixels of the picture. */
  private pointOf(event: PointerEvent): Point {
    const sheet = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const { width, height } = this.size() ?? { width: 1, height: 1 };
    return {
      x: ((event.clientX - sheet.left) / sheet.width) * width,
      y: ((event.clientY - sheet.top) / sheet.height) * height,
    };
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}
