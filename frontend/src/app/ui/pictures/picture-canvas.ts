import {
  Component,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Api } from '../../core/api';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { ProblemBanner } from '../problem-banner';
import { pictureTexts } from './texts';

/**
 * A picture read from the server and painted, never a link to it: nothing of it stays in the browser's store. Inputs: `path` (`/attachments/…/content`),
 * `label`, `zoom` (1 fits the width), `turns` (quarter turns). Output: `ready` with its size. Content: what lies over it.
 */
@Component({
  selector: 'app-picture-canvas',
  host: { class: 'block' },
  imports: [ProblemBanner],
  template: `
    @if (problem(); as refused) {
      <app-problem-banner [problem]="refused" (retry)="again()" />
    } @else if (picture() === null) {
      <p class="muted" role="status">{{ t('loading') }}</p>
    }
    <div class="picture-sheet" [style.width.%]="zoom() * 100" [hidden]="picture() === null">
      <canvas #canvas role="img" [attr.aria-label]="label()"></canvas>
      <ng-content />
    </div>
  `,
})
export class PictureCanvas {
  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly zoom = input(1);
  readonly turns = input(0);
  readonly ready = output<{ readonly width: number; readonly height: number }>();

  protected readonly t = injectTexts(pictureTexts);
  private readonly api = inject(Api);
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  protected readonly picture = signal<ImageBitmap | null>(null);
  protected readonly problem = signal<ProblemView | null>(null);

  constructor() {
    effect((onCleanup) => {
      const path = this.path();
      untracked(() => void this.load(path));
      onCleanup(() => {
        untracked(() => this.picture()?.close());
      });
    });
    effect(() => {
      const picture = this.picture();
      if (picture !== null) paint(this.canvas().nativeElement, picture, this.turns());
    });
  }

  protected again(): void {
    void this.load(this.path());
  }

  private async load(path: string): Promise<void> {
    this.problem.set(null);
    this.picture.set(null);
    try {
      const picture = await createImageBitmap(await this.api.file(path));
      if (path !== this.path()) return;
      this.picture.set(picture);
      this.ready.emit({ width: picture.width, height: picture.height });
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}

function paint(canvas: HTMLCanvasElement, picture: ImageBitmap, turns: number): void {
  const isLying = turns % 2 === 1;
  canvas.width = isLying ? picture.height : picture.width;
  canvas.height = isLying ? picture.width : picture.height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
}
