import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openDataFolder } from './data-folder.mjs';
import { createDatabase, databaseExists, dropDatabase, ensureRoles, urlsOf } from './database-roles.mjs';
import { startCluster, superuserUrl } from './embedded-postgres.mjs';
import { Failure } from './failure.mjs';

const DATABASE = 'denba';
const SETTINGS = { max_connections: 60, shared_buffers: '256MB', random_page_cost: 1.1, max_wal_size: '2GB' };

/** Session locks of PostgreSQL, because they vanish with a killed process: anybody at work, and the one server. */
const IN_USE = 7_346_221;
const SERVING = 7_346_222;

function alreadyRunning(folder) {
  return new Failure(
    `Denba tourne déjà avec le dossier ${folder} : arrêtez-le d’abord, ou choisissez un autre dossier avec DENBA_DATA.`,
    `Denba already runs on the folder ${folder}: stop it first, or choose another folder with DENBA_DATA.`,
  );
}

/** A server whose supervisor was just killed needs a moment to let go. */
async function takeServingLock(client, folder) {
  for (let waited = 0; waited < 10_000; waited += 200) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [SERVING]);
    if (rows[0].taken) return;
    await sleep(200);
  }
  throw alreadyRunning(folder);
}

/** The last one out stops PostgreSQL. */
async function leave(client, cluster) {
  let isLast = true;
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS alone', [IN_USE]);
    isLast = rows[0].alone;
    await client.end();
  } catch {
    isLast = true;
  }
  if (isLast) await cluster.stop();
}

async function refuseUnlessDurable(client) {
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']) {
    const { rows } = await client.query('SELECT current_setting($1) AS value', [name]);
    if (rows[0].value !== 'on') {
      throw new Failure(
        `Le réglage PostgreSQL ${name} vaut « ${rows[0].value} » : remettez-le à « on », sinon une coupure de courant peut perdre des dossiers.`,
        `The PostgreSQL setting ${name} is "${rows[0].value}": set it back to "on", or a power cut may lose cases.`,
      );
    }
  }
}

/** A first start that did not go to its end left a half-filled database, which is made again. */
async function ensureDatabase(target, stage) {
  if (stage === 'new') await dropDatabase(target, DATABASE);
  if (!(await databaseExists(target, DATABASE))) await createDatabase(target, DATABASE);
}

/**
 * Opens the database kept in the data folder. `serving` refuses a second server on the same folder.
 * `release` lets go, and stops PostgreSQL when nobody else uses it.
 */
export async function openEmbeddedDatabase({ serving }) {
  const data = openDataFolder();
  const { passwords } = data;
  const cluster = await startCluster({
    folder: data.postgres,
    password: passwords.superuser,
    settings: SETTINGS,
  });
  const client = new pg.Client({ connectionString: superuserUrl(cluster.port, passwords.superuser) });
  client.on('error', () => undefined);
  await client.connect();
  const release = () => leave(client, cluster);
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [IN_USE]);
    await refuseUnlessDurable(client);
    if (serving) {
      await takeServingLock(client, data.folder);
      await ensureRoles({ port: cluster.port, passwords });
      await ensureDatabase({ port: cluster.port, passwords }, data.state.stage);
    } else if (data.state.stage === 'new') {
      throw new Failure(
        `Le dossier ${data.folder} est encore vide : lancez d’abord « npm start ».`,
        `The folder ${data.folder} is still empty: run "npm start" first.`,
      );
    }
  } catch (error) {
    await release();
    throw error;
  }
  const urls = urlsOf({ port: cluster.port, passwords }, DATABASE);
  return { data, urls, masterKey: data.masterKey, release };
}
