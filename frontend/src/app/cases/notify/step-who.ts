import { Component, computed, inject } from '@angular/core';
import { has } from '@domain/forms/read.js';
import { isSuspectedMaternal } from '@domain/cases/eligibility.js';
import { injectTexts } from '../../core/texts';
import { Banner } from '../../ui/banner';
import { FormSection } from '../../ui/form-renderer/form-section';
import { kindIcon } from '../../ui/kind-icon';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { NotifyDraft } from './notify-draft';
import { NotifyForms } from './notify-forms';
import { notifyTexts } from './texts';

const CATEGORIES = ['MAT', 'WRA', 'SB', 'NND', 'CHILD'] as const;
const IF_KNOWN = ['gestational_weeks', 'multiple', 'birth_weight_g'];

/** Step 1: who died, the age, and for a woman whether she was pregnant. */
@Component({
  selector: 'app-step-who',
  imports: [Banner, FormSection, RadioChoice],
  template: `
    <app-radio-choice
      name="death_category"
      [big]="true"
      [label]="t('who')"
      [hint]="t('who.hint')"
      [choices]="choices()"
      [value]="category()"
      [problem]="missing() ? t('who.missing') : ''"
      (choose)="choose($event)"
    />
    @if (category() !== null) {
      <app-form-section [state]="state" section="who" [except]="except()" />
      @if (screening()) {
        <app-banner [lead]="t('suspected.lead')">{{ t('suspected.text') }}</app-banner>
      }
      @if (asksMore()) {
        <details class="more">
          <summary>{{ t('if-known') }}</summary>
          <app-form-section [state]="state" section="who" [only]="ifKnown" />
        </details>
      }
    }
  `,
  host: { class: 'block fields' },
})
export class StepWho {
  protected readonly t = injectTexts(notifyTexts);
  private readonly draft = inject(NotifyDraft);
  private readonly forms = inject(NotifyForms);
  protected readonly state = this.forms.states.who;
  protected readonly ifKnown = IF_KNOWN;

  protected readonly category = computed(() => {
    const answer = this.draft.answers()['death_category'];
    return answer !== undefined && 'value' in answer && typeof answer.value === 'string'
      ? answer.value
      : null;
  });
  protected readonly missing = computed(() => this.state.isMissing('death_category'));
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    CATEGORIES.map((value) => ({
      value,
      label: this.t(`category.${value}`),
      hint: this.t(`category.${value}.hint`),
      icon: kindIcon(value),
    })),
  );
  /** How the pregnancy ended is known already when it had not. */
  protected readonly except = computed(() => {
    const undelivered = has(this.draft.answers(), 'pregnancy_status', 'PREGNANT', 'LABOUR');
    return ['death_category', ...IF_KNOWN, ...(undelivered ? ['pregnancy_outcome'] : [])];
  });
  protected readonly screening = computed(
    () =>
      this.category() === 'WRA' &&
      this.draft.answers()['pregnancy_status'] !== undefined &&
      isSuspectedMaternal(this.draft.answers()),
  );
  protected readonly asksMore = computed(() =>
    this.state.questions('who').some(({ code }) => IF_KNOWN.includes(code)),
  );

  protected choose(category: string): void {
    this.draft.set('death_category', { value: category });
  }
}
