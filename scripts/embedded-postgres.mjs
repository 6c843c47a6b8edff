import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Failure, noSpace } from './failure.mjs';
import { binariesFor, postgresAccount } from './postgres-binaries.mjs';

export const POSTGRES_MAJOR = '18';
const SUPERUSER = 'denba_superuser';
const program = (native, name) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  SystemRoot: process.env.SystemRoot ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Losing a sealed opinion to a power cut is not acceptable, so nobody can configure these away. */
const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };
const NOT_DURABLE = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** Statements, parameters and the values of broken constraints never reach the server's log: they may name a patient. */
const QUIET_LOG = {
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
};

export function superuserUrl(port, password, database = 'postgres') {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

export function damaged(folder, detail) {
  return new Failure(
    `Le dossier de données ${folder} est abîmé (${detail}) : remettez la dernière sauvegarde à sa place, ou renommez-le pour repartir de zéro.`,
    `The data folder ${folder} is damaged (${detail}): put the last backup in its place, or rename it to start from nothing.`,
  );
}

function checkFolder(folder) {
  const version = join(folder, 'PG_VERSION');
  if (!existsSync(version)) throw damaged(folder, 'PG_VERSION');
  const found = readFileSync(version, 'utf8').trim();
  if (found !== POSTGRES_MAJOR) {
    throw new Failure(
      `Le dossier de données ${folder} vient de PostgreSQL ${found}, Denba embarque la version ${POSTGRES_MAJOR} : renommez ce dossier, ou donnez DATABASE_URL de son serveur.`,
      `The data folder ${folder} comes from PostgreSQL ${found}, Denba ships version ${POSTGRES_MAJOR}: rename this folder, or give DATABASE_URL of its server.`,
    );
  }
  for (const part of ['global/pg_control', 'base', 'pg_wal']) {
    if (!existsSync(join(folder, part))) throw damaged(folder, part);
  }
}

/** Makes the cluster beside its place and moves it there when whole, so an interrupted first start leaves nothing behind. */
function initialise(native, folder, account, password, durable) {
  const unfinished = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
    const { status, stdout, stderr } = spawnSync(
      program(native, 'initdb'),
      [
        ...['-D', unfinished, '-U', SUPERUSER, '--pwfile', passwordFile, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr'],
        ...['--data-checksums', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
      ],
      { ...account, cwd: unfinished, env: ENVIRONMENT, encoding: 'utf8', windowsHide: true },
    );
    if (status !== 0) {
      rmSync(unfinished, { recursive: true, force: true });
      if (/No space left|disk quota/i.test(stderr)) throw noSpace(folder);
      throw new Error(`initdb: ${stderr || stdout}`);
    }
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** After a restart of the machine the number in postmaster.pid may belong to anything. */
function isPostgres(pid) {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  if (stdout) return stdout.includes('postgres');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

function readPidFile(folder) {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { file, pid: Number(lines[0]), port: Number(lines[3]) };
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A server left behind by a killed start is taken over instead of being fought; a dead one's lock file is removed. */
async function adoptOrClear(folder, password) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const left = readPidFile(folder);
    if (!left) return undefined;
    if (!isPostgres(left.pid)) {
      rmSync(left.file, { force: true });
      return undefined;
    }
    try {
      await query(superuserUrl(left.port, password), 'SELECT 1');
      return { pid: left.pid, port: left.port };
    } catch (error) {
      if (error.code === '28P01') throw foreign(folder);
      await sleep(100);
    }
  }
  throw damaged(folder, 'postmaster.pid');
}

export function foreign(folder) {
  return new Failure(
    `Le dossier ${folder} n’a pas été créé par Denba : choisissez un autre dossier avec DENBA_DATA, ou renommez celui-ci.`,
    `The folder ${folder} was not made by Denba: choose another folder with DENBA_DATA, or rename this one.`,
  );
}

async function stopServer(folder, pid) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid)], { windowsHide: true });
  } else if (isAlive(pid)) {
    process.kill(pid, 'SIGINT');
  }
  for (let waited = 0; isPostgres(pid); waited += 20) {
    if (waited === 60_000) process.kill(pid, 'SIGQUIT');
    await sleep(20);
  }
  const left = readPidFile(folder);
  if (left?.pid === pid) rmSync(left.file, { force: true });
}

function startupFailure(folder, log) {
  if (/No space left/i.test(log)) return noSpace(folder);
  const reason = log.split('\n').findLast((line) => /PANIC|FATAL|ERROR/.test(line));
  return damaged(folder, reason?.replace(/^.*?(PANIC|FATAL|ERROR):\s*/, '') ?? 'PostgreSQL');
}

async function launch(native, folder, account, password, durable, settings) {
  const log = `${folder}.log`;
  const port = settings.port ?? (await freePort());
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...QUIET_LOG,
    ...settings,
    ...(durable ? DURABLE : NOT_DURABLE),
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = openSync(log, 'w', 0o600);
  const child = spawn(program(native, 'postgres'), ['-D', folder, ...args], {
    ...account,
    cwd: folder,
    env: ENVIRONMENT,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = false;
  child.once('exit', () => (ended = true)).once('error', () => (ended = true));
  child.unref();
  for (;;) {
    try {
      await query(superuserUrl(port, password), 'SELECT 1');
      return { pid: child.pid, port };
    } catch (error) {
      if (ended) return { failed: readFileSync(log, 'utf8') };
      if (error.code === '28P01') {
        await stopServer(folder, child.pid);
        throw foreign(folder);
      }
      await sleep(30);
    }
  }
}

/**
 * Starts PostgreSQL on `folder` (made when absent), on 127.0.0.1 and a free port, or takes over one that already runs there.
 * @returns {Promise<{ pid: number, port: number, adopted: boolean, stop: () => Promise<void> }>}
 */
export async function startCluster({ folder, password, durable = true, settings = {} }) {
  const account = postgresAccount(folder);
  const native = binariesFor(account, dirname(folder));
  if (existsSync(folder)) checkFolder(folder);
  else initialise(native, folder, account, password, durable);
  const running = await adoptOrClear(folder, password);
  if (running) return { ...running, adopted: true, stop: () => stopServer(folder, running.pid) };
  for (let attempt = 0; ; attempt += 1) {
    const started = await launch(native, folder, account, password, durable, settings);
    if (!started.failed) return { ...started, adopted: false, stop: () => stopServer(folder, started.pid) };
    const passing = /still in use|Address already in use|could not bind/i.test(started.failed);
    if (!passing || attempt === 20) throw startupFailure(folder, started.failed);
    await sleep(250);
  }
}
