import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** Second factors with their recovery codes, what a session has proved and when, and whether this installation requires one. */
export class SecondFactor1764000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.second_factor (
        person_id uuid CONSTRAINT second_factor_pkey PRIMARY KEY
          CONSTRAINT second_factor_person_fkey REFERENCES app.person (id),
        secret bytea NOT NULL,
        made_at timestamptz NOT NULL, confirmed_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0
      );
      CREATE TABLE app.recovery_code (
        person_id uuid NOT NULL CONSTRAINT recovery_code_factor_fkey REFERENCES app.second_factor (person_id) ON DELETE CASCADE,
        code_hash bytea NOT NULL, used_at timestamptz,
        CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, code_hash)
      );
      ALTER TABLE app.second_factor ENABLE ROW LEVEL SECURITY;
      CREATE POLICY second_factor_own ON app.second_factor USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      ALTER TABLE app.recovery_code ENABLE ROW LEVEL SECURITY;
      CREATE POLICY recovery_code_own ON app.recovery_code USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      GRANT SELECT, INSERT, UPDATE, DELETE ON app.second_factor, app.recovery_code TO "${app}";

      ALTER TABLE app.login ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
        ADD COLUMN factor_at timestamptz, ADD COLUMN proved_at timestamptz;
      CREATE UNIQUE INDEX login_id_key ON app.login (id);

      ALTER TABLE app.server ADD COLUMN second_factor text NOT NULL DEFAULT 'required'
        CONSTRAINT server_second_factor CHECK (second_factor IN ('required','offered'));
      UPDATE app.server SET second_factor = 'offered' WHERE EXISTS (SELECT FROM app.place WHERE code = 'DISTRICT-DEMO');
      CREATE POLICY server_change ON app.server FOR UPDATE USING ((SELECT app.is_system()));
      GRANT UPDATE (second_factor) ON app.server TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      REVOKE UPDATE (second_factor) ON app.server FROM "${app}";
      DROP POLICY server_change ON app.server;
      ALTER TABLE app.server DROP COLUMN second_factor;
      ALTER TABLE app.login DROP COLUMN proved_at, DROP COLUMN factor_at, DROP COLUMN id;
      DROP TABLE app.recovery_code, app.second_factor;
    `);
  }
}
