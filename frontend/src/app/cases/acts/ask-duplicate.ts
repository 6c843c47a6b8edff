import { Component, computed, inject, input, output, signal } from '@angular/core';
import { readCaseNumber } from '@domain/cases/case-number.js';
import type { ResemblingCase } from '@domain/cases/case.js';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { groupNumber } from '../../ui/copy-number';
import { Icon } from '../../ui/icon';
import { RadioChoice } from '../../ui/radio-choice';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { ReasonField } from '../../ui/reason-field';

/** Marking a duplicate: the number of the case that is kept, as people write it, and why. */
@Component({
  selector: 'app-ask-duplicate',
  host: { class: 'block stack' },
  imports: [ActFoot, Icon, RadioChoice, ReasonField],
  template: `
    <p>{{ t('duplicate.text') }}</p>
    @if (choices().length > 0) {
      <app-radio-choice
        name="resembling"
        [label]="t('resembling')"
        [hint]="t('resembling.hint')"
        [choices]="choices()"
        [value]="number()"
        (choose)="take($event)"
      />
    }
    <div class="field" [class.is-error]="problem()">
      <label class="label" for="kept-number">{{ t('duplicate.number') }}</label>
      <p class="hint" id="kept-number-hint">{{ t('duplicate.hint') }}</p>
      @if (problem()) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ problem() }}</p>
      }
      <input
        class="box num"
        id="kept-number"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="20"
        aria-describedby="kept-number-hint"
        placeholder="DNB-7K3M-9QXA-X"
        [value]="typed()"
        (input)="write($event)"
      />
      @if (number(); as read) {
        <p class="msg msg-info"><svg appIcon="done" class="ok" /> {{ grouped(read) }}</p>
      }
    </div>
    <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
    <app-act-foot [verb]="t('duplicate.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskDuplicate {
  readonly ownNumber = input.required<string>();
  readonly resembling = input.required<readonly ResemblingCase[]>();
  readonly busy = input(false);
  readonly answered = output<{ readonly of: string; readonly reason: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly formats = inject(Formats);
  protected readonly typed = signal('');
  protected readonly reason = signal('');
  protected readonly asked = signal(false);
  protected readonly number = computed(() => readCaseNumber(this.typed()));
  protected readonly problem = computed(() => {
    if (!this.asked()) return '';
    const number = this.number();
    if (number === null) return this.t('duplicate.wrong');
    return number === this.ownNumber() ? this.t('duplicate.self') : '';
  });

  protected readonly grouped = groupNumber;
  protected readonly choices = computed(() =>
    this.resembling().map(({ number, deathDate, placeName, likelihood }) => ({
      value: number,
      label: groupNumber(number),
      hint: `${this.t.find(`likelihood.${likelihood}`) ?? ''} · ${this.formats.date(deathDate)} · ${placeName}`,
    })),
  );

  protected take(number: string): void {
    this.typed.set(number);
    this.asked.set(false);
  }

  protected write(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
    this.asked.set(false);
  }

  protected send(): void {
    this.asked.set(true);
    const of = this.number();
    const reason = this.reason().trim();
    if (of !== null && this.problem() === '' && reason !== '') this.answered.emit({ of, reason });
  }
}
