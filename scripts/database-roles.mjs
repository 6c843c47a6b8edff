import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { superuserUrl } from './embedded-postgres.mjs';

/** The owner migrates; the runtime, the vault and the keeper are ordinary and under row security. */
export const ROLES = ['owner', 'app', 'vault', 'keeper'];

export function newPasswords() {
  return Object.fromEntries(
    ['superuser', ...ROLES].map((role) => [role, randomBytes(24).toString('base64url')]),
  );
}

export function urlsOf({ port, passwords }, database) {
  const url = (role) => `postgres://denba_${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  return {
    ...Object.fromEntries(ROLES.map((role) => [role, url(role)])),
    superuser: superuserUrl(port, passwords.superuser, database),
  };
}

export async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates or repairs the four sign-ins. Safe to run at every start. */
export async function ensureRoles({ port, passwords }) {
  await withClient(superuserUrl(port, passwords.superuser), async (client) => {
    const { rows } = await client.query('SELECT rolname FROM pg_roles');
    const known = new Set(rows.map((row) => row.rolname));
    for (const role of ROLES) {
      const name = `denba_${role}`;
      const verb = known.has(name) ? 'ALTER' : 'CREATE';
      await client.query(
        `${verb} ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION
         PASSWORD ${client.escapeLiteral(passwords[role])}`,
      );
    }
  });
}

export async function databaseExists({ port, passwords }, name) {
  return withClient(superuserUrl(port, passwords.superuser), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    return rowCount === 1;
  });
}

/** A database of the owner that nobody else may connect to, from nothing or as a copy of `template`. */
export async function createDatabase({ port, passwords }, name, template = 'template0') {
  await withClient(superuserUrl(port, passwords.superuser), async (client) => {
    const quoted = client.escapeIdentifier(name);
    await client.query(
      `CREATE DATABASE ${quoted} OWNER denba_owner TEMPLATE ${client.escapeIdentifier(template)}`,
    );
    await client.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${quoted} TO denba_app, denba_vault, denba_keeper`);
  });
}

export async function dropDatabase({ port, passwords }, name) {
  await withClient(superuserUrl(port, passwords.superuser), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });
}
