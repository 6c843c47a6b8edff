import type { TestApp } from './app.js';

/** Takes a world back to the moment it was kept. */
export type Restore = () => Promise<void>;

interface Column {
  readonly table: string;
  readonly columns: string;
}

/**
 * Keeps every row of the database as it is now, and gives the way back: what a request wrote is gone, in a fraction of the time that a
 * copy of the database takes. The journal goes on, since nothing takes an entry back. Past every wall and trigger: only for tests.
 */
export async function keepWorld(app: TestApp): Promise<Restore> {
  const tables = await app.sql<Column>(
    `SELECT format('%I.%I', table_schema, table_name) AS table, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
     FROM information_schema.columns
     WHERE table_schema IN ('app', 'vault') AND is_generated = 'NEVER' AND table_name <> 'migration'
     GROUP BY table_schema, table_name ORDER BY 1`,
  );
  const kept = (table: string): string => `kept."${table}"`;
  await app.sql(
    ['DROP SCHEMA IF EXISTS kept CASCADE', 'CREATE SCHEMA kept']
      .concat(tables.map(({ table, columns }) => `CREATE TABLE ${kept(table)} AS SELECT ${columns} FROM ${table}`))
      .join(';'),
  );
  const back = tables.map(
    ({ table, columns }) =>
      `DELETE FROM ${table}; INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${kept(table)}`,
  );
  const restore = ['BEGIN', `SET LOCAL session_replication_role = 'replica'`, ...back, 'COMMIT'].join(';');
  return async () => {
    await app.sql(restore);
  };
}
