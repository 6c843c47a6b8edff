import { Component, inject, input, output, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { CodeWords } from '../../ui/code-words';
import { RadioChoice } from '../../ui/radio-choice';
import { ReasonField } from '../../ui/reason-field';

/** Discarding: a coded ground and a sentence; the case is kept for the re-check sample. */
@Component({
  selector: 'app-ask-discard',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice, ReasonField],
  template: `
    <p>{{ t('discard.text') }}</p>
    <app-radio-choice
      name="discard-reason"
      [label]="t('discard.code')"
      [choices]="choices"
      [value]="code()"
      [problem]="asked() && code() === null ? t('choose-one') : ''"
      (choose)="code.set($event)"
    />
    <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
    <app-act-foot [verb]="t('discard.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskDiscard {
  readonly busy = input(false);
  readonly answered = output<{ readonly reasonCode: string; readonly reason: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  /** A duplicate is marked as such, with the case that is kept. */
  protected readonly choices = inject(CodeWords)
    .choices('CL_DISCARD_REASON')
    .filter(({ value }) => value !== 'DUPLICATE');
  protected readonly code = signal<string | null>(null);
  protected readonly reason = signal('');
  protected readonly asked = signal(false);

  protected send(): void {
    this.asked.set(true);
    const reasonCode = this.code();
    const reason = this.reason().trim();
    if (reasonCode !== null && reason !== '') this.answered.emit({ reasonCode, reason });
  }
}
