import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPublicKey, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AppModule } from '../../backend/src/app.module.js';
import { JournalSealer } from '../../backend/src/journal/journal-sealer.js';
import { JournalVerification } from '../../backend/src/journal/journal-verification.js';
import { createServer } from '../../backend/src/platform/http/server.js';
import { KeyFile } from '../../backend/src/platform/security/key-file.js';
import { Secrets } from '../../backend/src/platform/security/secrets.js';
import { NameIndex, type Mark } from '../../backend/src/platform/vault/name-index.js';
import { MasterKeys } from '../../backend/src/platform/vault/master-keys.js';
import { Rekeying } from '../../backend/src/platform/vault/rekeying.js';
import { Vault } from '../../backend/src/platform/vault/vault.js';
import { as, newId } from '../support/api.js';
import { freshDatabase, dropDatabase, startApp, testConfig, type TestApp } from '../support/app.js';
import { aNotifiedDeath, CANARIES, type GivenCase } from '../support/given.js';

const PERSONS = 1000;
const folder = mkdtempSync(join(tmpdir(), 'denba-rekeying-'));
const path = join(folder, 'master.key');
const FIRST = randomBytes(32);

let app: TestApp;
let given: GivenCase;
/** Every identity of the database, as it was typed. */
const kept = new Map<string, string>();

beforeAll(async () => {
  writeFileSync(path, FIRST, { mode: 0o600 });
  app = await startApp({ DENBA_MASTER_KEY_FILE: path });
  given = await aNotifiedDeath(app);
  const vault = app.nest.get(Vault);
  await inTurns(
    Array.from({ length: PERSONS }, (_, n) => `Personne ${String(n)}`),
    (name) => keep(vault, name),
  );
  await app.nest.get(JournalSealer).seal(app.clock.now());
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function keep(vault: Vault, name: string): Promise<void> {
  const ref = newId();
  await vault.write(ref, { deceased_name: name });
  kept.set(ref, name);
}

/** Three at a time, as many as the vault has connections. */
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const worker = async () => {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) await work(one);
  };
  await Promise.all([worker(), worker(), worker()]);
}

/** Another process with the same file: it knows what the file holds now. */
const keysOf = (): MasterKeys => new MasterKeys(new Secrets(readFileSync(path)).keys, path);
const anotherServer = (keys = keysOf()): Vault => new Vault(app.urls.vault, keys, app.clock);
const command = (): Rekeying => new Rekeying(app.urls.vault, keysOf(), app.clock);

const rowsByKey = async (): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (
      await app.sql<{ id: string; n: number }>(
        'SELECT master_key_id AS id, count(*)::int AS n FROM vault.identity GROUP BY 1',
      )
    ).map(({ id, n }) => [id, n]),
  );

/** Reads and writes without pause until told to stop; tells how often it read, and what failed. */
function load(vault: Vault): {
  stop(): Promise<{ readonly reads: number; readonly errors: readonly string[] }>;
} {
  const seen = { reads: 0, stopped: false };
  const errors: string[] = [];
  const refs = [...kept.keys()];
  const reader = async (): Promise<void> => {
    for (let n = 0; !seen.stopped; n += 1) {
      const ref = refs[(n * 37) % refs.length] ?? '';
      const found = await vault.read(ref).catch((error: unknown) => ({ deceased_name: String(error) }));
      seen.reads += 1;
      if (found['deceased_name'] !== kept.get(ref)) errors.push(JSON.stringify(found));
    }
  };
  const writer = async (): Promise<void> => {
    for (let n = 0; !seen.stopped; n += 1) {
      await keep(vault, `Arrivée ${String(n)}`).catch((error: unknown) => errors.push(String(error)));
    }
  };
  const overHttp = async (): Promise<void> => {
    while (!seen.stopped) {
      const answer = await as(app, 'focalPoint').post<{ deceased_name: string }>(
        `/cases/${given.id}/identity-readings`,
        { reason: 'family' },
      );
      seen.reads += 1;
      if (answer.body.deceased_name !== CANARIES.deceased_name) errors.push(answer.text);
    }
  };
  const running = Promise.all([reader(), writer(), overHttp()]);
  return {
    async stop() {
      seen.stopped = true;
      await running;
      return { reads: seen.reads, errors };
    },
  };
}

async function everythingOf(vault: Vault): Promise<void> {
  const found = await vault.readAll([...kept.keys()]);
  expect(found.size).toBe(kept.size);
  for (const [ref, name] of kept) expect(found.get(ref)).toEqual({ deceased_name: name });
}

/** Cuts the connection of the command as a killed process would. */
async function kill(): Promise<void> {
  await app.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'denba-rekeying' AND datname = current_database()`,
  );
}

describe('renewing the master key', () => {
  const other: { vault?: Vault } = {};
  /** Stopped whatever happens: a load that goes on would hold the run. */
  const loads: ReturnType<typeof load>[] = [];
  afterAll(() => Promise.all(loads.map((one) => one.stop())));
  beforeAll(() => {
    other.vault = anotherServer();
  });
  afterAll(() => other.vault?.onApplicationShutdown());

  it('killed in the middle, leaves every identity readable, and goes on where it stood; nobody sees an error meanwhile', async () => {
    const running = [load(app.nest.get(Vault)), load(other.vault ?? anotherServer())];
    loads.push(...running);
    const rekeying = command();
    await rekeying.begin();
    const cut: Promise<void>[] = [];
    const killed = rekeying.finish((done) => {
      if (done >= 300 && cut.length === 0) cut.push(kill());
    });
    await expect(killed).rejects.toThrow();
    await Promise.all(cut);
    const half = await rowsByKey();
    expect(Object.keys(half)).toHaveLength(2);
    expect(existsSync(`${path}.next`)).toBe(true);
    expect(readFileSync(path)).toEqual(FIRST);

    const again = command();
    expect(await again.begin()).toBe(half[new Secrets(FIRST).keys.id]);
    expect(await again.finish()).toBeLessThan(PERSONS);
    const seen = await Promise.all(running.map((one) => one.stop()));
    expect(seen.flatMap(({ errors }) => errors)).toEqual([]);
    expect(Math.min(...seen.map(({ reads }) => reads))).toBeGreaterThan(20);
  });

  it('leaves nothing on the old key, and whoever began before goes on writing with the new one', async () => {
    const now = keysOf().own.id;
    expect(Object.keys(await rowsByKey())).toEqual([now]);
    await keep(app.nest.get(Vault), 'Après');
    await keep(other.vault ?? anotherServer(), 'Après aussi');
    expect(Object.keys(await rowsByKey())).toEqual([now]);
    await expect(command().state()).resolves.toMatchObject({
      keyId: now,
      onOtherKeys: 0,
      previousKept: true,
    });
  });

  it('opens everything after the old key is destroyed, and nothing with the old key alone', async () => {
    expect(await command().destroyPrevious()).toBe(true);
    expect(existsSync(`${path}.previous`)).toBe(false);
    expect(await command().destroyPrevious()).toBe(false);
    const fresh = anotherServer();
    await everythingOf(fresh);
    await fresh.onApplicationShutdown();
    await everythingOf(app.nest.get(Vault));
    const old = anotherServer(new MasterKeys(new Secrets(FIRST).keys, join(folder, 'elsewhere.key')));
    await expect(old.read([...kept.keys()][0] ?? '')).rejects.toThrow('another master key');
    await old.onApplicationShutdown();
  });

  it('keeps what else hangs on the master key: passwords, seals of the journal, sign-ins of the database', async () => {
    const [before, after] = [new Secrets(FIRST), new Secrets(readFileSync(path))];
    expect(after.pepper).toEqual(before.pepper);
    expect(after.cursorKey).toEqual(before.cursorKey);
    expect(after.signInHash('x')).toEqual(before.signInHash('x'));
    expect(after.journalHash('a', 'b')).toBe(before.journalHash('a', 'b'));
    expect(after.keys.of('vault sign-in')).toEqual(before.keys.of('vault sign-in'));
    const [one, two] = [before, after].map(({ headKey }) =>
      createPublicKey(headKey).export({ format: 'jwk' }),
    );
    expect(two).toEqual(one);
    // Nothing kept leads back to the old master key, nor to what was made from it for names.
    expect(readFileSync(path, 'utf8')).not.toContain(FIRST.toString('base64'));
    expect(after.keys.of('name index')).not.toEqual(before.keys.of('name index'));

    const config = testConfig(app.urls, { DENBA_MASTER_KEY_FILE: path });
    const restarted = await createServer(AppModule.with(config, app.clock), config);
    const verdict = await restarted.get(JournalVerification).verify([]);
    await restarted.close();
    expect(verdict).toMatchObject({ broken: null });
    expect(verdict.heads).toBeGreaterThan(0);
  });

  it('is not put in force while a row was skipped', async () => {
    const rekeying = command();
    await rekeying.begin();
    const [skipped] = [...kept.keys()];
    const isAs = (key: string) =>
      app.sql(`UPDATE vault.identity SET master_key_id = $2 WHERE ref = $1`, [skipped, key]);
    const [own, next] = [keysOf().own.id, KeyFile.from(readFileSync(`${path}.next`))?.id ?? ''];
    await app.sql(
      `CREATE FUNCTION vault.skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
       CREATE TRIGGER skip BEFORE UPDATE ON vault.identity FOR EACH ROW WHEN (OLD.ref = '${skipped ?? ''}') EXECUTE FUNCTION vault.skip()`,
    );
    await expect(rekeying.finish()).rejects.toThrow('1 identities are still on an older master key');
    expect(keysOf().own.id).toBe(own);
    await app.sql('DROP TRIGGER skip ON vault.identity; DROP FUNCTION vault.skip');
    expect(await command().finish()).toBe(1);
    expect(keysOf().own.id).toBe(next);
    await everythingOf(app.nest.get(Vault));
    // A row that says the new key and was never wrapped by it does not open.
    expect(await command().destroyPrevious()).toBe(true);
    await isAs('f'.repeat(16));
    await expect(app.nest.get(Vault).read(skipped ?? '')).rejects.toThrow('another master key');
    await isAs(next);
  });
});

describe('an erased identity', () => {
  interface Backup {
    readonly identities: readonly {
      ref: string;
      master_key_id: string;
      wrapped_key: Buffer;
      made_at: Date;
    }[];
    readonly fields: readonly { ref: string; field: string; ciphertext: Buffer }[];
  }
  const backup = async (): Promise<Backup> => ({
    identities: await app.sql('SELECT * FROM vault.identity'),
    fields: await app.sql('SELECT * FROM vault.field'),
  });
  const restored: { name: string; urls: { superuser: string; vault: string } }[] = [];
  afterAll(() => Promise.all(restored.map(({ name }) => dropDatabase(name))));

  /** The vault of a backup, in a database of its own, with the key files that are left. */
  async function restore({ identities, fields }: Backup): Promise<Vault> {
    const database = await freshDatabase();
    restored.push(database);
    const client = new pg.Client(database.urls.superuser);
    await client.connect();
    for (const { ref, master_key_id, wrapped_key, made_at } of identities) {
      await client.query('INSERT INTO vault.identity VALUES ($1, $2, $3, $4)', [
        ref,
        master_key_id,
        wrapped_key,
        made_at,
      ]);
    }
    for (const { ref, field, ciphertext } of fields) {
      await client.query('INSERT INTO vault.field VALUES ($1, $2, $3)', [ref, field, ciphertext]);
    }
    await client.end();
    return new Vault(database.urls.vault, keysOf(), app.clock);
  }

  /** The marks of somebody, as if the name were this one. */
  const marksOf = async (ref: string, name?: string): Promise<readonly Mark[]> => {
    const text = (typed: string | undefined) =>
      typed === undefined ? [] : [{ sort: 'name', text: name ?? typed }];
    const index = new NameIndex(app.nest.get(Vault));
    return (await index.of([{ ref, traitsOf: ({ deceased_name }) => text(deceased_name) }])).get(ref) ?? [];
  };

  it('is gone at once from the database, and from the backups of before once the master key is renewed and the old one destroyed', async () => {
    const vault = app.nest.get(Vault);
    const [gone = '', stays = ''] = [...kept.keys()];
    const before = await backup();
    const [marked] = await marksOf(gone);
    app.clock.advance(60_000);
    await vault.destroy(gone);
    expect(await vault.read(gone)).toEqual({});
    expect(await marksOf(gone)).toEqual([]);

    // What an operator is told, and why: the backup of before still opens.
    await expect(command().state()).resolves.toMatchObject({ erasedInBackups: 1 });
    const early = await restore(before);
    expect(await early.read(gone)).toEqual({ deceased_name: kept.get(gone) });

    app.clock.advance(60_000);
    await command().begin();
    await command().finish();
    await expect(command().state()).resolves.toMatchObject({ erasedInBackups: 1, previousKept: true });
    await command().destroyPrevious();
    await expect(command().state()).resolves.toMatchObject({ erasedInBackups: 0, previousKept: false });

    // Nobody can try names on an old backup: the same name has another mark, made while the server went on.
    const [anew] = await marksOf(stays, kept.get(gone));
    expect(anew?.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(anew?.hash).not.toBe(marked?.hash);

    const late = await restore(before);
    await expect(late.read(gone)).rejects.toThrow('another master key');
    expect(await vault.read(stays)).toEqual({ deceased_name: kept.get(stays) });
    // A backup made after opens, and holds nothing of the person.
    const after = await restore(await backup());
    expect(await after.read(stays)).toEqual({ deceased_name: kept.get(stays) });
    expect(await after.read(gone)).toEqual({});
    for (const one of [early, late, after]) await one.onApplicationShutdown();
  });
});
