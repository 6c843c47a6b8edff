import { Component, DestroyRef, inject, input } from '@angular/core';
import type { Missing } from '@domain/forms/form.js';
import { injectTexts } from '../../core/texts';
import type { Field } from './field';
import { MissingTicks } from './missing-ticks';
import { Resting } from './resting';
import { formTexts } from './texts';
import { onWritten } from './written';

/** Short and long texts; the length left is told near the end only. */
@Component({
  selector: 'app-text-control',
  host: { class: 'block' },
  imports: [MissingTicks],
  template: `
    @if (field().missing(); as missing) {
      <p class="box box-off">{{ t(missing === 'NR' ? 'missing.NR.box' : missingWord(missing)) }}</p>
    } @else if (field().question.type === 'longtext') {
      <textarea
        autocomplete="off"
        class="box"
        rows="5"
        [id]="field().id"
        [value]="field().text()"
        [attr.maxlength]="most()"
        [attr.aria-label]="label()"
        [attr.aria-describedby]="describedBy()"
        [attr.aria-invalid]="invalid()"
        (focus)="field().focus()"
        (blur)="leave()"
      ></textarea>
      @if (field().text().length > most() * 0.8) {
        <p class="hint num">{{ t('long.left', { n: field().text().length, of: most() }) }}</p>
      }
    } @else {
      <input
        class="box"
        [type]="field().question.pattern?.includes('223') ? 'tel' : 'text'"
        autocomplete="off"
        [id]="field().id"
        [value]="field().text()"
        [attr.maxlength]="most()"
        [attr.aria-label]="label()"
        [attr.aria-describedby]="describedBy()"
        [attr.aria-invalid]="invalid()"
        (focus)="field().focus()"
        (blur)="leave()"
      />
    }
    @if (field().missingOffers.length > 0) {
      <app-missing-ticks [field]="field()" />
    }
  `,
})
export class TextControl {
  readonly field = input.required<Field>();
  /** Spoken name when the visible label names a group. */
  readonly label = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  protected readonly t = injectTexts(formTexts);
  private readonly resting = new Resting();

  constructor() {
    onWritten((text) => {
      this.resting.later(() => {
        this.field().set(text === '' ? null : { value: text });
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.resting.now();
    });
  }

  protected missingWord(missing: Missing): `missing.${Missing}` {
    return `missing.${missing}`;
  }

  protected most(): number {
    const { length, type } = this.field().question;
    return length?.[1] ?? (type === 'longtext' ? 4000 : 200);
  }

  protected leave(): void {
    this.resting.now();
    this.field().leave();
  }
}
