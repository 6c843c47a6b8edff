import { Component, computed, input, output, signal } from '@angular/core';
import { WAIVER_GROUNDS, type WaiverGround } from '@domain/cases/case-workflow.js';
import { eventTexts } from '../../core/domain-texts';
import { injectTexts } from '../../core/texts';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { ReasonField } from '../../ui/reason-field';

/** Waiving the audit: one of three grounds and a sentence; a second person must confirm. */
@Component({
  selector: 'app-ask-waiver',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice, ReasonField],
  template: `
    <p>{{ events.find('case.waive-audit.warning') }}</p>
    <app-radio-choice
      name="waiver-ground"
      [label]="t('waiver.ground')"
      [choices]="choices()"
      [value]="ground()"
      [problem]="asked() && ground() === null ? t('choose-one') : ''"
      (choose)="choose($event)"
    />
    <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
    <app-act-foot [verb]="t('waiver.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskWaiver {
  readonly busy = input(false);
  readonly answered = output<{ readonly ground: WaiverGround; readonly reason: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly events = injectTexts(eventTexts);
  protected readonly ground = signal<WaiverGround | null>(null);
  protected readonly reason = signal('');
  protected readonly asked = signal(false);
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    WAIVER_GROUNDS.map((value) => ({ value, label: this.t(`waiver.${value}`) })),
  );

  protected choose(value: string): void {
    this.ground.set(WAIVER_GROUNDS.find((ground) => ground === value) ?? null);
  }

  protected send(): void {
    this.asked.set(true);
    const ground = this.ground();
    const reason = this.reason().trim();
    if (ground !== null && reason !== '') this.answered.emit({ ground, reason });
  }
}
