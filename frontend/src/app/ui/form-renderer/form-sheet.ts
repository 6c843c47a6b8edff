import { Component, computed, effect, inject, input } from '@angular/core';
import { injectTexts } from '../../core/texts';
import type { DraftSaver } from '../../offline/draft-saver';
import { Icon } from '../icon';
import { ProblemBanner } from '../problem-banner';
import { DraftConflicts } from './draft-conflicts';
import { FormSection } from './form-section';
import type { FormState } from './form-state';
import { FormWords } from './form-words';
import { formTexts } from './texts';

/**
 * A whole form on one page, part after part, for a form that is read as one piece. A row of links leads to each part. Inputs: `state`,
 * `saver` (leave out for a read-only form), `except` (questions drawn elsewhere), `beside` (labels beside the controls on a laptop).
 *
 *     <app-form-sheet [state]="state" [saver]="saver" [beside]="true" />
 */
@Component({
  selector: 'app-form-sheet',
  host: { class: 'block sheet', '[class.sheet-beside]': 'beside()' },
  imports: [DraftConflicts, FormSection, Icon, ProblemBanner],
  template: `
    <nav class="sheet-parts" [attr.aria-label]="t('sheet.parts')">
      @for (part of parts(); track part.code) {
        <button type="button" class="btn btn-small" (click)="goTo(part.code)">
          @if (part.mark === 'done') {
            <svg appIcon="check" class="icon-18 ok" />
          }
          {{ words.section(state().source.form, part.code) }}
          <span class="visually-hidden num">{{
            t.count('section.answers', part.answered, { of: part.visible })
          }}</span>
        </button>
      }
    </nav>
    @if (saver(); as draft) {
      @if (draft.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="draft.retry()" />
      }
      <app-draft-conflicts [state]="state()" [saver]="draft" />
    }
    @for (part of parts(); track part.code) {
      <section [attr.aria-labelledby]="'part-' + part.code" class="sheet-part">
        @if (words.section(state().source.form, part.code); as title) {
          <h3 [id]="'part-' + part.code" tabindex="-1" class="sheet-title">
            {{ title }} <span class="num" aria-hidden="true">{{ part.answered }}/{{ part.visible }}</span>
          </h3>
        }
        <app-form-section [state]="state()" [section]="part.code" [except]="except()" />
      </section>
    }
  `,
})
export class FormSheet {
  readonly state = input.required<FormState>();
  readonly saver = input<DraftSaver | null>(null);
  readonly except = input<readonly string[]>([]);
  readonly beside = input(false);

  protected readonly t = injectTexts(formTexts);
  protected readonly words = inject(FormWords);
  /** Parts that ask something now beyond what is drawn elsewhere. */
  protected readonly parts = computed(() =>
    this.state()
      .sections()
      .filter(({ code }) =>
        this.state()
          .questions(code)
          .some((question) => !this.except().includes(question.code)),
      ),
  );

  constructor() {
    effect(() => {
      void this.words.load(this.state().source.form);
    });
  }

  protected goTo(part: string): void {
    const heading = document.getElementById(`part-${part}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }
}
