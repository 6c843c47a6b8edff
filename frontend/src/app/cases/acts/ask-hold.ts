import { Component, computed, input, output, signal } from '@angular/core';
import { HOLD_ROUTES, type HoldRoute } from '@domain/cases/case-workflow.js';
import { injectTexts } from '../../core/texts';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';

/** Holding: the outside route that takes the case; its clocks stop. */
@Component({
  selector: 'app-ask-hold',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice],
  template: `
    <p>{{ t('hold.text') }}</p>
    <app-radio-choice
      name="hold-route"
      [label]="t('hold.route')"
      [choices]="choices()"
      [value]="route()"
      [problem]="asked() && route() === null ? t('choose-one') : ''"
      (choose)="choose($event)"
    />
    <app-act-foot [verb]="t('hold.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskHold {
  readonly busy = input(false);
  readonly answered = output<{ readonly route: HoldRoute }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly route = signal<HoldRoute | null>(null);
  protected readonly asked = signal(false);
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    HOLD_ROUTES.map((value) => ({
      value,
      label: this.t(`hold.${value}`),
      hint: this.t(`hold.${value}.hint`),
    })),
  );

  protected choose(value: string): void {
    this.route.set(HOLD_ROUTES.find((route) => route === value) ?? null);
  }

  protected send(): void {
    this.asked.set(true);
    const route = this.route();
    if (route !== null) this.answered.emit({ route });
  }
}
