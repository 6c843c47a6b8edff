import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ActionsView } from '@domain/recommendations/recommendation.js';
import { Api } from '../../core/api';
import { coreTexts } from '../../core/core-texts';
import { KeptRefusal, problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { Outbox } from '../../offline/outbox';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { ReasonField } from '../../ui/reason-field';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { answersOf, stepsOf, type ActionAnswer } from './action-answers';
import { pictureOf } from './action-picture';
import { ActionSign } from './action-sign';
import { ActionWords, type ActionLook } from './action-words';
import { SpeakButton } from './speak-button';
import { actionTexts } from './texts';
import { WhyTiles, type WhyTile } from './why-tiles';

const SIGNS: Readonly<Record<ActionAnswer, { readonly icon: ActionLook['icon']; readonly tone: string }>> = {
  agree: { icon: 'done', tone: 'ok' },
  refuse: { icon: 'cross-circle', tone: 'late' },
  done: { icon: 'done', tone: 'ok' },
  going: { icon: 'half', tone: 'going' },
  blocked: { icon: 'overdue', tone: 'late' },
};
const OBSTACLES = [
  ['MONEY', null],
  ['STAFF', 'users'],
  ['STOCK', 'wrench'],
  ['LEADERSHIP', 'gavel'],
  ['COMMUNITY', 'house'],
  ['INSECURITY', 'road'],
  ['EXTERNAL', 'hospital'],
] as const;
const PROOFS = [
  ['PHOTO', 'smartphone'],
  ['RECEIPT', 'file'],
  ['STOCK_CARD', 'list-checks'],
  ['REGISTER_COUNT', 'book'],
  ['TRAINING_LIST', 'users'],
  ['VISIT', 'eye'],
] as const;

/** One action: where are we? Three large answers, a picture for why; nothing has to be typed. */
@Component({
  selector: 'app-action-page',
  imports: [
    ActionSign,
    Empty,
    Icon,
    PageHead,
    ProblemBanner,
    ReasonField,
    RouterLink,
    Skeleton,
    SpeakButton,
    WhyTiles,
  ],
  template: `
    <app-page-head [title]="action()?.what ?? t('action')" [back]="['/actions']" [phoneActs]="true">
      @if (action(); as view) {
        <app-speak-button [words]="words.aloud(view)" [label]="t('speak', { what: view.what })" />
      }
    </app-page-head>
    <div class="page action-page">
      @if (found.problem(); as refused) {
        <app-problem-banner [problem]="refused" (retry)="found.reload()" />
      }
      @if (action(); as view) {
        <div class="action-top">
          <span class="tile tile-huge"><svg [appIcon]="picture()" /></span>
          <p class="heading only-small">{{ view.what }}</p>
          <p class="muted">{{ words.who(view) }} · {{ words.before(view) }}</p>
        </div>
        @if (answers().length > 0) {
          <form novalidate (submit)="note($event)">
            <fieldset class="field">
              <legend class="display action-question">
                {{ t(answers().includes('agree') ? 'question.agree' : 'question') }}
              </legend>
              <div class="answers-big">
                @for (choice of answers(); track choice) {
                  <label class="opt answer-big" [class]="'answer-' + signs[choice].tone">
                    <input
                      type="radio"
                      autocomplete="off"
                      name="answer"
                      [value]="choice"
                      [checked]="choice === answer()"
                      (change)="choose(choice)"
                    />
                    <app-action-sign [sign]="signs[choice].icon" [class]="signs[choice].tone" />
                    <span class="opt-text">
                      <b>{{ t.find('answer.' + choice) }}</b>
                      <small>{{ t.find('answer.' + choice + '.sub') }}</small>
                    </span>
                  </label>
                }
              </div>
            </fieldset>
            @if (tiles().length > 0) {
              <app-why-tiles
                [label]="question()"
                [tiles]="tiles()"
                [value]="why()"
                [problem]="asked() && why() === null ? t('why.missing') : ''"
                (choose)="why.set($event)"
              />
            }
            @if (answer() !== null && answer() !== 'agree') {
              <details class="more">
                <summary>{{ t('decision.add') }}</summary>
                <app-reason-field
                  need="optional"
                  [label]="t('decision.label')"
                  [hint]="t('decision.hint')"
                  [(value)]="decision"
                />
              </details>
            }
            @if (problem(); as refused) {
              <app-problem-banner [problem]="refused" (retry)="reread()" />
            }
            @if (answer() !== null) {
              <button class="btn btn-primary btn-block btn-huge" [attr.aria-busy]="busy()">
                <svg appIcon="check" /> {{ t('note') }}
              </button>
            }
          </form>
        } @else {
          @let look = words.look(view);
          <p class="strip" [class]="'strip-' + look.tone">
            <app-action-sign [sign]="look.icon" />
            <span class="grow">{{ look.word }}</span>
            @if (look.note) {
              <small>{{ look.note }}</small>
            }
          </p>
          <p class="muted center-text">
            {{
              t(
                view.progressWord === 'done'
                  ? 'done.text'
                  : view.progressWord === 'verified'
                    ? 'verified.text'
                    : 'others.text'
              )
            }}
          </p>
        }
        @if (words.obstacle(view); as obstacle) {
          <p>{{ obstacle }}</p>
        }
        @if (words.decision(view); as words) {
          <p>{{ words }}</p>
        }
      } @else if (found.value()) {
        <app-empty icon="handshake" [title]="t('gone.title')" [text]="t('gone.text')">
          <div class="btns">
            <a class="btn btn-primary" routerLink="/actions">{{ t('gone.back') }}</a>
          </div>
        </app-empty>
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class ActionPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(actionTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly words = inject(ActionWords);
  private instead: readonly string[] = [];
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly signs = SIGNS;
  protected readonly found = inject(Api).read<ActionsView>(() => '/actions');
  protected readonly action = computed(
    () => this.found.value()?.items.find(({ id }) => id === this.id()) ?? null,
  );
  protected readonly picture = computed(() => pictureOf(this.action()?.what ?? ''));
  protected readonly answers = computed(() => {
    const action = this.action();
    return action === null ? [] : answersOf(action);
  });

  private readonly chosen = signal<ActionAnswer | null>(null);
  /** What was chosen, while it can still be answered: a newer version may ask something else. */
  protected readonly answer = computed(() => this.answers().find((one) => one === this.chosen()) ?? null);
  protected readonly why = signal<string | null>(null);
  protected readonly decision = signal('');
  protected readonly asked = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly tiles = computed<readonly WhyTile[]>(() => {
    switch (this.answer()) {
      case 'done':
        return PROOFS.map(([value, icon]) => ({ value, icon, label: this.t(`proof.${value}`) }));
      case 'blocked':
      case 'refuse':
        return OBSTACLES.map(([value, icon]) => ({
          value,
          icon,
          label: this.t(`obstacle.${value}`),
          sign: 'F',
        }));
      case 'agree':
      case 'going':
      case null:
        return [];
    }
  });
  protected readonly question = computed(() => {
    const answer = this.answer();
    return answer === 'done' || answer === 'blocked' || answer === 'refuse' ? this.t(`why.${answer}`) : '';
  });

  protected choose(answer: ActionAnswer): void {
    this.chosen.set(answer);
    this.why.set(null);
    this.asked.set(false);
    this.problem.set(null);
  }

  protected reread(): void {
    this.problem.set(null);
    this.found.reload();
  }

  protected async note(event: Event): Promise<void> {
    event.preventDefault();
    const [action, answer, why] = [this.action(), this.answer(), this.why()];
    this.asked.set(true);
    if (action === null || answer === null || this.busy()) return;
    if (this.tiles().length > 0 && why === null) return;
    const chosen = this.tiles().find(({ value }) => value === why)?.label ?? '';
    const steps = stepsOf(action, answer, {
      proof: chosen,
      obstacle: why ?? '',
      obstacleWords: chosen,
      decision: this.decision().trim(),
    });
    this.busy.set(true);
    this.problem.set(null);
    try {
      let { version } = action;
      let isKept = false;
      for (const { segment, body } of steps) {
        const url = `/recommendations/${action.id}/${segment}`;
        const write = {
          kind: 'progress',
          method: 'POST',
          url,
          body,
          subject: action.id,
          about: action.what,
        } as const;
        const sent = await this.outbox.send({ ...write, ifMatch: version, instead: this.instead });
        this.instead = [];
        isKept = sent.kept;
        // Each step of an answer makes the next version.
        version = sent.kept ? version + 1 : sent.answer.version;
      }
      this.toasts.show(isKept ? this.core('kept.here') : this.t('noted'));
      await this.router.navigateByUrl('/actions');
    } catch (error) {
      if (error instanceof KeptRefusal) this.instead = [error.key];
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
