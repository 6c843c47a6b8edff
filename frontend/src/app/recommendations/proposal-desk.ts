import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import type { SettingView } from '@domain/facilities/place.js';
import type { Answers, Context } from '@domain/forms/form.js';
import { rowsOf, textOf } from '@domain/forms/read.js';
import { getForm } from '@domain/forms/registry.js';
import { audienceOf, isCareTeamOnly, LEVELS } from '@domain/recommendations/audience.js';
import { latestDeadline, usualDeadline } from '@domain/recommendations/deadlines.js';
import type { Proposed, RecommendationView } from '@domain/recommendations/recommendation.js';
import type { SessionDetail } from '@domain/sessions/session.js';
import { settingsFrom } from '@domain/settings.js';
import { Api } from '../core/api';
import { Formats, localNow } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { withAnswer } from '../offline/draft-saver';
import { Outbox } from '../offline/outbox';
import { uuidv7 } from '../offline/uuid';
import { FormState } from '../ui/form-renderer/form-state';
import { openQuestions } from './coaching';
import { ProposalDrafts } from './proposal-drafts';
import { recommendationTexts } from './texts';

const WHOLE_FORM = getForm('recommendation');
/** The coach asks the questions of the rule `smart` in its own place, live; under the fields they would only repeat it. */
const FORM = { ...WHOLE_FORM, rules: WHOLE_FORM.rules.filter(({ code }) => code !== 'smart') };

export interface ProposalAddress {
  /** The recommendation that is edited; none for a new one. */
  readonly id: string | undefined;
  readonly caseId: string | undefined;
  readonly sessionId: string | undefined;
  /** The refused or ineffective one that this takes over from. */
  readonly replaces: string | undefined;
}

/** One recommendation being written: what it starts from, its form, and its sending. Provided by the page. */
@Injectable()
export class ProposalDesk {
  private readonly api = inject(Api);
  private readonly outbox = inject(Outbox);
  private readonly drafts = inject(ProposalDrafts);
  private readonly formats = inject(Formats);
  private readonly t = injectTexts(recommendationTexts);
  private readonly address = signal<ProposalAddress | null>(null);

  readonly edited = this.api.read<RecommendationView>(() => {
    const id = this.address()?.id ?? this.address()?.replaces;
    return id === undefined ? undefined : `/recommendations/${id}`;
  });
  readonly caseId = computed(() => {
    const address = this.address();
    return address?.id === undefined ? address?.caseId : this.edited.value()?.sources[0]?.caseId;
  });
  readonly case = this.api.read<CaseView>(() => {
    const id = this.caseId();
    return id === undefined ? undefined : `/cases/${id}`;
  });
  readonly sessionId = computed(
    () =>
      this.address()?.sessionId ??
      this.case.value()?.audit?.sessionId ??
      this.case.value()?.sessionId ??
      null,
  );
  private readonly session = this.api.read<SessionDetail>(() => {
    const id = this.sessionId();
    return id === null || this.case.value() === undefined ? undefined : `/sessions/${id}`;
  });
  private readonly given = this.api.read<readonly SettingView[]>(() => {
    const place = this.case.value()?.path[0]?.placeId;
    return place === undefined ? undefined : `/settings?place=${String(place)}`;
  });
  private readonly settings = computed(() => settingsFrom(this.given.value()));

  readonly loading = computed(
    () =>
      this.edited.loading() ||
      this.case.loading() ||
      this.session.loading() ||
      (this.case.value() !== undefined &&
        this.sessionId() !== null &&
        this.session.problem() === null &&
        this.session.value() === undefined),
  );
  /** Why the page cannot be drawn. A session that is not for this reader leaves the conclusion's factors. */
  readonly unread = computed(() => this.edited.problem() ?? this.case.problem());
  readonly auditId = computed(() => this.case.value()?.audit?.id ?? this.session.value()?.audit?.id ?? null);

  /** Factors that the audit retained, and, once concluded, the final classification. */
  readonly factors = computed<readonly string[]>(() => {
    const opinions = [this.session.value()?.audit?.answers, this.case.value()?.conclusion?.answers];
    const found = opinions.flatMap((answers) =>
      rowsOf(answers, 'factors').map((row) => textOf(row, 'factor') ?? ''),
    );
    const own = textOf(this.edited.value()?.answers, 'rec_factor');
    const kept = this.address()?.id !== undefined && own !== undefined ? [own] : [];
    return [...new Set([...found, ...kept])].filter((factor) => factor !== '');
  });
  /** Facilities of the path that a recommendation may concern, when there are several. */
  readonly places = computed(() => {
    const path = this.case.value()?.path ?? [];
    return this.address()?.id === undefined && path.length > 1 ? path : [];
  });
  readonly place = signal<number | null>(null);
  readonly usualPlace = computed(
    () => this.places().find(({ kind }) => kind === 'cscom')?.placeId ?? this.places()[0]?.placeId ?? null,
  );

  readonly answers = signal<Answers>({});
  private readonly context = computed<Context>(() => ({
    now: localNow(),
    documents: {},
    facts: {
      latestLocalDays: this.settings()['recommendation.latest-local-days'],
      latestOtherDays: this.settings()['recommendation.latest-other-days'],
    },
  }));
  readonly factor = computed(() => textOf(this.answers(), 'rec_factor') ?? null);
  private readonly level = computed(() =>
    LEVELS.find((level) => level === textOf(this.answers(), 'rec_level')),
  );
  readonly deadlines = computed(() => {
    const level = this.level();
    const start = textOf(this.answers(), 'rec_start');
    if (level === undefined || start === undefined) return null;
    return { usual: usualDeadline(level, start), latest: latestDeadline(level, start, this.settings()) };
  });
  private readonly notes = computed<Readonly<Record<string, string>>>(() => {
    const found = this.deadlines();
    if (found === null) return {};
    const [usual, latest] = [this.formats.date(found.usual), this.formats.date(found.latest)];
    return { rec_deadline: this.t('deadline.usual', { usual, latest }) };
  });
  readonly open = computed(() => openQuestions(this.answers(), this.context()));

  readonly state = new FormState({
    form: FORM,
    answers: this.answers,
    context: this.context,
    notes: this.notes,
    futureDates: ['rec_start', 'rec_deadline'],
    patch: ({ question, value }) => {
      this.set(question, value);
    },
    choiceHints: (question, code) => (question === 'rec_strength' ? this.t.find(`strength.${code}`) : null),
  });

  readonly asked = signal(false);
  readonly busy = signal(false);
  readonly problem = signal<ProblemView | null>(null);
  private audienceChosen = false;

  constructor() {
    effect(() => {
      const view = this.edited.value();
      if (view !== undefined && this.address()?.id !== undefined) {
        untracked(() => {
          this.audienceChosen = true;
          this.answers.set(this.drafts.get(view.id) ?? view.answers);
        });
      }
    });
    effect(() => {
      const [factor, level] = [this.factor(), this.level()];
      if (factor === null || level === undefined) return;
      untracked(() => {
        if (isCareTeamOnly(factor) || !this.audienceChosen)
          this.write('rec_audience', { value: audienceOf(factor, level) });
      });
    });
  }

  begin(address: ProposalAddress): void {
    this.address.set(address);
    if (address.id !== undefined || address.caseId === undefined) return;
    const kept = this.drafts.get(this.key());
    this.audienceChosen = kept?.['rec_audience'] !== undefined;
    this.answers.set(kept ?? { rec_start: { value: localNow().slice(0, 10) } });
  }

  set(question: string, value: Answers[string] | null): void {
    if (question === 'rec_audience') this.audienceChosen = true;
    this.write(question, value);
  }

  /** Whether a required question that the page draws itself is still open, once sending was asked for. */
  lacks(question: string): boolean {
    return this.asked() && this.answers()[question] === undefined;
  }

  /** Sends it; gives its id and what is left to look at, once the server has taken it. */
  async send(): Promise<Pick<Proposed, 'id' | 'issues'> | null> {
    this.asked.set(true);
    this.problem.set(null);
    this.state.showAll();
    const { missing, issues } = this.state.validation();
    const stops = missing.length > 0 || issues.some(({ severity }) => severity === 'ERR');
    if (stops || this.open().length > 0 || this.busy()) return null;
    this.busy.set(true);
    try {
      const { id, issues: left } = await this.post();
      this.drafts.note(id, left);
      this.drafts.forget(this.key());
      return { id, issues: left };
    } catch (error) {
      this.problem.set(problemOf(error));
      return null;
    } finally {
      this.busy.set(false);
    }
  }

  private post(): Promise<Proposed> {
    const before = this.address()?.id === undefined ? undefined : this.edited.value();
    const answers = this.answers();
    if (before !== undefined) {
      const codes = new Set([...Object.keys(before.answers), ...Object.keys(answers)]);
      const patches = [...codes]
        .filter((code) => JSON.stringify(before.answers[code]) !== JSON.stringify(answers[code]))
        .map((question) => ({
          question,
          base: before.answers[question] ?? null,
          value: answers[question] ?? null,
        }));
      if (patches.length === 0)
        return Promise.resolve({ id: before.id, version: before.version, receipt: '', issues: [] });
      const url = `/recommendations/${before.id}`;
      return this.outbox.send<Proposed>({
        method: 'PATCH',
        url,
        body: { patches },
        ifMatch: before.version,
        subject: before.id,
      });
    }
    const id = uuidv7();
    const placeId = this.place() ?? this.usualPlace();
    const successorOf = this.address()?.replaces;
    const body = {
      id,
      caseId: this.caseId(),
      auditId: this.auditId(),
      answers,
      ...(placeId === null ? {} : { placeId }),
      ...(successorOf === undefined ? {} : { successorOf }),
    };
    return this.outbox.send<Proposed>({ method: 'POST', url: '/recommendations', body, subject: id });
  }

  private write(question: string, value: Answers[string] | null): void {
    this.answers.update((answers) => withAnswer(answers, question, value));
    this.drafts.keep(this.key(), this.answers());
  }

  private key(): string {
    const address = this.address();
    return address?.id ?? `${address?.caseId ?? ''}/${address?.replaces ?? ''}`;
  }
}
