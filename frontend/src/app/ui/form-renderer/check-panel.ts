import { Component, computed, inject, input, output } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { calm } from './calm';
import type { Check, FormState } from './form-state';
import { FormWords } from './form-words';
import { formTexts } from './texts';

const ICON = {
  missing: 'circle-alert',
  error: 'circle-alert',
  warn: 'triangle-alert',
  kept: 'check',
} as const;

/**
 * "À vérifier": what is missing, wrong or unusual, each a link to its question. Inputs: `state`, `section` (only this one), `current` (what
 * is unanswered in other sections is only counted), `note` false hides the last sentence. Output: `go` with the check.
 */
@Component({
  selector: 'app-check-panel',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <section class="card" [attr.aria-label]="t('check')">
      <h2>
        {{ t('check') }} <span class="num">{{ shown().length }}</span>
      </h2>
      <ul class="clocks" role="list">
        @for (check of shown(); track $index) {
          <li class="line line-top small">
            <svg
              [appIcon]="icons[check.kind]"
              class="icon-20"
              [class.late]="check.kind === 'missing' || check.kind === 'error'"
              [class.warn]="check.kind === 'warn'"
              [class.ok]="check.kind === 'kept'"
            />
            <span>
              <b
                [class.late]="check.kind === 'missing' || check.kind === 'error'"
                [class.warn]="check.kind === 'warn'"
                >{{ word(check) }}</b><br />
              <button type="button" class="btn btn-link small" (click)="go.emit(check)">
                {{ sentence(check) }}
              </button>
            </span>
          </li>
        } @empty {
          <li class="muted small">{{ t('check.none') }}</li>
        }
      </ul>
      @if (elsewhere() > 0) {
        <p class="small">{{ t.count('check.elsewhere', elsewhere()) }}</p>
      }
      @if (note()) {
        <p class="hint">{{ t('check.note') }}</p>
      }
    </section>
  `,
})
export class CheckPanel {
  readonly state = input.required<FormState>();
  readonly section = input<string | null>(null);
  /** Unanswered questions are listed for this section and counted for the others. */
  readonly current = input<string | null>(null);
  readonly note = input(true);
  readonly go = output<Check>();
  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(FormWords);
  protected readonly icons = ICON;

  private readonly checks = calm(() => this.state().checks());
  protected readonly shown = computed(() => {
    const [section, current] = [this.section(), this.current()];
    return this.checks()
      .filter((check) => section === null || check.section === section)
      .filter((check) => current === null || check.kind !== 'missing' || check.section === current);
  });
  /** Unanswered elsewhere: counted, since a new form lacks almost everything. */
  protected readonly elsewhere = computed(() => {
    const current = this.current();
    const missing = this.checks().filter(({ kind }) => kind === 'missing');
    return current === null ? 0 : missing.filter((check) => check.section !== current).length;
  });

  protected word({ kind }: Check): string {
    return this.t(`check.${kind}`);
  }

  protected sentence({ issue, question, row }: Check): string {
    const { form } = this.state().source;
    if (issue !== null) return this.words.issue(form, issue);
    const label = this.words.label(form, question);
    return row === null ? label : `${this.t('rows.item', { n: row + 1 })} : ${label}`;
  }
}
