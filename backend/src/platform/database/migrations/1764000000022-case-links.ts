import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Deaths that belong together: a mother and her baby, or twins. The mother, or of twins the smaller id, stands first. A link is read by
 * whoever reads both its cases; a baby has one mother at most, which `death_case.mother_case_id` repeats.
 */
export class CaseLinks1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.case_link (
        id uuid CONSTRAINT case_link_pkey PRIMARY KEY,
        kind text NOT NULL CONSTRAINT case_link_kind CHECK (kind IN ('mother','twin')),
        first_id uuid NOT NULL CONSTRAINT case_link_first_fkey REFERENCES app.death_case (id),
        second_id uuid NOT NULL CONSTRAINT case_link_second_fkey REFERENCES app.death_case (id),
        state text NOT NULL CONSTRAINT case_link_state CHECK (state IN ('proposed','confirmed','removed')),
        decided_by uuid CONSTRAINT case_link_person_fkey REFERENCES app.person (id),
        at timestamptz NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT case_link_key UNIQUE (first_id, second_id),
        CONSTRAINT case_link_two CHECK (first_id <> second_id AND (kind = 'mother' OR first_id < second_id))
      );
      CREATE INDEX case_link_second_idx ON app.case_link (second_id);
      CREATE UNIQUE INDEX case_link_mother_key ON app.case_link (second_id) WHERE kind = 'mother' AND state = 'confirmed';
      ALTER TABLE app.case_link ENABLE ROW LEVEL SECURITY;
      CREATE POLICY case_link_both ON app.case_link USING ((SELECT app.is_system()) OR (
        EXISTS (SELECT FROM app.death_case c WHERE c.id = first_id) AND EXISTS (SELECT FROM app.death_case c WHERE c.id = second_id)));
      GRANT SELECT, INSERT, UPDATE ON app.case_link TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE app.case_link CASCADE');
  }
}
