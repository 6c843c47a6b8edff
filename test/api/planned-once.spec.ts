import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { Actors } from '../../backend/src/accounts/actors.js';
import { MOST_TEXTS, PlannedOnce } from '../../backend/src/platform/database/planned-once.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import { startApp, type TestApp } from '../support/app.js';
import { aNotifiedDeath } from '../support/given.js';
import { type CastMember, people } from '../support/people.js';

/** Often enough for PostgreSQL to keep one plan for all values. */
const OFTEN = 8;
const TEXT = `SELECT c.id, pg_backend_pid() AS connection FROM app.death_case c WHERE c.version >= $1`;

interface Row {
  readonly id: string;
  readonly connection: number;
}

let app: TestApp;
let transactions: Transactions;
beforeAll(async () => {
  app = await startApp();
  transactions = app.nest.get(Transactions);
  await aNotifiedDeath(app);
});
afterAll(() => app.close());

describe('a text that a connection has planned', () => {
  const asked = async (member: CastMember): Promise<readonly Row[]> => {
    const actor = await app.nest.get(Actors).named(people[member]);
    return transactions.read(actor, (tx) => tx.query<Row[]>(TEXT, [0]));
  };
  const planned = async (): Promise<number> => {
    const rows = await transactions.system((tx) =>
      tx.query<{ n: number }[]>(
        `SELECT generic_plans::int AS n FROM pg_prepared_statements WHERE statement = $1`,
        [TEXT],
      ),
    );
    return rows[0]?.n ?? 0;
  };
  /** Rows that each reads on one connection, the second from the plan that was made for the first. */
  const inTurn = async (first: CastMember, second: CastMember) => {
    for (let n = 1; n < OFTEN; n += 1) await asked(first);
    const [mine, plans] = [await asked(first), await planned()];
    return { mine, theirs: await asked(second), reused: (await planned()) - plans };
  };

  it('shows the next person nothing of the one before, nor takes anything from them', async () => {
    const { mine, theirs, reused } = await inTurn('focalPoint', 'otherFocalPoint');
    expect([mine.length, theirs.length, reused]).toEqual([1, 0, 1]);
    const back = await inTurn('otherFocalPoint', 'focalPoint');
    expect([back.mine.length, back.theirs, back.reused]).toEqual([0, mine, 1]);
  });

  it('would be found to show it if a policy read the scope when it is planned', async () => {
    await app.sql('ALTER FUNCTION app.ids(text) IMMUTABLE');
    const { mine, theirs } = await inTurn('focalPoint', 'otherFocalPoint');
    await app.sql('ALTER FUNCTION app.ids(text) STABLE');
    expect([mine.length, theirs]).toEqual([1, mine]);
    expect(await asked('otherFocalPoint')).toEqual([]);
  });
});

describe('a connection', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new PlannedOnce({ connectionString: app.urls.superuser });
    await client.connect();
  });
  afterAll(() => client.end());

  const ask = async (text: string): Promise<unknown> =>
    (await client.query<{ value: unknown }>(text, [1])).rows[0]?.value;
  const kept = async (): Promise<number> =>
    (await client.query('SELECT FROM pg_prepared_statements')).rows.length;
  const text = (n: number): string => `SELECT $1::int + ${String(n)} AS value`;

  it('keeps a bounded number of plans, and answers every text right', async () => {
    for (let n = 0; n < MOST_TEXTS; n += 1) expect(await ask(text(n))).toBe(n + 1);
    expect(await ask(text(0))).toBe(1);
    expect(await kept()).toBe(MOST_TEXTS);
    expect(await ask(text(MOST_TEXTS))).toBe(MOST_TEXTS + 1);
    expect(await ask(text(0))).toBe(1);
    expect(await kept()).toBe(2);
  });

  it('answers what still waited for its turn when the plans were dropped', async () => {
    for (let n = 0; (await kept()) < MOST_TEXTS; n += 1) await ask(text(n));
    const asked = [1, 2, MOST_TEXTS + 1, 3, MOST_TEXTS + 2].map((n) => ask(text(n)));
    expect(await Promise.all(asked)).toEqual([2, 3, MOST_TEXTS + 2, 4, MOST_TEXTS + 3]);
  });

  it('goes on after a failed transaction in which nothing could be dropped', async () => {
    await client.query('BEGIN');
    await expect(ask('SELECT 1 / ($1::int - 1) AS value')).rejects.toThrow('division by zero');
    for (let n = 0; n < MOST_TEXTS; n += 1) await expect(ask(text(n))).rejects.toThrow('aborted');
    await client.query('ROLLBACK');
    expect([await ask(text(0)), await ask(text(1))]).toEqual([1, 2]);
  });

  it('that is cut while nothing is asked fails with its next question, and takes nothing with it', async () => {
    const cut: pg.Client = new PlannedOnce({ connectionString: app.urls.superuser });
    await cut.connect();
    const { rows } = await cut.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const told = new Promise((end) => cut.once('end', end));
    await client.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await told;
    await expect(cut.query('SELECT 1')).rejects.toThrow();
  });

  it('plans anew what was planned before a column changed its type', async () => {
    await client.query('CREATE TABLE app.changing AS SELECT 7 AS value');
    const asking = 'SELECT value FROM app.changing WHERE $1 = 1';
    expect(await ask(asking)).toBe(7);
    await client.query('ALTER TABLE app.changing ALTER value TYPE text');
    await expect(ask(asking)).rejects.toThrow('cached plan must not change result type');
    expect(await ask(asking)).toBe('7');
    await client.query('DROP TABLE app.changing');
  });
});
