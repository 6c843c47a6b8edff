import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Schemas, roles and the small functions that every policy reads. The reader's scope lives in transaction-local settings, so
 * a policy compares columns with constants and never joins on a list path. After COMMIT such a setting reads '' and not NULL.
 */
export class Foundations1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app, vault, keeper } = databaseRoles();
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE SCHEMA IF NOT EXISTS app; CREATE SCHEMA vault; CREATE SCHEMA trail;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA app TO "${app}", "${keeper}", "${vault}";
      GRANT USAGE ON SCHEMA trail TO "${app}", "${keeper}";
      GRANT USAGE ON SCHEMA vault TO "${vault}";

      CREATE FUNCTION app.me() RETURNS uuid LANGUAGE sql STABLE AS
        $$ SELECT NULLIF(current_setting('app.person', true), '')::uuid $$;
      CREATE FUNCTION app.is_system() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(current_setting('app.reach', true), '') = 'system' $$;
      CREATE FUNCTION app.is_everywhere() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(current_setting('app.reach', true), '') IN ('system', 'country') $$;
      CREATE FUNCTION app.ids(name text) RETURNS int[] LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(NULLIF(current_setting(name, true), '')::int[], '{}') $$;
      CREATE FUNCTION app.words(name text) RETURNS text[] LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(NULLIF(current_setting(name, true), '')::text[], '{}') $$;
      CREATE FUNCTION app.coordinates(region int, district int) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(current_setting('app.coordinates_country', true), '') = 'true'
             OR COALESCE(region = ANY (app.ids('app.coordinated')) OR district = ANY (app.ids('app.coordinated')), false) $$;
      CREATE FUNCTION app.opens_file(district int, places int[], reporter uuid) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(app.is_system() OR district = ANY (app.ids('app.districts')) OR places && app.ids('app.places')
             OR reporter = app.me(), false) $$;
      CREATE FUNCTION app.bars() RETURNS uuid[] LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(NULLIF(current_setting('app.bars', true), '')::uuid[], '{}') $$;
      CREATE FUNCTION app.has_role(wanted text) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT wanted = ANY (app.words('app.roles')) $$;

      ALTER TABLE app.migration ENABLE ROW LEVEL SECURITY;
      CREATE POLICY migration_read ON app.migration FOR SELECT USING (true);
      GRANT SELECT ON app.migration TO "${app}";

      CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA trail CASCADE; DROP SCHEMA vault CASCADE;
      DROP POLICY migration_read ON app.migration; ALTER TABLE app.migration DISABLE ROW LEVEL SECURITY;
      DROP FUNCTION app.me, app.is_system, app.is_everywhere, app.ids, app.words, app.coordinates, app.opens_file, app.bars, app.has_role,
        app.refuse_change CASCADE`);
  }
}
