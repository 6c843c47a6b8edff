import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case remembers when the identity of its dead person was erased. [domain 7.5] */
export class IdentityErasure1764000000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.death_case ADD COLUMN identity_erased_at timestamptz;
      CREATE INDEX death_case_identity_kept ON app.death_case (district_id)
        WHERE identity_erased_at IS NULL AND state IN ('closed', 'discarded', 'duplicate');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app.death_case DROP COLUMN identity_erased_at');
  }
}
