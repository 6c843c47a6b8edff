import { Component, computed, input } from '@angular/core';
import { Icon } from '../../ui/icon';
import type { ActionLook } from './action-words';

/** The sign of a state: a half-filled disc for what is under way, else an icon. */
@Component({
  selector: 'app-action-sign',
  imports: [Icon],
  template: `
    @if (icon(); as name) {
      <svg [appIcon]="name" class="icon-32" />
    } @else {
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <circle cx="16" cy="16" r="12" fill="none" stroke="currentColor" stroke-width="3" />
        <path d="M16 4a12 12 0 0 1 0 24z" fill="currentColor" />
      </svg>
    }
  `,
})
export class ActionSign {
  readonly sign = input.required<ActionLook['icon']>();
  protected readonly icon = computed(() => {
    const sign = this.sign();
    return sign === 'half' ? null : sign;
  });
}
