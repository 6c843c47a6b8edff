import { Component, computed, inject, input, output, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { ActFoot } from '../../ui/act-foot';
import { CodeWords } from '../../ui/code-words';
import { RadioChoice } from '../../ui/radio-choice';
import { recommendationTexts } from '../texts';

/** Whether the factor came back in later cases. Too early to judge is no effect: the question waits. */
@Component({
  selector: 'app-ask-effect',
  host: { class: 'block stack' },
  imports: [ActFoot, RadioChoice],
  template: `
    <app-radio-choice
      name="effect"
      [label]="t('effect.question')"
      [hint]="t('effect.text')"
      [choices]="effects()"
      [value]="effect()"
      [problem]="asked() && effect() === null ? t('effect.missing') : ''"
      (choose)="effect.set($event)"
    />
    <app-act-foot [verb]="t('effect.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskEffect {
  readonly busy = input(false);
  readonly answered = output<{ readonly effect: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly words = inject(CodeWords);
  protected readonly effects = computed(() =>
    this.words.choices('CL_REC_EFFECT_CHECK').filter(({ value }) => value !== 'TOO_EARLY'),
  );
  protected readonly effect = signal<string | null>(null);
  protected readonly asked = signal(false);

  protected send(): void {
    this.asked.set(true);
    const effect = this.effect();
    if (effect !== null) this.answered.emit({ effect });
  }
}
