import {
  computed,
  DestroyRef,
  effect,
  inject,
  Injectable,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import type { Context } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import type { SessionDetail } from '@domain/sessions/session.js';
import { Api } from '../core/api';
import { localNow } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import type { DraftSaver } from '../offline/draft-saver';
import { Outbox } from '../offline/outbox';
import { draftSaver } from '../offline/page-draft';
import type { Write } from '../offline/sender';
import { FormState } from '../ui/form-renderer/form-state';
import { opinionOpener, type OpinionDraft } from '../ui/opinion/opinion-state';
import type { Step } from './steps';

/** The course of the session being written. */
export interface NoteDraft {
  readonly state: FormState;
  readonly saver: DraftSaver;
}

const NOTHING: Context = { now: '', documents: {}, facts: {} };

/**
 * One open session page: what the server says of it, and the two forms that are filled while people talk, which stay as they are when
 * the rest is read again. Provided by the page.
 */
@Injectable()
export class SessionDesk {
  private readonly outbox = inject(Outbox);
  private readonly destroyRef = inject(DestroyRef);
  private readonly open = opinionOpener();
  private readonly id = signal<string | null>(null);

  readonly found = inject(Api).read<SessionDetail>(() => {
    const id = this.id();
    return id === null ? undefined : `/sessions/${id}`;
  });
  readonly view = this.found.value;
  readonly busy = signal<string | null>(null);
  readonly problem = signal<ProblemView | null>(null);
  readonly opinion = signal<OpinionDraft | null>(null);
  readonly note = signal<NoteDraft | null>(null);

  private readonly context = computed<Context>(() => {
    const view = this.view();
    return view === undefined ? NOTHING : { now: localNow(), ...view.context };
  });
  readonly here = computed(() =>
    (this.view()?.attendances ?? []).filter(({ presence }) => presence !== 'absent'),
  );
  /** The charter is a condition of its own. */
  readonly quorate = computed(() => {
    const conditions = (this.view()?.quorum ?? []).filter(({ code }) => code !== 'quorum.charters');
    return conditions.length > 0 && conditions.every(({ met }) => met);
  });
  readonly unsigned = computed(() => this.here().filter(({ charterSignedAt }) => charterSignedAt === null));
  readonly isRunning = computed(() => {
    const view = this.view();
    return (view?.state === 'planned' || view?.state === 'open') && typeof view.audit?.sealedAt !== 'string';
  });
  readonly sealed = computed(() => typeof this.view()?.audit?.sealedAt === 'string');

  /** The steps that lack nothing. */
  readonly done = computed<ReadonlySet<Step>>(() => {
    const done = new Set<Step>();
    if (this.quorate()) done.add('presences');
    if (this.here().length > 0 && this.unsigned().length === 0) done.add('charte');
    const [course, agreement] = this.note()?.state.sections() ?? [];
    if (course?.mark === 'done') done.add('recit');
    const opinion = this.opinion()?.state.validation();
    const isWhole =
      opinion !== undefined &&
      opinion.missing.length === 0 &&
      opinion.issues.every(({ severity }) => severity !== 'ERR');
    if (isWhole && agreement?.mark === 'done') done.add('avis');
    if (this.adviceGiven()) done.add('recommandations');
    if (this.sealed()) done.add('sceller');
    return done;
  });
  readonly advised = computed(() => Number(this.view()?.context.facts['recommendations'] ?? 0));
  readonly adviceGiven = computed(() => {
    const reason = this.note()?.saver.answers()['no_recommendation_reason'];
    return this.advised() > 0 || (reason !== undefined && 'value' in reason && reason.value !== '');
  });

  constructor() {
    const opinionKey = computed(() => {
      const view = this.view();
      const audit = view?.audit;
      return audit ? [audit.id, audit.revision, audit.mayWrite, view.state].join('/') : null;
    });
    effect(() => {
      const key = opinionKey();
      untracked(() => {
        this.opinion.set(key === null ? null : this.openOpinion());
      });
    });
    const noteKey = computed(() => {
      const view = this.view();
      return view ? [view.id, view.state, view.mayWrite].join('/') : null;
    });
    effect(() => {
      const key = noteKey();
      untracked(() => {
        this.note.set(key === null ? null : this.openNote());
      });
    });
  }

  load(id: string): void {
    this.id.set(id);
  }

  /**
   * Sends one write about the session; then reads it again. Gives whether it was accepted; a refusal goes to `trouble`, which is the
   * page's own unless a dialog shows it.
   */
  async send(
    what: string,
    write: Omit<Write, 'subject'>,
    trouble: WritableSignal<ProblemView | null> = this.problem,
  ): Promise<boolean> {
    const view = this.view();
    if (view === undefined || this.busy() !== null) return false;
    this.busy.set(what);
    trouble.set(null);
    try {
      await this.outbox.send({ ...write, subject: view.caseId });
      this.found.reload();
      return true;
    } catch (error) {
      trouble.set(problemOf(error));
      return false;
    } finally {
      this.busy.set(null);
    }
  }

  /** Everything typed so far is on the server. */
  async keep(): Promise<void> {
    await Promise.all([this.opinion()?.saver.flush(), this.note()?.saver.flush()]);
  }

  forget(): void {
    this.problem.set(null);
    this.found.reload();
  }

  private openOpinion(): OpinionDraft | null {
    const view = this.view();
    const audit = view?.audit;
    if (!view || !audit) return null;
    return this.open(
      {
        auditId: audit.id,
        answers: audit.answers,
        keptWarnings: audit.keptWarnings,
        context: view.context,
        writable: audit.mayWrite,
        places: view.places,
      },
      this.destroyRef,
    );
  }

  private openNote(): NoteDraft | null {
    const view = this.view();
    if (view === undefined) return null;
    const saver = draftSaver(
      {
        answers: view.note,
        kind: 'note',
        url: `/sessions/${view.id}/note`,
        subject: `draft:${view.id}`,
      },
      this.outbox,
      this.destroyRef,
    );
    const state = new FormState({
      form: getForm('session', view.formVersion),
      answers: saver.answers,
      context: this.context,
      patch: (patch) => {
        saver.patch(patch);
      },
      left: () => void saver.left(),
      writable: signal(view.mayWrite && view.state === 'open'),
    });
    return { state, saver };
  }
}
