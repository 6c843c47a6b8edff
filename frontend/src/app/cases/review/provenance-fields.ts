import { Component, computed, input, model } from '@angular/core';
import { ENTRY_CHANNELS, ENTRY_SOURCES, type PhaseEntry } from '@domain/cases/clinic-phase.js';
import { localNow } from '../../core/dates-and-numbers';
import { phaseEntryTexts, roleTexts } from '../../core/domain-texts';
import { injectTexts } from '../../core/texts';
import { Icon } from '../../ui/icon';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { reviewTexts } from './texts';

/** What is known so far of where a part comes from. */
export type Provenance = { readonly [Key in keyof PhaseEntry]: PhaseEntry[Key] | null };

export const isComplete = (given: Provenance): given is PhaseEntry =>
  given.how !== null && given.from !== null && given.on !== null;

/** How the part was obtained, from whom by function, and when. Two-way: `given`. Inputs: `since` (the death), `asked` (marks what is missing). */
@Component({
  selector: 'app-provenance-fields',
  host: { class: 'block fields' },
  imports: [Icon, RadioChoice],
  template: `
    <app-radio-choice
      name="obtained-how"
      [label]="t('part.how')"
      [choices]="channels()"
      [value]="given().how"
      [problem]="missing('how')"
      (choose)="chooseHow($event)"
    />
    <app-radio-choice
      name="obtained-from"
      [label]="t('part.from')"
      [hint]="t('part.from.hint')"
      [choices]="sources()"
      [value]="given().from"
      [problem]="missing('from')"
      (choose)="chooseFrom($event)"
    />
    <div class="field" [class.is-error]="missing('on')">
      <label class="label" for="obtained-on">{{ t('part.on') }}</label>
      @if (missing('on'); as words) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ words }}</p>
      }
      <input
        autocomplete="off"
        #day
        id="obtained-on"
        type="date"
        class="box"
        [min]="since()"
        [max]="today"
        [value]="given().on ?? ''"
        (change)="chooseDay(day.value)"
      />
    </div>
  `,
})
export class ProvenanceFields {
  readonly since = input.required<string>();
  readonly asked = input(false);
  readonly given = model.required<Provenance>();

  protected readonly t = injectTexts(reviewTexts);
  private readonly words = injectTexts(phaseEntryTexts);
  private readonly roles = injectTexts(roleTexts);
  protected readonly today = localNow().slice(0, 10);
  protected readonly channels = computed<readonly RadioChoiceItem[]>(() =>
    ENTRY_CHANNELS.map((value) => ({ value, label: capital(this.words.find(`how.${value}`) ?? value) })),
  );
  protected readonly sources = computed<readonly RadioChoiceItem[]>(() =>
    ENTRY_SOURCES.map((value) => ({ value, label: this.roles.find(`professions.${value}`) ?? value })),
  );

  protected missing(key: keyof Provenance): string {
    return this.asked() && this.given()[key] === null ? this.t('part.missing') : '';
  }

  protected chooseHow(value: string): void {
    this.given.update((all) => ({ ...all, how: ENTRY_CHANNELS.find((one) => one === value) ?? null }));
  }

  protected chooseFrom(value: string): void {
    this.given.update((all) => ({ ...all, from: ENTRY_SOURCES.find((one) => one === value) ?? null }));
  }

  protected chooseDay(value: string): void {
    this.given.update((all) => ({ ...all, on: value === '' ? null : value }));
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
