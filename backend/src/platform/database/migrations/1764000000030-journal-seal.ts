import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * The journal in sealed batches. Each entry takes the shared side of a lock before its number is drawn; who seals takes the other
 * side for a moment, and then knows that no smaller number is still on its way.
 */
export class JournalSeal1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      ALTER TABLE trail.head ADD COLUMN entries bytea NOT NULL;
      CREATE TRIGGER head_no_truncate BEFORE TRUNCATE ON trail.head FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
      REVOKE SELECT ON trail.head FROM "${app}";
      GRANT SELECT (seq, root, previous, signature, at) ON trail.head TO "${app}";

      CREATE FUNCTION trail.wait_for_seal() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock_shared(hashtext('denba.journal')); RETURN NULL; END $$;
      CREATE TRIGGER entry_numbered BEFORE INSERT ON trail.entry FOR EACH STATEMENT EXECUTE FUNCTION trail.wait_for_seal();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      DROP TRIGGER entry_numbered ON trail.entry;
      DROP FUNCTION trail.wait_for_seal;
      GRANT SELECT ON trail.head TO "${app}";
      DROP TRIGGER head_no_truncate ON trail.head;
      ALTER TABLE trail.head DROP COLUMN entries;
    `);
  }
}
