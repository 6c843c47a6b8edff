import { Component, inject, input, output } from '@angular/core';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { securityTexts } from './texts';

/** Ten codes, shown this once, to print or copy. Input: `codes`, empty when the answer was lost. Output: `kept`. */
@Component({
  selector: 'app-recovery-codes',
  host: { class: 'block' },
  imports: [Banner, Icon],
  template: `
    <section class="card stack" aria-labelledby="recovery">
      <h2 id="recovery">{{ t('codes.title') }}</h2>
      @if (codes().length > 0) {
        <p>{{ t('codes.text') }}</p>
        <p class="print-only">{{ t('codes.of', { username: session.view()?.person?.username ?? '' }) }}</p>
        <ol class="recovery">
          @for (code of codes(); track code) {
            <li>
              <code>{{ code }}</code>
            </li>
          }
        </ol>
        <p class="hint">{{ t('codes.paper') }}</p>
        <div class="btns">
          <button type="button" class="btn btn-primary" (click)="kept.emit()">{{ t('codes.kept') }}</button>
          <button type="button" class="btn" (click)="print()">
            <svg appIcon="printer" class="icon-20" /> {{ t('codes.print') }}
          </button>
        </div>
      } @else {
        <app-banner tone="warn" [lead]="t('codes.lost')" />
        <div class="btns">
          <button type="button" class="btn btn-primary" (click)="kept.emit()">{{ t('codes.go-on') }}</button>
        </div>
      }
    </section>
  `,
})
export class RecoveryCodes {
  readonly codes = input.required<readonly string[]>();
  readonly kept = output();
  protected readonly t = injectTexts(securityTexts);
  protected readonly session = inject(Session);

  protected print(): void {
    print();
  }
}
