import { Component, computed, effect, inject, output, signal, untracked } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { reasonTexts } from '../core/domain-texts';
import { formText } from '../core/form-text';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Dialog } from '../ui/dialog';
import type { FormState } from '../ui/form-renderer/form-state';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { WorkflowBar, type Act, type ActStyle } from '../ui/workflow-bar';
import { MinutesPanel } from './minutes-panel';
import { SessionDesk } from './session-desk';
import type { Step } from './steps';
import { sessionsTexts } from './texts';

/** Where a missing thing is put right: a step, and there a question. */
export interface Place {
  readonly step: Step;
  readonly question: string | null;
}

interface Lack extends Place {
  readonly text: string;
}

const STYLES: Readonly<Record<string, ActStyle>> = {
  open: { icon: 'users' },
  close: { icon: 'done' },
  cancel: { icon: 'cross', reason: 'required' },
};
/** Where each reason of a locked seal is put right. */
const STEP_OF: Readonly<Record<string, Step>> = {
  'audit.opinion-incomplete': 'avis',
  'audit.open-errors': 'avis',
  'audit.session-not-open': 'charte',
  'audit.quorum-missing': 'presences',
  'audit.course-missing': 'recit',
  'audit.recommendations-missing': 'recommandations',
};
const SHOWN = 8;
/** Said in the words of the seal: recommendations, or why there are none. */
const ADVICE = 'no_recommendation_reason';

/** What is missing before the seal, each a link to it; the seal itself; then the hash, the minutes, and the end of the session. */
@Component({
  selector: 'app-seal-tab',
  host: { class: 'block' },
  imports: [Dialog, Icon, MinutesPanel, ProblemBanner, WorkflowBar],
  template: `
    <div class="cols">
      <div>
        @if (desk.view()?.audit; as audit) {
          @if (audit.sealedAt; as at) {
            <section class="card stack" aria-labelledby="sealed">
              <h2 id="sealed" class="line"><svg appIcon="seal" class="ok" /> {{ t('seal.sealed') }}</h2>
              <p>{{ t('seal.sealed.at', { date: formats.dateTime(at) }) }}</p>
              @if (audit.revision > 1) {
                <p class="chip chip-info">{{ t('seal.revision', { n: audit.revision }) }}</p>
              }
              <div>
                <p class="small muted" id="hash">{{ t('seal.hash') }}</p>
                <p>
                  <code class="hash" aria-labelledby="hash">{{ audit.sha256 }}</code>
                </p>
              </div>
              @if (audit.mayRevise) {
                <button type="button" class="btn" (click)="revising.set(true)">
                  <svg appIcon="pencil" class="icon-20" /> {{ t('seal.revise') }}
                </button>
              }
            </section>
          } @else {
            <section class="card stack" aria-labelledby="seal">
              <h2 id="seal">{{ t('seal.title') }}</h2>
              @if (lacks().length === 0) {
                <p class="line"><svg appIcon="done" class="ok" /> {{ t('seal.ready') }}</p>
              } @else {
                <div class="why">
                  <b>{{ t('seal.missing') }}</b>
                  <ul>
                    @for (lack of lacks(); track $index) {
                      <li>
                        <button type="button" class="btn btn-link" (click)="go.emit(lack)">
                          {{ lack.text }}
                        </button>
                      </li>
                    }
                  </ul>
                </div>
              }
              @if (desk.problem(); as problem) {
                <app-problem-banner [problem]="problem" (retry)="desk.forget()" />
              }
              @if (!audit.maySeal) {
                <p class="quiet-note"><svg appIcon="info" /> {{ t('seal.ask.who') }}</p>
              } @else if (lacks().length === 0) {
                <button
                  type="button"
                  class="btn btn-primary btn-block"
                  [disabled]="desk.busy() !== null"
                  (click)="asking.set(true)"
                >
                  <svg appIcon="seal" /> {{ t('seal.act') }}
                </button>
              } @else {
                <button type="button" class="btn btn-locked btn-block" aria-disabled="true">
                  <svg appIcon="lock" /> {{ t('seal.act') }}
                </button>
              }
            </section>
          }
        } @else {
          <section class="card" aria-labelledby="seal">
            <h2 id="seal">{{ t('seal.title') }}</h2>
            <p class="muted">{{ t('opinion.hidden.text') }}</p>
          </section>
        }
        @if (desk.view()?.drawCommitment; as commitment) {
          <section class="card" aria-labelledby="commitment">
            <h2 id="commitment">{{ t('seal.commitment') }}</h2>
            <p>
              <code class="hash">{{ commitment }}</code>
            </p>
            <p class="hint">{{ t('seal.commitment.text') }}</p>
          </section>
        }
      </div>
      <div>
        <app-minutes-panel />
        @if (offers().length > 0) {
          <app-workflow-bar
            machine="session"
            [offers]="offers()"
            [advised]="desk.sealed() ? 'close' : null"
            [styles]="styles"
            [asked]="['session.reason-missing']"
            [busy]="desk.busy()"
            (fire)="act.emit($event)"
          />
        }
      </div>
    </div>

    <app-dialog [open]="asking()" [title]="t('seal.ask')" (closed)="asking.set(false)">
      <p>{{ t('seal.ask.text') }}</p>
      <div class="btns">
        <button type="button" class="btn btn-primary" (click)="seal()">{{ t('seal.act') }}</button>
        <button type="button" class="btn" data-safe (click)="asking.set(false)">
          {{ core('acts.reread') }}
        </button>
      </div>
    </app-dialog>
    <app-dialog [open]="revising()" [title]="t('seal.revise')" (closed)="revising.set(false)">
      <p>{{ t('seal.revise.text') }}</p>
      <form class="form form-tight" (submit)="revise($event)">
        <div class="field">
          <label class="label" for="revise-reason">{{ core('reason') }}</label>
          <p class="hint" id="revise-reason-hint">{{ core('reason-hint') }}</p>
          @if (reasonMissing()) {
            <p class="msg msg-error" role="alert">
              <svg appIcon="circle-alert" /> {{ core('reason-needed') }}
            </p>
          }
          <textarea
            autocomplete="off"
            id="revise-reason"
            name="reason"
            class="box"
            rows="3"
            maxlength="500"
            aria-describedby="revise-reason-hint"
          ></textarea>
        </div>
        <div class="btns">
          <button type="submit" class="btn btn-primary">{{ t('seal.revise') }}</button>
          <button type="button" class="btn" data-safe (click)="revising.set(false)">
            {{ core('cancel') }}
          </button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class SealTab {
  /** A missing thing was chosen. */
  readonly go = output<Place>();
  /** Close or cancel. */
  readonly act = output<Act>();

  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly reasons = injectTexts(reasonTexts);
  protected readonly formats = inject(Formats);
  private readonly words = inject(FormWords);
  private readonly toasts = inject(Toasts);

  protected readonly styles = STYLES;
  protected readonly asking = signal(false);
  protected readonly revising = signal(false);
  protected readonly reasonMissing = signal(false);
  /** A session whose opinion is sealed can no longer be cancelled: nothing would ever unlock it. */
  protected readonly offers = computed(() =>
    (this.desk.view()?.offers ?? []).filter(
      ({ event }) => event !== 'open' && !(event === 'cancel' && this.desk.sealed()),
    ),
  );

  /** What the forms lack as they stand on this screen, then what the server says beyond them. */
  protected readonly lacks = computed<readonly Lack[]>(() => {
    const [opinion, note, audit] = [this.desk.opinion(), this.desk.note(), this.desk.view()?.audit];
    const own = [
      ...(opinion ? this.lacksOf(opinion.state, 'avis') : []),
      ...(note?.state.writable() ? this.lacksOf(note.state, 'avis') : []),
    ];
    const known = new Set(['audit.opinion-incomplete', 'audit.open-errors', 'audit.course-missing']);
    if (this.desk.adviceGiven()) known.add('audit.recommendations-missing');
    const others = (audit?.sealReasons ?? [])
      .filter((reason) => !known.has(reason))
      .map((reason) => ({
        step: STEP_OF[reason] ?? 'presences',
        question: null,
        text: this.reasons.find(reason) ?? reason,
      }));
    return [...own, ...others];
  });

  constructor() {
    effect(() => {
      const forms = [this.desk.opinion()?.state.source.form, this.desk.note()?.state.source.form];
      for (const form of forms) if (form) void this.words.load(form);
    });
    // What was typed on the other steps may have changed what the server says of the seal.
    untracked(() => {
      void this.desk.keep().then(() => {
        this.desk.found.reload();
      });
    });
  }

  protected async seal(): Promise<void> {
    this.asking.set(false);
    const audit = this.desk.view()?.audit;
    if (!audit) return;
    await this.desk.keep();
    const sent = await this.desk.send('seal', {
      method: 'POST',
      url: `/audits/${audit.id}/seal`,
      body: {},
      ifMatch: audit.version,
    });
    if (sent) this.toasts.show(this.t('seal.done'));
  }

  protected async revise(event: Event): Promise<void> {
    event.preventDefault();
    const reason = formText(event.target, 'reason').trim();
    this.reasonMissing.set(reason === '');
    const audit = this.desk.view()?.audit;
    if (reason === '' || !audit) return;
    this.revising.set(false);
    const sent = await this.desk.send('revise', {
      method: 'POST',
      url: `/audits/${audit.id}/revise`,
      body: { reason },
      ifMatch: audit.version,
    });
    if (sent) this.toasts.show(this.t('seal.revised'));
  }

  private lacksOf(state: FormState, fallback: Step): readonly Lack[] {
    const { form } = state.source;
    const lacks = state
      .checks()
      .filter(({ kind, question }) => (kind === 'missing' || kind === 'error') && question !== ADVICE)
      .map(({ question, issue }): Lack => {
        const label = this.words.label(form, question);
        const text = issue === null ? label : this.words.issue(form, issue);
        return {
          step: stepOf(form.name, question, fallback),
          question: question.split('.')[0] ?? null,
          text,
        };
      });
    if (lacks.length <= SHOWN) return lacks;
    const [first] = lacks;
    const key = form.name === 'opinion' ? 'seal.answers' : 'seal.course';
    return [{ step: first?.step ?? fallback, question: null, text: this.t.count(key, lacks.length) }];
  }
}

const COURSE = ['conflict_declared', 'materials', 'minutes_note', 'duration_min'];

function stepOf(form: string, question: string, fallback: Step): Step {
  if (form !== 'session') return fallback;
  if (question === 'no_recommendation_reason') return 'recommandations';
  return COURSE.includes(question) ? 'recit' : 'avis';
}
