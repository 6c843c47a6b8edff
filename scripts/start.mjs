import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from './data-folder.mjs';
import { isExternal, openDatabase, runCli } from './database.mjs';
import { Failure, runCommand } from './failure.mjs';
import { builtFrom, checkNode } from './prepare.mjs';
import { MEMORY_ENVIRONMENT, MEMORY_FLAGS } from './server-memory.mjs';
import { ROOT, shippedNode } from './shipped-node.mjs';

const HOST = '127.0.0.1';
const stopping = new AbortController();

function readPort() {
  const text = process.env.PORT ?? '3000';
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new Failure(
    `PORT vaut « ${text} » : donnez un nombre de 1 à 65535.`,
    `PORT is "${text}": give a number from 1 to 65535.`,
  );
}

const listens = (port) =>
  new Promise((answer) => {
    const probe = createServer();
    probe.once('error', (error) => answer(error.code));
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => answer('free')));
  });

/** Just after a kill -9 the old server still holds the port for a moment; on a new folder there is nothing to wait for. */
async function claimPort(port, patience) {
  for (let waited = 0; ; waited += 100) {
    const outcome = await listens(port);
    if (outcome === 'free') return;
    if (outcome === 'EACCES') {
      throw new Failure(
        `Le port ${port} est réservé à l’administrateur de la machine : choisissez-en un autre, par exemple PORT=3000 npm start.`,
        `Port ${port} is reserved to the administrator of the machine: choose another one, for example PORT=3000 npm start.`,
      );
    }
    if (waited >= patience) {
      throw new Failure(
        `Le port ${port} est déjà pris, peut-être par Denba lui-même : arrêtez ce programme ou choisissez un autre port, par exemple PORT=${port + 1} npm start.`,
        `Port ${port} is already taken, perhaps by Denba itself: stop that program or choose another port, for example PORT=${port + 1} npm start.`,
      );
    }
    await sleep(100);
  }
}

async function must(args, database, options) {
  const { code, output } = await runCli(args, database.ownerEnvironment(), options);
  if (code === 0) return output;
  throw new Failure(
    `La commande « denba ${args.join(' ')} » a échoué (voir ci-dessus) : rien n’a été gardé, corrigez la cause puis relancez.`,
    `The command "denba ${args.join(' ')}" failed (see above): nothing was kept, correct the cause and run it again.`,
  );
}

/** Migrates when the build changed, and fills a new embedded folder with the demonstration unless DENBA_DEMO=0. */
async function prepareDatabase(database) {
  const { data } = database;
  if (!data) {
    await must(['migrate'], database);
    return;
  }
  const isNew = data.state.stage === 'new';
  if (isNew) data.save({ demonstration: process.env.DENBA_DEMO !== '0' });
  if (isNew || data.state.migratedBy !== builtFrom('backend')) await must(['migrate'], database);
  if (isNew && data.state.demonstration) {
    console.log('Chargement des données de démonstration… / Loading the demonstration data…');
    writeFileSync(data.accounts, await must(['demo'], database, { capture: true }), { mode: 0o600 });
  }
  data.save({ stage: 'ready', migratedBy: builtFrom('backend') });
}

const answers = (port) =>
  new Promise((answer) => {
    const socket = createConnection({ port, host: HOST }, () => answer(true));
    socket.once('error', () => answer(false)).once('connect', () => socket.destroy());
  });

async function serve(port, database) {
  const preload = new URL('tether.mjs', import.meta.url).href;
  const child = spawn(
    shippedNode(),
    [...MEMORY_FLAGS, '--import', preload, join(ROOT, 'dist/backend/main.js')],
    {
      env: { ...database.environment(), ...MEMORY_ENVIRONMENT, PORT: String(port) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  let isRunning = true;
  void ended.then(() => (isRunning = false));
  const stop = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  };
  stopping.signal.addEventListener('abort', stop, { once: true });
  if (stopping.signal.aborted) stop();
  while (isRunning && !(await answers(port))) await sleep(30);
  if (isRunning && !stopping.signal.aborted) announce(port, database);
  const { code, signal } = await ended;
  if (stopping.signal.aborted) return;
  throw new Failure(
    `Le serveur s’est arrêté de lui-même (${signal ?? code}, voir ci-dessus) : relancez « npm start ».`,
    `The server stopped by itself (${signal ?? code}, see above): run "npm start" again.`,
  );
}

function announce(port, { data }) {
  const scheme = process.env.DENBA_TLS_CERT ? 'https' : 'http';
  const lines = ['', `Denba est prêt / Denba is ready: ${scheme}://localhost:${port}`];
  if (data?.state.demonstration && existsSync(data.accounts)) {
    lines.push(
      '',
      'Comptes de démonstration / Demonstration accounts:',
      readFileSync(data.accounts, 'utf8').trimEnd(),
    );
  } else {
    lines.push('Premier administrateur / First administrator: npm run denba -- admin create');
  }
  lines.push('', 'Ctrl-C pour arrêter / to stop.');
  console.log(lines.join('\n'));
}

function stopWhenAsked() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) stopping.abort();
  }, 500);
  watch.unref();
}

await runCommand(async () => {
  checkNode();
  stopWhenAsked();
  const port = readPort();
  await claimPort(port, !isExternal() && existsSync(join(dataFolder(), 'denba.json')) ? 5000 : 0);
  const database = await openDatabase({ serving: true });
  try {
    if (!stopping.signal.aborted) await prepareDatabase(database);
    if (!stopping.signal.aborted) await serve(port, database);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    await database.release();
  }
});
