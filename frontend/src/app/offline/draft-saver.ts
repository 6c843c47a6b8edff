import { computed, DestroyRef, inject, signal } from '@angular/core';
import type { DraftSaved, FieldPatch } from '@domain/cases/case.js';
import type { Answer, Answers } from '@domain/forms/form.js';
import { isSame } from '@domain/forms/is-same.js';
import { problemOf, type ProblemView } from '../core/problem-view';

/** `kept` everything is on the server; `typing` not sent yet; `saving` on its way; `refused` the server will not take it. */
export type SavingState = 'kept' | 'typing' | 'saving' | 'refused';

/** A field that somebody else changed meanwhile: theirs is shown, mine can be put back with `takeMine`. */
export type Conflict = DraftSaved['conflicts'][number];

export interface DraftSource {
  readonly answers: Answers;
  /** Sends patches; usually `(patches) => outbox.send<DraftSaved>({ method: 'PATCH', url, body: { patches }, subject })`. */
  readonly send: (patches: readonly FieldPatch[]) => Promise<Pick<DraftSaved, 'answers' | 'conflicts'>>;
  /** Pause after the last key before sending. */
  readonly delay?: number;
  readonly now?: () => Date;
}

/**
 * Keeps a draft field by field as one types. Each patch carries the value it replaces, so that two writers merge; a field typed
 * again while its patch travels is sent next, on top of the first. One request travels at a time.
 */
export class DraftSaver {
  private readonly local = signal<Answers>({});
  private readonly stateNow = signal<SavingState>('kept');
  private readonly keptAt = signal<Date | null>(null);
  private readonly clashes = signal<readonly Conflict[]>([]);
  private readonly trouble = signal<ProblemView | null>(null);
  private server: Answers;
  private pending = new Map<string, FieldPatch>();
  /** Fields that the server will not take as they are: kept here, so that one of them never holds up the others. */
  private readonly heldBack = new Map<string, FieldPatch>();
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Answers as shown: the server's, under what has been typed since. */
  readonly answers = this.local.asReadonly();
  readonly state = this.stateNow.asReadonly();
  /** "22:10", the local time of the last save; `null` before the first. */
  readonly savedAt = computed(() => this.keptAt()?.toISOString().slice(11, 16) ?? null);
  readonly conflicts = this.clashes.asReadonly();
  readonly problem = this.trouble.asReadonly();

  constructor(private readonly source: DraftSource) {
    this.server = source.answers;
    this.local.set(source.answers);
  }

  /** One field as typed; `base` of the patch is replaced by what the server will hold when it arrives. */
  patch({ question, value }: Pick<FieldPatch, 'question' | 'value'>): void {
    this.heldBack.delete(question);
    const base = this.pending.get(question)?.base ?? this.server[question] ?? null;
    this.pending.set(question, { question, base, value });
    this.local.update((answers) => withAnswer(answers, question, value));
    if (this.stateNow() !== 'saving') this.stateNow.set('typing');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.source.delay ?? 600);
  }

  /** Tries again what the server refused, with all the rest. */
  async retry(): Promise<void> {
    for (const [question, patch] of this.heldBack) this.pending.set(question, patch);
    this.heldBack.clear();
    await this.flush();
  }

  /** Sends what has been typed now: on leaving a field, a section, the page. Resolves when nothing is left to send. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.pending.size > 0 || this.running !== null) {
      this.running ??= this.sendOnce();
      await this.running;
      if (this.stateNow() === 'refused') return;
    }
  }

  /** Puts back what I had written over what the other writer kept. */
  takeMine(conflict: Conflict): void {
    this.dismiss(conflict);
    this.patch({ question: conflict.question, value: conflict.mine });
  }

  dismiss(conflict: Conflict): void {
    this.clashes.update((all) => all.filter((one) => one !== conflict));
  }

  private async sendOnce(): Promise<void> {
    const sent = this.pending;
    this.pending = new Map();
    this.stateNow.set('saving');
    const before = this.server;
    for (const { question, value } of sent.values()) this.server = withAnswer(this.server, question, value);
    try {
      const { answers, conflicts } = await this.source.send([...sent.values()]);
      this.settle(answers, conflicts);
    } catch (error) {
      this.server = before;
      const problem = problemOf(error);
      this.takeBack(sent, refusedIn(sent, problem));
      this.trouble.set(problem);
      if (this.pending.size === 0 || this.heldBack.size === 0) this.stateNow.set('refused');
    } finally {
      this.running = null;
    }
  }

  /** What was sent comes back to be sent again; what the server named is held back, unless it is all there was. */
  private takeBack(sent: ReadonlyMap<string, FieldPatch>, refused: ReadonlySet<string>): void {
    for (const [question, patch] of sent) {
      const later = this.pending.get(question);
      if (refused.has(question) && later === undefined) this.heldBack.set(question, patch);
      else this.pending.set(question, later ? { ...later, base: patch.base } : patch);
    }
  }

  private settle(answers: Answers, conflicts: readonly Conflict[]): void {
    this.server = answers;
    let shown = answers;
    for (const { question, value } of [...this.heldBack.values(), ...this.pending.values()]) {
      shown = withAnswer(shown, question, value);
    }
    this.local.update((before) => keptWhereSame(before, shown));
    this.clashes.update((all) => [
      ...all.filter((one) => !conflicts.some(({ question }) => question === one.question)),
      ...conflicts,
    ]);
    this.keptAt.set(this.source.now?.() ?? new Date());
    if (this.heldBack.size > 0 && this.pending.size === 0) {
      this.stateNow.set('refused');
      return;
    }
    if (this.heldBack.size === 0) this.trouble.set(null);
    this.stateNow.set(this.pending.size > 0 ? 'typing' : 'kept');
  }
}

/** The questions of a request that a refusal names: `patches.adm_sbp`, `patches.care_given[2].at`. */
function refusedIn(sent: ReadonlyMap<string, FieldPatch>, problem: ProblemView): ReadonlySet<string> {
  const named = problem.fields.map(({ field }) =>
    field.replace(/^(patches|answers)\./, '').replace(/[.[].*$/, ''),
  );
  return new Set(named.filter((question) => sent.has(question)));
}

/** What the server says again stays the very object on the screen, so that nothing is judged or drawn twice. */
function keptWhereSame(before: Answers, after: Answers): Answers {
  const codes = Object.keys(after);
  const shared = Object.fromEntries(
    Object.entries(after).map(([code, answer]) => {
      const known = before[code];
      return [code, known !== undefined && isSame(known, answer) ? known : answer];
    }),
  );
  const isUnchanged =
    codes.length === Object.keys(before).length && codes.every((code) => shared[code] === before[code]);
  return isUnchanged ? before : shared;
}

/** Answers with one replaced; `null` clears it. */
export function withAnswer(answers: Answers, question: string, value: Answer | null): Answers {
  if (value !== null) return { ...answers, [question]: value };
  return Object.fromEntries(Object.entries(answers).filter(([code]) => code !== question));
}

/**
 * A draft saver that lives with the component (injection context only): it also sends when the page is hidden or left.
 *
 *     const saver = draftSaver({ answers: draft.answers, send: (patches) => outbox.send<DraftSaved>({ method: 'PATCH', url, body: { patches }, subject: id }) }, destroyRef);
 *     <app-form-pages [state]="state" [saver]="saver" />
 */
export function draftSaver(source: DraftSource, destroyRef: DestroyRef = inject(DestroyRef)): DraftSaver {
  const saver = new DraftSaver(source);
  const flush = (): void => {
    void saver.flush();
  };
  const flushWhenHidden = (): void => {
    if (document.visibilityState === 'hidden') flush();
  };
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flushWhenHidden);
  destroyRef.onDestroy(() => {
    removeEventListener('pagehide', flush);
    document.removeEventListener('visibilitychange', flushWhenHidden);
    flush();
  });
  return saver;
}
