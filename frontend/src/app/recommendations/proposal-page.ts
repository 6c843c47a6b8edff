import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { textOf } from '@domain/forms/read.js';
import { coreTexts } from '../core/core-texts';
import { codeTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { Banner } from '../ui/banner';
import { Empty } from '../ui/empty';
import { FormSection } from '../ui/form-renderer/form-section';
import { reveal } from '../ui/form-renderer/form-pages';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { RadioChoice } from '../ui/radio-choice';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { AudienceChoice } from './audience-choice';
import { FollowerBox } from './follower-box';
import { ProposalDesk } from './proposal-desk';
import { SmartCoach } from './smart-coach';
import { StandingExamples } from './standing-examples';
import { recommendationTexts } from './texts';

/** Writing a recommendation: from a factor of the case, with the five questions asked while typing. */
@Component({
  selector: 'app-proposal-page',
  imports: [
    AudienceChoice,
    Banner,
    Empty,
    FollowerBox,
    FormSection,
    Icon,
    PageHead,
    ProblemBanner,
    RadioChoice,
    RouterLink,
    Skeleton,
    SmartCoach,
    StandingExamples,
  ],
  providers: [ProposalDesk],
  template: `
    <app-page-head [title]="t(id() ? 'edit.title' : 'new.title')" [back]="back()" [crumbs]="crumbs()" />
    <div class="page">
      @if (desk.unread(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="desk.case.reload(); desk.edited.reload()" />
      } @else if (why(); as reason) {
        <app-empty
          icon="handshake"
          [title]="t.find('new.' + reason + '.title') ?? ''"
          [text]="t.find('new.' + reason + '.text') ?? ''"
        >
          <div class="btns">
            @if (desk.sessionId(); as session) {
              <a class="btn btn-primary" [routerLink]="['/seances', session]">{{ t('new.to-session') }}</a>
            }
            @if (desk.case.value(); as found) {
              <a class="btn" [routerLink]="['/cas', found.id]">{{ t('new.to-case') }}</a>
            } @else {
              <a class="btn" routerLink="/seances">{{ t('empty.sessions') }}</a>
            }
          </div>
        </app-empty>
      } @else if (desk.loading()) {
        <app-skeleton shape="form" />
      } @else {
        @if (replaced(); as before) {
          <app-banner icon="handshake" [lead]="t('new.successor', { action: before.action })">
            @if (before.state === 'ineffective') {
              {{ t('new.stronger') }}
            }
          </app-banner>
        }
        <div class="cols">
          <form class="sheet" novalidate (submit)="send($event)">
            <section class="fields" aria-labelledby="part-what">
              <h2 id="part-what">{{ words.section(form, 'what') }}</h2>
              <app-radio-choice
                id="q-rec_factor"
                name="factor"
                [label]="t('new.factor')"
                [hint]="t('new.factor.hint')"
                [choices]="factors()"
                [value]="desk.factor()"
                [problem]="desk.lacks('rec_factor') ? t('new.factor.missing') : ''"
                (choose)="desk.set('rec_factor', { value: $event })"
              />
              <app-form-section [state]="desk.state" section="what" [only]="['rec_problem']" />
              <app-form-section [state]="desk.state" section="what" [only]="['rec_action']" />
              @if (!isWide()) {
                <app-smart-coach [state]="desk.state" />
              }
              <app-standing-examples (take)="take($event)" />
              <app-form-section
                [state]="desk.state"
                section="what"
                [only]="['rec_strength', 'rec_priority']"
              />
            </section>
            <section class="fields sheet-part" aria-labelledby="part-who">
              <h2 id="part-who">{{ words.section(form, 'who') }}</h2>
              <app-form-section [state]="desk.state" section="who" [only]="['rec_level', 'rec_owner_role']" />
              <details class="more">
                <summary>{{ t('new.support') }}</summary>
                <app-form-section [state]="desk.state" section="who" [only]="['rec_support']" />
              </details>
              @if (desk.places().length > 0) {
                <app-radio-choice
                  name="place"
                  [label]="t('new.place')"
                  [hint]="t('new.place.hint')"
                  [choices]="places()"
                  [value]="place()"
                  (choose)="desk.place.set(+$event)"
                />
              }
              <app-follower-box
                [caseId]="desk.caseId()"
                [value]="follower()"
                [missing]="desk.lacks('rec_follow_member')"
                (pick)="desk.set('rec_follow_member', { value: $event })"
              />
              <app-audience-choice
                [factor]="desk.factor()"
                [value]="audience()"
                [missing]="desk.lacks('rec_audience')"
                (choose)="desk.set('rec_audience', { value: $event })"
              />
            </section>
            <section class="fields sheet-part" aria-labelledby="part-means">
              <h2 id="part-means">{{ words.section(form, 'means') }}</h2>
              <app-form-section [state]="desk.state" section="means" />
            </section>
            <section class="fields sheet-part" aria-labelledby="part-when">
              <h2 id="part-when">{{ words.section(form, 'when') }}</h2>
              <app-form-section [state]="desk.state" section="when" [only]="['rec_start', 'rec_deadline']" />
              @if (usual(); as date) {
                <button type="button" class="btn" (click)="desk.set('rec_deadline', { value: date })">
                  <svg appIcon="calendar" class="icon-20" />
                  {{ t('deadline.take', { date: formats.date(date) }) }}
                </button>
              }
              <app-form-section
                [state]="desk.state"
                section="when"
                [only]="['rec_indicator', 'rec_proof_type']"
              />
            </section>
            @if (desk.problem(); as problem) {
              <app-problem-banner [problem]="problem" [again]="problem.code === 'stale'" (retry)="reread()" />
            }
            <div class="foot">
              <p class="saved"><svg appIcon="smartphone" /> {{ t('kept') }}</p>
              <div class="foot-acts">
                <a class="btn" [routerLink]="back()" [queryParams]="backQuery()">{{ core('back') }}</a>
                <button class="btn btn-primary" [attr.aria-busy]="desk.busy()">
                  {{ desk.busy() ? core('acts.sending') : t(id() ? 'save' : 'send') }}
                </button>
              </div>
            </div>
          </form>
          @if (isWide()) {
            <aside class="sticky-aside">
              <app-smart-coach [state]="desk.state" />
            </aside>
          }
        </div>
      }
    </div>
  `,
})
export class ProposalPage {
  readonly id = input<string>();
  /** From the address: the case, the session one comes from, what is replaced. */
  readonly cas = input<string>();
  readonly seance = input<string>();
  readonly remplace = input<string>();

  protected readonly desk = inject(ProposalDesk);
  protected readonly t = injectTexts(recommendationTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly codes = injectTexts(codeTexts);
  protected readonly words = inject(FormWords);
  protected readonly formats = inject(Formats);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly isWide = wideScreen();
  protected readonly form = this.desk.state.source.form;

  protected readonly why = computed(() => {
    if (this.id() === undefined && this.cas() === undefined) return 'no-case';
    const edited = this.id() === undefined ? undefined : this.desk.edited.value();
    if (edited !== undefined && (edited.state !== 'proposed' || edited.publishedMonth !== null))
      return 'locked';
    if (this.desk.loading() || this.desk.case.value() === undefined) return null;
    if (this.desk.auditId() === null) return 'no-audit';
    return this.desk.factors().length === 0 ? 'no-factor' : null;
  });
  protected readonly replaced = computed(() =>
    this.id() === undefined && this.remplace() !== undefined ? (this.desk.edited.value() ?? null) : null,
  );
  protected readonly crumbs = computed(() => [
    { label: this.t('title'), link: ['/suites'] },
    { label: this.t(this.id() ? 'edit' : 'new.title') },
  ]);
  protected readonly back = computed(() => {
    const [id, session] = [this.id(), this.seance()];
    if (id !== undefined) return ['/suites', id];
    return session === undefined ? ['/suites'] : ['/seances', session];
  });
  protected readonly backQuery = computed(() => {
    if (this.id() !== undefined) return null;
    return this.seance() === undefined ? { cas: this.cas() } : { etape: 'recommandations' };
  });
  protected readonly factors = computed(() =>
    this.desk.factors().map((value) => ({
      value,
      label: `${value} ${this.codes.find(`FACTOR.${value}`) ?? ''}`,
    })),
  );
  protected readonly places = computed(() =>
    this.desk.places().map(({ placeId, name }) => ({ value: String(placeId), label: name })),
  );
  protected readonly place = computed(() => {
    const chosen = this.desk.place() ?? this.desk.usualPlace();
    return chosen === null ? null : String(chosen);
  });
  protected readonly follower = computed(() => textOf(this.desk.answers(), 'rec_follow_member') ?? null);
  protected readonly audience = computed(() => textOf(this.desk.answers(), 'rec_audience') ?? null);
  /** The usual deadline, as long as another one, or none, is chosen. */
  protected readonly usual = computed(() => {
    const usual = this.desk.deadlines()?.usual;
    return usual === textOf(this.desk.answers(), 'rec_deadline') ? null : (usual ?? null);
  });

  constructor() {
    void this.words.load(this.form);
    effect(() => {
      const address = {
        id: this.id(),
        caseId: this.cas(),
        sessionId: this.seance(),
        replaces: this.remplace(),
      };
      untracked(() => {
        this.desk.begin(address);
      });
    });
  }

  protected take(example: string): void {
    this.desk.set('rec_action', { value: example });
    reveal('rec_action');
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const sent = await this.desk.send();
    if (sent === null) {
      setTimeout(() => {
        this.showWhatIsMissing();
      });
      return;
    }
    this.toasts.show(this.t(this.id() ? 'saved' : 'sent'));
    const session = this.seance();
    if (session === undefined || sent.issues.length > 0) await this.router.navigate(['/suites', sent.id]);
    else await this.router.navigate(['/seances', session], { queryParams: { etape: 'recommandations' } });
  }

  protected reread(): void {
    this.desk.problem.set(null);
    this.desk.edited.reload();
  }

  /** The first error, or the coach when only its questions are left. */
  private showWhatIsMissing(): void {
    const place =
      document.querySelector<HTMLElement>('.sheet .is-error') ??
      document.querySelector<HTMLElement>('app-problem-banner') ??
      document.querySelector<HTMLElement>('app-smart-coach');
    place?.scrollIntoView({ block: 'center' });
    place?.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true });
  }
}
