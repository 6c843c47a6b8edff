import pg from 'pg';
import type { Row } from '../../frontend/src/app/offline/outbox-row.js';
import type { Device } from './device.js';

interface Outcome {
  readonly key: string;
  readonly status: number;
  readonly receipt: string;
  readonly record: string;
}

/** Everything that the devices of a campaign wrote, held against what the database has. */
export class Ledger {
  private readonly rows: Row[] = [];
  private readonly receipts = new Map<string, string>();
  /** What may be counted already when the campaign begins. */
  private readonly before = new Map<string, number>();
  private readonly keysBefore = new Set<string>();

  private constructor(private readonly superuserUrl: string) {}

  /** Begins with what is there now. */
  static async open(superuserUrl: string): Promise<Ledger> {
    const ledger = new Ledger(superuserUrl);
    for (const { key } of await ledger.outcomes()) ledger.keysBefore.add(key);
    for (const [name, times] of await ledger.effects()) ledger.before.set(name, times);
    return ledger;
  }

  /** The same beginning, with nothing taken yet. */
  copy(): Ledger {
    const ledger = new Ledger(this.superuserUrl);
    for (const key of this.keysBefore) ledger.keysBefore.add(key);
    for (const [name, times] of this.before) ledger.before.set(name, times);
    return ledger;
  }

  /** What a device holds when all is healed. */
  async take(device: Device): Promise<void> {
    this.rows.push(...(await device.outbox.rows()));
    for (const [key, receipt] of device.receipts) this.receipts.set(key, receipt);
  }

  get writes(): number {
    return this.rows.length;
  }

  /** What is lost, doubled, half-written or not settled, one sentence each. */
  async faults(): Promise<readonly string[]> {
    const outcomes = new Map((await this.outcomes()).map((one) => [one.key, one]));
    return [
      ...this.rows.flatMap((row) => unsettled(row)),
      ...this.rows.flatMap((row) => this.unacknowledged(row, outcomes.get(row.key))),
      ...this.strangers(outcomes),
      ...(await this.miscounted()),
      ...(await this.halfWritten()),
    ];
  }

  private unacknowledged(row: Row, outcome: Outcome | undefined): readonly string[] {
    const told = this.receipts.get(row.key);
    if (told === undefined) return [];
    if (outcome === undefined) return [`${row.kind} ${row.key} was acknowledged and is lost`];
    return outcome.receipt === told ? [] : [`${row.kind} ${row.key} has another receipt than was told`];
  }

  private strangers(outcomes: ReadonlyMap<string, Outcome>): readonly string[] {
    const ours = new Set(this.rows.map(({ key }) => key));
    // The announcement of a picture and each of its pieces are requests of their own.
    const pictures = new Set(this.rows.flatMap(({ file }) => file?.id ?? []));
    return [...outcomes.values()].flatMap(({ key, status, record }) => [
      ...(ours.has(key) || this.keysBefore.has(key) || pictures.has(record)
        ? []
        : [`key ${key} belongs to no row`]),
      ...(status === 200 ? [] : [`key ${key} has no outcome`]),
    ]);
  }

  private async miscounted(): Promise<readonly string[]> {
    const expected = new Map(this.before);
    for (const row of this.rows)
      for (const name of effectsOf(row)) expected.set(name, (expected.get(name) ?? 0) + 1);
    const found = await this.effects();
    return [...new Set([...expected.keys(), ...found.keys()])].flatMap((name) => {
      const [wanted, is] = [expected.get(name) ?? 0, found.get(name) ?? 0];
      if (wanted === is) return [];
      return [`${name}: ${is < wanted ? 'lost' : 'doubled'}, ${String(is)} instead of ${String(wanted)}`];
    });
  }

  private async outcomes(): Promise<readonly Outcome[]> {
    return this.query<Outcome>('SELECT key, status, receipt, record_id AS record FROM app.idempotency');
  }

  /** How often each effect of a write stands in the database. */
  private async effects(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.query<{ name: string; times: number }>(
      `SELECT 'case ' || id AS name, 1 AS times FROM app.death_case
       UNION ALL SELECT 'event notify ' || case_id, count(*)::int FROM app.case_event WHERE event = 'notify' GROUP BY case_id
       UNION ALL SELECT 'identity of ' || c.id, count(i.*)::int FROM app.death_case c JOIN vault.identity i ON i.ref = c.subject_ref GROUP BY c.id
       UNION ALL SELECT 'update ' || decision, count(*)::int FROM app.recommendation_update WHERE event = 'report' GROUP BY decision
       UNION ALL SELECT 'versions of ' || id, version - 1 FROM app.recommendation
       UNION ALL SELECT 'saves of ' || case_id, sum(version - 1)::int FROM app.case_draft GROUP BY case_id
       UNION ALL SELECT 'report of ' || r.period, count(*)::int FROM app.zero_report r JOIN app.zero_report_version v ON v.report_id = r.id GROUP BY r.period
       UNION ALL SELECT 'picture ' || id, 1 FROM app.attachment WHERE state = 'kept'
       UNION ALL SELECT 'content of ' || a.id, count(v.*)::int FROM app.attachment a JOIN vault.content v ON v.id = a.id GROUP BY a.id
       UNION ALL SELECT 'entry ' || command || ' ' || subject_id, count(*)::int FROM trail.entry
         WHERE outcome = 'done' AND command IN ('notify', 'document', 'report', 'submit', 'attach') GROUP BY command, subject_id`,
    );
    return new Map(rows.map(({ name, times }) => [name, times]));
  }

  private async halfWritten(): Promise<readonly string[]> {
    const rows = await this.query<{ fault: string }>(
      `SELECT 'case without event ' || id AS fault FROM app.death_case c
         WHERE NOT EXISTS (SELECT 1 FROM app.case_event e WHERE e.case_id = c.id)
       UNION ALL SELECT 'event without journal ' || case_id FROM app.case_event e WHERE event = 'notify'
         AND NOT EXISTS (SELECT 1 FROM trail.entry t WHERE t.subject_id = e.case_id::text AND t.command = 'notify')
       UNION ALL SELECT 'case without identity ' || id FROM app.death_case c
         WHERE NOT EXISTS (SELECT 1 FROM vault.identity i WHERE i.ref = c.subject_ref)
       UNION ALL SELECT 'picture without content ' || id FROM app.attachment a
         WHERE NOT EXISTS (SELECT 1 FROM vault.content v WHERE v.id = a.id)
       UNION ALL SELECT 'received without version ' || id FROM app.zero_report r WHERE state = 'received'
         AND NOT EXISTS (SELECT 1 FROM app.zero_report_version v WHERE v.report_id = r.id)`,
    );
    return rows.map(({ fault }) => fault);
  }

  /** Each time anew: between two looks PostgreSQL was killed. */
  private async query<Line extends object>(sql: string): Promise<readonly Line[]> {
    const client = new pg.Client({ connectionString: this.superuserUrl });
    await client.connect();
    try {
      return (await client.query<Line>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

function unsettled({ kind, key, state, problem, choices }: Row): readonly string[] {
  return [
    ...(state === 'received' ? [] : [`${kind} ${key} is ${state}: ${problem?.code ?? ''}`]),
    ...(choices.length === 0 ? [] : [`${kind} ${key} met another writer where there is none`]),
  ];
}

/** Each write is to stand once in every place where it leaves something. */
function effectsOf({ kind, subject, about, file }: Row): readonly string[] {
  switch (kind) {
    case 'notification':
      return [
        `case ${subject}`,
        `event notify ${subject}`,
        `identity of ${subject}`,
        `entry notify ${subject}`,
      ];
    case 'draft':
      return [`saves of ${about}`, `entry document ${about}`];
    case 'progress':
      return [`update ${about}`, `versions of ${subject}`, `entry report ${subject}`];
    case 'report':
      return [`report of ${about}`, `entry submit ${subject}`];
    case 'picture': {
      const id = file?.id ?? '';
      return [`picture ${id}`, `content of ${id}`, `entry attach ${id}`];
    }
    case 'opinion':
    case 'note':
      return [];
  }
}
