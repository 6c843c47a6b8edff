import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type BarView, DECLARED_REASONS, type DeclaredReason, TAKEN_BY } from '@domain/access/bars.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { formText } from '../core/form-text';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { Banner } from '../ui/banner';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { RadioChoice } from '../ui/radio-choice';
import { Toasts } from '../ui/toast';
import { casesTexts } from './texts';

/**
 * Who is not neutral: oneself, or for the focal point somebody else. What follows is said before it happens. Input: `caseId`. Output:
 * `changed`, when the reader goes on with the case.
 */
@Component({
  selector: 'app-case-neutrality',
  host: { class: 'block no-print' },
  imports: [Banner, Dialog, Field, Icon, ProblemBanner, RadioChoice],
  template: `
    <section class="card stack-8" aria-labelledby="neutral">
      <h2 id="neutral">{{ t('neutral') }}</h2>
      @if (asking() === null) {
        @if (wholeProblem(); as problem) {
          <app-problem-banner [problem]="problem" [again]="false" />
        }
      }
      @for (bar of bars(); track bar.username + bar.reason) {
        <div class="stack-8">
          <p>
            <b>{{ bar.username }}</b> · {{ t.find('neutral.is.' + bar.reason) }}<br />
            <span class="small muted"
              >{{ formats.date(bar.at) }} · {{ t(bar.bySelf ? 'neutral.by-self' : 'neutral.by-other') }}</span
            >
          </p>
          @if (!bar.mine) {
            <button type="button" class="btn" [disabled]="act.busy()" (click)="letBack(bar)">
              {{ t('neutral.let-back') }}
            </button>
          }
        </div>
      }
      <button type="button" class="btn btn-block" (click)="ask('self')">
        <svg appIcon="scales" /> {{ t('neutral.self') }}
      </button>
      @if (mayOthers()) {
        <button type="button" class="btn btn-block" (click)="ask('other')">
          <svg appIcon="user" /> {{ t('neutral.other') }}
        </button>
      }
    </section>
    <app-dialog
      [open]="asking() !== null"
      [title]="t(asking() === 'other' ? 'neutral.other.question' : 'neutral.self.question')"
      (closed)="leave()"
    >
      @if (wholeProblem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      <form class="form form-tight" novalidate (submit)="declare($event)">
        @if (asking() === 'other') {
          <app-field
            boxId="aside"
            name="username"
            [label]="t('neutral.username')"
            [hint]="t('neutral.username.hint')"
            [problem]="act.problem()"
          >
            <input
              id="aside"
              name="username"
              class="box"
              maxlength="40"
              autocomplete="off"
              autocapitalize="none"
            />
          </app-field>
        }
        <app-radio-choice
          name="reason"
          [label]="t('neutral.why')"
          [choices]="choices()"
          [value]="reason()"
          [problem]="missing() ? t('neutral.why.missing') : ''"
          (choose)="choose($event)"
        />
        @if (follows(); as words) {
          <app-banner tone="warn" role="status">{{ words }}</app-banner>
        }
        <div class="btns">
          <button type="submit" class="btn btn-primary" [disabled]="act.busy()">
            {{ t(asking() === 'other' ? 'neutral.other.act' : 'neutral.self.act') }}
          </button>
          <button type="button" class="btn" data-safe (click)="leave()">{{ core('cancel') }}</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class CaseNeutrality {
  readonly caseId = input.required<string>();
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly formats = inject(Formats);
  private readonly may = inject(Permissions);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly act = acting();

  protected readonly asking = signal<'self' | 'other' | null>(null);
  protected readonly reason = signal<DeclaredReason | null>(null);
  protected readonly missing = signal(false);

  protected readonly mayOthers = computed(() => this.may.can('set-aside', 'Case'));
  private readonly found = inject(Api).read<readonly BarView[]>(() =>
    this.mayOthers() ? `/cases/${this.caseId()}/set-aside` : undefined,
  );
  protected readonly bars = computed(() => this.found.value() ?? []);
  protected readonly choices = computed(() =>
    DECLARED_REASONS.map((value) => ({
      value,
      label: this.t(`neutral.${this.asking() ?? 'self'}.${value}`),
    })),
  );
  /** What the declaration does, as soon as it is chosen. */
  protected readonly follows = computed(() => {
    const [who, reason] = [this.asking(), this.reason()];
    if (who === null || reason === null) return null;
    return this.t(`neutral.${who}.${TAKEN_BY[reason] === 'case' ? 'gone' : 'stays'}`);
  });

  /** What is refused in one field is said there. */
  protected readonly wholeProblem = computed(() => {
    const problem = this.act.problem();
    return problem === null || problem.fields.length > 0 ? null : problem;
  });

  protected ask(who: 'self' | 'other'): void {
    this.reason.set(null);
    this.missing.set(false);
    this.asking.set(who);
  }

  protected leave(): void {
    this.asking.set(null);
    this.act.forget();
  }

  protected choose(value: string): void {
    this.reason.set(value as DeclaredReason);
    this.missing.set(false);
  }

  protected async declare(event: Event): Promise<void> {
    event.preventDefault();
    const [who, reason, id] = [this.asking(), this.reason(), this.caseId()];
    if (reason === null) {
      this.missing.set(true);
      return;
    }
    const username = formText(event.target, 'username').trim();
    const write =
      who === 'other'
        ? ({
            method: 'POST',
            url: `/cases/${id}/set-aside`,
            body: { username, reason },
            subject: id,
          } as const)
        : ({ method: 'POST', url: `/cases/${id}/step-aside`, body: { reason }, subject: id } as const);
    if ((await this.act.send(write)) === null) return;
    this.asking.set(null);
    this.toasts.show(this.t('neutral.done'));
    if (who === 'self' && TAKEN_BY[reason] === 'case')
      await this.router.navigate(['/cas'], { replaceUrl: true });
    else this.refresh();
  }

  protected async letBack({ username }: BarView): Promise<void> {
    const id = this.caseId();
    const write = { method: 'POST', url: `/cases/${id}/let-back`, body: { username }, subject: id } as const;
    if ((await this.act.send(write)) === null) return;
    this.toasts.show(this.t('neutral.back'));
    this.refresh();
  }

  private refresh(): void {
    this.found.reload();
    this.changed.emit();
  }
}
