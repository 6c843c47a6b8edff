import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  connectCluster,
  startThrowawayCluster,
  type ThrowawayCluster,
} from '../../scripts/throwaway-cluster.mjs';
import { type Command, freePort, isRoot, launch, ROOT, unusedFolder } from './command.js';
import { answers, childrenOf, type Server, type Start, startServer, stopServer } from './server.js';

jest.setTimeout(120_000);

const NOBODY = { uid: 65_534, gid: 65_534 };
const running: Command[] = [];

const start = (options: Start): Promise<Server> =>
  startServer({ ...options, began: (command) => running.push(command) });

const pidFile = (folder: string): string => join(folder, 'postgres/postmaster.pid');
const postgresOf = (folder: string): number => Number.parseInt(readFileSync(pidFile(folder), 'utf8'), 10);

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
});

describe('npm start on the embedded database', () => {
  const home = unusedFolder();
  const folder = home.path;

  afterAll(() => {
    home.remove();
  });

  it('loads the demonstration the first time and prints its address and accounts', async () => {
    const server = await start({ folder });
    expect(server.output()).toContain(`http://localhost:${new URL(server.url).port}`);
    expect(server.output()).toContain('Comptes de démonstration');
    expect(await stopServer(server)).toBe(0);
    expect(existsSync(pidFile(folder))).toBe(false);
    expect(await answers(server.url)).toBe(false);
  });

  it('answers within 5 seconds the second time, and shows the accounts again', async () => {
    const server = await start({ folder });
    expect(server.milliseconds).toBeLessThan(5000);
    expect(server.output()).toContain('Comptes de démonstration');
    expect(server.output()).not.toContain('Chargement des données');
    expect(await stopServer(server, 'SIGINT')).toBe(0);
    expect(existsSync(pidFile(folder))).toBe(false);
  });

  it('keeps its keys and passwords from other accounts of the machine', () => {
    const { stdout } = spawnSync('find', [join(folder, 'keys'), '-perm', '/077'], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(readFileSync(join(folder, 'keys/master.key'))).toHaveLength(32);
  });

  it('refuses a second server on the same folder and leaves the first one alone', async () => {
    const first = await start({ folder });
    const second = launch(['scripts/start.mjs'], { DENBA_DATA: folder, PORT: String(await freePort()) });
    const { code, output } = await second.ended;
    expect(code).toBe(1);
    expect(output).toContain('Denba tourne déjà');
    expect(await answers(first.url)).toBe(true);
  });

  it('recovers by itself after kill -9 of the command', async () => {
    const first = await start({ folder });
    const left = postgresOf(folder);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await start({ folder });
    expect(postgresOf(folder)).toBe(left);
    expect(await answers(first.url)).toBe(false);
    expect(await stopServer(second)).toBe(0);
    expect(existsSync(pidFile(folder))).toBe(false);
  });

  it('recovers by itself after kill -9 of everything', async () => {
    const first = await start({ folder });
    const all = [first.child.pid, ...childrenOf(first.child.pid), postgresOf(folder)];
    for (const pid of all) if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await first.ended;
    const second = await start({ folder });
    expect(second.output()).toContain('Comptes de démonstration');
    expect(await stopServer(second)).toBe(0);
  });

  it('does not believe a process number that now belongs to another program', async () => {
    const first = await start({ folder });
    const text = readFileSync(pidFile(folder), 'utf8');
    await stopServer(first);
    const owner = `cp "$1" "$2" && chown --reference="$(dirname "$2")" "$2"`;
    const stale = join(dirname(folder), 'stale.pid');
    spawnSync('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', text.replace(/^\d+/, String(process.pid)), stale]);
    spawnSync('sh', ['-c', owner, 'sh', stale, pidFile(folder)]);
    expect(await stopServer(await start({ folder }))).toBe(0);
  });
});

describe('npm start elsewhere', () => {
  it('finishes on the next start what was killed during the first one', async () => {
    const home = unusedFolder();
    const broken = launch(['scripts/start.mjs'], { DENBA_DATA: home.path, PORT: String(await freePort()) });
    while (!broken.output().includes('Chargement des données')) await sleep(20);
    broken.child.kill('SIGKILL');
    await broken.ended;
    const server = await start({ folder: home.path });
    expect(server.output()).toContain('Chargement des données');
    expect(server.output()).toContain('Comptes de démonstration');
    await stopServer(server);
    home.remove();
  });

  it('starts empty when the demonstration is not wanted', async () => {
    const home = unusedFolder();
    const server = await start({ folder: home.path, environment: { DENBA_DEMO: '0' } });
    expect(server.output()).not.toContain('Comptes de démonstration');
    expect(server.output()).toContain('npm run denba -- admin create');
    await stopServer(server);
    home.remove();
  });

  const asRoot = isRoot ? it : it.skip;

  asRoot('works for root in a folder closed to every other account', async () => {
    const home = unusedFolder();
    chmodSync(dirname(home.path), 0o700);
    const server = await start({ folder: home.path, environment: { DENBA_DEMO: '0' } });
    await stopServer(server);
    const { postgres } = JSON.parse(readFileSync(join(home.path, 'denba.json'), 'utf8')) as {
      postgres: string;
    };
    expect(dirname(postgres)).toMatch(/^\/var\/lib\/denba-/);
    rmSync(dirname(postgres), { recursive: true });
    home.remove();
  });

  const open =
    isRoot && spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', ROOT], { ...NOBODY, cwd: '/' }).status === 0;
  const asNobody = open ? it : it.skip;

  asNobody('works for an ordinary user', async () => {
    const home = unusedFolder();
    mkdirSync(home.path, { mode: 0o700 });
    chownSync(home.path, NOBODY.uid, NOBODY.gid);
    const server = await start({ folder: home.path, account: NOBODY, environment: { DENBA_DEMO: '0' } });
    expect(await stopServer(server)).toBe(0);
    home.remove();
  });
});

describe('npm start on a given database server', () => {
  let cluster: ThrowawayCluster;
  const home = unusedFolder();

  beforeAll(async () => {
    cluster = await startThrowawayCluster();
  });

  afterAll(async () => {
    await cluster.stop();
    home.remove();
  });

  it('migrates, serves, and is no demonstration by itself', async () => {
    const handle = connectCluster(cluster.description);
    await handle.createDatabase('given');
    const urls = handle.urls('given');
    const environment = {
      DATABASE_URL: urls.app,
      DATABASE_OWNER_URL: urls.owner,
      DENBA_VAULT_DATABASE_URL: urls.vault,
      DENBA_KEEPER_DATABASE_URL: urls.keeper,
      DENBA_TEST: '1',
    };
    const server = await start({ folder: home.path, environment });
    expect(server.output()).not.toContain('Comptes de démonstration');
    expect(existsSync(join(home.path, 'postgres'))).toBe(false);
    expect(await stopServer(server)).toBe(0);
  });

  it('makes the sign-ins itself when the owner may, and says so when not', async () => {
    const handle = connectCluster(cluster.description);
    await handle.createDatabase('made');
    const urls = handle.urls('made');
    const refused = launch(['scripts/start.mjs'], {
      DENBA_DATA: home.path,
      PORT: String(await freePort()),
      DATABASE_URL: urls.app.replace('denba_app', 'denba_runtime'),
      DATABASE_OWNER_URL: urls.owner,
    });
    const { code, output } = await refused.ended;
    expect(code).toBe(1);
    expect(output).toContain('Le compte PostgreSQL denba_runtime manque');
    const server = await start({
      folder: home.path,
      environment: {
        DATABASE_URL: urls.app.replace('denba_app', 'denba_runtime'),
        DATABASE_OWNER_URL: urls.superuser,
        DENBA_TEST: '1',
      },
    });
    expect(await stopServer(server)).toBe(0);
  });
});
