import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** When each person last did what is limited by the hour: files that leave, and looking for resembling deaths. */
export class Allowances1764000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.allowance (
        person_id uuid NOT NULL CONSTRAINT allowance_person_fkey REFERENCES app.person (id),
        act text NOT NULL CONSTRAINT allowance_act CHECK (act IN ('export','similar')),
        used timestamptz[] NOT NULL,
        CONSTRAINT allowance_pkey PRIMARY KEY (person_id, act),
        CONSTRAINT allowance_most CHECK (cardinality(used) <= CASE act WHEN 'export' THEN 5 ELSE 20 END)
      );
      ALTER TABLE app.allowance ENABLE ROW LEVEL SECURITY;
      CREATE POLICY allowance_own ON app.allowance USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      GRANT SELECT, INSERT, UPDATE ON app.allowance TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE app.allowance');
  }
}
