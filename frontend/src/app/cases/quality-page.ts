import { Component, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { FacilityQuality, FileQuality, Finding, SectionQuality } from '@domain/cases/case.js';
import { questionsOf } from '@domain/forms/questions.js';
import { getForm } from '@domain/forms/registry.js';
import { Api } from '../core/api';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { groupNumber } from '../ui/copy-number';
import { Empty } from '../ui/empty';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { kindIcon } from '../ui/kind-icon';
import { Meter } from '../ui/meter';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { casesTexts } from './texts';

interface FormPart {
  readonly form: string;
  readonly sections: readonly SectionQuality[];
}

/** The open files of each facility: how complete, section by section, and what the rules find in them. No judgement of anybody. */
@Component({
  selector: 'app-quality-page',
  imports: [Empty, Icon, Meter, PageHead, ProblemBanner, RouterLink, Skeleton],
  template: `
    <app-page-head
      [title]="t('quality')"
      [lead]="t('quality.lead')"
      [back]="['/cas']"
      [crumbs]="[{ label: t('title'), link: ['/cas'] }, { label: t('quality') }]"
    />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as facilities) {
        @for (facility of facilities; track facility.placeId) {
          <section class="card stack" [attr.aria-labelledby]="'facility-' + facility.placeId">
            <div class="card-head">
              <h2 [id]="'facility-' + facility.placeId">{{ facility.placeName }}</h2>
              <span class="small muted num"
                >{{ t.count('quality.files', facility.files.length) }} ·
                {{ t('quality.score', { share: formats.share(facility.score) }) }}</span
              >
            </div>
            <div class="quality-cols">
              <div>
                <h3 class="small">{{ t('quality.findings') }}</h3>
                <ul class="quality-list quality-findings">
                  @for (finding of facility.findings; track $index) {
                    <li>
                      <svg
                        [appIcon]="finding.issue.severity === 'ERR' ? 'circle-alert' : 'triangle-alert'"
                        class="icon-20"
                        [class.late]="finding.issue.severity === 'ERR'"
                      />
                      <span class="grow">{{ sentence(finding) }}</span>
                      <b class="num nowrap small">{{ t.count('quality.files', finding.files) }}</b>
                    </li>
                  } @empty {
                    <li class="muted">{{ t('quality.findings.none') }}</li>
                  }
                </ul>
              </div>
              <div>
                <h3 class="small">{{ t('quality.sections') }}</h3>
                <div class="quality-parts">
                  @for (part of partsOf(facility); track part.form) {
                    <div>
                      <h4 class="small muted">{{ titleOf(part.form) }}</h4>
                      <ul class="quality-list">
                        @for (section of part.sections; track section.section) {
                          <li>
                            <span class="grow">{{ sectionOf(section) }}</span>
                            <app-meter [share]="shareOf(section)" [label]="words(section)" />
                          </li>
                        }
                      </ul>
                      @if (keepsNames(part.form)) {
                        <p class="small muted">{{ t('quality.identity') }}</p>
                      }
                    </div>
                  }
                </div>
              </div>
            </div>
            <h3 class="small">{{ t('quality.open') }}</h3>
            <ul class="rows quality-files">
              @for (file of facility.files; track file.id) {
                <li>
                  <a class="row" [routerLink]="['/cas', file.id]">
                    <span class="tile"><svg [appIcon]="icon(file)" /></span>
                    <span class="row-text">
                      <span class="row-title num">{{ number(file) }}</span>
                      <span class="row-sub">{{ openIn(file) }}</span>
                    </span>
                    <app-meter
                      [share]="file.score"
                      [label]="t('quality.score', { share: formats.share(file.score) })"
                    />
                    <svg appIcon="chevron" class="icon-20 row-end" />
                  </a>
                </li>
              }
            </ul>
          </section>
        } @empty {
          <app-empty [title]="t('quality.empty.title')" [text]="t('quality.empty.text')" icon="done" />
        }
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class QualityPage {
  protected readonly t = injectTexts(casesTexts);
  protected readonly formats = inject(Formats);
  private readonly forms = inject(FormWords);
  protected readonly found = inject(Api).read<readonly FacilityQuality[]>(() => '/file-quality');
  private readonly used = computed(
    () => new Set((this.found.value() ?? []).flatMap(({ sections }) => sections.map(({ form }) => form))),
  );

  constructor() {
    effect(() => {
      for (const form of this.used()) void this.forms.load(getForm(form));
    });
  }

  protected sentence({ form, issue }: Finding): string {
    return this.forms.issue(getForm(form), issue);
  }

  /** The sections of each form under its title. */
  protected partsOf({ sections }: FacilityQuality): readonly FormPart[] {
    const forms = [...new Set(sections.map(({ form }) => form))];
    return forms.map((form) => ({ form, sections: sections.filter((one) => one.form === form) }));
  }

  protected titleOf(form: string): string {
    return this.t.find(`form.${form}`) ?? this.forms.title(getForm(form));
  }

  protected keepsNames(form: string): boolean {
    return questionsOf(getForm(form)).some(({ identity }) => identity === true);
  }

  protected sectionOf({ form, section }: SectionQuality): string {
    return this.forms.section(getForm(form), section);
  }

  protected shareOf({ answered, visible }: SectionQuality): number {
    return visible === 0 ? 1 : answered / visible;
  }

  protected words({ answered, visible }: SectionQuality): string {
    return this.t('document.answered', { answered, total: visible });
  }

  protected icon({ kind }: FileQuality): ReturnType<typeof kindIcon> {
    return kindIcon(kind);
  }

  protected number({ number }: FileQuality): string {
    return groupNumber(number);
  }

  protected openIn({ missing, errors, warnings }: FileQuality): string {
    const parts = [
      missing > 0 ? this.t.count('quality.missing', missing) : null,
      errors > 0 ? this.t.count('quality.errors', errors) : null,
      warnings > 0 ? this.t.count('quality.warnings', warnings) : null,
    ].filter((part) => part !== null);
    return parts.length === 0 ? this.t('quality.clean') : parts.join(' · ');
  }
}
