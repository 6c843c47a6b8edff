import { Component, inject, input, output } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { SectionProgress } from '../section-progress';
import { calm } from './calm';
import type { FormState } from './form-state';
import { FormWords } from './form-words';
import { formTexts } from './texts';

/** The sections of a form with their progress, to go from one to the other. Inputs: `state`, `current`. Output: `choose`. */
@Component({
  selector: 'app-section-list',
  host: { class: 'block' },
  imports: [SectionProgress],
  template: `
    <nav [attr.aria-label]="t('sections')">
      <ol class="sections">
        @for (section of sections(); track section.code) {
          <li>
            <button
              type="button"
              [attr.aria-current]="section.code === current() ? 'step' : null"
              (click)="choose.emit(section.code)"
            >
              <app-section-progress
                [mark]="section.mark"
                [share]="section.visible === 0 ? 0 : section.answered / section.visible"
              />
              <span>
                {{ words.section(state().source.form, section.code) }}
                <small>{{
                  section.mark === 'none' ? t('section.none') : section.answered + '/' + section.visible
                }}</small>
              </span>
            </button>
          </li>
        }
      </ol>
    </nav>
  `,
})
export class SectionList {
  readonly state = input.required<FormState>();
  readonly current = input.required<string>();
  readonly choose = output<string>();
  protected readonly t = injectTexts(formTexts);
  protected readonly words = inject(FormWords);
  protected readonly sections = calm(() => this.state().sections());
}
