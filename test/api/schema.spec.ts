import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ENTITIES } from '../../backend/src/app.module.js';
import { migrate } from '../../backend/src/platform/database/data-source.js';
import { MIGRATIONS } from '../../backend/src/platform/database/migrations/all.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** Names of types as TypeORM writes them. */
function typeOf(name: string, isArray: boolean): string {
  const plain: Readonly<Record<string, string>> = {
    int: 'integer',
    timestamptz: 'timestamp with time zone',
    timestamp: 'timestamp without time zone',
    time: 'time without time zone',
  };
  return `${plain[name] ?? name}${isArray ? '[]' : ''}`;
}

describe('the tables', () => {
  it('are as the entities say: names, types, nullability and primary keys', async () => {
    const source = new DataSource({ type: 'postgres', url: app.urls.owner, entities: ENTITIES });
    await source.initialize();
    const columns = await app.sql<Column>(
      `SELECT n.nspname || '.' || c.relname AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS type,
         NOT a.attnotnull AS nullable
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('app', 'trail') AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`,
    );
    const known = new Map(columns.map((column) => [`${column.table}.${column.column}`, column]));
    const wrong = source.entityMetadatas.flatMap((entity) =>
      entity.columns.flatMap((column) => {
        const name = `${entity.tablePath}.${column.databaseName}`;
        const found = known.get(name);
        const type = typeOf(column.type === Number ? 'int' : String(column.type), column.isArray);
        if (found?.type === type && found.nullable === column.isNullable) return [];
        return [
          `${name}: entity says ${type}${column.isNullable ? ' or null' : ''}, table ${JSON.stringify(found)}`,
        ];
      }),
    );
    expect(wrong).toEqual([]);
    const keys = await app.sql<{ table: string; name: string }>(
      `SELECT conrelid::regclass::text AS "table", conname AS name FROM pg_constraint WHERE contype = 'p'`,
    );
    const nameOfKey = new Map(keys.map(({ table, name }) => [table, name]));
    for (const entity of source.entityMetadatas) {
      const [declared] = entity.primaryColumns.map(
        ({ primaryKeyConstraintName }) => primaryKeyConstraintName,
      );
      if (declared !== undefined) expect(nameOfKey.get(entity.tablePath)).toBe(declared);
    }
    await source.destroy();
  });

  it('have an index under every foreign key that people follow from the other side', async () => {
    const bare = await app.sql<{ name: string }>(
      `SELECT c.conname AS name FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid::regclass::text LIKE 'app.%'
         AND c.confrelid = 'app.death_case'::regclass
         AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])`,
    );
    const looked = bare
      .map(({ name }) => name)
      .filter((name) => !/^death_case_(duplicate|mother)_fkey$/.test(name));
    expect(looked).toEqual([]);
  });
});

describe('the migrations', () => {
  it('run again change nothing, and can all be taken back and done again', async () => {
    expect(await migrate(app.urls.owner)).toEqual([]);
    const source = await new DataSource({
      type: 'postgres',
      url: app.urls.owner,
      schema: 'app',
      migrations: MIGRATIONS,
      migrationsTableName: 'migration',
    }).initialize();
    for (let n = 0; n < MIGRATIONS.length; n += 1) await source.undoLastMigration({ transaction: 'each' });
    const left = await source.query<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('app', 'vault', 'trail') AND c.relkind = 'r'`,
    );
    expect(left.map(({ name }) => name)).toEqual(['migration']);
    const functions = await source.query<{ name: string }[]>(
      `SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'app'`,
    );
    expect(functions).toEqual([]);
    await source.destroy();
    expect(await migrate(app.urls.owner)).toHaveLength(MIGRATIONS.length);
  });
});
