import { Component, computed, inject, input } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { isOnlyHere } from '@domain/cases/notified-here.js';
import { CASE_PATH } from '@domain/cases/case-workflow.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { eventTexts, roleTexts, stateTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { ConcernDoor } from '../ui/concern/concern-door';
import { CopyNumber, groupNumber } from '../ui/copy-number';
import { Icon } from '../ui/icon';
import { kindIcon } from '../ui/kind-icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { StatusStepper } from '../ui/status-stepper';
import { CaseActs } from './case-acts';
import { CaseApprovals } from './case-approvals';
import { CaseAttachments } from './case-attachments';
import { CaseClocks } from './case-clocks';
import { CaseConclusion } from './case-conclusion';
import { CaseDelays } from './case-delays';
import { CaseDocuments } from './case-documents';
import { CaseExport } from './case-export';
import { CaseFacts } from './case-facts';
import { CaseHere } from './case-here';
import { CaseIdentity } from './case-identity';
import { CaseInvolvement } from './case-involvement';
import { CaseLinks } from './case-links';
import { CaseNeutrality } from './case-neutrality';
import { CaseResembling } from './case-resembling';
import { CaseTimeline } from './case-timeline';
import { CaseWays } from './case-ways';
import { skippedStates } from './skipped-states';
import { casesTexts } from './texts';

/** One case: where it is on its path, what can be done now and by whom, its file, its clocks, what happened. */
@Component({
  selector: 'app-case-page',
  imports: [
    Banner,
    CaseActs,
    CaseApprovals,
    CaseAttachments,
    CaseClocks,
    CaseConclusion,
    CaseDelays,
    CaseDocuments,
    CaseExport,
    CaseHere,
    CaseIdentity,
    CaseInvolvement,
    CaseLinks,
    CaseNeutrality,
    CaseResembling,
    CaseTimeline,
    CaseWays,
    ConcernDoor,
    CopyNumber,
    Icon,
    PageHead,
    ProblemBanner,
    Skeleton,
    StatusStepper,
  ],
  template: `
    <app-page-head [title]="title()" [back]="['/cas']" [crumbs]="crumbs()" />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (here(); as view) {
        <app-case-here [view]="view" (received)="found.reload()" />
      }
      @if (view(); as view) {
        <div class="case-head">
          <span class="tile"><svg [appIcon]="icon()" /></span>
          <app-copy-number [number]="view.number" />
          <ul class="chips" [attr.aria-label]="t('facts')">
            @if (view.state === 'notified') {
              <li class="chip chip-dash">{{ t('unconfirmed') }}</li>
            }
            @for (fact of facts.chips(view); track fact) {
              <li class="chip">{{ fact }}</li>
            }
            @if (view.extent?.extent === 'short') {
              <li class="chip chip-info">{{ t('extent.short') }}</li>
            }
            @if (view.round > 1) {
              <li class="chip chip-info">{{ t('round', { n: view.round }) }}</li>
            }
          </ul>
        </div>
        @if (view.hold; as hold) {
          <app-banner tone="warn" icon="hourglass" [lead]="t('held')">
            {{
              t(
                hold.route === null
                  ? 'held.since'
                  : hold.route === 'judicial'
                    ? 'held.judicial'
                    : 'held.safeguarding',
                { date: formats.date(hold.since) }
              )
            }}
          </app-banner>
        }
        @if (view.resembling.length > 0) {
          <app-case-resembling [cases]="view.resembling" />
        }
        <app-status-stepper
          machine="case"
          [path]="path"
          [state]="view.state"
          [skipped]="skipped()"
          [aside]="aside()"
        />
        <div class="cols cols-first">
          <div>
            @if (view.approvals.length > 0) {
              <app-case-approvals [approvals]="view.approvals" (changed)="found.reload()" />
            }
            <app-case-acts [view]="view" (changed)="found.reload()" />
            @if (waiting(); as words) {
              <p class="quiet-note"><svg appIcon="clock" /> {{ words }}</p>
            }
            @if (mayDeclare()) {
              <app-case-involvement [view]="view" (changed)="found.reload()" />
            }
            @if (view.clocks.length > 0) {
              <app-case-clocks
                [clocks]="view.clocks"
                [held]="view.hold !== null"
                [short]="view.extent?.extent === 'short'"
              />
            }
            @if (view.safeguarding; as route) {
              <app-concern-door [caseId]="view.id" [route]="route" (raised)="found.reload()" />
            }
            @if (view.identityReadable) {
              <app-case-identity [caseId]="view.id" [erasedAt]="view.identityErasedAt" />
            }
            <app-case-neutrality [caseId]="view.id" (changed)="found.reload()" />
          </div>
          <div>
            @if (view.documents) {
              <app-case-documents [view]="view" />
              <app-case-delays [view]="view" />
            }
            @if (view.export) {
              <app-case-export [view]="view" (changed)="found.reload()" />
            }
            @if (may.can('read', 'Attachment')) {
              <app-case-attachments [caseId]="view.id" [number]="view.number" />
            }
            <app-case-links [view]="view" (changed)="found.reload()" />
            <app-case-ways [view]="view" />
            @if (view.conclusion; as conclusion) {
              <app-case-conclusion [conclusion]="conclusion" />
            }
            <app-case-timeline [view]="view" />
            <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
          </div>
        </div>
      } @else if (found.loading() && here() === null) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class CasePage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly states = injectTexts(stateTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly roles = injectTexts(roleTexts);
  protected readonly facts = inject(CaseFacts);
  protected readonly formats = inject(Formats);
  protected readonly may = inject(Permissions);

  protected readonly path = CASE_PATH;
  protected readonly found = inject(Api).read<CaseView>(() => `/cases/${this.id()}`);
  /** A case that the server has not heard of has a page of its own. */
  protected readonly here = computed(() => {
    const view = this.found.value();
    return view !== undefined && isOnlyHere(view) ? view : null;
  });
  protected readonly view = computed(() => (this.here() === null ? this.found.value() : undefined));

  protected readonly icon = computed(() => kindIcon(this.view()?.kind ?? null));
  protected readonly title = computed(() => {
    const view = this.found.value();
    if (view === undefined) return this.t('case');
    if (view.kind === null) return this.t('kind.unknown');
    return this.core(`kind.${view.kind}`);
  });
  protected readonly crumbs = computed(() => {
    const view = this.found.value();
    const here = view === undefined ? '' : (this.states.find(`case.${view.state}`) ?? '');
    return [{ label: this.t('title'), link: ['/cas'] }, { label: here }];
  });
  /** Outside the path one line stands for the stepper: why, or which case is kept. */
  protected readonly aside = computed(() => {
    const view = this.view();
    if (view === undefined) return '';
    if (view.duplicateOf !== null) return this.t('kept', { number: groupNumber(view.duplicateOf) });
    return view.timeline.findLast(({ event }) => event === 'discard')?.reason ?? '';
  });
  protected readonly skipped = computed(() => {
    const view = this.view();
    return view === undefined ? [] : skippedStates(view);
  });
  protected readonly waiting = computed(() => {
    const waits = this.view()?.waitingFor ?? null;
    if (waits === null) return null;
    const role = this.roles.find(`roles.${waits.role}`) ?? waits.role;
    const act =
      this.t.find(`wait.${waits.event}`) ?? this.events.find(`case.${waits.event}.verb`) ?? waits.event;
    return this.t('waiting', { role, act });
  });
  /** The head of the centre says whether they gave care: then the focal point freezes. */
  protected readonly mayDeclare = computed(() => {
    const view = this.view();
    if (view === undefined || !['notified', 'documenting'].includes(view.state)) return false;
    return (
      this.may.is('centre-head') && view.offers.some(({ event }) => event === 'freeze' || event === 'confirm')
    );
  });
}
