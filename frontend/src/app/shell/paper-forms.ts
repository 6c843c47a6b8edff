import { Component, computed, inject, resource } from '@angular/core';
import type { Language } from '@domain/accounts/person.js';
import { getForm, publishedForms } from '@domain/forms/registry.js';
import { loadPaperTexts } from '@domain/texts/paper.js';
import { problemOf } from '../core/problem-view';
import { injectTexts, TextStore } from '../core/texts';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { shellTexts } from './shell-texts';

const FORMS = [...new Set(publishedForms.map(({ name }) => name))].map((name) => getForm(name));

/** Every form to print and fill in by hand, in the version asked today, in both languages. */
@Component({
  selector: 'app-paper-forms',
  imports: [Icon, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head [title]="t('paper')" [lead]="t('paper.lead')" [back]="['/aide']" />
    <div class="page">
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" (retry)="codes.reload()" />
      } @else if (codes.hasValue()) {
        <section class="card card-flush" [attr.aria-label]="t('paper')">
          <ul class="documents">
            @for (form of forms(); track form.name) {
              <li>
                <div class="grow">
                  <b>{{ form.title }}</b>
                  <p class="small muted num">{{ form.sub }}</p>
                </div>
                <div class="document-state small">
                  <a
                    target="_blank"
                    rel="noopener"
                    [href]="address(form.name, other())"
                    [attr.aria-label]="label(other(), form.title)"
                    >{{ print(other()) }}</a
                  >
                </div>
                <a
                  target="_blank"
                  rel="noopener"
                  [href]="address(form.name, own())"
                  [attr.aria-label]="label(own(), form.title)"
                  >{{ print(own()) }}</a
                >
              </li>
            }
          </ul>
        </section>
        <p class="quiet-note"><svg appIcon="shield" /> {{ t('paper.identity') }}</p>
      } @else {
        <app-skeleton shape="list" />
      }
    </div>
  `,
})
export class PaperForms {
  protected readonly t = injectTexts(shellTexts);
  private readonly words = inject(FormWords);
  private readonly store = inject(TextStore);

  protected readonly codes = resource({
    params: () => this.store.language(),
    loader: async ({ params: language }) => {
      await Promise.all(FORMS.map((form) => this.words.load(form)));
      return (await loadPaperTexts(language)).forms;
    },
  });
  protected readonly problem = computed(() => {
    const error = this.codes.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly forms = computed(() => {
    const codes = this.codes.value() ?? {};
    return FORMS.map((form) => ({
      name: form.name,
      title: this.words.title(form),
      sub: this.t('paper.code', { code: codes[form.name] ?? form.name, version: form.version }),
    }));
  });
  /** The reader's own language, and the other one. */
  protected readonly own = this.store.language;
  protected readonly other = computed(() => (this.own() === 'fr' ? 'en' : 'fr'));

  protected address(name: string, language: Language): string {
    return `/api/forms/${name}/paper.pdf?language=${language}`;
  }

  protected print(language: Language): string {
    return this.t(`paper.print.${language}`);
  }

  protected label(language: Language, title: string): string {
    return this.t(`paper.print.label.${language}`, { title });
  }
}
