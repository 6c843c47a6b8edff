import { Component, computed, inject, input, output } from '@angular/core';
import { isCareTeamOnly, type Audience } from '@domain/recommendations/audience.js';
import { injectTexts } from '../core/texts';
import { CodeWords } from '../ui/code-words';
import { Icon } from '../ui/icon';
import { RadioChoice, type RadioChoiceItem } from '../ui/radio-choice';
import { recommendationTexts } from './texts';

/** Who may see it, each answer explained; what touches skills or behaviour stays with the care team. */
@Component({
  selector: 'app-audience-choice',
  host: { class: 'block' },
  imports: [Icon, RadioChoice],
  template: `
    @if (isLocked()) {
      <div class="field">
        <p class="label">{{ t('new.audience') }}</p>
        <p class="strip"><svg appIcon="lock" /> {{ careTeam() }}</p>
        <p class="msg msg-info"><svg appIcon="info" /> {{ t('new.audience.locked') }}</p>
      </div>
    } @else {
      <app-radio-choice
        name="audience"
        [label]="t('new.audience')"
        [choices]="choices()"
        [value]="value()"
        [problem]="missing() ? t('new.audience.missing') : ''"
        (choose)="choose.emit($event)"
      />
    }
  `,
})
export class AudienceChoice {
  readonly factor = input.required<string | null>();
  readonly value = input.required<string | null>();
  readonly missing = input(false);
  readonly choose = output<string>();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly words = inject(CodeWords);

  protected readonly isLocked = computed(() => {
    const factor = this.factor();
    return factor !== null && isCareTeamOnly(factor);
  });
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    this.words
      .choices('CL_REC_AUDIENCE')
      .map((choice) => ({ ...choice, hint: this.t(`audience.${choice.value as Audience}`) })),
  );
  protected readonly careTeam = computed(
    () => this.choices().find(({ value }) => value === 'CARE_TEAM')?.label ?? '',
  );
}
