import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DocumentRow } from '@domain/cases/case.js';
import { CASE_PERSON_EVENTS, type CasePersonEvent } from '@domain/cases/case-workflow.js';
import { eventTexts } from '../core/domain-texts';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { WorkflowBar, type Act, type ActStyle, type ReasonLink } from '../ui/workflow-bar';
import { AskChangeKind } from './acts/ask-change-kind';
import { AskClose } from './acts/ask-close';
import { AskConfirm } from './acts/ask-confirm';
import { AskDiscard } from './acts/ask-discard';
import { AskDuplicate } from './acts/ask-duplicate';
import { AskFreeze } from './acts/ask-freeze';
import { AskHold } from './acts/ask-hold';
import { AskTransfer } from './acts/ask-transfer';
import { AskWaiver } from './acts/ask-waiver';
import { casesTexts } from './texts';

const STYLES: Readonly<Partial<Record<CasePersonEvent, ActStyle>>> = {
  confirm: { icon: 'check', own: true },
  'change-kind': { icon: 'pencil', own: true, rare: true },
  widen: { icon: 'file', reason: 'required', rare: true },
  discard: { own: true, rare: true },
  'mark-duplicate': { icon: 'copy', own: true, rare: true },
  'unmark-duplicate': { icon: 'undo', reason: 'required' },
  freeze: { icon: 'snowflake', own: true },
  'waive-audit': { own: true, rare: true },
  unfreeze: { icon: 'undo', reason: 'required', rare: true },
  'proceed-with-one': { reason: 'required' },
  waive: { reason: 'required', rare: true },
  close: { icon: 'done', own: true },
  reopen: { icon: 'undo', reason: 'required' },
  hold: { icon: 'hourglass', own: true, rare: true },
  'lift-hold': { icon: 'hourglass', reason: 'required' },
  transfer: { icon: 'arrow-right', own: true, rare: true },
  'erase-identity': { icon: 'eye-off', reason: 'required', rare: true },
};

/** Reasons that the dialog of the act itself answers: they lock nothing. */
const ASKED = [
  'case.reason-missing',
  'case.kept-case-missing',
  'case.kind-missing',
  'case.same-kind',
  'case.incomplete',
  'case.names-not-screened',
  'case.ground-missing',
  'case.route-missing',
  'case.receiver-missing',
  'case.feedback-missing',
];

/** Acts on one facility of the path: their buttons stand beside it. */
const ON_THE_PATH: readonly string[] = ['enter-phase'];

const ADVISED: readonly CasePersonEvent[] = ['confirm', 'freeze', 'close', 'lift-hold'];

/** What can be done with a case now, by this person, each act with its own dialog. Output: `changed` after an act was accepted. */
@Component({
  selector: 'app-case-acts',
  host: { class: 'block stack no-print' },
  imports: [
    AskChangeKind,
    AskClose,
    AskConfirm,
    AskDiscard,
    AskDuplicate,
    AskFreeze,
    AskHold,
    AskTransfer,
    AskWaiver,
    Dialog,
    Icon,
    ProblemBanner,
    RouterLink,
    WorkflowBar,
  ],
  template: `
    @if (problem() !== null && asking() === null) {
      <app-problem-banner [problem]="problem()!" (retry)="again()" />
    }
    <app-workflow-bar
      machine="case"
      [offers]="offers()"
      [advised]="advised()"
      [styles]="styles"
      [links]="links()"
      [asked]="askedReasons"
      [busy]="busy()"
      (fire)="begin($event)"
    >
      @for (link of goOn(); track link.text; let first = $first) {
        <li>
          <a
            class="btn btn-block"
            [class.btn-primary]="first && advised() === null"
            [routerLink]="link.path"
            [queryParams]="link.query"
            ><svg [appIcon]="link.icon" /> {{ link.text }}</a
          >
        </li>
      }
    </app-workflow-bar>
    <app-dialog [open]="asking() !== null" [title]="question()" (closed)="leave()">
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" [again]="false" />
      }
      @switch (asking()) {
        @case ('confirm') {
          <app-ask-confirm
            [view]="view()"
            [busy]="sending()"
            (answered)="send('confirm', $event)"
            (leave)="leave()"
          />
        }
        @case ('change-kind') {
          <app-ask-change-kind
            [view]="view()"
            [busy]="sending()"
            (answered)="send('change-kind', $event)"
            (leave)="leave()"
          />
        }
        @case ('discard') {
          <app-ask-discard [busy]="sending()" (answered)="send('discard', $event)" (leave)="leave()" />
        }
        @case ('mark-duplicate') {
          <app-ask-duplicate
            [ownNumber]="view().number"
            [resembling]="view().resembling"
            [busy]="sending()"
            (answered)="send('mark-duplicate', $event)"
            (leave)="leave()"
          />
        }
        @case ('freeze') {
          <app-ask-freeze
            [view]="view()"
            [busy]="sending()"
            (answered)="send('freeze', $event)"
            (leave)="leave()"
          />
        }
        @case ('waive-audit') {
          <app-ask-waiver [busy]="sending()" (answered)="send('waive-audit', $event)" (leave)="leave()" />
        }
        @case ('close') {
          <app-ask-close [busy]="sending()" (answered)="send('close', $event)" (leave)="leave()" />
        }
        @case ('hold') {
          <app-ask-hold [busy]="sending()" (answered)="send('hold', $event)" (leave)="leave()" />
        }
        @case ('transfer') {
          <app-ask-transfer [busy]="sending()" (answered)="send('transfer', $event)" (leave)="leave()" />
        }
      }
    </app-dialog>
  `,
})
export class CaseActs {
  readonly view = input.required<CaseView>();
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);

  protected readonly styles = STYLES;
  protected readonly askedReasons = ASKED;
  protected readonly asking = signal<CasePersonEvent | null>(null);
  protected readonly busy = signal<string | null>(null);
  protected readonly sending = computed(() => this.busy() !== null);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly question = computed(() => {
    const event = this.asking();
    return event === null ? '' : `${this.events.find(`case.${event}.verb`) ?? ''}\u00a0?`;
  });

  /**
   * Left out: what is done facility by facility on the path, asking for the full review that there is, lifting what is not set, setting what is, and asking again for what already
   * waits for its second person.
   */
  protected readonly offers = computed(() => {
    const { hold, approvals, offers, extent } = this.view();
    const idle = [
      hold === null ? 'lift-hold' : 'hold',
      ...(extent?.extent === 'short' ? [] : ['widen']),
      ...ON_THE_PATH,
      ...approvals.map(({ action }) => action),
    ];
    return offers.filter(({ event }) => !idle.includes(event));
  });

  /** One filled button: the act that moves the case on, when nothing holds it back. */
  protected readonly advised = computed(() => {
    const open = this.offers().filter(({ reasons }) => reasons.every((reason) => ASKED.includes(reason)));
    const found = ADVISED.find((event) => open.some((offer) => offer.event === event));
    return found === 'freeze' && this.unfinished() !== undefined ? null : (found ?? null);
  });
  private readonly unfinished = computed(() =>
    this.view().documents?.find(
      ({ writable, answered, total, optional, expected }) =>
        writable && !optional && !expected && answered < total,
    ),
  );

  /** Ways on that are no events: the form to fill, the session to plan or to open. */
  protected readonly goOn = computed(() => {
    const { id, state, sessionId } = this.view();
    const links = [];
    const document = this.unfinished() ?? (this.advised() === null ? this.correctable() : undefined);
    if (document !== undefined) {
      links.push({
        icon: 'pencil' as const,
        text: this.t(document.answered === 0 ? 'act.begin' : 'act.continue', {
          form: this.formName(document),
        }),
        path: ['/cas', id, 'formulaire', document.form],
        query: null,
      });
    }
    if (state === 'ready' && sessionId) {
      links.push({
        icon: 'users' as const,
        text: this.t('act.session'),
        path: ['/seances', sessionId],
        query: null,
      });
    } else if (state === 'ready' && sessionId === null) {
      links.push({
        icon: 'users' as const,
        text: this.t('act.plan'),
        path: ['/seances', 'nouvelle'],
        query: { cas: id },
      });
    }
    return links;
  });
  private readonly correctable = computed(() =>
    this.view().documents?.find(({ form, writable }) => writable && form !== 'notification'),
  );

  protected readonly links = computed<Readonly<Record<string, ReasonLink>>>(() => {
    const { id, documents = [] } = this.view();
    const asked = documents.filter(({ optional, expected }) => !optional && !expected);
    const review = asked.find(({ form }) => form !== 'notification');
    if (review === undefined) return {};
    const linkTo = ({ form }: DocumentRow) => ['/cas', id, 'formulaire', form];
    const wrong = asked.find((document) => document.errors > 0) ?? review;
    const unanswered = asked.find(({ answered, total }) => answered < total) ?? review;
    const errors = documents.reduce((sum, document) => sum + document.errors, 0);
    const missing = unanswered.total - unanswered.answered;
    const link = linkTo(unanswered);
    return {
      'case.open-errors': { link: linkTo(wrong), text: this.t.count('document.errors', errors) },
      'case.core-unanswered': missing > 0 ? { link, text: this.t.count('act.missing', missing) } : { link },
    };
  });

  protected begin({ event, reason }: Act): void {
    const known = CASE_PERSON_EVENTS.find((one) => one === event);
    if (known === undefined) return;
    this.problem.set(null);
    if (STYLES[known]?.own === true) this.asking.set(known);
    else void this.send(known, reason === null ? {} : { reason });
  }

  protected leave(): void {
    this.asking.set(null);
    this.problem.set(null);
  }

  /** After a refusal: today's case is read, and the act can be chosen again. */
  protected again(): void {
    this.problem.set(null);
    this.changed.emit();
  }

  protected async send(event: CasePersonEvent, body: object): Promise<void> {
    const { id, version, offers } = this.view();
    this.busy.set(event);
    this.problem.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/cases/${id}/${event}`,
        body,
        ifMatch: version,
        subject: id,
      });
      this.asking.set(null);
      const asksTwo = offers.some((offer) => offer.event === event && offer.twoPersons);
      this.toasts.show(asksTwo ? this.t('act.asked') : `${this.events.find(`case.${event}.done`) ?? ''}.`);
      this.changed.emit();
    } catch (error) {
      const problem = problemOf(error);
      this.problem.set(problem);
      if (problem.code === 'stale') this.asking.set(null);
    } finally {
      this.busy.set(null);
    }
  }

  private formName({ form }: DocumentRow): string {
    return this.t.find(`form.${form}.the`) ?? form;
  }
}
