import { Component, computed, inject, input } from '@angular/core';
import { getForm } from '@domain/forms/registry.js';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { FormWords } from '../ui/form-renderer/form-words';
import { ProposalDrafts } from './proposal-drafts';
import { recommendationTexts } from './texts';

const FORM = getForm('recommendation');

/** After writing: the texts in which a word looks like a name (V21). The server says where, never whose. */
@Component({
  selector: 'app-names-left',
  host: { class: 'block', '[hidden]': 'labels() === null' },
  imports: [Banner],
  template: `
    @if (labels(); as words) {
      <app-banner tone="warn" [lead]="t('names.lead')">{{ t('names.text', { labels: words }) }}</app-banner>
    }
  `,
})
export class NamesLeft {
  readonly recommendationId = input.required<string>();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly words = inject(FormWords);
  private readonly drafts = inject(ProposalDrafts);

  protected readonly labels = computed(() => {
    const questions = this.drafts.namesIn(this.recommendationId());
    if (questions.length === 0) return null;
    return questions.map((question) => this.words.label(FORM, question).toLowerCase()).join(', ');
  });
}
