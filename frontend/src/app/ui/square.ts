import { Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

const BORDER = 4;

/**
 * A QR code, drawn inside its `<svg>` as one path in units of its dots: no markup is made, so it passes under Trusted Types. What it is
 * for stands in `aria-label`.
 *
 *     <svg [appSquare]="address" [attr.aria-label]="t('invite.square')" />
 */
@Component({
  selector: 'svg[appSquare]',
  host: { class: 'qr', role: 'img', '[attr.viewBox]': 'box()' },
  template: `<svg:path [attr.d]="path()" />`,
})
export class Square {
  readonly appSquare = input.required<string>();
  private readonly code = computed(() => encode(this.appSquare(), { ecc: 'M', border: BORDER }));
  protected readonly box = computed(() => `0 0 ${String(this.code().size)} ${String(this.code().size)}`);
  protected readonly path = computed(() =>
    this.code()
      .data.flatMap((row, y) =>
        row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
      )
      .join(''),
  );
}
