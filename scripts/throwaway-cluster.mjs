import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  databaseExists,
  dropDatabase,
  ensureRoles,
  newPasswords,
  urlsOf,
  withClient,
} from './database-roles.mjs';
import { startCluster, superuserUrl } from './embedded-postgres.mjs';

/** Tests may lose data in a power cut; what they gain is speed. */
const SETTINGS = {
  max_connections: 200,
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  autovacuum: 'off',
};

/**
 * A whole PostgreSQL in a temporary folder, gone when stopped. Its description is plain data other processes can use. A `durable` one
 * keeps what it committed when it is killed; `restart` starts it again where it was, and gives its new process.
 */
export async function startThrowawayCluster(settings = {}, { durable = false } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'denba-'));
  chmodSync(root, 0o755);
  const passwords = newPasswords();
  try {
    const start = (more = {}) =>
      startCluster({
        folder: join(root, 'postgres'),
        password: passwords.superuser,
        durable,
        settings: { ...SETTINGS, ...settings, ...more },
      });
    let server = await start();
    const description = { port: server.port, pid: server.pid, passwords };
    await ensureRoles(description);
    return {
      description,
      async restart() {
        server = await start({ port: description.port });
        return server.pid;
      },
      async stop() {
        await server.stop();
        rmSync(root, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
}

const LOCK = 7_346_223;

/** The handle a test takes on a cluster that another process started. */
export function connectCluster(description) {
  return {
    urls: (database) => urlsOf(description, database),
    createDatabase: (name, template) => createDatabase(description, name, template),
    dropDatabase: (name) => dropDatabase(description, name),
    /** Fills `name` once, by whichever process asks first; the others wait for it. A failed fill leaves nothing. */
    async ensureTemplate(name, fill) {
      await withClient(superuserUrl(description.port, description.passwords.superuser), async (client) => {
        await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
        if (await databaseExists(description, name)) return;
        const unfinished = `${name}_unfinished`;
        await dropDatabase(description, unfinished);
        await createDatabase(description, unfinished);
        await fill(urlsOf(description, unfinished));
        await client.query(
          `ALTER DATABASE ${client.escapeIdentifier(unfinished)} RENAME TO ${client.escapeIdentifier(name)}`,
        );
      });
    },
  };
}
