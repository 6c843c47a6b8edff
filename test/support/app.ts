import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { AppModule } from '../../backend/src/app.module.js';
import { SetClock } from '../../backend/src/platform/clock.js';
import { configFrom, type Config } from '../../backend/src/platform/config.js';
import { migrate } from '../../backend/src/platform/database/data-source.js';
import { createServer } from '../../backend/src/platform/http/server.js';
import { connectCluster, type DatabaseUrls } from '../../scripts/throwaway-cluster.mjs';
import { writeMasterKey } from './master-key.js';
import { plantTheCast } from './people.js';

/** Wednesday 4 March 2026, 09:00 in Bamako. */
export const MORNING = new Date('2026-03-04T09:00:00Z');

export interface TestApp {
  readonly nest: NestFastifyApplication;
  readonly clock: SetClock;
  readonly urls: DatabaseUrls;
  readonly config: Config;
  /** Number of a place by its code: `CSCOM-DEMO-01`. */
  place(code: string): Promise<number>;
  /** Statements as superuser, outside every wall: only to look, or to plant what no command makes. */
  sql<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<readonly Row[]>;
  /** Closes it and leaves its database to other processes. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

function cluster() {
  return connectCluster(
    JSON.parse(process.env['DENBA_TEST_CLUSTER'] ?? '{}') as Parameters<typeof connectCluster>[0],
  );
}

/** A migrated database of its own, with the cast and its places. */
export async function freshDatabase(): Promise<{ readonly name: string; readonly urls: DatabaseUrls }> {
  const handle = cluster();
  await handle.ensureTemplate('denba_template', async (urls) => {
    await migrate(urls.owner);
    await plantTheCast(urls.superuser);
  });
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await handle.createDatabase(name, 'denba_template');
  return { name, urls: handle.urls(name) };
}

export async function dropDatabase(name: string): Promise<void> {
  await cluster().dropDatabase(name);
}

export function testConfig(urls: DatabaseUrls, more: Readonly<Record<string, string>> = {}): Config {
  return configFrom({
    DATABASE_URL: urls.app,
    DENBA_VAULT_DATABASE_URL: urls.vault,
    DENBA_KEEPER_DATABASE_URL: urls.keeper,
    DENBA_MASTER_KEY_FILE: writeMasterKey(),
    DENBA_TEST: '1',
    DENBA_REQUESTS_PER_MINUTE: '100000000',
    DENBA_LOG: process.env['DENBA_LOG'] ?? 'error',
    PORT: '0',
    ...more,
  });
}

/** The real application on a database of its own, its clock standing at `MORNING`. */
export async function startApp(more: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const { name, urls } = await freshDatabase();
  const config = testConfig(urls, more);
  const clock = new SetClock(MORNING);
  const nest = await createServer(AppModule.with(config, clock), config);
  const outside = await new DataSource({ type: 'postgres', url: urls.superuser, poolSize: 2 }).initialize();
  const leave = async (): Promise<void> => {
    await nest.close();
    await outside.destroy();
  };
  return {
    nest,
    clock,
    urls,
    config,
    async place(code) {
      const [found] = await outside.query<{ id: number }[]>('SELECT id FROM app.place WHERE code = $1', [
        code,
      ]);
      if (!found) throw new Error(`No place has the code ${code}`);
      return found.id;
    },
    sql: (text, params = []) => outside.query(text, [...params]),
    leave,
    async close() {
      await leave();
      await dropDatabase(name);
    },
  };
}
