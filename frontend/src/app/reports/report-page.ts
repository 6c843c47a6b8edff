import { booleanAttribute, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { coreTexts } from '../core/core-texts';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { reveal } from '../ui/form-renderer/form-pages';
import { FormSection } from '../ui/form-renderer/form-section';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { ReasonField } from '../ui/reason-field';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { ReportDesk } from './report-desk';
import { ReportVersions } from './report-versions';
import { ReportWords } from './report-words';
import { StandingChip } from './standing-chip';
import { reportTexts } from './texts';

const PARTS = ['deaths', 'births', 'means'] as const;
const KINDS = ['MAT', 'WRA', 'SB', 'NND', 'CHILD'] as const;

/** One report: counted, sent, read, corrected; beside it what was notified for the same period. */
@Component({
  selector: 'app-report-page',
  imports: [
    Banner,
    FormSection,
    Icon,
    PageHead,
    ProblemBanner,
    ReasonField,
    ReportVersions,
    RouterLink,
    Skeleton,
    StandingChip,
  ],
  providers: [ReportDesk],
  template: `
    <app-page-head [title]="title()" [lead]="lead()" [back]="back()" [crumbs]="crumbs()" />
    <div class="page">
      @if (desk.unread(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="again()" />
      } @else if (desk.subject(); as subject) {
        <p class="line wrap">
          <app-standing-chip [line]="subject.line" />
          <b>{{ subject.placeName }}</b>
          @for (note of words.notes(subject.line); track note) {
            <span class="chip chip-warn"><svg appIcon="triangle-alert" /> {{ note }}</span>
          }
          <span class="muted">{{ words.due(subject.line) }}</span>
        </p>
        @if (subject.line.standing === 'missing') {
          <app-banner tone="late">{{ t('missing') }}</app-banner>
        }
        <div class="cols">
          @if (writes()) {
            <form class="sheet" novalidate (submit)="send($event)">
              @for (part of parts(); track part) {
                <section class="fields sheet-part" [attr.aria-labelledby]="'part-' + part">
                  <h2 [id]="'part-' + part">{{ form.section(desk.state.source.form, part) }}</h2>
                  <app-form-section [state]="desk.state" [section]="part" />
                </section>
              }
              @if (desk.correcting()) {
                <app-reason-field
                  [label]="t('correct.reason')"
                  [hint]="t('correct.hint')"
                  [missing]="desk.reasonMissing()"
                  [(value)]="desk.reason"
                />
              }
              @if (desk.problem(); as problem) {
                <app-problem-banner
                  [problem]="problem"
                  [again]="problem.code === 'stale'"
                  (retry)="again()"
                />
              }
              <div class="foot">
                <div class="foot-acts">
                  <a class="btn" [routerLink]="back()">{{ core('back') }}</a>
                  <button class="btn btn-primary" [attr.aria-busy]="desk.busy()">
                    {{ desk.busy() ? core('acts.sending') : t(desk.correcting() ? 'correct' : 'send') }}
                  </button>
                </div>
              </div>
            </form>
          } @else {
            <div class="stack">
              @if (subject.view; as view) {
                <app-report-versions [versions]="view.versions" [context]="desk.context()" />
                @if (view.versions.length === 0) {
                  <p class="muted">{{ t('to-come') }}</p>
                }
                @if (view.maySubmit) {
                  <button type="button" class="btn" (click)="desk.correct()">
                    <svg appIcon="pencil" class="icon-20" /> {{ t('correct.open') }}
                  </button>
                }
              }
            </div>
          }
          <aside class="stack">
            <section class="card">
              <h2>{{ t('notified') }}</h2>
              @if (notified().length > 0) {
                <dl class="pairs">
                  @for (line of notified(); track line.kind) {
                    <div>
                      <dt>{{ t.find('kind.' + line.kind) }}</dt>
                      <dd>{{ line.count }}</dd>
                    </div>
                  }
                </dl>
              } @else {
                <p class="muted">{{ t('notified.none') }}</p>
              }
            </section>
          </aside>
        </div>
      } @else if (desk.loading()) {
        <app-skeleton shape="form" />
      }
    </div>
  `,
})
export class ReportPage {
  /** From the address: a report, or a place and a period; `zero` when one tap was asked about. */
  readonly id = input<string>();
  /** The row of this device that was refused and is to be corrected. */
  readonly reprendre = input<string>();
  readonly lieu = input<string>();
  readonly periode = input<string>();
  readonly zero = input(false, { transform: booleanAttribute });

  protected readonly desk = inject(ReportDesk);
  protected readonly words = inject(ReportWords);
  protected readonly form = inject(FormWords);
  protected readonly t = injectTexts(reportTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly may = inject(Permissions);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly back = computed(() =>
    this.may.can('oversee', 'Report') ? ['/rapports', 'district'] : ['/rapports'],
  );
  protected readonly crumbs = computed(() => [
    { label: this.t('title'), link: this.back() },
    { label: this.title() },
  ]);
  protected readonly title = computed(() => {
    const subject = this.desk.subject();
    return subject === null ? this.t('send.title') : this.words.name(subject.line.period);
  });
  protected readonly lead = computed(() => {
    const subject = this.desk.subject();
    return subject === null ? '' : this.words.span(subject.line.period);
  });
  protected readonly writes = computed(() => {
    const subject = this.desk.subject();
    if (subject === null) return false;
    if (subject.line.deaths !== null) return this.desk.correcting();
    return subject.view?.maySubmit !== false;
  });
  protected readonly parts = computed(() =>
    PARTS.filter((part) => this.desk.state.questions(part).length > 0),
  );
  protected readonly notified = computed(() => {
    const counts = this.desk.subject()?.line.notified;
    return counts === undefined
      ? []
      : KINDS.map((kind) => ({ kind, count: counts[kind] })).filter(({ count }) => count > 0);
  });

  constructor() {
    effect(() => {
      const address = {
        id: this.id(),
        placeId: this.lieu(),
        period: this.periode(),
        zero: this.zero(),
        again: this.reprendre(),
      };
      untracked(() => {
        this.desk.begin(address);
      });
    });
  }

  protected again(): void {
    this.desk.problem.set(null);
    this.desk.known.reload();
    this.desk.own.reload();
  }

  protected async send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const done = this.desk.correcting() ? 'corrected' : 'sent';
    const sent = await this.desk.send();
    if (sent !== null) {
      this.toasts.show(sent === 'kept' ? this.core('kept.here') : this.t(done));
      await this.router.navigate(this.back());
      return;
    }
    const [first] = this.desk.state.checks().filter(({ kind }) => kind !== 'kept');
    if (first !== undefined) reveal(first.question);
  }
}
