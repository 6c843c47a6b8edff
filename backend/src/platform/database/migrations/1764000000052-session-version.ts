import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session keeps the version of the form that its course is answered with: the one asked when it was planned. */
export class SessionVersion1764000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.audit_session ADD COLUMN form_version int;
      UPDATE app.audit_session SET form_version = 1;
      ALTER TABLE app.audit_session ALTER COLUMN form_version SET NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app.audit_session DROP COLUMN form_version');
  }
}
