import { Component, computed, inject, input, signal } from '@angular/core';
import type { Context } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import type { ReportVersion } from '@domain/reports/zero-report.js';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { FormSection } from '../ui/form-renderer/form-section';
import { FormState } from '../ui/form-renderer/form-state';
import { FormWords } from '../ui/form-renderer/form-words';
import { reportTexts } from './texts';

const PARTS = ['deaths', 'births', 'means'] as const;

/** Every version of a report as it was sent, the newest first; the earlier ones are folded away. */
@Component({
  selector: 'app-report-versions',
  host: { class: 'block stack' },
  imports: [FormSection],
  template: `
    @for (one of shown(); track one.version.n; let newest = $first) {
      <details class="card stack" [open]="newest">
        <summary>
          <b>{{ t('version', { n: one.version.n }) }}</b> · {{ t('version.at', { at: at(one.version) }) }}
        </summary>
        @if (one.version.reason; as reason) {
          <p>« {{ reason }} »</p>
        }
        @for (part of one.parts; track part) {
          <h3>{{ words.section(one.state.source.form, part) }}</h3>
          <app-form-section [state]="one.state" [section]="part" />
        }
        @if (one.kept.length > 0) {
          <h3>{{ t('kept.title') }}</h3>
          <ul>
            @for (reason of one.kept; track $index) {
              <li>« {{ reason }} »</li>
            }
          </ul>
        }
      </details>
    }
  `,
})
export class ReportVersions {
  readonly versions = input.required<readonly ReportVersion[]>();
  readonly context = input.required<Context>();

  protected readonly t = injectTexts(reportTexts);
  protected readonly words = inject(FormWords);
  private readonly formats = inject(Formats);

  protected readonly shown = computed(() =>
    this.versions().map((version) => {
      const state = new FormState({
        form: getForm('zero_report', version.formVersion),
        answers: signal(version.answers),
        context: this.context,
        patch: () => undefined,
        writable: signal(false),
      });
      const parts = PARTS.filter((part) => state.questions(part).length > 0);
      return { version, state, parts, kept: Object.values(version.kept) };
    }),
  );

  protected at({ receivedAt }: ReportVersion): string {
    return this.formats.dateTime(receivedAt.slice(0, 16));
  }
}
