import { Component, type ElementRef, input, output, viewChild, effect } from '@angular/core';

/**
 * A native modal dialog: the title is the question, the buttons are verbs, the safe one first in focus (`data-safe`). Full sheet on a phone.
 * Inputs: `open`, `title`. Output: `closed` (Escape, or the page closing it). Content: text, fields and `<div class="btns">`.
 *
 *     <app-dialog [open]="asking()" [title]="t('seal.question')" (closed)="asking.set(false)">
 *       <p>{{ t('seal.text') }}</p>
 *       <div class="btns">
 *         <button type="button" class="btn btn-primary" (click)="seal()">{{ t('seal') }}</button>
 *         <button type="button" class="btn" data-safe (click)="asking.set(false)">{{ t('reread') }}</button>
 *       </div>
 *     </app-dialog>
 */
@Component({
  selector: 'app-dialog',
  template: `
    <dialog #element (close)="closed.emit()" [attr.aria-labelledby]="id">
      <h2 [id]="id">{{ title() }}</h2>
      @if (open()) {
        <ng-content />
      }
    </dialog>
  `,
})
export class Dialog {
  private static count = 0;

  readonly open = input.required<boolean>();
  readonly title = input.required<string>();
  readonly closed = output();

  protected readonly id = `dialog-${String((Dialog.count += 1))}`;
  private readonly element = viewChild.required<ElementRef<HTMLDialogElement>>('element');

  constructor() {
    effect(() => {
      const dialog = this.element().nativeElement;
      if (this.open() && !dialog.open) {
        dialog.showModal();
        setTimeout(() => dialog.querySelector<HTMLElement>('[data-safe]')?.focus());
      }
      if (!this.open() && dialog.open) dialog.close();
    });
  }
}
