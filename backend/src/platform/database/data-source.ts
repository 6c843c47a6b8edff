import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import type { Config } from '../config.js';
import { StartupRefusal } from '../startup-refusal.js';
import { APP_CONNECTIONS, SESSION_OPTIONS, typesOfDenba } from './database-settings.js';
import { assertDurable, assertMigrated, assertOrdinaryUser, assertVersion } from './database-walls.js';
import { MIGRATIONS } from './migrations/all.js';
import { PlannedOnce } from './planned-once.js';

// eslint's ban on `Function` is why entity classes are described by their constructor.
export type Entities = MixedList<(new () => object) | EntitySchema>;

function dataSourceOf(url: string, entities: Entities, connections: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'app',
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolSize: connections,
    applicationName: 'denba',
    connectTimeoutMS: 5000,
    extra: { Client: PlannedOnce, options: SESSION_OPTIONS, types: typesOfDenba, idleTimeoutMillis: 60_000 },
  });
}

async function opened(source: DataSource): Promise<DataSource> {
  try {
    return await source.initialize();
  } catch (cause) {
    throw new StartupRefusal(
      'La base de données ne répond pas : vérifiez qu’elle est démarrée et que DATABASE_URL est juste (hôte, port, nom, mot de passe).',
      'The database does not answer: check that it runs and that DATABASE_URL is right (host, port, name, password).',
      cause,
    );
  }
}

/** The connection of the running server: an ordinary user under row security, on a durable and migrated database. */
export async function openDatabase(config: Config, entities: Entities): Promise<DataSource> {
  const source = await opened(dataSourceOf(config.databaseUrl, entities, APP_CONNECTIONS));
  try {
    await assertVersion(source);
    if (!config.fragileDatabaseAllowed) await assertDurable(source);
    await assertMigrated(source);
    await assertOrdinaryUser(source);
    return source;
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

/** Brings the tables up to date under their owner. Gives the names of the migrations that ran. */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const source = await opened(dataSourceOf(ownerUrl, [], 1));
  try {
    await assertVersion(source);
    await source.query('CREATE SCHEMA IF NOT EXISTS app');
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}
