import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What two persons granted is used once: the database itself refuses the second time, and a use too late. */
export class CaseExports1764000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.approval ADD COLUMN used_at timestamptz,
        ADD CONSTRAINT approval_used CHECK (used_at IS NULL OR (confirmed_at IS NOT NULL AND used_at BETWEEN confirmed_at AND until));
      CREATE TRIGGER approval_used_once BEFORE UPDATE ON app.approval FOR EACH ROW WHEN (OLD.used_at IS NOT NULL)
        EXECUTE FUNCTION app.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER approval_used_once ON app.approval;
      ALTER TABLE app.approval DROP CONSTRAINT approval_used, DROP COLUMN used_at;
    `);
  }
}
