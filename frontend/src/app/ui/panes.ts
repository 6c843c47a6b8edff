import { Component, computed, input, signal } from '@angular/core';
import { Tabs } from './tabs';

/**
 * Two things side by side on a laptop, each scrolling alone; tabs on a phone. Inputs: `labels` (left, right), `first` (0 or 1, shown
 * first on a phone). Content: `[left]` and `[right]`.
 *
 *     <app-panes [labels]="['Dossier', 'Mon avis']"> <div left>...</div> <div right>...</div> </app-panes>
 */
@Component({
  selector: 'app-panes',
  host: { class: 'block' },
  imports: [Tabs],
  template: `
    <div class="panes-tabs">
      <app-tabs
        [tabs]="tabs()"
        [selected]="shown()"
        [label]="labels().join(', ')"
        [panel]="'pane-' + shown()"
        (choose)="chosen.set($event)"
      />
    </div>
    <div class="panes">
      <section id="pane-0" [hidden]="shown() !== '0'" tabindex="0" [attr.aria-label]="labels()[0]">
        <ng-content select="[left]" />
      </section>
      <section id="pane-1" [hidden]="shown() !== '1'" tabindex="0" [attr.aria-label]="labels()[1]">
        <ng-content select="[right]" />
      </section>
    </div>
  `,
})
export class Panes {
  readonly labels = input.required<readonly [string, string]>();
  readonly first = input<0 | 1>(0);
  protected readonly chosen = signal<string | null>(null);
  protected readonly shown = computed(() => this.chosen() ?? String(this.first()));
  protected readonly tabs = computed(() =>
    this.labels().map((label, index) => ({ value: String(index), label })),
  );
}
