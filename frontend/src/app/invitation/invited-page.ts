import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { Profession } from '@domain/accounts/person.js';
import type { FieldPatch } from '@domain/cases/case.js';
import { ENTRY_SOURCES, partForm } from '@domain/cases/clinic-phase.js';
import { readInvitationCode, type InvitedPartView } from '@domain/cases/invitation.js';
import { getForm } from '@domain/forms/registry.js';
import { Api } from '../core/api';
import { roleTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts, TextStore } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { ActFoot } from '../ui/act-foot';
import { groupNumber } from '../ui/copy-number';
import { Dialog } from '../ui/dialog';
import { Empty } from '../ui/empty';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { drawWith } from '../ui/icon-shapes';
import { ICONS } from '../ui/icons';
import { PageHead } from '../ui/page-head';
import { LocalPart } from '../ui/part/local-part';
import { PartSheet } from '../ui/part/part-sheet';
import { ProblemBanner } from '../ui/problem-banner';
import { RadioChoice } from '../ui/radio-choice';
import { CodeForm } from './code-form';
import { sectionTitles } from './section-titles';
import { invitationTexts } from './texts';

interface Opened {
  readonly code: string;
  readonly view: InvitedPartView;
  readonly part: LocalPart;
}

/** The part of an invited facility, for whoever holds its sheet. The code stands behind the # of the address, which no browser sends. */
@Component({
  selector: 'app-invited-page',
  imports: [ActFoot, CodeForm, Dialog, Empty, Icon, PageHead, PartSheet, ProblemBanner, RadioChoice],
  template: `
    <app-page-head [title]="t('title')" [lead]="opened()?.view?.placeName ?? ''" [phoneActs]="true">
      <button
        type="button"
        class="btn btn-link small"
        [attr.lang]="texts.language() === 'fr' ? 'en' : 'fr'"
        (click)="swap()"
      >
        {{ t('other-language') }}
      </button>
    </app-page-head>
    <div class="page">
      @if (receipt(); as number) {
        <app-empty [title]="t('done.title')" [text]="t('done.text', { receipt: number })" icon="done" />
      } @else {
        @if (problem(); as found) {
          <app-problem-banner
            [problem]="found"
            [again]="![404, 409].includes(found.status)"
            (retry)="again()"
          />
        }
        @if (opened(); as open) {
          <p>{{ t('about', { place: open.view.placeName, number: number() }) }}</p>
          <p class="quiet-note"><svg appIcon="shield" /> {{ t('names') }}</p>
          <p class="quiet-note"><svg appIcon="clock" /> {{ until() }} {{ t('kept') }}</p>
          <section class="card">
            <app-radio-choice
              name="from"
              [label]="t('from.label')"
              [hint]="t('from.hint')"
              [choices]="functions()"
              [value]="from()"
              [problem]="asked() && from() === null ? t('from.expected') : ''"
              (choose)="choose($event)"
            />
          </section>
          <app-part-sheet [state]="open.part.state" [titles]="titles()" />
          @if (asked() && from() === null) {
            <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('from.missing') }}</p>
          }
          <div class="btns">
            <button type="button" class="btn btn-primary btn-big" (click)="ask()">
              <svg appIcon="pencil" class="icon-20" /> {{ t('sign') }}
            </button>
          </div>
        } @else {
          <app-code-form [busy]="busy()" (given)="open($event)" />
        }
      }
    </div>
    <app-dialog [open]="asking()" [title]="t('sign.question')" (closed)="asking.set(false)">
      <p>{{ t('sign.text', { place: opened()?.view?.placeName ?? '' }) }}</p>
      @if (refused(); as found) {
        <app-problem-banner [problem]="found" [again]="false" />
      }
      @if (asking()) {
        <app-act-foot
          [verb]="t('sign')"
          [back]="t('sign.reread')"
          [busy]="busy()"
          (act)="sign()"
          (leave)="asking.set(false)"
        />
      }
    </app-dialog>
  `,
})
export class InvitedPage {
  protected readonly t = injectTexts(invitationTexts);
  protected readonly texts = inject(TextStore);
  private readonly roles = injectTexts(roleTexts);
  private readonly formats = inject(Formats);
  private readonly api = inject(Api);
  private readonly words = inject(FormWords);
  private readonly outbox = inject(Outbox);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly fragment = toSignal(inject(ActivatedRoute).fragment, { requireSync: true });

  protected readonly opened = signal<Opened | null>(null);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly refused = signal<ProblemView | null>(null);
  protected readonly from = signal<Profession | null>(null);
  protected readonly asked = signal(false);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  protected readonly receipt = signal<string | null>(null);
  private tried = '';

  protected readonly number = computed(() => groupNumber(this.opened()?.view.number ?? ''));
  protected readonly until = computed(() => {
    const view = this.opened()?.view;
    return view === undefined
      ? ''
      : this.t('until', { date: this.formats.dateTime(view.until.slice(0, 16)) });
  });
  protected readonly functions = computed(() =>
    ENTRY_SOURCES.map((value) => ({ value, label: this.roles.find(`professions.${value}`) ?? value })),
  );

  protected readonly titles = computed(() => {
    const open = this.opened();
    if (open === null) return {};
    const { form } = open.part.state.source;
    return sectionTitles(getForm(open.view.form, open.view.formVersion), form, {
      times: this.t('section.times'),
      story: this.t('section.story'),
      of: (section) => this.words.section(form, section),
    });
  });

  constructor() {
    drawWith(ICONS);
    const code = readInvitationCode(this.fragment() ?? '');
    if (code !== null) void this.open(code);
    const warn = (event: BeforeUnloadEvent): void => {
      if (this.receipt() === null && (this.opened()?.part.patches().length ?? 0) > 0) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    inject(DestroyRef).onDestroy(() => {
      removeEventListener('beforeunload', warn);
    });
  }

  protected choose(value: string): void {
    this.from.set(ENTRY_SOURCES.find((one) => one === value) ?? null);
  }

  protected async swap(): Promise<void> {
    await this.session.speak(this.texts.language() === 'fr' ? 'en' : 'fr');
  }

  protected again(): void {
    void this.open(this.tried);
  }

  protected async open(code: string): Promise<void> {
    this.tried = code;
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.opened.set(await this.read(code));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected ask(): void {
    this.asked.set(true);
    this.refused.set(null);
    this.asking.set(this.from() !== null);
  }

  protected async sign(): Promise<void> {
    const [open, from] = [this.opened(), this.from()];
    if (open === null || from === null || this.busy()) return;
    this.busy.set(true);
    this.refused.set(null);
    try {
      const { receipt } = await this.outbox.send({
        method: 'POST',
        url: '/invitation/sign',
        body: { code: open.code, from, patches: open.part.patches() },
        subject: 'invitation',
      });
      this.receipt.set(receipt);
      this.asking.set(false);
      // The code is worth nothing any more: it need not stay in the history.
      await this.router.navigate([], { replaceUrl: true });
    } catch (error) {
      await this.refuse(open, problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** Somebody of the path changed this part meanwhile: it is read again, with what was typed over it. */
  private async refuse(open: Opened, problem: ProblemView): Promise<void> {
    this.refused.set(problem);
    if (problem.code !== 'phase.changed') return;
    const again = await this.read(open.code, open.part.patches()).catch(() => null);
    if (again !== null) this.opened.set(again);
  }

  private async read(code: string, typed: readonly FieldPatch[] = []): Promise<Opened> {
    const view = await this.api.ask<InvitedPartView>('/invitation/open', { code });
    const form = partForm(getForm(view.form, view.formVersion), view.questions, view.stays);
    await this.words.load(form);
    return { code, view, part: new LocalPart({ form, answers: view.answers }, typed) };
  }
}
