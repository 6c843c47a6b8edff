import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { codeTexts, eventTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { groupNumber } from '../ui/copy-number';
import { reveal } from '../ui/form-renderer/form-pages';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { Tabs } from '../ui/tabs';
import { Toasts } from '../ui/toast';
import { WorkflowBar, type Act, type ReasonLink } from '../ui/workflow-bar';
import { AdviceTab } from './advice-tab';
import { AttendanceList } from './attendance-list';
import { CharterCard } from './charter-card';
import { OpinionTab } from './opinion-tab';
import { QuorumPanel } from './quorum-panel';
import { SealTab, type Place } from './seal-tab';
import { SessionDesk } from './session-desk';
import { stepAfter, STEPS, type Step } from './steps';
import { StoryTab } from './story-tab';
import { sessionsTexts } from './texts';

/** One audit session in six steps: who is here, the charter, the story, the opinion, what is recommended, the seal. */
@Component({
  selector: 'app-session-page',
  providers: [SessionDesk],
  imports: [
    AdviceTab,
    AttendanceList,
    CharterCard,
    Icon,
    NgTemplateOutlet,
    OpinionTab,
    PageHead,
    ProblemBanner,
    QuorumPanel,
    SealTab,
    Skeleton,
    StoryTab,
    Tabs,
    WorkflowBar,
  ],
  template: `
    <app-page-head [title]="title()" [lead]="lead()" [back]="['/seances']" [crumbs]="crumbs()">
      @if (short(); as words) {
        <span class="chip"><svg appIcon="users" /> {{ words }}</span>
      }
    </app-page-head>
    <div class="page">
      @if (desk.found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="desk.found.reload()" />
      }
      @if (desk.view(); as view) {
        <app-tabs
          [tabs]="tabs()"
          [selected]="step()"
          [label]="t('steps')"
          panel="step"
          (choose)="show($event)"
        />
        @if (!isWide()) {
          <div class="session-line">
            <p>
              <b class="num nowrap">{{ number() }}</b><br /><span class="muted">{{
                t('step.of', { n: place() })
              }}</span>
            </p>
            <span class="chip" [class.chip-ok]="desk.quorate()" [class.chip-dash]="!desk.quorate()">
              @if (desk.quorate()) {
                <svg appIcon="check" />
              }
              {{ t(desk.quorate() ? 'quorum.word.met' : 'quorum.word.missing') }}
            </span>
          </div>
        }
        @if (desk.problem() !== null && step() !== 'sceller') {
          <app-problem-banner [problem]="desk.problem()!" (retry)="desk.forget()" />
        }
        <div id="step" role="tabpanel" tabindex="0" [attr.aria-labelledby]="'step-tab-' + step()">
          @switch (step()) {
            @case ('recit') {
              <app-story-tab />
            }
            @case ('avis') {
              <app-opinion-tab />
            }
            @case ('recommandations') {
              <app-advice-tab />
            }
            @case ('sceller') {
              <app-seal-tab (go)="goTo($event)" (act)="fire($event)" />
            }
            @default {
              <div class="cols">
                <div>
                  <app-attendance-list />
                </div>
                <div>
                  <app-quorum-panel />
                  <app-charter-card />
                  @if (barOffers().length > 0) {
                    <app-workflow-bar
                      machine="session"
                      [offers]="barOffers()"
                      [advised]="advised()"
                      [styles]="styles"
                      [links]="links"
                      [asked]="['session.reason-missing']"
                      [busy]="desk.busy()"
                      (fire)="fire($event)"
                    />
                  }
                  @if (isWide()) {
                    <ng-container [ngTemplateOutlet]="onward" />
                  }
                </div>
              </div>
            }
          }
        </div>
        @if (!isWide() || !['presences', 'charte'].includes(step())) {
          <ng-container [ngTemplateOutlet]="onward" />
        }
      } @else if (desk.found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
    <ng-template #onward>
      @if (step() === 'charte' && unsigned(); as words) {
        <div class="foot foot-bar">
          <p class="small muted">{{ words }}</p>
          <div class="foot-acts">
            <button type="button" class="btn btn-primary" (click)="signNext()">
              <svg appIcon="pencil" class="icon-20" /> {{ signWords() }}
            </button>
          </div>
        </div>
      } @else if (opensAtThumb()) {
        <div class="foot foot-bar">
          <div class="foot-acts">
            <button
              type="button"
              class="btn btn-primary"
              [disabled]="desk.busy() !== null"
              (click)="fire({ event: 'open', reason: null })"
            >
              <svg appIcon="users" /> {{ events.find('session.open.verb') }}
            </button>
          </div>
        </div>
      } @else if (advised() === 'open') {
        <ng-container />
      } @else if (next(); as following) {
        <div class="foot foot-bar">
          <div class="foot-acts">
            <button type="button" class="btn btn-primary" (click)="show(following)">
              {{ t.find('next.' + following) }}
            </button>
          </div>
        </div>
      }
    </ng-template>
  `,
})
export class SessionPage {
  readonly id = input.required<string>();
  /** From the address: the step shown. */
  readonly etape = input<string>();

  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly events = injectTexts(eventTexts);
  private readonly codes = injectTexts(codeTexts);
  private readonly formats = inject(Formats);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly list = viewChild(AttendanceList);
  protected readonly isWide = wideScreen();

  protected readonly styles = {
    open: { icon: 'users' },
    cancel: { icon: 'cross', reason: 'required' },
  } as const;
  protected readonly links: Readonly<Record<string, ReasonLink>> = {};

  /** Where one begins: the first step that lacks something; it does not move while answers come in. */
  private first: Step | null = null;
  protected readonly step = computed<Step>(() => {
    const asked = STEPS.find((one) => one === this.etape());
    if (asked) return asked;
    if (this.desk.view() === undefined || this.desk.note() === null) return this.first ?? 'presences';
    this.first ??= STEPS.find((one) => !this.desk.done().has(one)) ?? 'sceller';
    return this.first;
  });
  protected readonly place = computed(() => STEPS.indexOf(this.step()) + 1);
  protected readonly next = computed(() => stepAfter(this.step()));
  protected readonly tabs = computed(() =>
    STEPS.map((value, index) => ({
      value,
      label: `${String(index + 1)} ${this.t(`step.${value}`)}`,
      done: this.desk.done().has(value),
    })),
  );

  protected readonly number = computed(() => groupNumber(this.desk.view()?.caseNumber ?? ''));
  private readonly audited = computed(() =>
    this.desk.view() ? this.t('page.title', { number: this.number() }) : this.t('session'),
  );
  /** On a phone the step is the page. */
  protected readonly title = computed(() =>
    this.isWide() || this.desk.view() === undefined ? this.audited() : this.t(`step.${this.step()}`),
  );
  protected readonly lead = computed(() => {
    const view = this.desk.view();
    if (!view) return '';
    const params = { date: this.formats.dateTime(view.plannedFor), place: view.placeName };
    const words = this.t(`page.${view.state}`, params);
    return [words, this.codes.find(`CL_SESSION_TYPE.${view.type}`)]
      .filter((part) => part !== null)
      .join(' · ');
  });
  protected readonly crumbs = computed(() => {
    const view = this.desk.view();
    const here = view ? this.t('page.of', { date: this.formats.date(view.plannedFor, 'day') }) : '';
    return [{ label: this.t('title'), link: ['/seances'] }, { label: here }];
  });
  /** "6 présents · quorum atteint" */
  protected readonly short = computed(() => {
    if (this.desk.view() === undefined) return null;
    const quorum = this.t(this.desk.quorate() ? 'quorum.word.met' : 'quorum.word.missing');
    return this.t.count('quorum.short', this.desk.here().length, { quorum });
  });

  protected readonly offers = computed(() =>
    (this.desk.view()?.offers ?? []).filter(({ event }) => event !== 'close'),
  );
  /** Opening is advised once nothing holds it back. */
  protected readonly advised = computed(() =>
    this.step() === 'charte' &&
    this.offers().some(({ event, reasons }) => event === 'open' && reasons.length === 0)
      ? 'open'
      : null,
  );
  /** On a phone the advised act lies at the thumb, and nowhere else. */
  protected readonly opensAtThumb = computed(() => !this.isWide() && this.advised() === 'open');
  protected readonly barOffers = computed(() =>
    this.offers().filter(({ event }) => event !== 'open' || !this.opensAtThumb()),
  );
  protected readonly unsigned = computed(() => {
    const people = this.desk.unsigned();
    if (!this.desk.isRunning() || people.length === 0 || this.desk.view()?.mayAttend !== true) return null;
    return this.t.count('charter.left', people.length, { who: people.map((one) => one.function).join(', ') });
  });

  constructor() {
    effect(() => {
      this.desk.load(this.id());
    });
    effect(() => {
      const tab = `step-tab-${this.step()}`;
      if (this.desk.view() === undefined) return;
      setTimeout(() => {
        document.getElementById(tab)?.scrollIntoView({ block: 'nearest', inline: 'center' });
      });
    });
  }

  protected signWords(): string {
    const [next] = this.desk.unsigned();
    return next ? this.t('charter.sign.who', { who: next.function }) : '';
  }

  protected signNext(): void {
    this.list()?.signNext();
  }

  protected show(step: string): void {
    void this.desk.keep();
    void this.router.navigate([], { queryParams: { etape: step }, replaceUrl: true });
    setTimeout(() => {
      scrollTo({ top: 0 });
    });
  }

  protected goTo({ step, question }: Place): void {
    this.show(step);
    if (question === null) return;
    setTimeout(() => {
      this.desk.opinion()?.state.showAll();
      this.desk.note()?.state.showAll();
      reveal(question);
    }, 300);
  }

  protected async fire({ event, reason }: Act): Promise<void> {
    const view = this.desk.view();
    if (view === undefined) return;
    const sent = await this.desk.send(event, {
      method: 'POST',
      url: `/sessions/${view.id}/${event}`,
      body: reason === null ? {} : { reason },
      ifMatch: view.version,
    });
    if (!sent) return;
    this.toasts.show(`${this.events.find(`session.${event}.done`) ?? ''}.`);
    if (event === 'open') this.show('recit');
  }
}
