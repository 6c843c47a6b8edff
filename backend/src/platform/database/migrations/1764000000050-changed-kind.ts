import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The line of the timeline that changes the kind of a death keeps both kinds: no other place tells what it was before. */
export class ChangedKind1764000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.case_event ADD COLUMN from_kind text, ADD COLUMN to_kind text,
        ADD CONSTRAINT case_event_kinds CHECK (
          CASE WHEN event = 'change-kind' THEN from_kind IS NOT NULL AND to_kind IS NOT NULL AND from_kind <> to_kind
          ELSE from_kind IS NULL AND to_kind IS NULL END);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE app.case_event DROP CONSTRAINT case_event_kinds, DROP COLUMN from_kind, DROP COLUMN to_kind',
    );
  }
}
