import { Component, computed, input, output, signal } from '@angular/core';
import type { RecommendationView } from '@domain/recommendations/recommendation.js';
import { textOf } from '@domain/forms/read.js';
import { codeTexts } from '../../core/domain-texts';
import { injectTexts } from '../../core/texts';
import { ActFoot } from '../../ui/act-foot';
import { Icon } from '../../ui/icon';
import { recommendationTexts } from '../texts';

/** Done: by which proof one sees it. */
@Component({
  selector: 'app-ask-finish',
  host: { class: 'block stack' },
  imports: [ActFoot, Icon],
  template: `
    <p>{{ t('finish.text') }}</p>
    <p class="muted">{{ t('finish.expected', { proof: expected(), indicator: indicator() }) }}</p>
    <div class="field" [class.is-error]="asked() && proof().trim() === ''">
      <label class="label" for="proof">{{ t('finish.proof') }}</label>
      <p class="hint" id="proof-hint">{{ t('finish.proof.hint') }}</p>
      @if (asked() && proof().trim() === '') {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('finish.missing') }}</p>
      }
      <textarea
        autocomplete="off"
        id="proof"
        class="box"
        rows="3"
        maxlength="500"
        aria-describedby="proof-hint"
        [value]="proof()"
        (input)="write($event)"
      ></textarea>
    </div>
    <app-act-foot [verb]="t('finish.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskFinish {
  readonly view = input.required<RecommendationView>();
  readonly busy = input(false);
  readonly answered = output<{ readonly proof: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly codes = injectTexts(codeTexts);
  protected readonly expected = computed(
    () => this.codes.find(`CL_REC_PROOF_TYPE.${textOf(this.view().answers, 'rec_proof_type') ?? ''}`) ?? '',
  );
  protected readonly indicator = computed(() => textOf(this.view().answers, 'rec_indicator') ?? '');
  protected readonly proof = signal('');
  protected readonly asked = signal(false);

  protected write(event: Event): void {
    this.proof.set((event.target as HTMLTextAreaElement).value);
  }

  protected send(): void {
    this.asked.set(true);
    const proof = this.proof().trim();
    if (proof !== '') this.answered.emit({ proof });
  }
}
