import type { EntityManager } from 'typeorm';
import type { Role } from '../../backend/src/domain/accounts/person.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import { type Actor, actorOf } from '../../backend/src/platform/security/actor.js';
import type { Guest } from '../../backend/src/platform/security/guest.js';
import { newId } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import { idOf } from '../support/people.js';
import type { Restore } from '../support/snapshot.js';
import type { Everything, Row, Table } from './everything.js';
import type { Reader } from './readers.js';
import { GUEST_READERS, READERS } from './rows.js';

/** Tables that these roles read in system scope, row by row and by rights; everybody else, administrators too, under row security. */
const PAST_THE_WALL = ['app.factor_lift', 'app.person', 'app.role_request'];
const READ_PAST: readonly Role[] = ['focal-point', 'centre-head', 'coordinator'];

/** Somebody without what is read past the wall: no condition of row security could give it. */
function underTheWall(actor: Actor): Actor {
  const memberships = actor.memberships.filter(({ role }) => !READ_PAST.includes(role));
  return actorOf({ ...actor, memberships });
}

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
    const walled = underTheWall(actor);
    const seen = await app.nest.get(Transactions).read(actor, (tx) => seenIn(tx, tables));
    for (const { name } of tables) {
      const may = (row: Row, within: Everything, as = actor): boolean =>
        READERS[name]?.(as, row, within) === true;
      const least = PAST_THE_WALL.includes(name) ? walled : actor;
      const shown = (key: string): boolean => seen.get(name)?.has(key) === true;
      const rows = [...all.of(name)];
      const foreign = rows.filter(([key, row]) => shown(key) && !may(row, all)).length;
      const missing =
        closed === true ? 0 : rows.filter(([key, row]) => !shown(key) && may(row, alone, least)).length;
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

/** Takes a condition out of a policy or of a function that policies ask. Gives the way back. */
export async function forgetting(app: TestApp, name: string, condition: string): Promise<Restore> {
  const [found] = await app.sql<{ text: string }>(
    `SELECT format('ALTER POLICY %I ON %s USING (%s)', polname, polrelid::regclass, pg_get_expr(polqual, polrelid)) AS text
     FROM pg_policy WHERE polname = $1
     UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = $1 AND pronamespace = 'app'::regnamespace`,
    [name],
  );
  const wide = found?.text.replace(condition, 'true');
  if (found === undefined || wide === undefined || wide === found.text)
    throw new Error(`${name} does not ask ${condition}`);
  await app.sql(wide);
  return async () => {
    await app.sql(found.text);
  };
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
  for (const [sql, params] of [...rows, ...(await narrowRows(app))]) await app.sql(sql, params);
}

/** Rows by which a policy that forgot one of its conditions is told from one that did not. */
async function narrowRows(app: TestApp): Promise<readonly (readonly [string, readonly unknown[]])[]> {
  const [admin, coordinator] = [idOf('admin'), idOf('coordinator')];
  const like = (changes: string, from: string): string =>
    `WITH made AS (INSERT INTO app.recommendation SELECT (jsonb_populate_record(r, jsonb_build_object(
       'id', gen_random_uuid(), 'alias', gen_random_uuid(), ${changes}))).* FROM ${from}
       RETURNING id, case_ids[1] AS case_id)
     INSERT INTO app.recommendation_source SELECT id, case_id, 1, NULL, 'F24' FROM made`;
  const csref = await app.place('CSREF-DEMO');
  return [
    // What region and nation answer for, of every concluded case.
    [
      like(
        `'level', of_level, 'case_ids', jsonb_build_array(c.id), 'place_id', c.responsible_id, 'place_ids', to_jsonb(c.place_ids)`,
        `app.recommendation r CROSS JOIN app.death_case c CROSS JOIN (VALUES ('REGION'), ('NATIONAL')) AS levels (of_level)
         WHERE c.concluded_at IS NOT NULL AND r.id = (SELECT id FROM app.recommendation WHERE opened_at IS NOT NULL ORDER BY id LIMIT 1)`,
      ),
      [],
    ],
    // What no owner was asked for yet.
    [like(`'opened_at', NULL, 'published_month', NULL, 'state', 'proposed'`, 'app.recommendation r'), []],
    // Whoever keeps these tables is not the keeper of the own rows.
    [
      `INSERT INTO app.role_request (id, person_id, role, place_id, from_date, asked_by, asked_at)
       VALUES (gen_random_uuid(), $1, 'coordinator', $2, '2040-01-01', $3, now())`,
      [admin, csref, coordinator],
    ],
    [
      `INSERT INTO app.factor_lift (id, person_id, reason, asked_by, asked_at) VALUES (gen_random_uuid(), $1, 'Vu', $2, now())`,
      [admin, coordinator],
    ],
    // A session that was called off lets nobody into the one that was held instead.
    [
      `WITH off AS (INSERT INTO app.audit_session SELECT (jsonb_populate_record(held, jsonb_build_object(
         'id', gen_random_uuid(), 'state', 'cancelled'))).* FROM app.audit_session held WHERE held.state = 'open' RETURNING id)
       INSERT INTO app.attendance (id, session_id, person_id, profession, function, presence, involved_in_care)
       SELECT gen_random_uuid(), id, $1, 'MATRONE', 'Matrone', 'present', false FROM off`,
      [idOf('matrone')],
    ],
  ];
}
