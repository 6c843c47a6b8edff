import type { DataSource } from 'typeorm';
import { StartupRefusal } from '../startup-refusal.js';
import { MIGRATIONS } from './migrations/all.js';

const OLDEST_VERSION = 150_000;
const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

async function rowsOf<Row>(source: DataSource, sql: string): Promise<readonly Row[]> {
  return source.query<Row[]>(sql);
}

export async function assertVersion(source: DataSource): Promise<void> {
  const [row] = await rowsOf<{ number: number; name: string }>(
    source,
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`,
  );
  if (row && row.number >= OLDEST_VERSION) return;
  throw new StartupRefusal(
    `PostgreSQL ${row?.name ?? ''} est trop ancien : Denba demande la version 15 ou plus récente.`,
    `PostgreSQL ${row?.name ?? ''} is too old: Denba needs version 15 or newer.`,
  );
}

/** A committed answer must survive a power cut. */
export async function assertDurable(source: DataSource): Promise<void> {
  const settings = await rowsOf<{ name: string; value: string }>(
    source,
    `SELECT name, setting AS value FROM pg_settings WHERE name IN ('fsync','full_page_writes','synchronous_commit')`,
  );
  for (const name of DURABLE) {
    const value = settings.find((setting) => setting.name === name)?.value;
    if (value === undefined || value === 'off') {
      throw new StartupRefusal(
        `Le réglage ${name} de PostgreSQL est désactivé : une coupure de courant perdrait des dossiers. Remettez-le à « on ».`,
        `The PostgreSQL setting ${name} is off: a power cut would lose files. Set it back to "on".`,
      );
    }
  }
}

export async function assertMigrated(source: DataSource): Promise<void> {
  const [known] = await rowsOf<{ there: boolean }>(
    source,
    `SELECT to_regclass('app.migration') IS NOT NULL AS there`,
  );
  const done = known?.there ? await rowsOf<{ name: string }>(source, 'SELECT name FROM app.migration') : [];
  const names = new Set(done.map(({ name }) => name));
  if (MIGRATIONS.every(({ name }) => names.has(name))) return;
  throw new StartupRefusal(
    'Les tables ne sont pas à jour : lancez « npm run denba -- migrate » avec DATABASE_OWNER_URL.',
    'The tables are not up to date: run "npm run denba -- migrate" with DATABASE_OWNER_URL.',
  );
}

/** Row security does not hold for superusers, for BYPASSRLS, nor for the owner of a table: such a user may not serve. */
export async function assertOrdinaryUser(source: DataSource): Promise<void> {
  const [row] = await rowsOf<{ free: boolean; owns: boolean; name: string }>(
    source,
    `SELECT r.rolsuper OR r.rolbypassrls AS free, r.rolname AS name,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('app', 'vault', 'trail') AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owns
     FROM pg_roles r WHERE r.rolname = current_user`,
  );
  if (row && !row.free && !row.owns) return;
  throw new StartupRefusal(
    `L’utilisateur « ${row?.name ?? ''} » de DATABASE_URL possède les tables ou contourne leur protection : donnez un utilisateur ordinaire, et le propriétaire dans DATABASE_OWNER_URL seulement.`,
    `The user "${row?.name ?? ''}" of DATABASE_URL owns the tables or bypasses their protection: give an ordinary user, and the owner in DATABASE_OWNER_URL only.`,
  );
}
