import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase, runCli } from '../database.mjs';
import { createDatabase, dropDatabase, urlsOf } from '../database-roles.mjs';
import { freePort, superuserUrl } from '../embedded-postgres.mjs';
import { MEMORY_ENVIRONMENT, MEMORY_FLAGS } from '../server-memory.mjs';
import { ROOT, shippedNode } from '../shipped-node.mjs';

const DATABASE = 'denba';

/** The product as `npm start` runs it, durable, in a temporary folder, on which cases are generated and servers started. */
export async function openSite() {
  const folder = mkdtempSync(join(tmpdir(), 'denba-bench-'));
  chmodSync(folder, 0o755);
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL']) delete process.env[name];
  process.env.DENBA_DATA = join(folder, 'data');
  try {
    const database = await openDatabase({ serving: true });
    const site = new Site(folder, database);
    await site.command(['migrate']);
    return site;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

class Site {
  constructor(folder, database) {
    this.folder = folder;
    this.database = database;
    this.servers = [];
    this.cluster = {
      port: Number(new URL(database.environment().DATABASE_URL).port),
      passwords: database.data.passwords,
    };
    this.urls = urlsOf(this.cluster, DATABASE);
  }

  /** Runs one command of the command line; gives what it printed. */
  async command(args) {
    const { code, output } = await runCli(args, this.database.ownerEnvironment(), { capture: true });
    if (code !== 0) throw new Error(`denba ${args.join(' ')} ended with ${code}`);
    return output;
  }

  /** Rows of one statement past every wall. */
  async sql(text, values = [], database = DATABASE) {
    const client = new pg.Client({
      connectionString: superuserUrl(this.cluster.port, this.cluster.passwords.superuser, database),
    });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** What autovacuum does within minutes, done at once and out of the way. */
  async settle() {
    await this.sql('VACUUM (ANALYZE)');
    await this.sql('CHECKPOINT');
  }

  /** Signs somebody in without a password; gives the token. */
  async tokenOf(personId) {
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest();
    await this.sql('UPDATE app.person SET must_change_password = FALSE WHERE id = $1', [personId]);
    // One that signs in by itself has no telephone.
    await this.sql(`UPDATE app.server SET second_factor = 'offered'`);
    await this.sql(
      `INSERT INTO app.login (token_hash, person_id, device, created_at, seen_at, until)
       VALUES ($1, $2, 'bench', now(), now(), now() + interval '12 hours')`,
      [hash, personId],
    );
    return token;
  }

  async copied(work) {
    const copy = `${DATABASE}_copy`;
    await createDatabase(this.cluster, copy, DATABASE);
    try {
      return await work(urlsOf(this.cluster, copy), copy);
    } finally {
      await dropDatabase(this.cluster, copy);
    }
  }

  /** A server under the flags of `npm start`; `trace` names a file for its statements. */
  async serve({ urls = this.urls, trace } = {}) {
    const port = await freePort();
    const preload = trace ? ['--import', new URL('trace.mjs', import.meta.url).href] : [];
    const child = spawn(shippedNode(), [...MEMORY_FLAGS, ...preload, join(ROOT, 'dist/backend/main.js')], {
      env: {
        ...this.database.environment(),
        ...MEMORY_ENVIRONMENT,
        DATABASE_URL: urls.app,
        DENBA_VAULT_DATABASE_URL: urls.vault,
        DENBA_KEEPER_DATABASE_URL: urls.keeper,
        DENBA_LOG: 'error',
        DENBA_REQUESTS_PER_MINUTE: '100000000',
        PORT: String(port),
        ...(trace ? { DENBA_BENCH_TRACE: trace } : {}),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const server = new Server(child, port);
    this.servers.push(server);
    await server.isReady();
    return server;
  }

  /** Also after an error: no server is left behind. */
  async close() {
    for (const server of this.servers) await server.stop();
    await this.database.release();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

class Server {
  #ended;

  constructor(child, port) {
    this.child = child;
    this.port = port;
    this.#ended = new Promise((ended) => child.once('exit', ended));
  }

  async isReady() {
    let isRunning = true;
    void this.#ended.then(() => (isRunning = false));
    while (isRunning && !(await answers(this.port))) await sleep(30);
    if (!isRunning) throw new Error('the server did not start');
  }

  /** Megabytes resident now, and at most so far. Only Linux tells the second. */
  memory() {
    const file = `/proc/${this.child.pid}/status`;
    if (!existsSync(file)) return undefined;
    const text = readFileSync(file, 'utf8');
    const megabytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) / 1024;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  }

  async stop() {
    this.child.kill('SIGTERM');
    await this.#ended;
  }
}

const answers = (port) =>
  new Promise((answer) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => answer(true));
    socket.once('error', () => answer(false)).once('connect', () => socket.destroy());
  });
