import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { quarterOf } from '../domain/audits/draw.js';
import { stateFor } from '../domain/cases/case-zones.js';
import type { CaseKind, CaseRow } from '../domain/cases/case.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { normalName } from '../domain/facilities/place-name.js';
import { givenFields, Journal } from '../journal/journal.js';
import { scopeOf, type ScopeColumns } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { CursorSeal } from '../platform/http/cursor-seal.js';
import { keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import type { CaseQuery } from './dto/case-query.dto.js';
import type { Page } from '../domain/receipt.js';

/** How the columns that rights name are written in SQL, for `app.death_case c`. */
export const CASE_SCOPE: ScopeColumns = {
  id: 'c.id uuid',
  caseId: 'c.id uuid',
  regionId: 'c.region_id int',
  districtId: 'c.district_id int',
  responsiblePlaceId: 'c.responsible_id int',
  placeIds: 'c.place_ids int[]',
  reporterId: 'c.reporter_id uuid',
  concluded: '(c.concluded_at IS NOT NULL) boolean',
};

interface ListedCase {
  readonly id: string;
  readonly districtId: number;
  readonly number: string;
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly round: number;
  readonly onHold: boolean;
  readonly placeName: string;
  readonly deathDate: string;
  readonly reportedAt: string;
  readonly cursorAt: string;
  readonly reads: boolean;
  readonly staff: boolean;
  readonly concludes: boolean;
}

/** What a list is narrowed by. */
export type CaseFilters = Partial<Pick<CaseQuery, 'state' | 'kind' | 'search'>>;

const FILTERS: readonly string[] = ['search', 'state', 'kind'];

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** `7k3m`, `DNB-7K3M` or `dnb 7k3m`: the beginning of a number as it is stored; null when it cannot be one. */
function numberPrefix(search: string): string | null {
  const bare = search
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^DNB/, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{1,9}$/.test(bare)) return null;
  return bare.length <= 8 ? `DNB-${bare}%` : `DNB-${bare.slice(0, 8)}-${bare.slice(8)}`;
}

/** The cases whose number begins like this, or whose responsible centre is called so. */
function searchSql(search: string, param: (value: unknown) => string): string {
  const prefix = numberPrefix(search);
  const byNumber = prefix === null ? [] : [`c.number LIKE ${param(prefix)}`];
  const name = param(`%${escaped(normalName(search))}%`);
  const byPlace = `c.responsible_id IN (SELECT id FROM app.place WHERE normal_name LIKE ${name})`;
  return `(${[...byNumber, byPlace].join(' OR ')})`;
}

/** The list of cases a person may list, newest first. */
@Injectable()
export class CaseList {
  constructor(
    private readonly transactions: Transactions,
    private readonly cursors: CursorSeal,
    private readonly journal: Journal,
  ) {}

  /** A search leaves its line in the journal: what was looked for is kept as a keyed hash. */
  async list(actor: Actor, query: CaseQuery): Promise<Page<CaseRow>> {
    const page = await this.pageFor(actor, query);
    if (query.search !== undefined) {
      await this.journal.recordReading(actor, {
        command: 'search',
        subject: 'case',
        subjectId: null,
        fields: givenFields(query).filter((field) => FILTERS.includes(field)),
        hashed: { search: normalName(query.search) },
      });
    }
    return page;
  }

  /** Lines of single deaths leave as a file inside the district only: outside it the published table is what may be counted. */
  async linesToExport(
    tx: EntityManager,
    actor: Actor,
    filters: CaseFilters,
    limit: number,
  ): Promise<readonly { readonly districtId: number; readonly row: CaseRow }[]> {
    const { sql, params } = listSql(actor, filters, { limit, key: null, leaves: true });
    const rows: readonly ListedCase[] = await tx.query(sql, params);
    return rows.map((row) => ({ districtId: row.districtId, row: rowView(row) }));
  }

  private pageFor(actor: Actor, query: CaseQuery): Promise<Page<CaseRow>> {
    const key =
      query.cursor === undefined ? null : keyOf(this.cursors.opened(query.cursor), ['string', 'string']);
    const { sql, params } = listSql(actor, query, { limit: query.limit + 1, key, leaves: false });
    return this.transactions.read(actor, async (tx) => {
      const rows: readonly ListedCase[] = await tx.query(sql, params);
      const page = pageOf(rows, query.limit, ({ cursorAt, id }) => [cursorAt, id], rowView);
      return { ...page, next: this.cursors.sealed(page.next) };
    });
  }
}

/** The statement of a list: filters, what the reader may list, and, when it leaves as a file, what may leave. */
function listSql(
  actor: Actor,
  query: CaseFilters,
  {
    limit: most,
    key,
    leaves,
  }: { readonly limit: number; readonly key: ReturnType<typeof keyOf> | null; readonly leaves: boolean },
): { readonly sql: string; readonly params: unknown[] } {
  const params: unknown[] = [];
  const param = (value: unknown): string => `$${String(params.push(value))}`;
  const conditions: string[] = [];
  if (key !== null) {
    conditions.push(`(c.reported_at, c.id) < (${param(key[0])}::timestamp, ${param(key[1])}::uuid)`);
  }
  if (query.state !== undefined) conditions.push(`c.state = ${param(query.state)}`);
  if (query.kind !== undefined) conditions.push(`COALESCE(c.kind, c.category) = ${param(query.kind)}`);
  const found = query.search === undefined ? null : searchSql(query.search, param);
  const listed = scopeOf(actor.ability, 'list', 'Case', CASE_SCOPE, params.length + 1);
  params.push(...listed.params);
  const read = scopeOf(actor.ability, 'read', 'Case', CASE_SCOPE, params.length + 1);
  params.push(...read.params);
  // Who only sees a quarter does not find out the rest by searching for it.
  if (found !== null) conditions.push(`(${read.sql}) AND ${found}`);
  const filed = scopeOf(actor.ability, 'read', 'Draft', CASE_SCOPE, params.length + 1);
  params.push(...filed.params);
  const compared = scopeOf(actor.ability, 'read', 'Comparison', CASE_SCOPE, params.length + 1);
  params.push(...compared.params);
  const leaving = leaves
    ? scopeOf(actor.ability, 'export', 'Case', CASE_SCOPE, params.length + 1)
    : { sql: 'TRUE', params: [] };
  params.push(...leaving.params);
  const limit = param(most);
  const sql = `SELECT c.id, c.district_id AS "districtId", c.number, COALESCE(c.kind, c.category) AS kind, c.state, c.round, c.hold_route IS NOT NULL AS "onHold",
           r.name AS "placeName", c.death_date AS "deathDate", c.reported_at AS "reportedAt",
           c.reported_at::text AS "cursorAt", (${read.sql}) AS reads, (${filed.sql}) AS staff, (${compared.sql}) AS concludes
         FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id
         WHERE ${[listed.sql, leaving.sql, ...conditions].join(' AND ')}
         ORDER BY c.reported_at DESC, c.id DESC LIMIT ${limit}`;
  return { sql, params };
}

/**
 * A line as this reader may know it. Without a right to open the case, the quarter only: lines with a region and a month could be counted,
 * and would give what the published table hides. [domain 7.4.2, 7.4.9]
 */
function rowView(row: ListedCase): CaseRow {
  const { id, number, kind, state, round, onHold, placeName, deathDate, reportedAt } = row;
  if (row.reads) {
    return {
      id,
      number,
      kind,
      state: stateFor(state, row.staff || row.concludes),
      round,
      onHold: row.staff && onHold,
      placeName,
      deathDate,
      reportedAt,
    };
  }
  return {
    // The client's id tells when the death was notified: outside the case it is replaced.
    id: createHash('sha256').update(id).digest('hex').slice(0, 32),
    number: '',
    kind,
    state,
    round,
    onHold: false,
    placeName: '',
    deathDate: quarterOf(deathDate),
    reportedAt: quarterOf(reportedAt),
  };
}
