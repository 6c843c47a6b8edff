import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { PersonView } from '@domain/accounts/person.js';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { LEAST_PASSWORD } from './account-rules';
import { accountTexts } from './texts';

export type AccessAct = 'disable' | 'enable' | 'reset' | 'end-sessions';
const PATHS = {
  disable: 'disable',
  enable: 'enable',
  reset: 'reset-password',
  'end-sessions': 'end-sessions',
} as const;

/** Closes or opens an account, or gives it a new password; each is asked first. */
@Component({
  selector: 'app-access-dialog',
  imports: [ActFoot, Dialog, Field, ProblemBanner],
  template: `
    <app-dialog [open]="true" [title]="t.find(what() + '.title') ?? ''" (closed)="closed.emit()">
      <p>{{ t.find(what() + '.text') }}</p>
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="problem.code === 'stale'" (retry)="again()" />
      }
      @if (what() === 'reset') {
        <app-field
          boxId="new-password"
          name="password"
          [label]="t('reset.password')"
          [hint]="t('password.hint')"
          [problem]="act.problem()"
          [fault]="tried() && isShort() ? t('password.fault') : ''"
        >
          <input
            id="new-password"
            class="box"
            autocomplete="off"
            spellcheck="false"
            maxlength="400"
            [value]="password()"
            (input)="type($event)"
          />
        </app-field>
      }
      <app-act-foot
        [verb]="t.find(what()) ?? ''"
        [busy]="act.busy()"
        (act)="send()"
        (leave)="closed.emit()"
      />
    </app-dialog>
  `,
})
export class AccessDialog {
  readonly person = input.required<PersonView>();
  readonly what = input.required<AccessAct>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly password = signal('');
  protected readonly tried = signal(false);
  protected readonly isShort = computed(() => this.password().length < LEAST_PASSWORD);

  protected type(event: Event): void {
    this.password.set((event.target as HTMLInputElement).value);
  }

  protected again(): void {
    this.act.forget();
    this.done.emit();
  }

  protected async send(): Promise<void> {
    const [{ id, version }, what] = [this.person(), this.what()];
    this.tried.set(true);
    if (what === 'reset' && this.isShort()) return;
    const body = what === 'reset' ? { password: this.password() } : {};
    const url = `/people/${id}/${PATHS[what]}`;
    if (!(await this.act.send({ method: 'POST', url, body, ifMatch: version, subject: id }))) return;
    this.toasts.show(this.t.find(`${what}.done`) ?? '');
    this.done.emit();
    this.closed.emit();
  }
}
