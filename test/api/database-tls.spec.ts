import { chmodSync, chownSync, copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../backend/src/app.module.js';
import { migrate } from '../../backend/src/platform/database/data-source.js';
import { Keeper } from '../../backend/src/platform/database/keeper.js';
import { createServer } from '../../backend/src/platform/http/server.js';
import {
  connectCluster,
  startThrowawayCluster,
  type DatabaseUrls,
  type ThrowawayCluster,
} from '../../scripts/throwaway-cluster.mjs';
import { testConfig } from '../support/app.js';
import { writeCertificate } from '../support/certificate.js';

const own = writeCertificate('localhost');
const foreign = writeCertificate('localhost');
let cluster: ThrowawayCluster;
let urls: DatabaseUrls;

/** Every address as one that asks for TLS, believing this certificate alone. */
function verified(certificate: string): DatabaseUrls {
  const asked = (url: string): string =>
    `${url.replace('@127.0.0.1:', '@localhost:')}?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
  const { superuser, owner, app, vault, keeper } = urls;
  return {
    ...{ superuser: asked(superuser), owner: asked(owner), app: asked(app) },
    ...{ vault: asked(vault), keeper: asked(keeper) },
  };
}

/** Asks as superuser, on a connection of its own. */
const told = async (sql: string): Promise<unknown> =>
  new Keeper(urls.superuser).connected(async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  });

/** The server finds its certificate and key by their usual names, as files of its own account. */
async function offerTls(): Promise<void> {
  const folder = String(await told('SHOW data_directory'));
  const { uid, gid } = statSync(folder);
  for (const [from, name] of [
    [own.DENBA_TLS_CERT, 'server.crt'],
    [own.DENBA_TLS_KEY, 'server.key'],
  ] as const) {
    const to = join(folder, name);
    copyFileSync(from, to);
    chmodSync(to, 0o600);
    chownSync(to, uid, gid);
  }
  await told('ALTER SYSTEM SET ssl = on');
  await told('SELECT pg_reload_conf()');
  while ((await told('SHOW ssl')) !== 'on');
}

beforeAll(async () => {
  cluster = await startThrowawayCluster();
  const handle = connectCluster(cluster.description);
  await handle.createDatabase('tls', 'template0');
  urls = handle.urls('tls');
  await offerTls();
  await migrate(verified(own.DENBA_TLS_CERT).owner);
});
afterAll(() => cluster.stop());

const ENCRYPTED = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
const isEncrypted = async (url: string): Promise<unknown> =>
  new Keeper(url).connected(async (client) => (await client.query<{ ssl: boolean }>(ENCRYPTED)).rows[0]?.ssl);

describe('a database at an address that asks for TLS', () => {
  it('is spoken to by every sign-in under TLS', async () => {
    const closed = verified(own.DENBA_TLS_CERT);
    const config = testConfig(closed);
    const nest = await createServer(AppModule.with(config), config);
    const { rows } = await new Keeper(urls.superuser).connected((client) =>
      client.query<{ name: string; ssl: boolean }>(
        `SELECT DISTINCT a.usename AS name, s.ssl FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid) WHERE a.datname = 'tls'
           AND a.usename <> 'denba_superuser' ORDER BY 1`,
      ),
    );
    await nest.close();
    expect(rows).toContainEqual({ name: 'denba_app', ssl: true });
    expect(rows.filter(({ ssl }) => !ssl)).toEqual([]);
    expect(await isEncrypted(closed.keeper)).toBe(true);
    expect(await isEncrypted(closed.vault)).toBe(true);
  });

  it('would be seen to be spoken to in the clear', async () => {
    expect(await isEncrypted(urls.keeper)).toBe(false);
  });

  it('is not spoken to under a certificate of somebody else', async () => {
    const { owner, keeper } = verified(foreign.DENBA_TLS_CERT);
    await expect(migrate(owner)).rejects.toThrow('The database does not answer');
    await expect(isEncrypted(keeper)).rejects.toThrow(/certificate/);
  });
});
