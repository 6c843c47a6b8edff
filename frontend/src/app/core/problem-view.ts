/** A sentence in both languages, as the server writes it. */
export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

/** A refusal as the browser reads it (RFC 9457), or a failure of the network (`status` 0, `code` `network`). */
export interface ProblemView {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: Sentence | null;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fields: readonly (Sentence & {
    readonly field: string;
    readonly code: string;
    readonly params?: Readonly<Record<string, string | number>>;
  })[];
  readonly reasons: readonly (Sentence & { readonly code: string })[];
  readonly current: unknown;
  readonly requestId: string | null;
}

/** Thrown by `Api` and `Outbox` when the server refuses: carries what `<app-problem-banner>` shows. */
export class Refusal extends Error {
  constructor(readonly problem: ProblemView) {
    super(problem.code);
    this.name = 'Refusal';
  }
}

/** A refusal of a write that stays on this device under its key: the corrected one takes its place. */
export class KeptRefusal extends Refusal {
  constructor(
    problem: ProblemView,
    readonly key: string,
  ) {
    super(problem);
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function sentence(value: unknown): Sentence | null {
  const { fr, en } = record(value);
  return typeof fr === 'string' && typeof en === 'string' ? { fr, en } : null;
}

/** Reads an error body that may be anything; what is not a problem document becomes one with the status alone. */
export function parseProblem(status: number, body: unknown): ProblemView {
  const found = record(body);
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return {
    status,
    code: typeof found['code'] === 'string' ? found['code'] : status === 0 ? 'network' : 'unexpected',
    title: typeof found['title'] === 'string' ? found['title'] : '',
    detail: sentence(found['detail']),
    params: record(found['params']) as ProblemView['params'],
    fields: list(found['fields']).flatMap((one) => {
      const text = sentence(one);
      const { field, code } = record(one);
      return text && typeof field === 'string' && typeof code === 'string' ? [{ ...text, field, code }] : [];
    }),
    reasons: list(found['reasons']).flatMap((one) => {
      const text = sentence(one);
      const { code } = record(one);
      return text && typeof code === 'string' ? [{ ...text, code }] : [];
    }),
    current: found['current'] ?? null,
    requestId: typeof found['requestId'] === 'string' ? found['requestId'] : null,
  };
}

/** The problem inside anything caught; what Angular throws has its status and body in `status` and `error`. */
export function problemOf(error: unknown): ProblemView {
  if (error instanceof Refusal) return error.problem;
  const { name, status, error: body } = record(error);
  return name === 'HttpErrorResponse' && typeof status === 'number'
    ? parseProblem(status, body)
    : parseProblem(-1, null);
}
