import { Component, input, output } from '@angular/core';
import { Icon } from './icon';

/** One tab; `done` puts a check before its word. */
export interface Tab {
  readonly value: string;
  readonly label: string;
  readonly done?: boolean;
}

/**
 * Tabs over one panel, by arrows too. Inputs: `tabs`, `selected`, `label`, `panel` (id of the panel, which needs `role="tabpanel"`).
 * Output: `choose`.
 *
 *     <app-tabs [tabs]="tabs()" [selected]="step()" label="Étapes de la séance" panel="step" (choose)="step.set($event)" />
 *     <div id="step" role="tabpanel" tabindex="0" [attr.aria-labelledby]="'step-tab-' + step()"> ... </div>
 */
@Component({
  selector: 'app-tabs',
  imports: [Icon],
  template: `
    <div class="tabs" role="tablist" [attr.aria-label]="label()">
      @for (tab of tabs(); track tab.value) {
        <button
          type="button"
          role="tab"
          [id]="panel() + '-tab-' + tab.value"
          [attr.aria-selected]="tab.value === selected()"
          [attr.aria-controls]="panel()"
          [tabindex]="tab.value === selected() ? 0 : -1"
          (click)="choose.emit(tab.value)"
          (keydown)="move($event)"
        >
          @if (tab.done) {
            <svg appIcon="check" class="icon-20 ok" />
          }
          {{ tab.label }}
        </button>
      }
    </div>
  `,
})
export class Tabs {
  readonly tabs = input.required<readonly Tab[]>();
  readonly selected = input.required<string>();
  readonly label = input.required<string>();
  readonly panel = input.required<string>();
  readonly choose = output<string>();

  protected move(event: KeyboardEvent): void {
    const all = this.tabs();
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const here = all.findIndex((tab) => tab.value === this.selected());
    const next = all[(here + step + all.length) % all.length];
    if (next === undefined) return;
    this.choose.emit(next.value);
    document.getElementById(`${this.panel()}-tab-${next.value}`)?.focus();
  }
}
