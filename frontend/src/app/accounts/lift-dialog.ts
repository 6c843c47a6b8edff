import { Component, inject, input, output, signal } from '@angular/core';
import type { PersonView } from '@domain/accounts/person.js';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { uuidv7 } from '../offline/uuid';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { ProblemBanner } from '../ui/problem-banner';
import { ReasonField } from '../ui/reason-field';
import { Toasts } from '../ui/toast';
import { accountTexts } from './texts';

/** Asks that a lost second factor be lifted: how one made sure of who it is. */
@Component({
  selector: 'app-lift-dialog',
  imports: [ActFoot, Dialog, ProblemBanner, ReasonField],
  template: `
    <app-dialog [open]="true" [title]="t('lift.title')" (closed)="closed.emit()">
      <p>{{ t('lift.text') }}</p>
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      <app-reason-field
        [label]="t('lift.reason')"
        [hint]="t('lift.reason.hint')"
        [(value)]="reason"
        [missing]="tried() && reason().trim() === ''"
      />
      <app-act-foot [verb]="t('lift')" [busy]="act.busy()" (act)="send()" (leave)="closed.emit()" />
    </app-dialog>
  `,
})
export class LiftDialog {
  readonly person = input.required<PersonView>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  private readonly id = uuidv7();
  protected readonly reason = signal('');
  protected readonly tried = signal(false);

  protected async send(): Promise<void> {
    this.tried.set(true);
    const reason = this.reason().trim();
    if (reason === '') return;
    const { id } = this.person();
    const url = `/people/${id}/factor-lifts`;
    if (!(await this.act.send({ method: 'POST', url, body: { id: this.id, reason }, subject: id }))) return;
    this.toasts.show(this.t('lift.done'));
    this.done.emit();
    this.closed.emit();
  }
}
