import { Component, DestroyRef, inject, input, signal } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';

/**
 * The shape of a page while it is read: nothing for 300 ms, words after 8 s. Inputs: `shape` `list` (default), `page`, `form`; `rows`.
 *
 *     @if (found.loading() && !found.value()) { <app-skeleton shape="page" /> }
 */
@Component({
  selector: 'app-skeleton',
  template: `
    <div class="skeleton stack" aria-busy="true">
      <p class="visually-hidden" role="status">{{ t('reading') }}</p>
      @if (shape() !== 'list') {
        <div class="card">
          <span class="bone w40"></span><span class="bone w90"></span><span class="bone w60"></span>
        </div>
      }
      @if (shape() === 'form') {
        @for (row of lines(); track row) {
          <div><span class="bone w40"></span><span class="bone bone-box"></span></div>
        }
      } @else {
        <ul class="rows">
          @for (row of lines(); track row) {
            <li>
              <div class="row">
                <span class="tile bone"></span>
                <span class="row-text"><span class="bone w60"></span><span class="bone w40"></span></span>
              </div>
            </li>
          }
        </ul>
      }
      @if (slow()) {
        <p class="muted">{{ t('slow') }}</p>
      }
    </div>
  `,
})
export class Skeleton {
  readonly shape = input<'list' | 'page' | 'form'>('list');
  readonly rows = input(3);
  protected readonly t = injectTexts(coreTexts);
  protected readonly slow = signal(false);

  constructor() {
    const timer = setTimeout(() => {
      this.slow.set(true);
    }, 8000);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer);
    });
  }

  protected lines(): readonly number[] {
    return Array.from({ length: this.rows() }, (_, index) => index);
  }
}
