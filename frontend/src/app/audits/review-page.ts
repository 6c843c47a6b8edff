import { Component, computed, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { ReviewView } from '@domain/audits/audit.js';
import { wholeOf } from '@domain/classification/delay-layout.js';
import { storyOfCase } from '@domain/classification/case-story.js';
import { coreTexts } from '../core/core-texts';
import { Formats } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { Outbox } from '../offline/outbox';
import { Banner } from '../ui/banner';
import { BlindShell } from '../ui/blind-shell';
import { DelayPanel } from '../ui/delays/delay-panel';
import { ConcernDialog } from '../ui/concern/concern-dialog';
import { Dialog } from '../ui/dialog';
import { FormSheet } from '../ui/form-renderer/form-sheet';
import { opinionOpener, SAID_IN_NOTES, type OpinionDraft } from '../ui/opinion/opinion-state';
import { PacketView } from '../ui/packet/packet-view';
import { Panes } from '../ui/panes';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { Adjudication } from './adjudication';
import { startOfPacket } from './packet-start';
import { forgetReading, readingTime } from './reading-time';
import { RecuseDialog } from './recuse-dialog';
import { isReview, ReviewDesk } from './review-desk';
import { SealFoot } from './seal-foot';
import { auditsTexts } from './texts';

const LONGEST = 600;

/** The blind zone: the packet beside the reader's own opinion; for an adjudicator the opinions A, B, C as well. */
@Component({
  selector: 'app-review-page',
  imports: [
    Adjudication,
    Banner,
    BlindShell,
    DelayPanel,
    ConcernDialog,
    Dialog,
    FormSheet,
    PacketView,
    Panes,
    ProblemBanner,
    RecuseDialog,
    SealFoot,
  ],
  template: `
    @if (view(); as view) {
      <app-blind-shell
        [alias]="view.alias"
        [back]="['/contre-audits']"
        [start]="view.assignedAt"
        [due]="isSealed() ? null : view.dueAt"
        [recognisable]="!isSealed()"
        (recognise)="recusing.set(true)"
        (concern)="concerned.set(true)"
      >
        <app-panes [labels]="labels()" [class.panes-wide]="view.kind === 'adjudication'">
          <div left class="stack">
            @if (story(); as told) {
              <section class="packet-part" aria-labelledby="packet-delays">
                <h3 id="packet-delays">
                  {{ t('packet.delays') }} <span class="small muted">{{ t('packet.relative') }}</span>
                </h3>
                <app-delay-panel [story]="told" [start]="start()" [wide]="isWide()" />
              </section>
            }
            <app-packet-view [packet]="view.packet" />
          </div>
          <div right class="form-narrow">
            @if (draft(); as draft) {
              <div class="spread">
                <h2 class="heading">
                  {{ t(view.kind === 'adjudication' ? 'arbitrate.tab' : 'opinion.tab') }}
                </h2>
                <span class="small muted num"
                  >{{ t.count('opinion.count', answered().n, { of: answered().of }) }}
                  @if (minutes() > 0 && !isSealed()) {
                    · {{ t('opinion.read', { time: formats.duration(minutes()) }) }}
                  }
                </span>
              </div>
              @if (view.opinion.sealedAt; as at) {
                <app-banner tone="ok" icon="seal" [lead]="t('sealed.lead')">{{
                  t('sealed.at', { date: formats.dateTime(at) })
                }}</app-banner>
              }
              @if (view.onHold && !isSealed()) {
                <app-banner tone="warn" icon="hourglass" [lead]="t('on-hold')">{{
                  t('on-hold.text')
                }}</app-banner>
              }
              @if (problem(); as refused) {
                <app-problem-banner [problem]="refused" (retry)="again()" />
              }
              @if (view.kind === 'adjudication') {
                <app-adjudication
                  [sides]="view.opinions ?? []"
                  [draft]="draft"
                  [start]="start()"
                  [unfolded]="unfolded()"
                />
              } @else {
                <app-form-sheet
                  [state]="draft.state"
                  [saver]="isSealed() ? null : draft.saver"
                  [except]="said"
                />
              }
              @if (!isSealed()) {
                <app-seal-foot
                  [state]="draft.state"
                  [saver]="draft.saver"
                  [label]="t(view.kind === 'adjudication' ? 'arbitrate.seal' : 'seal')"
                  [busy]="busy()"
                  (seal)="asking.set(true)"
                  (show)="unfolded.set($event)"
                />
              }
            }
          </div>
        </app-panes>
      </app-blind-shell>
      <app-recuse-dialog [open]="recusing()" [view]="view" (closed)="recusing.set(false)" />
      <app-concern-dialog
        [open]="concerned()"
        [url]="'/audits/' + view.id + '/raise-concern'"
        [subject]="view.id"
        [version]="view.version"
        [route]="view.safeguarding"
        [blind]="true"
        (raised)="again()"
        (closed)="concerned.set(false)"
      />
      <app-dialog
        class="is-blind"
        [open]="asking()"
        [title]="t(view.kind === 'adjudication' ? 'arbitrate.seal.question' : 'seal.question')"
        (closed)="asking.set(false)"
      >
        <p>{{ t(view.kind === 'adjudication' ? 'arbitrate.seal.text' : 'seal.text') }}</p>
        <p class="small muted">{{ t('seal.alone') }}</p>
        <div class="btns">
          <button type="button" class="btn btn-primary" (click)="seal(view)">
            {{ t(view.kind === 'adjudication' ? 'arbitrate.seal' : 'seal') }}
          </button>
          <button type="button" class="btn" data-safe (click)="asking.set(false)">
            {{ core('acts.reread') }}
          </button>
        </div>
      </app-dialog>
    }
  `,
})
export class ReviewPage {
  readonly id = input.required<string>();

  private readonly desk = inject(ReviewDesk);
  protected readonly t = injectTexts(auditsTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly formats = inject(Formats);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly destroyRef = inject(DestroyRef);
  private readonly open = opinionOpener();

  protected readonly isWide = wideScreen();
  protected readonly said = SAID_IN_NOTES;
  protected readonly view = computed<ReviewView | null>(() => {
    const view = this.desk.view();
    return view !== null && isReview(view) ? view : null;
  });
  protected readonly start = computed(() => {
    const view = this.view();
    return view === null ? '' : startOfPacket(view.packet);
  });
  /** The three delays as the packet and this opinion tell them, on the neutral calendar. */
  protected readonly story = computed(() => {
    const view = this.view();
    if (view === null) return null;
    const told = storyOfCase(view.context, this.draft()?.state.source.answers() ?? view.opinion.answers);
    return told === null || wholeOf(told) === null ? null : told;
  });
  protected readonly isSealed = computed(() => this.view()?.state === 'sealed');
  protected readonly draft = signal<OpinionDraft | null>(null);
  protected readonly minutes = readingTime(this.desk.view()?.id ?? '');
  protected readonly recusing = signal(false);
  protected readonly concerned = signal(false);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  /** A folded item that a link of the foot leads to. */
  protected readonly unfolded = signal<string | null>(null);
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly answered = computed(() => {
    const core = this.draft()?.state.validation().completeness;
    return { n: core?.answered ?? 0, of: core?.visible ?? 0 };
  });
  protected readonly labels = computed<readonly [string, string]>(() => {
    const { n, of } = this.answered();
    const key = this.view()?.kind === 'adjudication' ? 'arbitrate.tab.count' : 'opinion.tab.count';
    return [this.t('packet.tab'), this.t(key, { n, of })];
  });

  constructor() {
    const key = computed(() => {
      const view = this.view();
      return view === null ? null : `${view.id}/${view.state}`;
    });
    effect(() => {
      const opened = key();
      untracked(() => {
        this.draft.set(opened === null ? null : this.openDraft());
      });
    });
    // Nothing lies open any more: the gate says why.
    effect(() => {
      if (this.view() === null)
        untracked(() => {
          void this.router.navigateByUrl(this.router.url, {
            onSameUrlNavigation: 'reload',
            replaceUrl: true,
          });
        });
    });
  }

  protected again(): void {
    this.problem.set(null);
    void this.desk.load(this.id());
  }

  protected async seal(view: ReviewView): Promise<void> {
    this.asking.set(false);
    this.busy.set(true);
    this.problem.set(null);
    const minutes = Math.min(LONGEST, this.minutes());
    try {
      await this.draft()?.saver.flush();
      await this.outbox.send({
        method: 'POST',
        url: `/audits/${view.id}/seal`,
        body: minutes > 0 ? { minutes } : {},
        ifMatch: view.version,
        subject: view.id,
      });
      forgetReading(view.id);
      this.toasts.show(this.t('seal.done'));
      await this.router.navigate(['/contre-audits'], { replaceUrl: true });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private openDraft(): OpinionDraft | null {
    const view = this.view();
    if (view === null) return null;
    return this.open(
      {
        auditId: view.id,
        formVersion: view.opinion.formVersion,
        answers: view.opinion.answers,
        keptWarnings: view.opinion.keptWarnings,
        context: view.context,
        writable: view.state === 'in-progress',
        start: startOfPacket(view.packet),
      },
      this.destroyRef,
    );
  }
}
