import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { CandidateView, SeatView } from '@domain/audits/audit.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { reasonTexts, roleTexts } from '../core/domain-texts';
import { formText } from '../core/form-text';
import { Formats } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Banner } from '../ui/banner';
import { Clock } from '../ui/clock';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { auditsTexts } from './texts';

/** What a dialog asks: whom to assign, or why to withdraw, go on with one, or waive. */
type Asked =
  | { readonly act: 'assign'; readonly candidate: CandidateView }
  | { readonly act: 'withdraw' | 'proceed-with-one' | 'waive' };

/** One seat: its clock, who may take it in order of independence, profession and load, and what to do when nobody can come. */
@Component({
  selector: 'app-seat-page',
  imports: [Banner, Clock, Dialog, Icon, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head [title]="title()" [back]="['/sieges']" [crumbs]="crumbs()" />
    <div class="page">
      @if (seats.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="seats.reload()" />
      }
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" (retry)="again()" />
      }
      @if (seat(); as seat) {
        @if (seat.kind === 'adjudication' && seat.state === 'open') {
          <app-banner icon="gavel" [lead]="t('seats.major.lead')" />
        } @else if (!seat.packetReleased) {
          <app-banner tone="warn" icon="hourglass">{{ t('seats.waits') }}</app-banner>
        }
        <div class="cols">
          <div>
            @if (seat.state === 'open') {
              <section class="stack" aria-labelledby="candidates">
                <div>
                  <h2 id="candidates" class="body-strong">{{ t('seat.candidates') }}</h2>
                  <p class="hint">{{ t('seat.candidates.hint') }}</p>
                </div>
                @if (candidates.problem(); as problem) {
                  <app-problem-banner [problem]="problem" (retry)="candidates.reload()" />
                }
                @if (candidates.value()) {
                  <ol class="rows" [attr.aria-label]="t('seat.candidates')">
                    @for (one of eligible(); track one.personId; let i = $index, first = $first) {
                      <li class="candidate">
                        <span class="candidate-rank num">{{ i + 1 }}</span>
                        <div class="grow">
                          <p>
                            <b>{{ one.username }}</b>
                          </p>
                          <p class="small muted">
                            {{ profession(one) }} · {{ t.count('seat.load', one.load) }}
                          </p>
                        </div>
                        <button
                          type="button"
                          class="btn"
                          [class.btn-primary]="first"
                          [attr.aria-label]="t('seat.assign.who', { who: one.username })"
                          (click)="asked.set({ act: 'assign', candidate: one })"
                        >
                          {{ t('seat.assign') }}
                        </button>
                      </li>
                    } @empty {
                      <li class="card-part muted">{{ t('seat.candidates.none') }}</li>
                    }
                  </ol>
                  @if (others().length > 0) {
                    <details class="card fold">
                      <summary>
                        <span class="grow">{{ t('seat.not') }}</span>
                        <span class="small muted num">{{ others().length }}</span>
                        <svg appIcon="chevron-down" class="icon-20" />
                      </summary>
                      <ul class="earlier">
                        @for (one of others(); track one.personId) {
                          <li>
                            <p>
                              <b>{{ one.username }}</b>
                              <span class="small muted">
                                {{ profession(one) }} · {{ t.count('seat.load', one.load) }}</span
                              >
                            </p>
                            <ul class="bullets small">
                              @for (reason of one.reasons; track reason) {
                                <li>{{ reasons.find(reason) ?? reason }}</li>
                              }
                            </ul>
                          </li>
                        }
                      </ul>
                    </details>
                  }
                } @else if (candidates.loading()) {
                  <app-skeleton />
                }
              </section>
            } @else {
              <section class="card">
                <p class="line">
                  <svg [appIcon]="seat.state === 'sealed' ? 'seal' : 'eye-off'" />
                  {{ t.find('seats.state.' + seat.state) }}
                </p>
              </section>
            }
          </div>
          <div>
            <section class="card" aria-labelledby="seat">
              <h2 id="seat">{{ t('seat.facts') }}</h2>
              <dl class="pairs">
                <div>
                  <dt>{{ t('seat.kind') }}</dt>
                  <dd>{{ core.find('kind.' + seat.caseKind) }}</dd>
                </div>
                <div>
                  <dt>{{ t('seat.region') }}</dt>
                  <dd>{{ seat.region }}</dd>
                </div>
                <div>
                  <dt>{{ t('seat.state') }}</dt>
                  <dd>{{ t.find('seats.state.' + seat.state) }}</dd>
                </div>
                @if (seat.assigneeUsername; as who) {
                  <div>
                    <dt>{{ t('seat.who') }}</dt>
                    <dd>{{ who }}</dd>
                  </div>
                }
                @if (seat.dueAt; as due) {
                  <div>
                    <dt>{{ t('seat.deadline') }}</dt>
                    <dd>
                      <app-clock [start]="seat.assignedAt" [due]="due" /><br /><span class="small muted">{{
                        formats.dateTime(due)
                      }}</span>
                    </dd>
                  </div>
                }
              </dl>
              @if (isHeld()) {
                <button type="button" class="btn btn-block" (click)="asked.set({ act: 'withdraw' })">
                  {{ t('seat.withdraw') }}
                </button>
              }
            </section>
            @if (seat.kind === 'counter-audit' && seat.state !== 'sealed') {
              <section class="card stack" aria-labelledby="going-on">
                <h2 id="going-on">{{ t('seat.going-on') }}</h2>
                <p class="small muted">{{ t('seat.going-on.text') }}</p>
                <button type="button" class="btn btn-block" (click)="asked.set({ act: 'proceed-with-one' })">
                  {{ t('seat.proceed-with-one') }}
                </button>
                <button type="button" class="btn btn-block" (click)="asked.set({ act: 'waive' })">
                  {{ t('seat.waive') }}
                </button>
              </section>
            }
          </div>
        </div>
      } @else if (seats.value()) {
        <p class="muted">{{ t('seat.gone') }}</p>
      } @else if (seats.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
    <app-dialog [open]="asked() !== null" [title]="question()" (closed)="asked.set(null)">
      @if (asked(); as one) {
        <p>{{ explained(one) }}</p>
        <form class="form form-tight" (submit)="send($event, one)">
          @if (one.act !== 'assign') {
            <div class="field">
              <label class="label" for="seat-reason">{{ core('reason') }}</label>
              <p class="hint" id="seat-reason-hint">{{ core('reason-hint') }}</p>
              @if (reasonMissing()) {
                <p class="msg msg-error" role="alert">
                  <svg appIcon="circle-alert" /> {{ core('reason-needed') }}
                </p>
              }
              <textarea
                autocomplete="off"
                id="seat-reason"
                name="reason"
                class="box"
                rows="3"
                maxlength="500"
                aria-describedby="seat-reason-hint"
              ></textarea>
            </div>
          }
          <div class="btns">
            <button type="submit" class="btn btn-primary" [disabled]="busy()">{{ verb(one) }}</button>
            <button type="button" class="btn" data-safe (click)="asked.set(null)">
              {{ core('cancel') }}
            </button>
          </div>
        </form>
      }
    </app-dialog>
  `,
})
export class SeatPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(auditsTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly reasons = injectTexts(reasonTexts);
  private readonly roles = injectTexts(roleTexts);
  protected readonly formats = inject(Formats);
  private readonly api = inject(Api);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly seats = this.api.read<readonly SeatView[]>(() => '/seats');
  protected readonly seat = computed(() => this.seats.value()?.find(({ id }) => id === this.id()));
  protected readonly candidates = this.api.read<readonly CandidateView[]>(() =>
    this.seat()?.state === 'open' ? `/seats/${this.id()}/candidates` : undefined,
  );
  protected readonly eligible = computed(() => (this.candidates.value() ?? []).filter((one) => one.eligible));
  protected readonly others = computed(() => (this.candidates.value() ?? []).filter((one) => !one.eligible));
  protected readonly isHeld = computed(() => ['assigned', 'in-progress'].includes(this.seat()?.state ?? ''));

  protected readonly asked = signal<Asked | null>(null);
  protected readonly reasonMissing = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly title = computed(() => {
    const seat = this.seat();
    if (seat === undefined) return this.t('seats.title');
    return seat.state === 'open' ? this.t(`seats.row.${seat.kind}`) : this.t(`seats.taken.${seat.kind}`);
  });
  protected readonly crumbs = computed(() => {
    const seat = this.seat();
    const here =
      seat === undefined
        ? ''
        : [seat.alias, seat.kind === 'counter-audit' ? this.t('seats.place', { n: seat.seat }) : '']
            .filter((part) => part !== '')
            .join(' · ');
    return [{ label: this.t('seats.title'), link: ['/sieges'] }, { label: here }];
  });
  protected readonly question = computed(() => {
    const asked = this.asked();
    if (asked === null) return '';
    const who = asked.act === 'assign' ? asked.candidate.username : (this.seat()?.assigneeUsername ?? '');
    if (asked.act === 'assign' || asked.act === 'withdraw')
      return this.t(`seat.${asked.act}.question`, { who });
    return `${this.t(`seat.${asked.act}`)}\u00a0?`;
  });

  protected profession({ profession }: CandidateView): string {
    return this.roles.find(`professions.${profession}`) ?? profession;
  }

  protected explained({ act }: Asked): string {
    return this.t(`seat.${act}.text`);
  }

  protected verb({ act }: Asked): string {
    return this.t(`seat.${act}`);
  }

  protected again(): void {
    this.problem.set(null);
    this.seats.reload();
    this.candidates.reload();
  }

  protected async send(event: Event, asked: Asked): Promise<void> {
    event.preventDefault();
    const seat = this.seat();
    if (seat === undefined) return;
    const reason = formText(event.target, 'reason').trim();
    this.reasonMissing.set(asked.act !== 'assign' && reason === '');
    if (this.reasonMissing()) return;
    this.busy.set(true);
    this.problem.set(null);
    const url =
      asked.act === 'withdraw'
        ? `/audits/${seat.auditId ?? seat.id}/withdraw`
        : `/seats/${seat.id}/${asked.act}`;
    const body = asked.act === 'assign' ? { personId: asked.candidate.personId } : { reason };
    try {
      await this.outbox.send({ method: 'POST', url, body, ifMatch: seat.version, subject: seat.id });
      this.toasts.show(this.saidAfter(asked));
      if (asked.act === 'assign') await this.router.navigate(['/sieges'], { replaceUrl: true });
      else this.seats.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
      scrollTo({ top: 0 });
    } finally {
      this.asked.set(null);
      this.busy.set(false);
    }
  }

  private saidAfter({ act }: Asked): string {
    if (act === 'assign') return this.t('seat.assigned');
    return this.t(act === 'withdraw' ? 'seat.withdrawn' : 'seat.asked');
  }
}
