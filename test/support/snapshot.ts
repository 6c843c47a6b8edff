import type { TestApp } from './app.js';

/** Takes a world back to the moment it was kept. */
export type Restore = () => Promise<void>;

interface Kept {
  readonly table: string;
  readonly columns: string;
}

/** Notes which tables a statement touched; it runs with the rights of who made it, since no role of the server knows the schema. */
const TOUCH = `CREATE FUNCTION kept.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN INSERT INTO kept.touched VALUES (format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME)); RETURN NULL; END $$`;

/**
 * Keeps every row of the database as it is now, and gives the way back: what a request wrote is gone, in a fraction of the time that a
 * copy of the database takes. The journal goes on, since nothing takes an entry back. Past every wall and trigger: only for tests.
 */
export async function keepWorld(app: TestApp): Promise<Restore> {
  const tables = await app.sql<Kept>(
    `SELECT format('%I.%I', table_schema, table_name) AS table, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
     FROM information_schema.columns
     WHERE table_schema IN ('app', 'vault') AND is_generated = 'NEVER' AND table_name <> 'migration'
       AND (table_schema, table_name) IN (SELECT schemaname, tablename FROM pg_tables)
     GROUP BY table_schema, table_name ORDER BY 1`,
  );
  const copyOf = (table: string): string => `kept."${table}"`;
  const keep = tables.flatMap(({ table, columns }) => [
    `CREATE TABLE ${copyOf(table)} AS SELECT ${columns} FROM ${table}`,
    `CREATE TRIGGER kept_touch AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION kept.touch()`,
  ]);
  await app.sql(
    [
      'DROP SCHEMA IF EXISTS kept CASCADE',
      'CREATE SCHEMA kept',
      'CREATE UNLOGGED TABLE kept.touched (name text)',
      TOUCH,
      ...keep,
    ].join(';'),
  );
  const back = new Map(
    tables.map(({ table, columns }) => [
      table,
      `DELETE FROM ${table}; INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${copyOf(table)}`,
    ]),
  );
  return async () => {
    const touched = await app.sql<{ name: string }>('SELECT DISTINCT name FROM kept.touched');
    const statements = touched.map(({ name }) => back.get(name)).filter((one) => one !== undefined);
    await app.sql(
      [
        'BEGIN',
        `SET LOCAL session_replication_role = 'replica'`,
        ...statements,
        'DELETE FROM kept.touched',
        'COMMIT',
      ].join(';'),
    );
  };
}
