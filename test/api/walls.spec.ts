import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, type EntityManager } from 'typeorm';
import { NO_BARS } from '../../backend/src/domain/access/bars.js';
import { actorOf, type Actor } from '../../backend/src/platform/security/actor.js';
import { Actors } from '../../backend/src/accounts/actors.js';
import { openDatabase } from '../../backend/src/platform/database/data-source.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import { Secrets } from '../../backend/src/platform/security/secrets.js';
import { StartupRefusal } from '../../backend/src/platform/startup-refusal.js';
import { Clock } from '../../backend/src/platform/clock.js';
import { MasterKeys } from '../../backend/src/platform/vault/master-keys.js';
import { Vault } from '../../backend/src/platform/vault/vault.js';
import { newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { type CastMember, idOf, people } from '../support/people.js';

/** Strings that exist nowhere but in the vault. */
const CANARIES = { deceased_name: 'Kassoumbalanke Ouattaramba', contact_phone: '+223 70 19 28 37' };
const REF = newId();

let app: TestApp;
let vault: Vault;
let transactions: Transactions;
beforeAll(async () => {
  app = await startApp();
  vault = app.nest.get(Vault);
  transactions = app.nest.get(Transactions);
  await vault.write(REF, CANARIES);
});
afterAll(() => app.close());

const actor = (member: CastMember): Promise<Actor> => app.nest.get(Actors).named(people[member]);

/** What a statement does as a database user, without any scope. */
async function asUser(url: string, sql: string): Promise<string> {
  const source = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
  try {
    const rows = await source.query<unknown[]>(sql);
    return `${rows.length} rows`;
  } catch (error) {
    return (error as { driverError?: { code?: string } }).driverError?.code ?? String(error);
  } finally {
    await source.destroy();
  }
}

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly secured: boolean;
  readonly policies: number;
}
const tables = () =>
  app.sql<Table>(
    `SELECT n.nspname AS schema, c.relname AS name, c.relrowsecurity AS secured,
       (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('app', 'vault', 'trail') AND c.relkind IN ('r', 'p') ORDER BY 1, 2`,
  );

describe('row security', () => {
  it('stands on every table, with at least one policy', async () => {
    const all = await tables();
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter(({ secured, policies }) => !secured || policies === 0)).toEqual([]);
  });

  it('shows the runtime user nothing without a scope: not one row of any table of people or cases', async () => {
    const open = ['server', 'migration', 'head'];
    for (const { schema, name } of await tables()) {
      if (open.includes(name)) continue;
      const seen = await asUser(app.urls.app, `SELECT * FROM ${schema}.${name}`);
      expect([`${schema}.${name}`, seen]).toEqual([
        `${schema}.${name}`,
        schema === 'vault' ? '42501' : '0 rows',
      ]);
    }
  });

  it('is the same after a transaction, when the settings read as empty text', async () => {
    const source = await new DataSource({ type: 'postgres', url: app.urls.app, poolSize: 1 }).initialize();
    const count = async () => (await source.query<unknown[]>('SELECT 1 FROM app.place')).length;
    await source.query(`BEGIN; SELECT set_config('app.reach', 'system', true); COMMIT`);
    expect(await count()).toBe(0);
    await source.query(`SELECT set_config('app.person', '', false), set_config('app.places', '', false)`);
    expect(await count()).toBe(0);
    await source.destroy();
  });

  it('refuses tables that come later without it: the enumeration sees a planted one', async () => {
    await app.sql('CREATE TABLE app.forgotten (id int)');
    const found = (await tables()).filter(({ secured }) => !secured).map(({ name }) => name);
    await app.sql('DROP TABLE app.forgotten');
    expect(found).toEqual(['forgotten']);
  });
});

const BARS = `SELECT app.bars_of(NULL, now(), current_date, '{}', '{}', '{}')`;

describe('the database users', () => {
  it('of the server neither owns a table, nor is superuser, nor bypasses row security', async () => {
    const roles = await app.sql<{ rolname: string }>(
      `SELECT r.rolname FROM pg_roles r WHERE r.rolname IN ('denba_app', 'denba_vault', 'denba_keeper')
         AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
              OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid))`,
    );
    expect(roles).toEqual([]);
  });

  it.each([
    ['owner', 'superuser'],
    ['owner', 'owner'],
  ])('that is no ordinary one is refused at the start (%s, %s)', async (_kind, user) => {
    const url = app.urls[user as 'owner' | 'superuser'];
    await expect(openDatabase({ ...app.config, databaseUrl: url }, [])).rejects.toThrow(StartupRefusal);
    await expect(openDatabase({ ...app.config, databaseUrl: url }, [])).rejects.toThrow(
      /owns the tables or bypasses/,
    );
  });

  it('is refused on a database that may lose what it promised to keep', async () => {
    const strict = { ...app.config, fragileDatabaseAllowed: false };
    await expect(openDatabase(strict, [])).rejects.toThrow(/is off: a power cut would lose files/);
  });

  it.each([
    ['the runtime user', 'app', 'SELECT * FROM vault.identity'],
    ['the runtime user', 'app', 'SELECT * FROM vault.field'],
    ['the runtime user', 'app', 'TRUNCATE trail.entry'],
    ['the runtime user', 'app', 'DELETE FROM trail.entry'],
    ['the runtime user', 'app', `UPDATE trail.entry SET command = 'x'`],
    ['the runtime user', 'app', 'ALTER TABLE app.person DISABLE ROW LEVEL SECURITY'],
    ['the runtime user', 'app', 'DROP TABLE app.person'],
    ['the runtime user', 'app', 'CREATE TABLE app.mine (id int)'],
    ['the runtime user', 'app', 'DELETE FROM app.death_case'],
    ['the runtime user', 'app', 'SET ROLE denba_owner'],
    ['the runtime user', 'app', 'SELECT entries FROM trail.head'],
    [
      'the runtime user',
      'app',
      `INSERT INTO trail.head (seq, root, signature, at, entries) VALUES (1, '', '', now(), '')`,
    ],
    ['the runtime user', 'app', BARS],
    ['the vault user', 'vault', 'SELECT * FROM app.death_case'],
    ['the vault user', 'vault', 'SELECT * FROM app.person'],
    ['the vault user', 'vault', 'SELECT * FROM trail.entry'],
    ['the keeper', 'keeper', `SELECT set_config('app.reach', 'system', false); ${BARS}`],
    ['the keeper', 'keeper', 'SELECT * FROM vault.field'],
    ['the keeper', 'keeper', 'SELECT * FROM app.person'],
    ['the keeper', 'keeper', 'DELETE FROM trail.entry'],
    ['the keeper', 'keeper', 'DELETE FROM trail.head'],
    ['the keeper', 'keeper', `UPDATE trail.head SET at = now()`],
  ] as const)('%s (%s) may not: %s', async (_who, user, sql) => {
    expect(await asUser(app.urls[user], sql)).toBe('42501');
  });
});

describe('the journal in the database', () => {
  it('is only added to, even by the owner of the tables', async () => {
    await app.sql(
      `INSERT INTO trail.entry (at, command, subject, topic, outcome) VALUES (now(), 'test', 'case', 'cases', 'done')`,
    );
    for (const sql of [
      `UPDATE trail.entry SET command = 'x'`,
      'DELETE FROM trail.entry',
      'TRUNCATE trail.entry',
    ]) {
      expect(await asUser(app.urls.owner, sql)).toBe('23001');
    }
  });
});

describe('the scope of a person in the database', () => {
  /** Rows of a table that a person reaches with no condition at all. */
  const reached = async (member: CastMember, sql: string) =>
    transactions.read(await actor(member), (tx: EntityManager) => tx.query<{ id: string }[]>(sql));

  beforeAll(async () => {
    const place = (code: string) => `(SELECT id FROM app.place WHERE code = '${code}')`;
    for (const [n, cscom, reporter] of [
      [1, 'CSCOM-DEMO-01', 'relais'],
      [2, 'CSCOM-DEMO-02', 'neighbourHead'],
      [3, 'CSCOM-DEMO-03', 'otherHead'],
      [4, 'CSCOM-DEMO-04', 'otherHead'],
    ] as const) {
      await app.sql(
        `INSERT INTO app.death_case (id, number, category, state, region_id, district_id, responsible_id, place_ids, reporter_id,
           subject_ref, death_place, death_date, known_at, reported_at, received_at)
         SELECT $1, $2, 'MAT', 'notified', p.region_id, p.district_id, p.id, ARRAY[p.id], $3, $4, 'CSCOM', '2026-03-01',
           '2026-03-01T10:00', '2026-03-01T11:00', '2026-03-01T11:00Z' FROM app.place p WHERE p.id = ${place(cscom)}`,
        [`00000000-0000-7000-8000-00000000000${n}`, `DNB-0000000${n}-A`, idOf(reporter), newId()],
      );
      await app.sql(
        `INSERT INTO app.case_draft (case_id, form, round, form_version, updated_at)
         VALUES ('00000000-0000-7000-8000-00000000000${n}', 'maternal_review', 1, 1, now())`,
      );
      await app.sql(
        `INSERT INTO app.case_file (id, case_id, round, n, sha256, frozen_by, frozen_at)
         VALUES ($1, '00000000-0000-7000-8000-00000000000${n}', 1, 1, '', $2, now())`,
        [newId(), idOf(reporter)],
      );
    }
    await app.sql(`UPDATE app.death_case SET concluded_at = now() WHERE number = 'DNB-00000003-A'`);
  });
  const cases = async (member: CastMember) =>
    (await reached(member, 'SELECT id FROM app.death_case ORDER BY id')).map(({ id }) =>
      Number(id.slice(-1)),
    );

  it.each<[CastMember, readonly number[]]>([
    ['relais', [1]],
    ['midwife', [1]],
    ['head', [1]],
    ['neighbourHead', [2]],
    ['referralHead', []],
    ['asaco', []],
    ['mayor', []],
    ['focalPoint', [1, 2]],
    ['otherFocalPoint', [3]],
    ['coordinator', []],
    ['region', [3]],
    ['partner', []],
    ['national', [1, 2, 3, 4]],
    ['admin', []],
    ['reviewerOne', []],
    ['nobody', []],
  ])('as %s reaches the cases %j, with every filter of the program forgotten', async (member, expected) => {
    expect(await cases(member)).toEqual(expected);
  });

  it.each<[CastMember, readonly number[]]>([
    ['relais', []],
    ['midwife', [1]],
    ['head', [1]],
    ['focalPoint', [1, 2]],
    ['region', []],
    ['national', []],
    ['partner', []],
    ['coordinator', []],
    ['asaco', []],
    ['admin', []],
    ['reviewerOne', []],
  ])('as %s reaches the files of %j: to know of a case is not to open it', async (member, expected) => {
    for (const table of ['case_draft', 'case_file']) {
      const rows = await reached(member, `SELECT case_id AS id FROM app.${table} ORDER BY case_id`);
      expect([table, rows.map(({ id }) => Number(id.slice(-1)))]).toEqual([table, expected]);
    }
  });

  it('leaves out barred cases, whatever the roles', async () => {
    const barred = {
      ...(await actor('focalPoint')),
      bars: { ...NO_BARS, absent: ['00000000-0000-7000-8000-000000000001'] },
    };
    const rows = await transactions.read(actorOf(barred), (tx) =>
      tx.query<{ id: string }[]>('SELECT id FROM app.death_case'),
    );
    expect(rows.map(({ id }) => Number(id.slice(-1)))).toEqual([2]);
  });

  it('cannot be widened from inside a write, nor a row be moved out of it', async () => {
    const moved = transactions.run(
      await actor('focalPoint'),
      { key: newId(), hash: 'x', ifMatch: null },
      async (tx) => {
        const districtId = await app.place('DISTRICT-DEMO-2');
        await tx.query(`UPDATE app.death_case SET district_id = $1`, [districtId]);
        return { id: 'x', version: 1 };
      },
    );
    await expect(moved).rejects.toMatchObject({ code: 'absent' });
    expect(await cases('focalPoint')).toEqual([1, 2]);
  });

  it('comes back after a consequence in system scope', async () => {
    const seen = await transactions.read(await actor('midwife'), async (tx) => {
      const count = async () => (await tx.query<unknown[]>('SELECT 1 FROM app.death_case')).length;
      const before = await count();
      const within = await transactions.asSystem(tx, () => transactions.asSystem(tx, count));
      return [before, within, await count()];
    });
    expect(seen).toEqual([1, 4, 1]);
  });

  it('does not stay on the connection for the next reader', async () => {
    await cases('national');
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        expect(await cases('nobody')).toEqual([]);
      }),
    );
  });
});

describe('the vault', () => {
  it('keeps identities so that its own database user reads no name', async () => {
    const source = await new DataSource({ type: 'postgres', url: app.urls.vault, poolSize: 1 }).initialize();
    const rows = await source.query<{ ciphertext: Buffer }[]>('SELECT ciphertext FROM vault.field');
    await source.destroy();
    const bytes = Buffer.concat(rows.map(({ ciphertext }) => ciphertext));
    expect(rows).toHaveLength(2);
    for (const canary of Object.values(CANARIES)) expect(bytes.includes(canary)).toBe(false);
  });

  it('gives back what was written, replaces a field, and gives nothing of an unknown person', async () => {
    expect(await vault.read(REF)).toEqual(CANARIES);
    const ref = newId();
    await vault.write(ref, { deceased_name: 'Un' });
    await vault.write(ref, { deceased_name: 'Deux', mother_name: 'Trois' });
    expect(await vault.read(ref)).toEqual({ deceased_name: 'Deux', mother_name: 'Trois' });
    await vault.destroy(ref);
    expect(await vault.read(ref)).toEqual({});
  });

  it('opens no field moved to another person or name, no changed bit, and nothing with another key', async () => {
    const [one, two] = [newId(), newId()];
    await vault.write(one, { deceased_name: 'Une' });
    await vault.write(two, { deceased_name: 'Autre', mother_name: 'Mère' });
    const swap = (set: string, where: string) => app.sql(`UPDATE vault.field f SET ${set} WHERE ${where}`);
    const other = `(SELECT ciphertext FROM vault.field WHERE ref = '${two}' AND field = 'deceased_name')`;
    await swap(`ciphertext = ${other}`, `ref = '${two}' AND field = 'mother_name'`);
    await expect(vault.read(two)).rejects.toThrow();
    await swap(`ciphertext = ${other}`, `ref = '${one}'`);
    await expect(vault.read(one)).rejects.toThrow();
    const stranger = new Vault(
      app.urls.vault,
      new MasterKeys(new Secrets(Buffer.alloc(32, 7)).keys, '/nowhere/master.key'),
      app.nest.get(Clock),
    );
    await expect(stranger.read(REF)).rejects.toThrow('another master key');
    await stranger.onApplicationShutdown();
    expect(await vault.read(REF)).toEqual(CANARIES);
  });

  it('leaves no name anywhere else in the database', async () => {
    const columns = await app.sql<{ sql: string }>(
      `SELECT format('SELECT %L AS place FROM %I.%I t WHERE t::text LIKE ANY ($1::text[])', n.nspname || '.' || c.relname,
         n.nspname, c.relname) AS sql
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('app', 'trail', 'vault') AND c.relkind = 'r'`,
    );
    const search = columns.map(({ sql }) => sql).join(' UNION ');
    const find = (patterns: readonly string[]) => app.sql<{ place: string }>(search, [patterns]);
    expect(await find(Object.values(CANARIES).map((canary) => `%${canary}%`))).toEqual([]);
    // The same search finds what is there in clear.
    expect(await find(['%Zoumana Togola%'])).toEqual([{ place: 'app.person' }]);
  });
});
