import { Component, computed, inject, input } from '@angular/core';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { Meter } from '../meter';
import { calm } from './calm';
import type { FormState } from './form-state';
import { FormWords } from './form-words';
import { formTexts } from './texts';

/** How complete a form is, whole and by section, and how many messages wait for an answer. Input: `state`. */
@Component({
  selector: 'app-quality-card',
  host: { class: 'block' },
  imports: [Meter],
  template: `
    <section class="card stack-8" aria-labelledby="file-quality">
      <div class="card-head">
        <h2 id="file-quality">{{ t('quality') }}</h2>
        <b class="num">{{ formats.share(core().score) }}</b>
      </div>
      <p class="small muted num">
        {{ t.count('quality.core', core().answered, { of: core().visible }) }}
      </p>
      <ul class="quality-list quality-narrow">
        @for (section of sections(); track section.code) {
          <li>
            <span class="grow">{{ words.section(state().source.form, section.code) }}</span>
            <app-meter
              [share]="section.answered / section.visible"
              [label]="t.count('section.answers', section.answered, { of: section.visible })"
            />
          </li>
        }
      </ul>
      <p class="small num">{{ findings() }}</p>
    </section>
  `,
})
export class QualityCard {
  readonly state = input.required<FormState>();

  protected readonly t = injectTexts(formTexts);
  protected readonly formats = inject(Formats);
  protected readonly words = inject(FormWords);
  /** Checks, sections and the core of the form as they stood at the last pause. */
  private readonly said = calm(() => {
    const state = this.state();
    return {
      checks: state.checks(),
      sections: state.sections(),
      core: state.validation().completeness,
    };
  });
  protected readonly core = computed(() => this.said().core);
  protected readonly sections = computed(() => this.said().sections.filter(({ visible }) => visible > 0));
  protected readonly findings = computed(() => {
    const { checks } = this.said();
    const count = (kind: (typeof checks)[number]['kind']): number =>
      checks.filter((check) => check.kind === kind).length;
    const parts = [
      [count('error'), 'quality.errors'],
      [count('warn'), 'quality.warnings'],
      [count('kept'), 'quality.kept'],
    ] as const;
    const said = parts.filter(([n]) => n > 0).map(([n, key]) => this.t.count(key, n));
    return said.length === 0 ? this.t('quality.clean') : said.join(' · ');
  });
}
