import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { NewSecondFactor } from '@domain/accounts/second-factor.js';
import { formText } from '../core/form-text';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import type { Write } from '../offline/sender';
import { Banner } from '../ui/banner';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { RecoveryCodes } from './recovery-codes';
import { Square } from '../ui/square';
import { securityTexts } from './texts';

/** The making of a second factor: the key, its first code, then the codes to keep. Input: `needed`. Output: `finished`. */
@Component({
  selector: 'app-enrolment',
  host: { class: 'block stack' },
  imports: [Banner, Field, Icon, ProblemBanner, RecoveryCodes, Square],
  template: `
    @if (codes(); as list) {
      <app-recovery-codes [codes]="list" (kept)="finish()" />
    } @else {
      @if (needed()) {
        <app-banner [lead]="t('enrol.needed')" icon="key" />
      }
      @if (problem(); as found) {
        @if (found.fields.length === 0) {
          <app-problem-banner [problem]="found" [again]="false" />
        }
      }
      @if (made(); as factor) {
        <section class="card stack" aria-labelledby="scan">
          <h2 id="scan">{{ t('enrol.scan') }}</h2>
          <svg [appSquare]="factor.uri" [attr.aria-label]="t('enrol.picture')" />
          <p class="only-small">
            <a class="btn btn-block" [href]="factor.uri"
              ><svg appIcon="smartphone" class="icon-20" /> {{ t('enrol.open') }}</a
            >
          </p>
          <p>
            {{ t('enrol.key') }}<br /><code class="key-groups">{{ groups() }}</code>
          </p>
        </section>
        <form class="form card" novalidate method="post" action="/verification" (submit)="confirm($event)">
          <app-field
            boxId="first-code"
            name="code"
            [label]="t('enrol.first')"
            [problem]="problem()"
            [fault]="missing() ? t('code.missing') : ''"
          >
            <input
              id="first-code"
              name="code"
              class="box code-box"
              inputmode="numeric"
              autocomplete="one-time-code"
              spellcheck="false"
              maxlength="10"
            />
          </app-field>
          <button class="btn btn-primary btn-big btn-block" [attr.aria-busy]="busy()" [disabled]="busy()">
            {{ busy() ? t('wait') : t('enrol.confirm') }}
          </button>
        </form>
      } @else {
        <section class="card stack">
          <p>{{ t('factor.text') }}</p>
          <p>{{ t('enrol.app') }}</p>
          <button
            type="button"
            class="btn btn-primary btn-big btn-block"
            [attr.aria-busy]="busy()"
            [disabled]="busy()"
            (click)="begin()"
          >
            {{ busy() ? t('wait') : t('enrol.begin') }}
          </button>
        </section>
      }
    }
  `,
})
export class Enrolment {
  readonly needed = input(false);
  readonly finished = output();

  protected readonly t = injectTexts(securityTexts);
  private readonly outbox = inject(Outbox);
  private readonly session = inject(Session);
  protected readonly made = signal<NewSecondFactor | null>(null);
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly busy = signal(false);
  protected readonly missing = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly groups = computed(() => (this.made()?.secret.match(/.{4}/g) ?? []).join(' '));

  protected async begin(): Promise<void> {
    this.made.set(
      await this.sent<NewSecondFactor>({ method: 'POST', url: '/session/factor', subject: 'factor' }),
    );
  }

  protected async confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const code = formText(event.target, 'code').trim();
    this.missing.set(code === '');
    if (code === '') return;
    const answer = await this.sent<{ readonly codes: readonly string[] }>({
      method: 'POST',
      url: '/session/factor/confirm',
      body: { code },
      subject: 'factor',
    });
    if (answer !== null) this.codes.set(answer.codes);
  }

  /** Only now the session is read again: before, the page with the codes would be left. */
  protected async finish(): Promise<void> {
    await this.session.load();
    this.finished.emit();
  }

  private async sent<T>(write: Write): Promise<T | null> {
    if (this.busy()) return null;
    this.busy.set(true);
    this.problem.set(null);
    try {
      return await this.outbox.send<T>(write);
    } catch (error) {
      this.problem.set(problemOf(error));
      return null;
    } finally {
      this.busy.set(false);
    }
  }
}
