import { Component, computed, inject, linkedSignal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { FormSection } from '../../ui/form-renderer/form-section';
import type { IconName } from '../../ui/icons';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { NotifyDraft } from './notify-draft';
import { NotifyForms } from './notify-forms';
import { notifyTexts } from './texts';

const USUAL = [
  ['HOME', 'house'],
  ['ROUTE1', 'road'],
  ['ROUTE2', 'ambulance'],
  ['CSCOM', 'stethoscope'],
  ['CSREF', 'hospital'],
  ['HOSP', 'hospital'],
] as const satisfies readonly (readonly [string, IconName])[];
const RARE = [
  ['PRIV', 'hospital'],
  ['TBA', 'house'],
  ['OTHER', 'ellipsis'],
  ['UNK', 'help'],
] as const satisfies readonly (readonly [string, IconName])[];
const ANOTHER = 'another';

/** Step 2: when and where, and when it became known. */
@Component({
  selector: 'app-step-where',
  imports: [FormSection, RadioChoice],
  template: `
    <app-form-section [state]="state" section="when-where" [only]="['death_date', 'death_time']" />
    <app-radio-choice
      name="death_place"
      [label]="t('place')"
      [hint]="t('place.hint')"
      [choices]="choices()"
      [value]="shown()"
      [problem]="missing() ? t('place.missing') : ''"
      (choose)="choose($event)"
    />
    <app-form-section [state]="state" section="when-where" [only]="['death_facility_id', 'village_code']" />
    <app-form-section [state]="state" section="report" [only]="['death_known_date']" />
    <details class="more">
      <summary>{{ t('if-known') }}</summary>
      <app-form-section [state]="state" section="when-where" [only]="['residence_status']" />
    </details>
  `,
  host: { class: 'block fields' },
})
export class StepWhere {
  protected readonly t = injectTexts(notifyTexts);
  private readonly draft = inject(NotifyDraft);
  protected readonly state = inject(NotifyForms).states.where;

  private readonly place = computed(() => {
    const answer = this.draft.answers()['death_place'];
    return answer !== undefined && 'value' in answer && typeof answer.value === 'string'
      ? answer.value
      : null;
  });
  protected readonly missing = computed(() => this.state.isMissing('death_place'));
  private readonly opened = linkedSignal(() => RARE.some(([code]) => code === this.place()));
  protected readonly shown = computed(() => this.place() ?? (this.opened() ? ANOTHER : null));
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() => {
    const listed = this.opened() ? [...USUAL, ...RARE] : USUAL;
    const choices: RadioChoiceItem[] = listed.map(([value, icon]) => ({
      value,
      icon,
      label: this.t(`place.${value}`),
    }));
    if (!this.opened()) choices.push({ value: ANOTHER, icon: 'ellipsis', label: this.t('place.another') });
    return choices;
  });

  protected choose(place: string): void {
    if (place === ANOTHER) this.opened.set(true);
    else this.state.source.patch({ question: 'death_place', value: { value: place } });
  }
}
