import { Component, computed, inject, input, output, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { ActFoot } from '../../ui/act-foot';
import { CodeWords } from '../../ui/code-words';
import { RadioChoice } from '../../ui/radio-choice';
import { ReasonField } from '../../ui/reason-field';
import { recommendationTexts } from '../texts';

/** Blocked: by what, and what was decided about it. */
@Component({
  selector: 'app-ask-block',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice, ReasonField],
  template: `
    <p>{{ t('block.text') }}</p>
    <app-radio-choice
      name="obstacle"
      [label]="t('block.obstacle')"
      [choices]="obstacles()"
      [value]="obstacle()"
      [problem]="asked() && obstacle() === null ? t('block.missing') : ''"
      (choose)="obstacle.set($event)"
    />
    <app-reason-field
      [label]="t('report.decision')"
      [hint]="t('report.decision.hint')"
      need="optional"
      [(value)]="decision"
    />
    <app-act-foot [verb]="t('block.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskBlock {
  readonly busy = input(false);
  readonly answered = output<{ readonly obstacle: string; readonly decision?: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly words = inject(CodeWords);
  protected readonly obstacles = computed(() =>
    this.words.choices('CL_REC_OBSTACLE').filter(({ value }) => value !== 'NONE'),
  );
  protected readonly obstacle = signal<string | null>(null);
  protected readonly decision = signal('');
  protected readonly asked = signal(false);

  protected send(): void {
    this.asked.set(true);
    const obstacle = this.obstacle();
    if (obstacle === null) return;
    const decision = this.decision().trim();
    this.answered.emit({ obstacle, ...(decision === '' ? {} : { decision }) });
  }
}
