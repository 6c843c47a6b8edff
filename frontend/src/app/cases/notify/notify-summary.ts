import { Component, computed, inject, input } from '@angular/core';
import type { Answers } from '@domain/forms/form.js';
import { findQuestion } from '@domain/forms/questions.js';
import { textOf } from '@domain/forms/read.js';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { AnswerWords } from '../../ui/form-renderer/answer-words';
import { Icon } from '../../ui/icon';
import { kindIcon } from '../../ui/kind-icon';
import type { CaseKind } from '@domain/cases/case.js';
import { NOTIFICATION } from './notify-draft';
import { notifyTexts } from './texts';

const AGES = ['age_years', 'age_months', 'age_days', 'age_hours'];

/** The death in two lines: who, when, where. Inputs: `answers`, `places` (names by id). */
@Component({
  selector: 'app-notify-summary',
  imports: [Icon],
  template: `
    <div class="row row-plain">
      <span class="tile"><svg [appIcon]="icon()" /></span>
      <span class="row-text">
        <span class="row-title">{{ who() }}</span>
        <span class="row-sub">{{ when() }}</span>
        <span class="row-sub">{{ where() }}</span>
      </span>
    </div>
  `,
})
export class NotifySummary {
  readonly answers = input.required<Answers>();
  readonly places = input<Readonly<Record<string, string>>>({});
  private readonly t = injectTexts(notifyTexts);
  private readonly words = inject(AnswerWords);
  private readonly formats = inject(Formats);

  private readonly category = computed(
    () => (textOf(this.answers(), 'death_category') ?? null) as CaseKind | null,
  );
  protected readonly icon = computed(() => kindIcon(this.category()));
  protected readonly who = computed(() => {
    const category = this.category();
    const known = AGES.filter((code) => this.answers()[code] !== undefined).map((code) => this.said(code));
    return [category === null ? '' : this.t(`suspected.${category}`), ...known].join(', ');
  });
  protected readonly when = computed(() => {
    const date = textOf(this.answers(), 'death_date');
    const time = this.answers()['death_time'];
    const day = date === undefined ? '' : this.formats.date(date, 'long');
    return time === undefined || 'missing' in time ? day : `${day}, ${this.said('death_time')}`;
  });
  protected readonly where = computed(() => {
    const facility = this.answers()['death_facility_id'] ? this.said('death_facility_id') : null;
    return [this.said('death_place'), facility].filter((one) => one !== null).join(' · ');
  });

  private said(code: string): string {
    const question = findQuestion(NOTIFICATION, code);
    return question === undefined ? '' : this.words.of(question, this.answers()[code], this.places());
  }
}
