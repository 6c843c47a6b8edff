import {
  afterNextRender,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { coreTexts } from '../core/core-texts';
import { Formats } from '../core/formats';
import { Navigation } from '../core/navigation';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { RecuseDialog } from './recuse-dialog';
import { ReviewDesk } from './review-desk';
import { auditsTexts } from './texts';

const QUESTIONS = ['postings', 'recognise', 'similar', 'close'] as const;
type Question = (typeof QUESTIONS)[number];

/** Before any page opens: kind, region, level and age band, four questions with nothing chosen, and two ways on of the same size. */
@Component({
  selector: 'app-gate-page',
  host: { class: 'block is-blind' },
  imports: [Banner, Icon, ProblemBanner, RecuseDialog, RouterLink, Segmented, Skeleton],
  template: `
    <div class="gate">
      <header class="gate-head">
        <a class="btn-icon" routerLink="/contre-audits" [attr.aria-label]="core('back')"
          ><svg appIcon="arrow-left"
        /></a>
        <svg appIcon="eye-off" class="gate-eye" />
        <h1 #heading tabindex="-1">{{ title() }}</h1>
        @if (due(); as words) {
          <p class="small gate-due">{{ words }}</p>
        }
      </header>
      <div class="gate-body">
        @if (desk.problem(); as found) {
          <app-problem-banner [problem]="found" (retry)="again()" />
        }
        @if (desk.view(); as view) {
          @if (view.state === 'assigned') {
            <app-banner tone="blind" [lead]="t('gate.lead')">
              <p>{{ t('gate.facts', { facts: facts() }) }}</p>
              @if (due(); as words) {
                <p class="small gate-due-phone">{{ words }}</p>
              }
            </app-banner>
            <form novalidate (submit)="open($event)">
              <h2 class="heading">{{ t('gate.question') }}</h2>
              @for (question of questions; track question) {
                <div class="ask">
                  <div class="grow">
                    <p [id]="'ask-' + question">{{ t(wordOf(question)) }}</p>
                    @if (question === 'postings') {
                      <p class="small muted">{{ postings() }}</p>
                    }
                  </div>
                  <app-segmented
                    [name]="question"
                    [label]="t(wordOf(question))"
                    [hideLabel]="true"
                    [fit]="true"
                    [choices]="yesNo()"
                    [value]="answers()[question] ?? null"
                    (choose)="answer(question, $event)"
                  />
                </div>
              }
              <label class="tick gate-tick">
                <input
                  type="checkbox"
                  autocomplete="off"
                  [checked]="alone()"
                  (change)="alone.set(!alone())"
                />
                <span class="square"><svg appIcon="check" /></span>
                <span>{{ t('gate.alone') }}</span>
              </label>
              @if (problem(); as refused) {
                <app-problem-banner [problem]="refused" (retry)="again()" />
              }
              <div class="gate-foot">
                @if (lacks().length === 0) {
                  <button type="submit" class="btn btn-primary btn-big" [disabled]="busy()">
                    {{ t('gate.open') }}
                  </button>
                } @else {
                  <button
                    type="submit"
                    class="btn btn-locked btn-big"
                    aria-disabled="true"
                    aria-describedby="gate-why"
                  >
                    <svg appIcon="lock" /> {{ t('gate.open') }}
                  </button>
                }
                <button type="button" class="btn btn-big" (click)="recusing.set(true)">
                  {{ t('gate.recuse') }}
                </button>
              </div>
              <div id="gate-why" role="status">
                @if (tried() || hasTie()) {
                  @if (lacks().length > 0) {
                    <div class="why">
                      @if (!hasTie()) {
                        <b>{{ t('gate.missing') }}</b>
                      }
                      <ul>
                        @for (lack of lacks(); track lack) {
                          <li>{{ lack }}</li>
                        }
                      </ul>
                    </div>
                  }
                }
              </div>
              <p class="small muted gate-note">{{ t('gate.note') }}</p>
            </form>
            <app-recuse-dialog [open]="recusing()" [view]="view" (closed)="recusing.set(false)" />
          } @else {
            <app-banner tone="blind">{{ t('packet.gone') }}</app-banner>
          }
        } @else if (desk.problem() === null) {
          <app-skeleton shape="form" />
        }
      </div>
    </div>
  `,
})
export class GatePage {
  readonly id = input.required<string>();

  protected readonly desk = inject(ReviewDesk);
  protected readonly t = injectTexts(auditsTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  protected readonly questions = QUESTIONS;
  protected readonly answers = signal<Readonly<Partial<Record<Question, string>>>>({});
  protected readonly alone = signal(false);
  protected readonly tried = signal(false);
  protected readonly busy = signal(false);
  protected readonly recusing = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly title = computed(() => {
    const view = this.desk.view();
    return view === null ? this.t('mine') : this.core('blind.title', { alias: view.alias });
  });
  protected readonly due = computed(() => {
    const view = this.desk.view();
    if (view === null || view.dueAt === '') return null;
    return this.t('gate.due', { date: this.formats.date(view.dueAt, 'short') });
  });
  /** "Décès maternel, 25–29 ans, niveau CSCom, région : …" */
  protected readonly facts = computed(() => {
    const view = this.desk.view();
    if (view === null) return '';
    const { caseKind, ageBand, level, region } = view;
    return [
      this.core(`kind.${caseKind}`),
      ageBand === null ? null : this.t(`gate.age.${caseKind}`, { band: ageBand }),
      this.t('gate.level', { level: this.t.find(`level.${level}`) ?? this.t('level.other') }),
      region === '' ? null : this.t('gate.region', { region }),
    ]
      .filter((part) => part !== null)
      .join(', ');
  });
  /** Where the reader works, as Denba knows it. */
  protected readonly postings = computed(() => {
    const known = (this.session.view()?.memberships ?? []).filter(({ placeKind }) => placeKind !== 'country');
    const words = known.map(({ placeName }) => placeName);
    return words.length === 0 ? this.t('gate.postings.none') : words.join(', ');
  });
  protected readonly yesNo = computed(() => [
    { value: 'yes', label: this.core('yes') },
    { value: 'no', label: this.core('no') },
  ]);
  protected readonly hasTie = computed(() => {
    const { recognise, similar, close } = this.answers();
    return [recognise, similar, close].includes('yes');
  });
  protected readonly lacks = computed<readonly string[]>(() => {
    if (this.hasTie()) return [this.t('gate.tie')];
    const answers = this.answers();
    const lacks: string[] = [];
    if (QUESTIONS.some((question) => answers[question] === undefined)) lacks.push(this.t('gate.answers'));
    if (answers.postings === 'no') lacks.push(this.t('gate.incomplete'));
    if (!this.alone()) lacks.push(this.t('gate.tick'));
    return lacks;
  });

  constructor() {
    const browserTitle = inject(Title);
    const navigation = inject(Navigation);
    effect(() => {
      browserTitle.setTitle(`${this.title()} – Denba`);
    });
    afterNextRender(() => {
      if (navigation.arrived()) this.heading().nativeElement.focus({ preventScroll: true });
    });
  }

  protected wordOf(question: Question): `gate.${Question}` {
    return `gate.${question}`;
  }

  protected answer(question: Question, value: string): void {
    this.answers.update((all) => ({ ...all, [question]: value }));
  }

  /** Reads the gate again; meanwhile it may have opened elsewhere. */
  protected again(): void {
    this.problem.set(null);
    void this.router.navigateByUrl(this.router.url, { onSameUrlNavigation: 'reload', replaceUrl: true });
  }

  protected async open(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const view = this.desk.view();
    if (view === null || this.lacks().length > 0 || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    const body = { postingsComplete: true, recognise: false, treatedSimilar: false, closeInvolved: false };
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/audits/${view.id}/declare-none`,
        body,
        ifMatch: view.version,
        subject: view.id,
      });
      // The same address now leads behind the gate.
      await this.router.navigateByUrl(this.router.url, { onSameUrlNavigation: 'reload', replaceUrl: true });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
