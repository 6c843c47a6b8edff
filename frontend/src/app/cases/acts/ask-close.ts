import { Component, computed, inject, input, output, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { Icon } from '../../ui/icon';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { CodeWords } from '../../ui/code-words';
import { ReasonField } from '../../ui/reason-field';

const NOBODY = 'NONE';

/** Closing: who was told what was learnt; when nobody was, why. */
@Component({
  selector: 'app-ask-close',
  host: { class: 'block stack' },
  imports: [ActFoot, Icon, ReasonField],
  template: `
    <p>{{ t('close.text') }}</p>
    <fieldset class="field" [class.is-error]="asked() && told().length === 0">
      <legend class="label">{{ t('close.told') }}</legend>
      @if (asked() && told().length === 0) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('close.missing') }}</p>
      }
      <div class="opts">
        @for (choice of choices; track choice.value) {
          <label class="opt">
            <input
              type="checkbox"
              autocomplete="off"
              [value]="choice.value"
              [checked]="told().includes(choice.value)"
              (change)="toggle(choice.value)"
            />
            <span class="opt-text">{{ choice.label }}</span>
            <span class="square"><svg appIcon="check" /></span>
          </label>
        }
      </div>
    </fieldset>
    @if (toldNobody()) {
      <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
    }
    <app-act-foot [verb]="t('close.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskClose {
  readonly busy = input(false);
  readonly answered = output<{ readonly feedback: readonly string[]; readonly reason?: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly choices = inject(CodeWords).choices('CL_REC_FEEDBACK_DONE');
  protected readonly told = signal<readonly string[]>([]);
  protected readonly toldNobody = computed(() => this.told().includes(NOBODY));
  protected readonly reason = signal('');
  protected readonly asked = signal(false);

  protected toggle(code: string): void {
    this.told.update((told) => {
      if (told.includes(code)) return told.filter((one) => one !== code);
      return code === NOBODY ? [NOBODY] : [...told.filter((one) => one !== NOBODY), code];
    });
  }

  protected send(): void {
    this.asked.set(true);
    const feedback = this.told();
    const reason = this.reason().trim();
    if (feedback.length === 0 || (this.toldNobody() && reason === '')) return;
    this.answered.emit(reason === '' ? { feedback } : { feedback, reason });
  }
}
