import type { Reply, Row } from '../outbox-row';

/** Bugs that a server could have: each is planted in turn, and must be caught. */
export interface ServerBugs {
  readonly ignoresKeys?: boolean;
  readonly answersBeforeCommit?: boolean;
  readonly splitsTransaction?: boolean;
  readonly overwrites?: boolean;
  readonly comparesNoBody?: boolean;
  readonly forgetsConflicts?: boolean;
  readonly asksForNoEpoch?: boolean;
}

/** What happens to one request on its way. */
export type Fault =
  | 'none'
  | 'request lost'
  | 'answer lost'
  | 'twice'
  | 'crash before commit'
  | 'crash after commit'
  | 'busy'
  | 'too many'
  | 'broken'
  | 'stranger';

interface Subject {
  readonly version: number;
  /** The events written, oldest first. */
  readonly events: readonly { readonly device: number; readonly n: number }[];
  /** Every value a field has had, oldest first, with the one its writer replaced. */
  readonly fields: Readonly<Record<string, readonly { readonly base: unknown; readonly value: unknown }[]>>;
}

interface Durable {
  readonly subjects: Readonly<Record<string, Subject>>;
  readonly outcomes: Readonly<Record<string, { readonly hash: string; readonly receipt: string }>>;
}

const NOTHING: Subject = { version: 0, events: [], fields: {} };
const DAY = 86_400_000;

export interface EventBody {
  readonly device: number;
  readonly n: number;
  readonly good: boolean;
}
export interface DraftBody {
  readonly patches: readonly { readonly question: string; readonly base: unknown; readonly value: unknown }[];
}

const problem = (status: number, code: string, more: object = {}): Reply => ({
  status,
  body: { code, ...more },
  epoch: null,
  wait: 0,
  at: null,
});

/** A server told in a hundred lines: one transaction a request, kept as a value, so that a crash or a restore is an assignment. */
export class ModelServer {
  state: Durable = { subjects: {}, outcomes: {} };
  epoch = 'epoch 1';
  /** Its clock is right, whatever the devices think. */
  at = Date.UTC(2026, 0, 1);
  readonly closed = new Set<string>();
  readonly outside = new Set<number>();
  private saved: { readonly state: Durable; readonly at: number } | null = null;
  private receipts = 0;
  private epochs = 1;

  constructor(private readonly bugs: ServerBugs = {}) {}

  subject(name: string): Subject {
    return this.state.subjects[name] ?? NOTHING;
  }

  valueOf(subject: string, field: string): unknown {
    return this.subject(subject).fields[field]?.at(-1)?.value ?? null;
  }

  backUp(): void {
    this.saved = { state: this.state, at: this.at };
  }

  /** Back to the backup: devices remember a month, so an older one is not put back here. */
  restore(): boolean {
    if (this.saved === null || this.at - this.saved.at > 25 * DAY) return false;
    this.state = this.saved.state;
    this.epochs += 1;
    this.epoch = `epoch ${String(this.epochs)}`;
    return true;
  }

  /** One request of one device, as the network and the machine let it happen. */
  receive(device: number, row: Row, fault: Fault): Reply | null {
    switch (fault) {
      case 'request lost':
        return null;
      case 'busy':
        return { ...problem(503, 'busy'), wait: 5000 };
      case 'too many':
        return { ...problem(429, 'limited'), wait: 1000 };
      case 'broken':
        return problem(500, 'unexpected');
      case 'stranger':
        return { ...problem(200, ''), body: 'Bienvenue' };
      case 'twice':
        this.handle(device, row, 'none');
        return this.handle(device, row, 'none');
      case 'answer lost':
        this.handle(device, row, 'none');
        return null;
      case 'none':
      case 'crash before commit':
      case 'crash after commit':
        return this.handle(device, row, fault);
    }
  }

  private handle(device: number, row: Row, fault: Fault): Reply | null {
    this.at += 1000;
    const isLate = row.epoch !== null && row.epoch !== this.epoch;
    if (isLate && !this.bugs.asksForNoEpoch) return { ...problem(425, 'epoch.other'), epoch: this.epoch };
    if (this.outside.has(device)) return problem(401, 'session.required');
    const before = this.state;
    const hash = JSON.stringify([row.method, row.url, row.body]);
    const known = this.state.outcomes[row.key];
    if (known !== undefined && !this.bugs.ignoresKeys) {
      if (known.hash !== hash && !this.bugs.comparesNoBody) return problem(409, 'idempotency.conflict');
      return this.answer(row, known.receipt, this.conflictsAgain(row));
    }
    if (this.closed.has(row.subject)) return problem(404, 'absent');
    const { refusal, subject, conflicts } = this.decided(row);
    if (refusal !== null) return refusal;
    const receipt = `R-${String((this.receipts += 1))}`;
    const outcomes = { ...before.outcomes, [row.key]: { hash, receipt } };
    const subjects = { ...before.subjects, [row.subject]: subject };
    if (this.bugs.splitsTransaction) {
      this.state = { ...before, outcomes };
      if (fault === 'crash before commit') return null;
    }
    if (fault === 'crash before commit')
      return this.bugs.answersBeforeCommit ? this.answer(row, receipt, []) : null;
    this.state = { subjects, outcomes };
    return fault === 'crash after commit' ? null : this.answer(row, receipt, conflicts);
  }

  private decided(row: Row) {
    const subject = this.subject(row.subject);
    const stale = row.ifMatch !== null && row.ifMatch !== subject.version;
    const none = { refusal: null, subject, conflicts: [] as object[] };
    if (stale) return { ...none, refusal: problem(409, 'stale', { current: { version: subject.version } }) };
    if (row.kind !== 'draft') {
      const { device, n, good } = row.body as EventBody;
      if (!good) return { ...none, refusal: problem(422, 'refused') };
      return {
        ...none,
        subject: { ...subject, version: subject.version + 1, events: [...subject.events, { device, n }] },
      };
    }
    const { patches } = row.body as DraftBody;
    const bad = patches.filter(({ value }) => Number(value) < 0);
    const fields = bad.map(({ question }) => ({ field: `patches.${question}`, code: 'bad', fr: '', en: '' }));
    if (bad.length > 0) return { ...none, refusal: problem(422, 'answers.refused', { fields }) };
    return this.mergedInto(subject, patches);
  }

  /** The answer to a save may have been lost with what it said of other writers: it is said again as things are now. */
  private conflictsAgain(row: Row): readonly object[] {
    if (row.kind !== 'draft' || this.bugs.forgetsConflicts) return [];
    return this.mergedInto(this.subject(row.subject), (row.body as DraftBody).patches).conflicts;
  }

  private mergedInto(subject: Subject, patches: DraftBody['patches']) {
    const conflicts: object[] = [];
    const fields = { ...subject.fields };
    for (const { question, base, value } of patches) {
      const history = fields[question] ?? [];
      const theirs = history.at(-1)?.value ?? null;
      if (theirs === value) continue;
      if (theirs === base || this.bugs.overwrites) fields[question] = [...history, { base, value }];
      else conflicts.push({ question, theirs, mine: value });
    }
    return { refusal: null, subject: { ...subject, fields }, conflicts };
  }

  /** The view is made anew each time, as the receipt is not. */
  private answer(row: Row, receipt: string, conflicts: readonly object[]): Reply {
    const answers = Object.fromEntries(
      Object.keys(this.subject(row.subject).fields).map((field) => [field, this.valueOf(row.subject, field)]),
    );
    const body = { id: row.subject, version: this.subject(row.subject).version, receipt, answers, conflicts };
    return { status: 200, body, epoch: this.epoch, wait: 0, at: this.at };
  }
}
