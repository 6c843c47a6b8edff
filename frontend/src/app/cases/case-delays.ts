import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DraftView } from '@domain/cases/case.js';
import { wholeOf } from '@domain/classification/delay-layout.js';
import { storyOf } from '@domain/classification/delay-story.js';
import { reviewFormName } from '@domain/forms/registry.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { DelayPanel } from '../ui/delays/delay-panel';
import { casesTexts } from './texts';

/** The three delays on the case page, once there are times to draw. Input: `view`. */
@Component({
  selector: 'app-case-delays',
  host: { class: 'block' },
  imports: [DelayPanel, RouterLink],
  template: `
    @if (drawable()) {
      <section class="card" aria-labelledby="case-delays">
        <div class="card-head">
          <h2 id="case-delays">{{ t('way.delays') }}</h2>
          <a [routerLink]="['/cas', view().id, 'retards']">{{ t('delays.more') }}</a>
        </div>
        <app-delay-panel [story]="story()" [wide]="isWide()" />
      </section>
    }
  `,
})
export class CaseDelays {
  readonly view = input.required<CaseView>();

  protected readonly t = injectTexts(casesTexts);
  protected readonly isWide = wideScreen();
  private readonly api = inject(Api);
  private readonly review = computed(() => {
    const { kind, documents } = this.view();
    const name = kind === null ? undefined : reviewFormName(kind);
    return documents?.some(({ form, answered }) => form === name && answered > 0) === true ? name : undefined;
  });
  private readonly draft = this.api.read<DraftView>(() => {
    const review = this.review();
    return review === undefined ? undefined : `/cases/${this.view().id}/forms/${review}`;
  });
  protected readonly story = computed(() => {
    const draft = this.draft.value();
    const { kind, conclusion } = this.view();
    return storyOf(
      kind ?? 'MAT',
      draft?.answers ?? {},
      draft?.context.documents['notification'],
      conclusion?.answers,
    );
  });
  protected readonly drawable = computed(
    () => this.draft.value() !== undefined && wholeOf(this.story()) !== null,
  );
}
