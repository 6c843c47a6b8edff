import { Component, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { formText } from '../core/form-text';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { shellTexts } from './shell-texts';

/** Changing one's own code, also before anything else when it was given by somebody else. */
@Component({
  selector: 'app-change-password',
  imports: [Banner, Icon, PageHead, ProblemBanner],
  template: `
    <app-page-head [title]="t('change-code')" [back]="['/plus']" />
    <div class="page">
      @if (session.view()?.mustChangePassword) {
        <app-banner [lead]="t('code.first')" icon="key" />
      }
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" [again]="false" />
      }
      <form class="form card narrow" novalidate method="post" action="/code" (submit)="save($event)">
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
        <div class="field">
          <label class="label" for="current">{{ t('code.current') }}</label>
          <input
            id="current"
            name="current"
            type="password"
            class="box"
            autocomplete="current-password"
            maxlength="256"
          />
        </div>
        <div class="field">
          <label class="label" for="next">{{ t('code.next') }}</label>
          <p class="hint" id="next-hint">{{ t('code.next-hint') }}</p>
          <input
            id="next"
            name="next"
            type="password"
            class="box"
            autocomplete="new-password"
            maxlength="256"
            aria-describedby="next-hint"
          />
        </div>
        <div class="field" [class.is-error]="fault() !== null">
          <label class="label" for="again">{{ t('code.again') }}</label>
          @if (fault(); as key) {
            <p class="msg msg-error" role="alert" id="code-fault">
              <svg appIcon="circle-alert" /> {{ t(key) }}
            </p>
          }
          <input
            id="again"
            name="again"
            type="password"
            class="box"
            autocomplete="new-password"
            maxlength="256"
            [attr.aria-describedby]="fault() ? 'code-fault' : null"
          />
        </div>
        <button class="btn btn-primary btn-block" [disabled]="busy()">{{ t('code.save') }}</button>
      </form>
    </div>
  `,
})
export class ChangePassword {
  protected readonly t = injectTexts(shellTexts);
  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly busy = signal(false);
  protected readonly fault = signal<'code.missing' | 'code.differs' | null>(null);
  protected readonly problem = signal<ProblemView | null>(null);

  protected async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const [current, next, again] = ['current', 'next', 'again'].map((name) => formText(event.target, name));
    this.problem.set(null);
    this.fault.set(!current || !next || !again ? 'code.missing' : next === again ? null : 'code.differs');
    if (this.fault() !== null || this.busy() || !current || !next) return;
    this.busy.set(true);
    try {
      await this.session.changePassword(current, next);
      this.toasts.show(this.t('code.saved'));
      await this.router.navigateByUrl('/');
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
