import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { BabyNotification } from '@domain/cases/case-links.js';
import type { Profession } from '@domain/accounts/person.js';
import type { Answers } from '@domain/forms/form.js';
import { Api } from '../../core/api';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { Session } from '../../core/session';
import { injectTexts } from '../../core/texts';
import { Banner } from '../../ui/banner';
import { reveal } from '../../ui/form-renderer/form-pages';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { NotifyDraft } from './notify-draft';
import { NotifyForms, STEPS, type NotifyStep } from './notify-forms';
import { NotifySummary } from './notify-summary';
import { SimilarDeaths } from './similar-deaths';
import { StepReport } from './step-report';
import { StepWhere } from './step-where';
import { StepWho } from './step-who';
import { notifyTexts } from './texts';

const REPORTERS: Readonly<Partial<Record<Profession, string>>> = {
  OBG: 'MD',
  MD: 'MD',
  MIDWIFE: 'SF',
  OBSTETRIC_NURSE: 'SF',
  NURSE: 'NURSE',
  MATRONE: 'MATRONE',
  COMMUNITY: 'RELAIS',
};

/** Notifying a death in three steps, under two minutes on a phone. The step is in the address, so that "back" goes one step back. */
@Component({
  selector: 'app-notify-page',
  imports: [Banner, Icon, NotifySummary, PageHead, ProblemBanner, StepReport, StepWhere, StepWho],
  providers: [NotifyForms, SimilarDeaths],
  template: `
    <app-page-head [title]="t('title')" [back]="['/']" />
    <div class="steps-bar notify-steps">
      <p class="spread">
        <b>{{ t('step', { n: place() + 1 }) }}</b>
        <span class="muted">{{ t.find('step.' + step()) }}</span>
      </p>
      <div class="segments" aria-hidden="true">
        @for (one of steps; track one) {
          <i [class.on]="$index <= place()"></i>
        }
      </div>
    </div>
    <div class="page notify">
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" [again]="false" />
      }
      @if (draft.motherCaseId()) {
        <app-banner tone="info" icon="newborn" [lead]="t('baby')">{{ t('baby.text') }}</app-banner>
      }
      @if (step() !== 'who') {
        <h2 class="heading" id="step-title" tabindex="-1">{{ t.find('step.' + step() + '.title') }}</h2>
      }
      @switch (step()) {
        @case ('who') {
          <app-step-who />
        }
        @case ('where') {
          <app-step-where />
        }
        @case ('report') {
          <app-step-report />
          <section class="card card-flush" aria-labelledby="review">
            <div class="card-head">
              <h2 id="review">{{ t('review') }}</h2>
              <button type="button" class="btn btn-link small" (click)="goTo('who')">
                {{ t('review.change') }}
              </button>
            </div>
            <app-notify-summary [answers]="draft.answers()" [places]="draft.places()" />
          </section>
        }
      }
      @if (lacking() > 0) {
        <p class="msg msg-error" role="alert">
          <svg appIcon="circle-alert" /> {{ t.count('lacking', lacking()) }}
        </p>
      }
      <div class="foot">
        <p class="saved" role="status">
          <svg appIcon="smartphone" class="icon-20" />
          {{ draft.keptAt() ? t('kept', { time: draft.keptAt() ?? '' }) : t('kept.none') }}
        </p>
        <div class="foot-acts">
          @if (place() > 0) {
            <button type="button" class="btn btn-icon" [attr.aria-label]="t('back')" (click)="goBack()">
              <svg appIcon="arrow-left" />
            </button>
          }
          <button type="button" class="btn btn-primary" (click)="goOn()">
            {{ t(step() === 'report' ? 'send' : 'continue') }}
          </button>
        </div>
      </div>
    </div>
  `,
})
export class NotifyPage {
  /** From the address: the case of the mother whose baby is notified. */
  readonly mere = input<string>();
  /** From the address: the row of this device that was refused and is to be corrected. */
  readonly reprendre = input<string>();
  /** From the address: 1, 2 or 3. */
  readonly etape = input<string>();

  protected readonly t = injectTexts(notifyTexts);
  protected readonly draft = inject(NotifyDraft);
  protected readonly forms = inject(NotifyForms);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly api = inject(Api);
  protected readonly steps = STEPS;

  protected readonly place = computed(
    () => Math.min(Math.max(Number(this.etape() ?? '1') || 1, 1), STEPS.length) - 1,
  );
  protected readonly step = computed<NotifyStep>(() => STEPS[this.place()] ?? 'who');
  private readonly fillProblem = signal<ProblemView | null>(null);
  private readonly tried = signal<NotifyStep | null>(null);
  protected readonly lacking = computed(() =>
    this.tried() === this.step() ? this.forms.lacking(this.step()).length : 0,
  );
  protected readonly problem = computed(() => {
    const sent = this.draft.sent();
    return sent?.state === 'refused' ? sent.problem : this.fillProblem();
  });

  constructor() {
    this.draft.propose(this.knownBeforehand());
    effect(() => {
      const mother = this.mere();
      if (mother !== undefined && mother !== untracked(this.draft.motherCaseId)) void this.beginBaby(mother);
    });
    effect(() => {
      const key = this.reprendre();
      if (key !== undefined && key !== untracked(this.draft.sent)?.key)
        untracked(() => this.draft.takeUp(key));
    });
    void this.forms.lookAround();
    // The page that follows must open without a network.
    void import('./notify-saved');
    effect(() => {
      if (this.problem()?.code !== 'late-reason.missing') return;
      untracked(() => {
        this.forms.askWhyLate();
      });
    });
    // A page opened in the middle, with nothing written, begins at the beginning.
    effect(() => {
      if (this.place() === 0 || this.draft.answers()['death_category'] !== undefined) return;
      untracked(() => {
        this.goTo('who');
      });
    });
  }

  protected goTo(step: NotifyStep): void {
    this.tried.set(null);
    void this.router
      .navigate([], { queryParams: { etape: STEPS.indexOf(step) + 1 }, queryParamsHandling: 'merge' })
      .then(() => {
        scrollTo({ top: 0 });
        document.getElementById('step-title')?.focus({ preventScroll: true });
      });
  }

  protected goBack(): void {
    const before = STEPS[this.place() - 1];
    if (before !== undefined) this.goTo(before);
  }

  protected goOn(): void {
    const step = this.step();
    const [first] = this.forms.lacking(step);
    if (first !== undefined) {
      this.forms.states[step].showAll();
      this.tried.set(step);
      setTimeout(() => {
        revealQuestion(first);
      });
      return;
    }
    const next = STEPS[this.place() + 1];
    if (next !== undefined) this.goTo(next);
    else this.send();
  }

  /** Sends once every step is complete; else goes to the first that is not. */
  private send(): void {
    const unfinished = STEPS.find((step) => this.forms.lacking(step).length > 0);
    if (unfinished !== undefined) {
      this.goTo(unfinished);
      return;
    }
    this.draft.send();
    void this.router.navigate(['/notifier', 'envoi']);
  }

  /** Fills the notification in from the file of the mother; without it, the baby is notified like any death. */
  private async beginBaby(mother: string): Promise<void> {
    this.fillProblem.set(null);
    try {
      const { answers, places } = await this.api.get<BabyNotification>(`/cases/${mother}/baby-notification`);
      this.draft.beginBaby(mother, { ...this.knownBeforehand(), ...answers });
      this.draft.meet(Object.entries(places).map(([id, name]) => ({ id, name })));
      await this.forms.lookAround();
    } catch (error) {
      this.fillProblem.set(problemOf(error));
    }
  }

  /** Function and way are proposed from who is signed in; on the telephone only the way is. */
  private knownBeforehand(): Answers {
    const view = this.session.view();
    const held = view?.memberships ?? [];
    if (held.some(({ role }) => role === 'focal-point')) return { channel: { value: 'PHONE' } };
    const headsCentre = held.some(({ role, placeKind }) => role === 'centre-head' && placeKind === 'cscom');
    const reporter = headsCentre ? 'DTC' : view && REPORTERS[view.person.profession];
    return { channel: { value: 'APP' }, ...(reporter ? { reporter_type: { value: reporter } } : {}) };
  }
}

function revealQuestion(code: string): void {
  const question = code.replace(/\[.*$/, '');
  const radio = document.querySelector<HTMLElement>(`input[name="${question}"]`);
  if (radio === null) reveal(question);
  else {
    radio.closest('fieldset')?.scrollIntoView({ block: 'start' });
    radio.focus({ preventScroll: true });
  }
}
