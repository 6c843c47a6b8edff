import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { CONFIRMED_KINDS } from '@domain/cases/eligibility.js';
import { coreTexts } from '../../core/core-texts';
import { injectTexts } from '../../core/texts';
import { kindIcon } from '../../ui/kind-icon';
import { CaseFacts } from '../case-facts';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';

/** Confirming: what the notification says, and which kind of death it is. */
@Component({
  selector: 'app-ask-confirm',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice],
  template: `
    <p>{{ t('confirm.text') }}</p>
    <ul class="chips" [attr.aria-label]="t('confirm.facts')">
      @for (fact of facts(); track fact) {
        <li class="chip">{{ fact }}</li>
      }
    </ul>
    <app-radio-choice
      name="confirm-kind"
      [label]="t('confirm.kind')"
      [choices]="choices()"
      [value]="kind()"
      [problem]="missing() ? t('confirm.kind-missing') : ''"
      (choose)="kind.set($event)"
    />
    <app-act-foot [verb]="t('confirm.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskConfirm {
  readonly view = input.required<CaseView>();
  readonly busy = input(false);
  readonly answered = output<{ readonly kind: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly core = injectTexts(coreTexts);
  private readonly known = inject(CaseFacts);

  protected readonly kind = linkedSignal<string | null>(() => {
    const suspected = this.view().kind;
    return suspected === 'WRA' ? null : suspected;
  });
  protected readonly missing = signal(false);
  protected readonly facts = computed(() => this.known.chips(this.view()));
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    CONFIRMED_KINDS.map((value) => ({ value, label: this.core(`kind.${value}`), icon: kindIcon(value) })),
  );

  protected send(): void {
    const kind = this.kind();
    this.missing.set(kind === null);
    if (kind !== null) this.answered.emit({ kind });
  }
}
