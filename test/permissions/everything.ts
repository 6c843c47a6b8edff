import type { CaseReach } from '../../backend/src/domain/access/subjects.js';
import type { TestApp } from '../support/app.js';

/** A row as `to_jsonb` gives it. */
export type Row = Readonly<Record<string, unknown>>;
export type CaseRow = CaseReach & { readonly id: string; readonly caseId: string };

const CONCLUDED = ['concluded', 'responding', 'closed'];

export interface Table {
  readonly name: string;
  /** The columns of its primary key as one expression, with which rows are told apart. */
  readonly key: string;
  /** The database user of the server has some right to read it. */
  readonly readable: boolean;
}

/** Every table of the product, from the catalogue of PostgreSQL. */
export function tablesOf(app: TestApp): Promise<readonly Table[]> {
  return app.sql<Table>(
    `SELECT n.nspname || '.' || c.relname AS name,
       (SELECT 'jsonb_build_array(' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')::text' FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
       has_schema_privilege('denba_app', n.oid, 'USAGE') AND has_any_column_privilege('denba_app', c.oid, 'SELECT') AS readable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('app', 'vault', 'trail') AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
}

/** The whole database as its superuser sees it, with what the rights of a row are computed from. */
export class Everything {
  private readonly cases = new Map<unknown, CaseRow>();
  private readonly indexes = new Map<string, ReadonlyMap<unknown, readonly Row[]>>();

  private constructor(
    private readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row>>,
    private readonly attended = true,
  ) {}

  /** The same with nobody on the list of any session. */
  withoutAttendees(): Everything {
    return new Everything(this.rows, false);
  }

  static async of(app: TestApp): Promise<Everything> {
    const rows = new Map<string, ReadonlyMap<string, Row>>();
    for (const { name, key } of await tablesOf(app)) {
      const found = await app.sql<{ key: string; row: Row }>(
        `SELECT ${key} AS key, to_jsonb(t) AS row FROM ${name} t`,
      );
      rows.set(name, new Map(found.map((one) => [one.key, one.row])));
    }
    return new Everything(rows);
  }

  /** The rows of a table by their keys. */
  of(table: string): ReadonlyMap<string, Row> {
    return this.rows.get(table) ?? new Map<string, Row>();
  }

  one(table: string, column: string, value: unknown): Row {
    const [found] = this.all(table, column, value);
    if (found === undefined) throw new Error(`${table} has no ${column} ${String(value)}`);
    return found;
  }

  all(table: string, column: string, value: unknown): readonly Row[] {
    const name = `${table} ${column}`;
    const index = this.indexes.get(name) ?? Map.groupBy(this.of(table).values(), (row) => row[column]);
    this.indexes.set(name, index);
    return index.get(value) ?? [];
  }

  attendeesOf(sessionId: unknown): readonly string[] {
    if (!this.attended) return [];
    return this.all('app.attendance', 'session_id', sessionId).flatMap(({ person_id: id }) =>
      typeof id === 'string' ? [id] : [],
    );
  }

  reachOfCase(id: unknown): CaseRow {
    const known = this.cases.get(id) ?? this.readCase(id);
    this.cases.set(id, known);
    return known;
  }

  private readCase(id: unknown): CaseRow {
    const row = this.one('app.death_case', 'id', id);
    const sessions = this.all('app.audit_session', 'case_id', id).filter(({ state }) =>
      ['open', 'closed'].includes(String(state)),
    );
    return {
      id: String(row['id']),
      caseId: String(row['id']),
      regionId: Number(row['region_id']),
      districtId: Number(row['district_id']),
      responsiblePlaceId: Number(row['responsible_id']),
      placeIds: row['place_ids'] as number[],
      reporterId: row['reporter_id'] as string | null,
      concluded: CONCLUDED.includes(String(row['state'])),
      auditSealed: this.all('app.audit', 'case_id', id).some(
        ({ kind, state, round }) => kind === 'audit' && state === 'sealed' && round === row['round'],
      ),
      attendeeIds: sessions.flatMap((session) => this.attendeesOf(session['id'])),
    };
  }
}
