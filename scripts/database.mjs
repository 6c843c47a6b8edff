import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openEmbeddedDatabase } from './embedded-database.mjs';
import { openExternalDatabase } from './external-database.mjs';
import { ROOT, shippedEnvironment, shippedNode } from './shipped-node.mjs';

export const isExternal = () => Boolean(process.env.DATABASE_URL ?? process.env.DATABASE_OWNER_URL);

function environmentOf({ urls, masterKey, data }) {
  const environment = {
    ...shippedEnvironment(),
    NODE_ENV: 'production',
    DATABASE_URL: urls.app,
    DENBA_VAULT_DATABASE_URL: urls.vault,
    DENBA_KEEPER_DATABASE_URL: urls.keeper,
    DENBA_MASTER_KEY_FILE: masterKey,
  };
  delete environment.DATABASE_OWNER_URL;
  if (data?.state.demonstration) environment.DENBA_DEMO = '1';
  else if (data) delete environment.DENBA_DEMO;
  return environment;
}

/** The database of this machine, embedded or given, with the environment its programs run in. */
export async function openDatabase({ serving }) {
  const opened = isExternal() ? await openExternalDatabase() : await openEmbeddedDatabase({ serving });
  return {
    data: opened.data,
    /** Without the owner's address: only migrations and the command line may have it. */
    environment: () => environmentOf(opened),
    ownerEnvironment: () => ({ ...environmentOf(opened), DATABASE_OWNER_URL: opened.urls.owner }),
    release: opened.release ?? (() => Promise.resolve()),
  };
}

/** Runs one command of the command line to its end; `capture` keeps what it prints instead of showing it. */
export async function runCli(args, env, { capture = false } = {}) {
  const stdio = ['inherit', capture ? 'pipe' : 'inherit', 'inherit'];
  const child = spawn(shippedNode(), [join(ROOT, 'dist/backend/cli.js'), ...args], { env, stdio });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((ended, failed) => child.once('error', failed).once('close', ended));
  return { code, output: Buffer.concat(output).toString() };
}
