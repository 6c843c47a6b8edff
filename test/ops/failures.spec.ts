import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { freePort, isRoot, listenWith, runToEnd, sentencesOf, unusedFolder } from './command.js';
import { startOldServer } from './old-server.js';

jest.setTimeout(60_000);

function mountSmallDisk(place: string): boolean {
  return isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', place]).status === 0;
}

/** Only root on Linux may mount a disk small enough to be full, and not inside every container. */
function mayMount(): boolean {
  const trial = mkdtempSync(join(tmpdir(), 'denba-mount-'));
  const isMounted = mountSmallDisk(trial);
  if (isMounted) spawnSync('umount', [trial]);
  rmSync(trial, { recursive: true, force: true });
  return isMounted;
}

const onSmallDisk = mayMount() ? it : it.skip;
const START = ['scripts/start.mjs'];
let folder: ReturnType<typeof unusedFolder>;
let port: string;

beforeEach(async () => {
  folder = unusedFolder();
  port = String(await freePort());
});

afterEach(() => {
  folder.remove();
});

const start = (extra: Readonly<Record<string, string>> = {}) =>
  runToEnd(START, { DENBA_DATA: folder.path, PORT: port, ...extra });

describe('starting on a machine that is not ready', () => {
  it('names the port that is taken and proposes another one', async () => {
    const other = await listenWith((socket) => socket.destroy());
    const { french, english } = sentencesOf(await start({ PORT: String(other.port) }));
    await other.close();
    expect(french).toContain(`Le port ${String(other.port)} est déjà pris`);
    expect(english).toContain(`Port ${String(other.port)} is already taken`);
    expect(existsSync(folder.path)).toBe(false);
  });

  it('refuses a PORT that is no port', async () => {
    expect(sentencesOf(await start({ PORT: 'trois mille' })).french).toContain(
      'donnez un nombre de 1 à 65535',
    );
    expect(existsSync(folder.path)).toBe(false);
  });

  it('asks for a newer Node before anything else', async () => {
    const older = "Object.defineProperty(process.versions, 'node', { value: '18.20.8' })";
    const preload = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
    for (const script of ['scripts/prepare.mjs', 'scripts/start.mjs']) {
      const outcome = await runToEnd([...preload, script], { DENBA_DATA: folder.path, PORT: port });
      expect(sentencesOf(outcome).french).toContain('Node 18.20.8 est trop ancien : installez Node 20');
    }
    expect(existsSync(folder.path)).toBe(false);
  });

  onSmallDisk('says that the disk is full before writing to it', async () => {
    mkdirSync(folder.path);
    mountSmallDisk(folder.path);
    try {
      const { french, english } = sentencesOf(await start({ DENBA_DATA: join(folder.path, 'denba') }));
      expect(french).toContain('Le disque est plein');
      expect(english).toContain('free some space');
      expect(readdirSync(folder.path)).toEqual([]);
    } finally {
      spawnSync('umount', [folder.path]);
    }
  });

  it('names the data folder it may not write to', async () => {
    if (!isRoot) mkdirSync(folder.path, { mode: 0o555 });
    const closed = isRoot ? '/sys/denba' : join(folder.path, 'denba');
    const { french, english } = sentencesOf(await start({ DENBA_DATA: closed }));
    expect(french).toContain(`Le dossier ${closed} n’est pas accessible en écriture`);
    expect(english).toContain('is not writable');
    expect(existsSync(closed)).toBe(false);
  });

  it('leaves a folder of somebody else alone', async () => {
    mkdirSync(folder.path);
    writeFileSync(join(folder.path, 'PG_VERSION'), '18\n');
    const { french } = sentencesOf(await start());
    expect(french).toContain(`Le dossier ${folder.path} n’a pas été créé par Denba`);
    expect(readdirSync(folder.path)).toEqual(['PG_VERSION']);
  });
});

describe('starting on a database server that does not fit', () => {
  const onServer = (server: number, extra: Readonly<Record<string, string>> = {}) => {
    const url = (role: string) => `postgres://denba_${role}:secret-word@127.0.0.1:${String(server)}/denba`;
    return start({ DATABASE_URL: url('app'), DATABASE_OWNER_URL: url('owner'), ...extra });
  };

  it('says which server does not answer, without its password', async () => {
    const closed = await freePort();
    const outcome = await onServer(closed);
    expect(sentencesOf(outcome).french).toContain(
      `La base de données 127.0.0.1:${String(closed)} ne répond pas`,
    );
    expect(outcome.output).not.toContain('secret-word');
    expect(existsSync(folder.path)).toBe(false);
  });

  it('sends nothing over a network in the clear', async () => {
    const url = (role: string) => `postgres://denba_${role}:secret-word@db.example.ml/denba`;
    const outcome = await start({ DATABASE_URL: url('app'), DATABASE_OWNER_URL: url('owner') });
    const { french, english } = sentencesOf(outcome);
    expect(french).toContain('DATABASE_OWNER_URL mène au serveur db.example.ml sans TLS vérifié');
    expect(english).toContain('?sslmode=verify-full');
    expect(outcome.output).not.toContain('secret-word');
    expect(existsSync(folder.path)).toBe(false);
  });

  it('says that PostgreSQL is too old', async () => {
    const old = await startOldServer('140011');
    const { french, english } = sentencesOf(await onServer(old.port));
    await old.close();
    expect(french).toContain('PostgreSQL 14 est trop ancien');
    expect(english).toContain('version 15 to 18');
    expect(existsSync(folder.path)).toBe(false);
  });

  it('asks for the address of the owner', async () => {
    const outcome = await start({ DATABASE_URL: 'postgres://denba_app@127.0.0.1/denba' });
    expect(sentencesOf(outcome).french).toContain('DATABASE_OWNER_URL manque');
  });

  it('refuses an address that is none', async () => {
    expect(sentencesOf(await onServer(1, { DATABASE_OWNER_URL: 'denba' })).english).toContain(
      'DATABASE_OWNER_URL is not a PostgreSQL address',
    );
  });
});

describe('testing without a browser', () => {
  it('says what to install, counts a failure and goes on', async () => {
    const outcome = await runToEnd(['scripts/check.mjs', '--only=browser'], {
      CHROMIUM: '/nowhere/chromium',
    });
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(
      /^✗ Aucun Chromium à l’adresse CHROMIUM=\/nowhere\/chromium : installez-le/m,
    );
    expect(outcome.output).toMatch(/^✗ No Chromium at CHROMIUM=\/nowhere\/chromium: install it/m);
    expect(outcome.output.trimEnd()).toMatch(/\n0 passed, 1 failed$/);
  });
});
