import type { DraftSaved } from '@domain/cases/case.js';
import type { ProblemView } from '../core/problem-view';
import type { Kind, LastingWrite } from './kinds';
import type { Write } from './sender';

/**
 * Where a row is. `kept` on this device, to be sent; `received` by the server, with its receipt; `refused` by the server, with its
 * reason; `aside`, put there by its writer. Only its writer takes a row away.
 */
export type RowState = 'kept' | 'received' | 'refused' | 'aside';

/** One value of a field against another: both are kept until somebody chooses. */
export type Choice = DraftSaved['conflicts'][number];

/** A file that goes ahead of its row: announced, then sent by pieces. The row itself is the end of it. */
export interface FileAhead {
  readonly id: string;
  readonly size: number;
  readonly announce: { readonly url: string; readonly body: unknown };
}

/** One write as the device keeps it. It is sent with the same `key` until the server has answered. */
export interface Row {
  /** The idempotency key. */
  readonly key: string;
  /** Its turn among the writes of this device; no clock takes part in it. */
  readonly place: number;
  /** Who wrote it: nobody else may send it. */
  readonly author: string;
  readonly kind: Kind;
  readonly subject: string;
  /** The record that must have been received before; absent of rows of an earlier version. */
  readonly after?: string;
  readonly method: Write['method'];
  readonly url: string;
  /** What is sent; `null` once it is received and only the sealed envelope is left. */
  readonly body: unknown;
  readonly ifMatch: number | null;
  /** What the writer calls it: a case number, a week. */
  readonly about: string;
  /** The page on which it was written, to go back to. */
  readonly page: string;
  /** When, by the clock of the device: told, and never used for the order. */
  readonly at: number;
  readonly bytes: number;
  readonly state: RowState;
  /** It may have reached the server: from then on its key and its body belong together. */
  readonly tried: boolean;
  readonly receipt: string | null;
  /** By the clock of the server where it told it. */
  readonly receivedAt: number | null;
  /** The epoch of the server that received it, or in which it was last sent. */
  readonly epoch: string | null;
  readonly problem: ProblemView | null;
  readonly choices: readonly Choice[];
  /** It goes by itself, after all other writes about its record, which rows of an earlier version name here. */
  readonly file?: FileAhead & { readonly after?: string };
}

/** A write that can be closed to the server; `isBytes`: its body is the base64 of bytes. */
export type Closable = Pick<Row, 'author' | 'key' | 'method' | 'url' | 'ifMatch' | 'body'> & {
  readonly isBytes?: true;
};

/** A request of the outbox. `epoch`: of which server the device believes that it has received what went before. */
export type Asked = Closable & Pick<Row, 'epoch'>;

/**
 * Where a row leaves, or one of the requests that go ahead of it, should its writer's key be destroyed. What was put aside has no turn: it
 * does not leave without its writer.
 */
export function turnOf({ place, state }: Row, ahead = '~'): { readonly turn?: string | null } {
  if (state === 'aside') return {};
  return { turn: state === 'received' ? null : `${String(place).padStart(9, '0')}/${ahead}` };
}

/** What is kept of a write; the bytes of its file lie apart. */
export type NewRow = Omit<LastingWrite, 'ifMatch' | 'file'> & {
  readonly ifMatch?: number | null;
  readonly file?: Row['file'];
};

/** A row that has not left. */
export function newRow(
  { kind, subject, after, method, url, body, ifMatch = null, about = '', file }: NewRow,
  own: Pick<Row, 'key' | 'place' | 'author' | 'at'>,
): Row {
  return {
    ...own,
    kind,
    subject,
    method,
    url,
    body,
    ifMatch,
    about,
    page: '',
    bytes: sizeOf(body),
    state: 'kept',
    tried: false,
    receipt: null,
    receivedAt: null,
    epoch: null,
    problem: null,
    choices: [],
    ...(after === undefined ? {} : { after }),
    ...(file === undefined ? {} : { file: keptOf(file) }),
  };
}

function keptOf({ id, size, announce }: FileAhead): FileAhead {
  return { id, size, announce };
}

/** The record after which a row goes. */
export function recordBefore({ after, file }: Pick<Row, 'after' | 'file'>): string | undefined {
  return after ?? file?.after;
}

/** What the server said to one row; silence is no reply. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly epoch: string | null;
  /** Milliseconds for which the server asks to be left alone. */
  readonly wait: number;
  /** The time by the clock of the server, when it told it. */
  readonly at: number | null;
}

const PATCH = 'patches';

/** Patches of a body that holds nothing else. */
function patchesOf(body: unknown): readonly { readonly question: string; readonly base: unknown }[] | null {
  if (typeof body !== 'object' || body === null || Object.keys(body).join() !== PATCH) return null;
  const patches = (body as Readonly<Record<string, unknown>>)[PATCH];
  return Array.isArray(patches) ? (patches as { question: string; base: unknown }[]) : null;
}

/** A later save of the same draft on top of one that never left: each field with the first value it replaced and the last one typed. */
export function mergedBody(before: unknown, after: unknown): unknown {
  const [first, then] = [patchesOf(before), patchesOf(after)];
  if (first === null || then === null) return undefined;
  const merged = new Map(first.map((patch) => [patch.question, patch]));
  for (const patch of then) {
    const base = merged.get(patch.question)?.base;
    merged.set(patch.question, base === undefined ? patch : { ...patch, base });
  }
  return { [PATCH]: [...merged.values()] };
}

/** The questions that a refusal names: `patches.adm_sbp`, `patches.care_given[2].at`. */
export function questionsNamed({ fields }: ProblemView): ReadonlySet<string> {
  return new Set(fields.map(({ field }) => field.replace(/^(patches|answers)\./, '').replace(/[.[].*$/, '')));
}

/** A save of which a refusal names a part: that part, and what else was saved with it. `null` when it names none or all of it. */
export function partedBody(body: unknown, problem: ProblemView): readonly [unknown, unknown] | null {
  const named = questionsNamed(problem);
  const all = patchesOf(body) ?? [];
  const mine = all.filter(({ question }) => named.has(question));
  const others = all.filter(({ question }) => !named.has(question));
  return mine.length === 0 || others.length === 0 ? null : [{ [PATCH]: mine }, { [PATCH]: others }];
}

export function sizeOf(body: unknown): number {
  return new TextEncoder().encode(JSON.stringify({ body })).length;
}

/** The version that a refusal says is the current one. */
export function currentVersion({ current }: ProblemView): number | null {
  const version =
    typeof current === 'object' && current !== null ? (current as { version?: unknown }).version : null;
  return typeof version === 'number' ? version : null;
}
