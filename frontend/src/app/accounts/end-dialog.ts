import { Component, inject, input, output, signal } from '@angular/core';
import { localNow } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { accountTexts } from './texts';

/** A role or a tie that is to end. `url` is where its end is sent. */
export interface Ending {
  readonly url: string;
  readonly what: string;
}

/** Asks for the last day of a role or a tie. */
@Component({
  selector: 'app-end-dialog',
  imports: [ActFoot, Dialog, Field, ProblemBanner],
  template: `
    <app-dialog [open]="true" [title]="t('end.title', { what: ending().what })" (closed)="closed.emit()">
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      <app-field
        boxId="last-day"
        name="to"
        [label]="t('end.day')"
        [problem]="act.problem()"
        [fault]="day() === '' ? t('from.fault') : ''"
      >
        <input
          autocomplete="off"
          id="last-day"
          type="date"
          class="box"
          [value]="day()"
          (change)="choose($event)"
        />
      </app-field>
      <app-act-foot [verb]="t('end')" [busy]="act.busy()" (act)="send()" (leave)="closed.emit()" />
    </app-dialog>
  `,
})
export class EndDialog {
  readonly ending = input.required<Ending>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly day = signal(localNow().slice(0, 10));

  protected choose(event: Event): void {
    this.day.set((event.target as HTMLInputElement).value);
  }

  protected async send(): Promise<void> {
    if (this.day() === '') return;
    const { url } = this.ending();
    if (!(await this.act.send({ method: 'POST', url, body: { to: this.day() }, subject: url }))) return;
    this.toasts.show(this.t('end.done'));
    this.done.emit();
    this.closed.emit();
  }
}
