import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { CONFIRMED_KINDS } from '@domain/cases/eligibility.js';
import { coreTexts } from '../../core/core-texts';
import { injectTexts } from '../../core/texts';
import { ActFoot } from '../../ui/act-foot';
import { kindIcon } from '../../ui/kind-icon';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { ReasonField } from '../../ui/reason-field';
import { CaseFacts } from '../case-facts';
import { casesTexts } from '../texts';

/** Changing the kind: what the notification says, which other kind of death it is, and why. */
@Component({
  selector: 'app-ask-change-kind',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice, ReasonField],
  template: `
    <p>{{ t('change-kind.text') }}</p>
    <ul class="chips" [attr.aria-label]="t('confirm.facts')">
      @for (fact of facts(); track fact) {
        <li class="chip">{{ fact }}</li>
      }
    </ul>
    <app-radio-choice
      name="changed-kind"
      [label]="t('change-kind.kind')"
      [choices]="choices()"
      [value]="kind()"
      [problem]="asked() && kind() === null ? t('confirm.kind-missing') : ''"
      (choose)="kind.set($event)"
    />
    <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
    <app-act-foot [verb]="t('change-kind.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskChangeKind {
  readonly view = input.required<CaseView>();
  readonly busy = input(false);
  readonly answered = output<{ readonly kind: string; readonly reason: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly core = injectTexts(coreTexts);
  private readonly known = inject(CaseFacts);

  protected readonly kind = signal<string | null>(null);
  protected readonly reason = signal('');
  protected readonly asked = signal(false);
  protected readonly facts = computed(() => this.known.chips(this.view()));
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    CONFIRMED_KINDS.filter((kind) => kind !== this.view().kind).map((value) => ({
      value,
      label: this.core(`kind.${value}`),
      icon: kindIcon(value),
    })),
  );

  protected send(): void {
    this.asked.set(true);
    const kind = this.kind();
    const reason = this.reason().trim();
    if (kind !== null && reason !== '') this.answered.emit({ kind, reason });
  }
}
