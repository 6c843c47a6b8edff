import { Component, computed, inject, input } from '@angular/core';
import type { CaseView, FileView } from '@domain/cases/case.js';
import { formOrder, getForm } from '@domain/forms/registry.js';
import { Api } from '../../core/api';
import { coreTexts } from '../../core/core-texts';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { groupNumber } from '../../ui/copy-number';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { EntryWords } from '../entry-words';
import { AnswerSheet } from './answer-sheet';
import { frozenForm } from './own-form';
import { reviewTexts } from './texts';

/** The frozen file: the exact text that audit and counter-audit read, with its seal, to read and to print. */
@Component({
  selector: 'app-file-page',
  imports: [AnswerSheet, Icon, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head
      [title]="t('file')"
      [lead]="lead()"
      [back]="['/cas', id()]"
      [crumbs]="crumbs()"
      [phoneActs]="false"
    >
      <a class="btn" target="_blank" rel="noopener" [href]="'/api/cases/' + id() + '/file.pdf'"
        ><svg appIcon="printer" class="icon-20" /> {{ t('print') }}</a
      >
    </app-page-head>
    <div class="page">
      @if (file.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="file.reload()" />
      }
      @if (file.value(); as view) {
        <p class="quiet-note">
          <svg appIcon="snowflake" /> {{ t('file.text', { date: formats.dateTime(view.frozenAt) }) }}
        </p>
        @if (view.entries.length > 0) {
          <section class="card" aria-labelledby="entries">
            <h2 id="entries">{{ t('part.entries') }}</h2>
            <dl class="answers">
              @for (entry of view.entries; track entry.placeId) {
                <div>
                  <dt>{{ view.places[entry.placeId] }}</dt>
                  <dd>{{ entries.line(entry) }}</dd>
                </div>
              }
            </dl>
          </section>
        }
        @for (document of documents(); track document.form.name) {
          <section class="card" [attr.aria-label]="document.title">
            <h2>{{ document.title }}</h2>
            <app-answer-sheet
              [form]="document.form"
              [answers]="document.answers"
              [context]="context()"
              [places]="view.places"
            />
          </section>
        }
        <p class="micro muted seal-hash">
          {{ t('file.hash') }} <code>{{ view.sha256 }}</code>
        </p>
        <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
      } @else if (file.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class FilePage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(reviewTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly formats = inject(Formats);
  protected readonly entries = inject(EntryWords);
  private readonly api = inject(Api);
  protected readonly file = this.api.read<FileView>(() => `/cases/${this.id()}/file`);
  private readonly view = this.api.read<CaseView>(() => `/cases/${this.id()}`);

  private readonly number = computed(() => groupNumber(this.view.value()?.number ?? ''));
  protected readonly lead = computed(() => {
    const { n } = this.file.value() ?? { n: 0 };
    return n > 1 ? this.t('file.again', { number: this.number(), n }) : this.number();
  });
  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: this.number(), link: ['/cas', this.id()] },
    { label: this.t('file') },
  ]);
  protected readonly documents = computed(() =>
    Object.entries(this.file.value()?.documents ?? {})
      .sort(([left], [right]) => formOrder(left) - formOrder(right))
      .map(([name, { version, answers }]) => ({
        form: frozenForm(getForm(name, version)),
        answers,
        title: this.t.find(`form.${name}`) ?? name,
      })),
  );
  protected readonly context = computed(() => {
    const view = this.file.value();
    const documents = Object.fromEntries(
      Object.entries(view?.documents ?? {}).map(([name, { answers }]) => [name, answers]),
    );
    const kind = this.view.value()?.kind;
    return { now: view?.frozenAt.slice(0, 16) ?? '', documents, facts: kind ? { kind } : {} };
  });
}
