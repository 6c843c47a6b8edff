import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A final classification keeps the version of the opinion form that it was answered with: that of the opinion it rests on. */
export class ConclusionVersion1764000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.final_classification ADD COLUMN form_version int;
      UPDATE app.final_classification f
        SET form_version = coalesce((SELECT o.form_version FROM app.opinion o WHERE o.audit_id = f.audit_id), 1);
      ALTER TABLE app.final_classification ALTER COLUMN form_version SET NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app.final_classification DROP COLUMN form_version');
  }
}
