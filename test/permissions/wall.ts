import type { EntityManager } from 'typeorm';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import type { Guest } from '../../backend/src/platform/security/guest.js';
import { newId } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import { idOf } from '../support/people.js';
import type { Everything, Row, Table } from './everything.js';
import type { Reader } from './readers.js';
import { GUEST_READERS, READERS } from './rows.js';

/** Tables that others than their keepers read in system scope, row by row and by rights. */
const PAST_THE_WALL = ['app.factor_lift', 'app.person', 'app.role_request'];

/** Keys of every row of these tables that the running scope reaches, with no condition of the program at all. */
async function seenIn(
  tx: EntityManager,
  tables: readonly Table[],
): Promise<ReadonlyMap<string, Set<string>>> {
  const each = tables.map(
    ({ name, key }) => `SELECT '${name}' AS name, array_agg(${key}) AS keys FROM ${name}`,
  );
  const rows = await tx.query<{ name: string; keys: string[] | null }[]>(each.join(' UNION ALL '));
  return new Map(rows.map(({ name, keys }) => [name, new Set(keys)]));
}

/**
 * `table reader: how many` rows that row security alone shows to somebody who may not read them by the rights of the domain, and how many
 * it keeps that they may. What a tie takes is only looked at from the one side: the database takes tasks and lines of the journal with it.
 */
export async function faultsOf(
  app: TestApp,
  all: Everything,
  tables: readonly Table[],
  readers: readonly Reader[],
): Promise<readonly string[]> {
  // Whoever attends a session elsewhere is shown it in system scope.
  const alone = all.withoutAttendees();
  const faults: string[] = [];
  for (const { name: reader, actor, closed } of readers) {
    const seen = await app.nest.get(Transactions).read(actor, (tx) => seenIn(tx, tables));
    for (const { name } of tables) {
      const may = (row: Row, within: Everything): boolean => READERS[name]?.(actor, row, within) === true;
      const shown = (key: string): boolean => seen.get(name)?.has(key) === true;
      const rows = [...all.of(name)];
      const foreign = rows.filter(([key, row]) => shown(key) && !may(row, all)).length;
      const kept = closed !== true && !PAST_THE_WALL.includes(name);
      const missing = kept ? rows.filter(([key, row]) => !shown(key) && may(row, alone)).length : 0;
      if (foreign > 0) faults.push(`${name} ${reader}: ${String(foreign)} foreign`);
      if (missing > 0) faults.push(`${name} ${reader}: ${String(missing)} missing`);
    }
  }
  return faults;
}

/** The same for who holds an invitation, and no account. */
export async function faultsOfGuest(
  app: TestApp,
  all: Everything,
  tables: readonly Table[],
  guest: Guest,
): Promise<readonly string[]> {
  const seen = await app.nest.get(Transactions).invited(guest, (tx) => seenIn(tx, tables));
  return tables.flatMap(({ name }) =>
    [...all.of(name)]
      .filter(
        ([key, row]) => (seen.get(name)?.has(key) === true) !== (GUEST_READERS[name]?.(guest, row) === true),
      )
      .map(([key]) => `${name} ${key}`),
  );
}

/** Tables that the world of the permission table leaves empty, each with a row of somebody or of the centre. */
export async function fillTheRest(app: TestApp, seatId: string): Promise<void> {
  const midwife = idOf('midwife');
  const rows: readonly (readonly [string, readonly unknown[]])[] = [
    [`INSERT INTO app.allowance (person_id, act, used) VALUES ($1, 'export', '{}')`, [midwife]],
    [
      `INSERT INTO app.device (id, person_id, agent, browser_hash, code_hash, made_at, seen_at)
       VALUES ($1, $2, 'spec', '', '', now(), now())`,
      [newId(), midwife],
    ],
    [`INSERT INTO app.recovery_code (person_id, code_hash) VALUES ($1, '\\x01')`, [idOf('matrone')]],
    [
      `INSERT INTO app.sign_in_attempt (username_hash, failures, last_at, retry_after) VALUES ('\\x01', 1, now(), now())`,
      [],
    ],
    [
      `INSERT INTO app.published_count (period, place_id, region_id, mark, deaths, smallest, published_at)
       SELECT '2026-Q1', id, region_id, 'told', 7, 5, now() FROM app.place WHERE code = 'DISTRICT-DEMO'`,
      [],
    ],
    [
      `INSERT INTO app.contribution (case_id, round, place_id, narrative, signed_by, signed_at)
       SELECT i.case_id, 1, p.id, 'Récit', $2, now() FROM app.invitation i JOIN app.place p ON p.id IN ($1, i.place_id)`,
      [await app.place('CSCOM-DEMO-01'), midwife],
    ],
    // A seat that was taken back leaves a name behind, and opens nothing any more.
    [
      `INSERT INTO app.audit (id, case_id, round, kind, seat, case_kind, region_id, district_id, file_id, packet_id, assignee_id, state)
       SELECT $1, case_id, round, kind, 9, case_kind, region_id, district_id, file_id, packet_id, $2, 'withdrawn'
       FROM app.audit WHERE id = $3`,
      [newId(), idOf('reviewerSix'), seatId],
    ],
  ];
  for (const [sql, params] of rows) await app.sql(sql, params);
}
