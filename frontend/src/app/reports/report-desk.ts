import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Answers, Context } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import {
  periodTypeOf,
  zeroAnswers,
  type OwnReportsView,
  type ReportingPlace,
  type ReportLine,
  type ReportView,
} from '@domain/reports/zero-report.js';
import { notifiedFacts } from '@domain/reports/zero-report-rules.js';
import { Api } from '../core/api';
import { localNow } from '../core/formats';
import { KeptRefusal, problemOf, type ProblemView } from '../core/problem-view';
import { withAnswer } from '../offline/draft-saver';
import type { LastingWrite } from '../offline/kinds';
import { Outbox } from '../offline/outbox';
import { uuidv7 } from '../offline/uuid';
import { FormState } from '../ui/form-renderer/form-state';

const FORM = getForm('zero_report');

export interface ReportAddress {
  readonly id: string | undefined;
  /** A place and a period that nothing is waited for yet. */
  readonly placeId: string | undefined;
  readonly period: string | undefined;
  /** One tap said zero, and the server asked: the numbers are there already. */
  readonly zero: boolean;
  /** The row of this device that was refused and is to be corrected. */
  readonly again: string | undefined;
}

interface SentReport {
  readonly answers: Answers;
  readonly kept?: readonly { readonly code: string; readonly reason: string }[];
  readonly reason?: string;
}

/** What a report is about, whether it has a row or not. */
export interface ReportSubject extends Pick<
  ReportingPlace,
  'placeId' | 'placeName' | 'placeKind' | 'villages'
> {
  readonly line: ReportLine;
  readonly view: ReportView | null;
}

/** One report being counted, read or corrected. Provided by the page. */
@Injectable()
export class ReportDesk {
  private readonly api = inject(Api);
  private readonly outbox = inject(Outbox);
  private readonly address = signal<ReportAddress | null>(null);

  readonly known = this.api.read<ReportView>(() => {
    const id = this.address()?.id;
    return id === undefined ? undefined : `/reports/${id}`;
  });
  readonly own = this.api.read<OwnReportsView>(() =>
    this.address()?.placeId === undefined ? undefined : '/reports',
  );
  readonly loading = computed(() => this.known.loading() || this.own.loading());
  readonly unread = computed(() => this.known.problem() ?? this.own.problem());

  readonly subject = computed<ReportSubject | null>(() => {
    const view = this.known.value();
    if (view !== undefined) return { ...view, line: view, view };
    const address = this.address();
    const place = this.own.value()?.places.find(({ placeId }) => String(placeId) === address?.placeId);
    const line = place?.lines.find(({ period }) => period.code === address?.period);
    return place === undefined || line === undefined ? null : { ...place, line, view: null };
  });

  readonly answers = signal<Answers>({});
  readonly kept = signal<Readonly<Record<string, string>>>({});
  readonly correcting = signal(false);
  readonly busy = signal(false);
  readonly problem = signal<ProblemView | null>(null);
  readonly reason = signal('');
  readonly reasonMissing = signal(false);
  private instead: readonly string[] = [];

  readonly context = computed<Context>(() => {
    const subject = this.subject();
    const facts =
      subject === null
        ? {}
        : {
            periodType: periodTypeOf(subject.placeKind),
            villages: subject.villages,
            hasVillages: subject.villages > 0,
            dueAt: subject.line.dueAt.slice(0, 16),
            ...notifiedFacts(subject.line.notified),
          };
    return { now: localNow(), documents: {}, facts };
  });

  readonly state = new FormState({
    form: FORM,
    answers: this.answers,
    context: this.context,
    patch: ({ question, value }) => {
      this.answers.update((answers) => withAnswer(answers, question, value));
    },
    keptWarnings: this.kept,
    keep: (code, reason) => {
      this.kept.update((kept) => ({ ...kept, [code]: reason }));
      return Promise.resolve();
    },
  });

  constructor() {
    effect(() => {
      const subject = this.subject();
      if (subject === null) return;
      untracked(() => {
        this.takeUp();
        if (Object.keys(this.answers()).length === 0) this.answers.set(this.first(subject));
      });
    });
  }

  begin(address: ReportAddress): void {
    this.instead = [];
    this.answers.set({});
    this.address.set(address);
  }

  /** The last version is taken up again; its earlier text stays. */
  correct(): void {
    const latest = this.subject()?.view?.versions[0];
    if (latest === undefined) return;
    this.answers.set(latest.answers);
    this.correcting.set(true);
  }

  /** What was refused later is on the form again as it was sent. */
  private takeUp(): void {
    const row = this.outbox.rows().find(({ key }) => key === this.address()?.again);
    if (row === undefined || row.body === null || this.instead.length > 0) return;
    const { answers, kept, reason } = row.body as SentReport;
    this.answers.set(answers);
    this.kept.set(Object.fromEntries((kept ?? []).map((one) => [one.code, one.reason])));
    this.correcting.set(reason !== undefined);
    this.reason.set(reason ?? '');
    this.problem.set(row.problem);
    this.instead = [row.key];
  }

  /** Sends it; says whether the server has taken it or whether it is kept on this device; `null` when it was refused. */
  async send(): Promise<'received' | 'kept' | null> {
    const subject = this.subject();
    this.problem.set(null);
    this.state.showAll();
    const { missing, issues } = this.state.validation();
    const isOpen = issues.some(
      ({ severity, code }) => severity === 'ERR' || (severity === 'WARN' && this.kept()[code] === undefined),
    );
    this.reasonMissing.set(this.correcting() && this.reason().trim() === '');
    if (subject === null || missing.length > 0 || isOpen || this.reasonMissing() || this.busy()) return null;
    this.busy.set(true);
    try {
      const { kept } = await this.outbox.send({ ...this.write(subject), instead: this.instead });
      return kept ? 'kept' : 'received';
    } catch (error) {
      if (error instanceof KeptRefusal) this.instead = [error.key];
      this.problem.set(problemOf(error));
      return null;
    } finally {
      this.busy.set(false);
    }
  }

  private write(subject: ReportSubject): LastingWrite {
    const answers = { ...this.answers(), zr_submitted_at: { value: localNow() } };
    const raised = new Set(this.state.validation().issues.map(({ code }) => code));
    const kept = Object.entries(this.kept())
      .filter(([code]) => raised.has(code))
      .map(([code, reason]) => ({ code, reason }));
    const about = subject.line.period.code;
    if (this.correcting() && subject.view !== null) {
      const { id, version } = subject.view;
      const body = { answers, kept, reason: this.reason().trim() };
      const url = `/reports/${id}/correct`;
      return { kind: 'report', method: 'POST', url, body, ifMatch: version, subject: id, about };
    }
    const id = uuidv7();
    return {
      kind: 'report',
      method: 'POST',
      url: '/reports',
      body: { id, answers, kept },
      subject: id,
      about,
    };
  }

  private first({ placeId, villages, line }: ReportSubject): Answers {
    if (this.address()?.zero === true) return zeroAnswers(placeId, line.period, villages > 0, localNow());
    return {
      zr_facility: { value: String(placeId) },
      zr_period_type: { value: line.period.type },
      zr_period: { value: line.period.code },
    };
  }
}
