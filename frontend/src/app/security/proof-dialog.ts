import { Component, inject, input, output, signal } from '@angular/core';
import { formText } from '../core/form-text';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { coreTexts } from '../core/core-texts';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemBanner } from '../ui/problem-banner';
import { OwnFactor } from './own-factor';
import { securityTexts } from './texts';

/** Asks who is there, over whatever page is open. Input: `withCode`. Output: `answered`, whether the proof was given. */
@Component({
  selector: 'app-proof-dialog',
  imports: [Dialog, Field, ProblemBanner],
  template: `
    <app-dialog [open]="true" [title]="t('prove.title')" (closed)="answered.emit(false)">
      <p>{{ t('prove.text') }}</p>
      <form class="form" novalidate method="post" action="/securite" (submit)="prove($event)">
        @if (problem(); as found) {
          @if (found.fields.length === 0) {
            <app-problem-banner [problem]="found" [again]="false" />
          }
        }
        <input
          type="text"
          name="username"
          autocomplete="username"
          class="visually-hidden"
          tabindex="-1"
          aria-hidden="true"
          readonly
          [value]="session.view()?.person?.username ?? ''"
        />
        <app-field
          boxId="proof-password"
          name="password"
          [label]="t('prove.password')"
          [problem]="problem()"
          [fault]="missing() === 'password' ? t('prove.missing') : ''"
        >
          <input
            id="proof-password"
            name="password"
            type="password"
            class="box"
            data-safe
            autocomplete="current-password"
            maxlength="256"
          />
        </app-field>
        @if (withCode()) {
          <app-field
            boxId="proof-code"
            name="code"
            [label]="t('prove.code')"
            [problem]="problem()"
            [fault]="missing() === 'code' ? t('prove.missing') : ''"
          >
            <input
              id="proof-code"
              name="code"
              class="box code-box"
              inputmode="numeric"
              autocomplete="one-time-code"
              spellcheck="false"
              maxlength="40"
            />
          </app-field>
        }
        <div class="btns">
          <button class="btn btn-primary" [attr.aria-busy]="busy()" [disabled]="busy()">
            {{ busy() ? t('wait') : t('prove.confirm') }}
          </button>
          <button type="button" class="btn" (click)="answered.emit(false)">{{ core('cancel') }}</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class ProofDialog {
  readonly withCode = input(false);
  readonly answered = output<boolean>();

  protected readonly t = injectTexts(securityTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly session = inject(Session);
  private readonly own = inject(OwnFactor);
  protected readonly busy = signal(false);
  protected readonly missing = signal<'password' | 'code' | null>(null);
  protected readonly problem = signal<ProblemView | null>(null);

  protected async prove(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const password = formText(event.target, 'password');
    const code = this.withCode() ? formText(event.target, 'code').trim() : null;
    this.problem.set(null);
    this.missing.set(password === '' ? 'password' : code === '' ? 'code' : null);
    if (this.missing() !== null || this.busy()) return;
    this.busy.set(true);
    try {
      await this.own.prove(password, code);
      this.answered.emit(true);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
