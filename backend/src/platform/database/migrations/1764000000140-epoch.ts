import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** Which life of the database this is, with the mark of the cluster in which it began: elsewhere, or later, it is another one. */
export class Epoch1764000000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.epoch (
        name text NOT NULL CONSTRAINT epoch_pkey PRIMARY KEY CONSTRAINT epoch_name CHECK (name ~ '^[0-9a-f]{12}$'),
        cluster text NOT NULL,
        since timestamptz NOT NULL
      );
      CREATE TRIGGER epoch_append BEFORE UPDATE OR DELETE ON app.epoch FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
      ALTER TABLE app.epoch ENABLE ROW LEVEL SECURITY;
      CREATE POLICY epoch_system ON app.epoch USING ((SELECT app.is_system()));
      GRANT SELECT, INSERT ON app.epoch TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE app.epoch');
  }
}
