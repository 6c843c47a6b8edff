import { Component, computed, inject, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { AnswerWords } from '../../ui/form-renderer/answer-words';
import { FormSection } from '../../ui/form-renderer/form-section';
import { Icon } from '../../ui/icon';
import { Session } from '../../core/session';
import { NotifyDraft } from './notify-draft';
import { NotifyForms } from './notify-forms';
import { SimilarWarning } from './similar-warning';
import { notifyTexts } from './texts';

/** Step 3: who notifies and how, why late when it is, the name for the vault, then everything once more before sending. */
@Component({
  selector: 'app-step-report',
  imports: [FormSection, Icon, SimilarWarning],
  template: `
    <app-similar-warning />
    <section class="fields" [attr.aria-label]="t('reporter')">
      @if (changing() || !known()) {
        <app-form-section
          [state]="state"
          section="report"
          [only]="['reporter_type', 'channel', 'facility_id']"
        />
        @if (forAnother()) {
          <details class="more">
            <summary>{{ t('other-time') }}</summary>
            <app-form-section [state]="state" section="report" [only]="['notified_at']" />
          </details>
        }
      } @else {
        <div class="group-card">
          <div class="grow">
            <p class="body-strong">{{ reporter() }}</p>
            <p class="small muted">{{ way() }}</p>
          </div>
          <button type="button" class="btn btn-link" (click)="changing.set(true)">{{ t('change') }}</button>
        </div>
      }
      @if (late()) {
        <p class="msg msg-warn" role="status"><svg appIcon="clock" /> {{ t('late') }}</p>
        <app-form-section [state]="state" section="report" [only]="['late_reason']" />
      }
      <app-form-section [state]="state" section="report" [only]="['probable_cause_text']" />
    </section>
    <section class="card fields" aria-labelledby="vault">
      <h2 class="line" id="vault"><svg appIcon="lock" class="icon-20" /> {{ t('vault') }}</h2>
      <p class="small muted">{{ t('vault.text') }}</p>
      <app-form-section
        [state]="state"
        section="identity"
        [only]="['deceased_name', 'mother_name', 'contact_phone']"
      />
      <details class="more">
        <summary>{{ t('if-known') }}</summary>
        <app-form-section
          [state]="state"
          section="identity"
          [only]="['dob', 'dob_precision', 'civil_registered']"
        />
      </details>
    </section>
  `,
  host: { class: 'block fields' },
})
export class StepReport {
  protected readonly t = injectTexts(notifyTexts);
  private readonly draft = inject(NotifyDraft);
  private readonly forms = inject(NotifyForms);
  private readonly words = inject(AnswerWords);
  private readonly session = inject(Session);
  protected readonly state = this.forms.states.report;
  protected readonly changing = signal(false);

  /** On the telephone one notifies for somebody else: function, way and centre are asked. */
  protected readonly forAnother = computed(() =>
    (this.session.view()?.memberships ?? []).some(({ role }) => role === 'focal-point'),
  );
  protected readonly known = computed(() => {
    const answers = this.draft.answers();
    return (
      !this.forAnother() &&
      ['reporter_type', 'channel', 'facility_id'].every((code) => answers[code] !== undefined) &&
      this.forms
        .lacking('report')
        .every((code) => !['reporter_type', 'channel', 'facility_id'].includes(code))
    );
  });
  protected readonly reporter = computed(() => this.said('reporter_type'));
  protected readonly way = computed(() => `${this.said('facility_id')} · ${this.said('channel')}`);
  protected readonly late = computed(() => this.state.validation().visible.includes('late_reason'));

  private said(code: string): string {
    const question = this.state.questions('report').find((one) => one.code === code);
    if (question === undefined) return '';
    return this.words.of(question, this.draft.answers()[code], this.state.places());
  }
}
