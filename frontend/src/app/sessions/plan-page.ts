import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { codesOfList } from '@domain/classification/code-list.js';
import type { CaseRow, CaseView } from '@domain/cases/case.js';
import type { Page } from '@domain/receipt.js';
import type { SessionRow } from '@domain/sessions/session.js';
import { Api } from '../core/api';
import { codeTexts } from '../core/domain-texts';
import { Formats, localNow } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { uuidv7 } from '../offline/uuid';
import { groupNumber } from '../ui/copy-number';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { sessionsTexts } from './texts';

interface Choice {
  readonly id: string;
  readonly number: string;
  readonly placeName: string;
  readonly deathDate: string;
}

function isRunning({ state }: SessionRow): boolean {
  return state === 'planned' || state === 'open';
}

/** Plans the session of a case that is ready: which case, which kind of session, when. From the address: `cas`. */
@Component({
  selector: 'app-plan-page',
  imports: [Empty, Icon, PageHead, ProblemBanner, RouterLink, Skeleton],
  template: `
    <app-page-head
      [title]="t('plan')"
      [lead]="t('plan.lead')"
      [back]="['/seances']"
      [crumbs]="[{ label: t('title'), link: ['/seances'] }, { label: t('plan') }]"
    />
    <div class="page">
      @if (trouble(); as found) {
        <app-problem-banner [problem]="found" (retry)="again()" />
      }
      @if (choices(); as list) {
        @if (list.length === 0) {
          <app-empty icon="snowflake" [title]="t('plan.case.none')" [text]="t('plan.case.none-text')">
            <div class="btns">
              <a class="btn btn-primary" routerLink="/cas">{{ t('empty.cases') }}</a>
            </div>
          </app-empty>
        } @else {
          <form class="form narrow" novalidate (submit)="plan($event)">
            <fieldset class="field" [class.is-error]="tried() && caseId() === null">
              <legend class="label">{{ t('plan.case') }}</legend>
              @if (tried() && caseId() === null) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ t('plan.case.needed') }}
                </p>
              }
              <div class="opts">
                @for (one of list; track one.id) {
                  <label class="opt">
                    <input
                      type="radio"
                      autocomplete="off"
                      name="case"
                      [value]="one.id"
                      [checked]="one.id === caseId()"
                      (change)="caseId.set(one.id)"
                    />
                    <span class="radio"></span>
                    <span class="opt-text"
                      ><span class="num">{{ grouped(one) }}</span
                      ><small>{{ one.placeName }} · {{ formats.date(one.deathDate) }}</small></span
                    >
                  </label>
                }
              </div>
            </fieldset>
            <div class="field">
              <label class="label" for="type">{{ t('plan.type') }}</label>
              @if (isJoint()) {
                <p class="hint" id="type-hint">{{ t('plan.type.joint') }}</p>
              }
              <select autocomplete="off" id="type" class="box" (change)="type.set(read($event))">
                @for (code of types; track code) {
                  <option [value]="code" [selected]="code === type()">
                    {{ codes.find('CL_SESSION_TYPE.' + code) }}
                  </option>
                }
              </select>
            </div>
            <div class="field" [class.is-error]="tried() && !when()">
              @if (tried() && !when()) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ t('plan.when.needed') }}
                </p>
              }
              <div class="grid-2">
                <div class="field">
                  <label class="label" for="day">{{ t('plan.day') }}</label>
                  <input
                    autocomplete="off"
                    id="day"
                    type="date"
                    class="box"
                    [min]="today"
                    [value]="day()"
                    (change)="day.set(read($event))"
                  />
                  @if (day()) {
                    <p class="hint">{{ formats.date(day(), 'long') }}</p>
                  }
                </div>
                <div class="field">
                  <label class="label" for="time">{{ t('plan.time') }}</label>
                  <input
                    autocomplete="off"
                    id="time"
                    type="time"
                    class="box"
                    [value]="time()"
                    (change)="time.set(read($event))"
                  />
                </div>
              </div>
            </div>
            @if (problem(); as refused) {
              <app-problem-banner [problem]="refused" [again]="false" />
            }
            <button type="submit" class="btn btn-primary btn-block" [disabled]="busy()">
              {{ t('plan.send') }}
            </button>
          </form>
        }
      } @else if (!trouble()) {
        <app-skeleton shape="form" />
      }
    </div>
  `,
})
export class PlanPage {
  readonly cas = input<string>();

  protected readonly t = injectTexts(sessionsTexts);
  protected readonly codes = injectTexts(codeTexts);
  protected readonly formats = inject(Formats);
  private readonly api = inject(Api);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly types = codesOfList('CL_SESSION_TYPE');
  protected readonly today = localNow().slice(0, 10);
  private readonly id = uuidv7();

  private readonly ready = this.api.read<Page<CaseRow>>(() =>
    this.cas() === undefined ? '/cases?state=ready&limit=50' : undefined,
  );
  /** A case keeps its state until the seal: those that have their session already are not offered. */
  private readonly sessions = this.api.read<Page<SessionRow>>(() =>
    this.cas() === undefined ? '/sessions?limit=100' : undefined,
  );
  protected readonly caseId = linkedSignal<string | null>(() => this.cas() ?? null);
  /** The path of the chosen case says whether its session is joint. */
  private readonly chosen = this.api.read<CaseView>(() => {
    const id = this.caseId();
    return id === null ? undefined : `/cases/${id}`;
  });
  protected readonly choices = computed<readonly Choice[] | undefined>(() => {
    const own = this.chosen.value();
    if (this.cas() !== undefined) return own && [own];
    const [ready, sessions] = [this.ready.value(), this.sessions.value()];
    if (ready === undefined || sessions === undefined) return undefined;
    const taken = new Set(sessions.items.filter(isRunning).map(({ caseId }) => caseId));
    return ready.items.filter(({ id }) => !taken.has(id));
  });
  protected readonly trouble = computed(
    () => this.ready.problem() ?? this.sessions.problem() ?? this.chosen.problem(),
  );
  protected readonly isJoint = computed(() => (this.chosen.value()?.path.length ?? 0) > 1);

  protected readonly type = signal<string>('CSCOM_AUDIT');
  protected readonly day = signal('');
  protected readonly time = signal('10:00');
  protected readonly when = computed(() => this.day() !== '' && this.time() !== '');
  protected readonly tried = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  constructor() {
    effect(() => {
      const joint = this.isJoint();
      untracked(() => {
        this.type.set(joint ? 'JOINT' : 'CSCOM_AUDIT');
      });
    });
  }

  protected grouped({ number }: Choice): string {
    return groupNumber(number);
  }

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected again(): void {
    this.ready.reload();
    this.sessions.reload();
    this.chosen.reload();
  }

  protected async plan(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const caseId = this.caseId();
    if (caseId === null || !this.when() || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const plannedFor = `${this.day()}T${this.time()}`;
      const body = { id: this.id, caseId, type: this.type(), plannedFor };
      await this.outbox.send({ method: 'POST', url: '/sessions', body, subject: caseId });
      this.toasts.show(this.t('plan.done'));
      await this.router.navigate(['/seances', this.id], { replaceUrl: true });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
