import { Component, computed, input, signal } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';

/**
 * A case number in full, grouped by four (`DNB-7K3M-9QXA-X`), selectable, with a copy button. Inputs: `number`, `button` false hides it.
 *
 *     <app-copy-number [number]="view.number" />
 */
@Component({
  selector: 'app-copy-number',
  template: `
    <span class="copy">
      <code class="nowrap">{{ grouped() }}</code>
      @if (button()) {
        <button type="button" (click)="copy()" [attr.aria-label]="t('copy') + ' ' + grouped()">
          {{ copied() ? t('copied') : t('copy') }}
        </button>
        <span class="visually-hidden" role="status">{{ copied() ? t('copied') : '' }}</span>
      }
    </span>
  `,
})
export class CopyNumber {
  readonly number = input.required<string>();
  readonly button = input(true);
  protected readonly t = injectTexts(coreTexts);
  protected readonly copied = signal(false);
  protected readonly grouped = computed(() => groupNumber(this.number()));

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.number());
    this.copied.set(true);
    setTimeout(() => {
      this.copied.set(false);
    }, 3000);
  }
}

/** `DNB-7K3M9QXA-X` as it is read and dictated: `DNB-7K3M-9QXA-X`. */
export function groupNumber(number: string): string {
  return number.replace(/^(\w+-\w{4})(\w{4})(-\w)$/, '$1-$2$3');
}
