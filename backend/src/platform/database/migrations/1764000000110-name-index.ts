import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Marks by which two people of one name are recognised without reading it, and the pairs of cases that may be one death, as the clock
 * found them. A pair is told to whoever may read both cases.
 */
export class NameIndex1764000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app, vault } = databaseRoles();
    await runner.query(`
      CREATE TABLE vault.name_mark (
        ref uuid NOT NULL CONSTRAINT name_mark_identity_fkey REFERENCES vault.identity (ref) ON DELETE CASCADE,
        master_key_id text NOT NULL, sort text NOT NULL, hash bytea NOT NULL,
        CONSTRAINT name_mark_pkey PRIMARY KEY (ref, master_key_id, sort, hash)
      );
      ALTER TABLE vault.name_mark ENABLE ROW LEVEL SECURITY;
      CREATE POLICY name_mark_vault ON vault.name_mark TO "${vault}" USING (true);
      GRANT SELECT, INSERT, DELETE ON vault.name_mark TO "${vault}";

      ALTER TABLE app.death_case ADD COLUMN compared_at timestamptz;
      CREATE INDEX death_case_to_compare ON app.death_case (received_at)
        WHERE compared_at IS NULL AND state IN ('notified', 'documenting');
      CREATE INDEX death_case_compared_idx ON app.death_case (reporter_id, compared_at);
      CREATE TABLE app.resemblance (
        first_id uuid NOT NULL CONSTRAINT resemblance_first_fkey REFERENCES app.death_case (id),
        second_id uuid NOT NULL CONSTRAINT resemblance_second_fkey REFERENCES app.death_case (id),
        score smallint NOT NULL CONSTRAINT resemblance_score CHECK (score BETWEEN 0 AND 100),
        at timestamptz NOT NULL,
        CONSTRAINT resemblance_pkey PRIMARY KEY (first_id, second_id),
        CONSTRAINT resemblance_order CHECK (first_id < second_id)
      );
      CREATE INDEX resemblance_second_idx ON app.resemblance (second_id);
      ALTER TABLE app.resemblance ENABLE ROW LEVEL SECURITY;
      CREATE POLICY resemblance_both ON app.resemblance FOR SELECT USING ((SELECT app.is_system()) OR (
        EXISTS (SELECT FROM app.death_case c WHERE c.id = first_id) AND EXISTS (SELECT FROM app.death_case c WHERE c.id = second_id)));
      CREATE POLICY resemblance_clock ON app.resemblance USING ((SELECT app.is_system()));
      GRANT SELECT, INSERT, UPDATE, DELETE ON app.resemblance TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE app.resemblance, vault.name_mark;
      DROP INDEX app.death_case_compared_idx, app.death_case_to_compare;
      ALTER TABLE app.death_case DROP COLUMN compared_at;
    `);
  }
}
