import { computed, signal } from '@angular/core';
import type { DraftSaved, FieldPatch } from '@domain/cases/case.js';
import type { Answer, Answers } from '@domain/forms/form.js';
import { isSame } from '@domain/forms/is-same.js';
import { KeptRefusal, problemOf, type ProblemView } from '../core/problem-view';
import type { Sent } from './outbox';
import { questionsNamed, type Row } from './outbox-row';

/**
 * `kept` everything is on the server; `typing` not sent yet; `saving` on its way; `here` on this device, to be sent by itself; `refused`
 * the server will not take it.
 */
export type SavingState = 'kept' | 'typing' | 'saving' | 'here' | 'refused';

/** A field that somebody else changed meanwhile: theirs is shown, mine can be put back with `takeMine`. */
export type Conflict = DraftSaved['conflicts'][number];

type Saved = Pick<DraftSaved, 'answers' | 'conflicts'>;

export interface DraftSource {
  readonly answers: Answers;
  /**
   * Sends patches, in the place of refused ones; `instead` names these. `kept` is called once they lie on this device, where those that
   * `rest` may wait for the next ones.
   */
  readonly send: (
    patches: readonly FieldPatch[],
    instead: readonly string[],
    kept: () => void,
    rests: boolean,
  ) => Promise<Sent<Saved>>;
  /** What rests on this device leaves now. */
  readonly leave?: () => Promise<void>;
  /** One of two values was chosen: the device need not keep both any more. */
  readonly chosen?: (key: string, question: string) => void;
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
  /** The refused rows of the device that hold them. */
  private readonly heldIn = new Map<string, string>();
  /** Fields on this device that the server has not taken yet. */
  private onDevice = new Map<string, FieldPatch>();
  private readonly clashIn = new Map<string, string>();
  private running: Promise<void> | null = null;
  /** What was sent last lies on this device, or was answered. */
  private laidDown: Promise<unknown> = Promise.resolve();
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
    this.timer = setTimeout(() => void this.left(), this.source.delay ?? 600);
  }

  /** Tries again what the server refused, with all the rest. */
  async retry(): Promise<void> {
    for (const [question, patch] of this.heldBack) this.pending.set(question, patch);
    this.heldBack.clear();
    await this.flush();
  }

  /** A field or a section was left, and its writer goes on: what was typed may rest on this device. */
  left(): Promise<void> {
    return this.sendAll(true);
  }

  /** Sends what has been typed now, and what rests: on leaving the page, before an act. Resolves when nothing is left to send. */
  async flush(): Promise<void> {
    await this.sendAll(false);
    if (this.onDevice.size > 0) await this.source.leave?.();
  }

  private async sendAll(rests: boolean): Promise<void> {
    clearTimeout(this.timer);
    while (this.pending.size > 0 || this.running !== null) {
      this.running ??= this.sendOnce(rests);
      await this.running;
      if (this.stateNow() === 'refused') return;
    }
  }

  /** Puts what is being typed on this device, from where it leaves by itself. Waits for no server: the device is being locked. */
  async keep(): Promise<void> {
    clearTimeout(this.timer);
    if (this.pending.size > 0) void this.sendOnce(false);
    await this.laidDown;
  }

  /** Puts back what I had written over what the other writer kept. */
  takeMine(conflict: Conflict): void {
    this.dismiss(conflict);
    this.patch({ question: conflict.question, value: conflict.mine });
  }

  dismiss(conflict: Conflict): void {
    this.clashes.update((all) => all.filter((one) => one !== conflict));
    const key = this.clashIn.get(conflict.question);
    if (key !== undefined) this.source.chosen?.(key, conflict.question);
  }

  /** What was left on this device when the page was last closed lies over what the server says. */
  takeUp(rows: readonly Row[]): void {
    for (const row of rows) {
      const patches = patchesIn(row);
      if (row.state === 'kept') this.layOver(patches);
      if (row.state === 'refused' && row.problem !== null) this.holdBack(row, patches);
      for (const conflict of row.choices) this.clashIn.set(conflict.question, row.key);
      this.clashes.update((all) => [...all, ...row.choices]);
    }
    if (this.heldBack.size > 0) this.stateNow.set('refused');
    else if (this.onDevice.size > 0 && this.stateNow() === 'kept') this.stateNow.set('here');
  }

  /** A row of this draft was settled, maybe long after it was typed. */
  settled(row: Row, answer: unknown): void {
    const patches = patchesIn(row);
    const mine = patches.filter(({ question, value }) =>
      isSame(this.onDevice.get(question)?.value ?? null, value),
    );
    if (mine.length === 0) return;
    for (const { question } of mine) this.onDevice.delete(question);
    if (row.state === 'received') this.settle(answer as Saved, row.key);
    else if (row.problem !== null) {
      this.holdBack(row, patches);
      this.trouble.set(row.problem);
      this.stateNow.set('refused');
    }
  }

  private layOver(patches: readonly FieldPatch[]): void {
    for (const patch of patches) {
      const { question, value } = patch;
      this.onDevice.set(question, patch);
      this.server = withAnswer(this.server, question, value);
      if (!this.pending.has(question)) this.local.update((answers) => withAnswer(answers, question, value));
    }
  }

  private holdBack(row: Row, patches: readonly FieldPatch[]): void {
    for (const patch of patches) {
      const { question } = patch;
      if (this.pending.has(question)) continue;
      this.heldBack.set(question, patch);
      this.heldIn.set(question, row.key);
      this.local.update((answers) => withAnswer(answers, question, patch.value));
    }
  }

  /** The refused rows of which every field has been written anew. */
  private replaced(sent: ReadonlyMap<string, FieldPatch>): readonly string[] {
    const keys = new Set([...sent.keys()].flatMap((question) => this.heldIn.get(question) ?? []));
    for (const question of sent.keys()) this.heldIn.delete(question);
    return [...keys].filter((key) => ![...this.heldIn.values()].includes(key));
  }

  private async sendOnce(rests: boolean): Promise<void> {
    const sent = this.pending;
    this.pending = new Map();
    this.stateNow.set('saving');
    const before = this.server;
    for (const { question, value } of sent.values()) this.server = withAnswer(this.server, question, value);
    try {
      const outcome = await this.sentAndLaidDown([...sent.values()], this.replaced(sent), rests);
      if (outcome.kept) this.leaveHere(sent);
      else this.settle(outcome.answer, outcome.key);
    } catch (error) {
      this.server = before;
      const problem = problemOf(error);
      this.takeBack(sent, refusedIn(sent, problem), error instanceof KeptRefusal ? error.key : null);
      this.trouble.set(problem);
      if (this.pending.size === 0 || this.heldBack.size === 0) this.stateNow.set('refused');
    } finally {
      this.running = null;
    }
  }

  private sentAndLaidDown(
    patches: readonly FieldPatch[],
    instead: readonly string[],
    rests: boolean,
  ): Promise<Sent<Saved>> {
    let kept = (): void => undefined;
    const lies = new Promise<void>((resolve) => (kept = resolve));
    const outcome = this.source.send(patches, instead, kept, rests);
    this.laidDown = Promise.race([lies, outcome]).catch(() => undefined);
    return outcome;
  }

  private leaveHere(sent: ReadonlyMap<string, FieldPatch>): void {
    for (const [question, patch] of sent) this.onDevice.set(question, patch);
    this.keptAt.set(this.source.now?.() ?? new Date());
    if (this.heldBack.size > 0) this.stateNow.set('refused');
    else this.stateNow.set(this.pending.size > 0 ? 'typing' : 'here');
  }

  /**
   * What was sent comes back to be sent again; what the server named is held back, unless it is all there was. What the device keeps of
   * the rest leaves from there.
   */
  private takeBack(
    sent: ReadonlyMap<string, FieldPatch>,
    refused: ReadonlySet<string>,
    key: string | null,
  ): void {
    for (const [question, patch] of sent) {
      if (key !== null && refused.size > 0 && !refused.has(question)) {
        this.layOver([patch]);
        continue;
      }
      const later = this.pending.get(question);
      if (key !== null) this.heldIn.set(question, key);
      if (refused.has(question) && later === undefined) this.heldBack.set(question, patch);
      else this.pending.set(question, later ? { ...later, base: patch.base } : patch);
    }
  }

  private settle({ answers, conflicts }: Saved, key: string): void {
    this.server = answers;
    for (const { question, value } of this.onDevice.values()) {
      this.server = withAnswer(this.server, question, value);
    }
    let shown = this.server;
    for (const { question, value } of [...this.heldBack.values(), ...this.pending.values()]) {
      shown = withAnswer(shown, question, value);
    }
    for (const { question } of conflicts) this.clashIn.set(question, key);
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
    if (this.pending.size > 0) this.stateNow.set('typing');
    else this.stateNow.set(this.onDevice.size > 0 ? 'here' : 'kept');
  }
}

/** The questions of a request that a refusal names. */
function refusedIn(sent: ReadonlyMap<string, FieldPatch>, problem: ProblemView): ReadonlySet<string> {
  return new Set([...questionsNamed(problem)].filter((question) => sent.has(question)));
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

function patchesIn({ body }: Row): readonly FieldPatch[] {
  const { patches } = (body ?? {}) as { patches?: readonly FieldPatch[] };
  return patches ?? [];
}
