import { Component, computed, inject, input, output, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { ActFoot } from '../../ui/act-foot';
import { CodeWords } from '../../ui/code-words';
import { Icon } from '../../ui/icon';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';
import { ReasonField } from '../../ui/reason-field';
import { recommendationTexts } from '../texts';

export interface Report {
  readonly progress?: number;
  readonly obstacle?: string;
  readonly decision?: string;
}

const STEPS = [0, 25, 50, 75] as const;

/** One point of follow-up: how far, what is in the way, what was decided. */
@Component({
  selector: 'app-ask-report',
  host: { class: 'block stack' },
  imports: [ActFoot, Icon, RadioChoice, ReasonField],
  template: `
    <app-radio-choice
      name="progress"
      [label]="t('report.progress')"
      [choices]="steps()"
      [value]="progress()"
      (choose)="progress.set($event)"
    />
    <div class="field">
      <label class="label" for="report-obstacle">{{ t('report.obstacle') }}</label>
      <select autocomplete="off" id="report-obstacle" class="box" (change)="hinder($event)">
        <option value="" [selected]="obstacle() === ''">{{ t('report.obstacle.none') }}</option>
        @for (choice of obstacles(); track choice.value) {
          <option [value]="choice.value" [selected]="choice.value === obstacle()">{{ choice.label }}</option>
        }
      </select>
    </div>
    <app-reason-field
      [label]="t('report.decision')"
      [hint]="t('report.decision.hint')"
      need="optional"
      [(value)]="decision"
    />
    @if (asked() && isEmpty()) {
      <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('report.empty') }}</p>
    }
    <app-act-foot [verb]="t('report.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskReport {
  readonly busy = input(false);
  readonly answered = output<Report>();
  readonly leave = output();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly words = inject(CodeWords);
  protected readonly steps = computed<readonly RadioChoiceItem[]>(() =>
    STEPS.map((step) => ({ value: String(step), label: this.t(`report.progress.${step}`) })),
  );
  protected readonly obstacles = computed(() =>
    this.words.choices('CL_REC_OBSTACLE').filter(({ value }) => value !== 'NONE'),
  );
  protected readonly progress = signal<string | null>(null);
  protected readonly obstacle = signal('');
  protected readonly decision = signal('');
  protected readonly asked = signal(false);
  protected readonly isEmpty = computed(
    () => this.progress() === null && this.obstacle() === '' && this.decision().trim() === '',
  );

  protected hinder(event: Event): void {
    this.obstacle.set((event.target as HTMLSelectElement).value);
  }

  protected send(): void {
    this.asked.set(true);
    if (this.isEmpty()) return;
    const [progress, obstacle, decision] = [this.progress(), this.obstacle(), this.decision().trim()];
    this.answered.emit({
      ...(progress === null ? {} : { progress: Number(progress) }),
      ...(obstacle === '' ? {} : { obstacle }),
      ...(decision === '' ? {} : { decision }),
    });
  }
}
