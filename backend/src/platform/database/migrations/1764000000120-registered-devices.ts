import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** Devices that work without a network: whose, in which browser, until when; and the sessions that their codes opened. */
export class RegisteredDevices1764000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.device (
        id uuid CONSTRAINT device_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT device_person_fkey REFERENCES app.person (id),
        agent text NOT NULL,
        browser_hash bytea NOT NULL,
        code_hash bytea NOT NULL,
        opens_session boolean NOT NULL DEFAULT true,
        failures int NOT NULL DEFAULT 0 CONSTRAINT device_failures CHECK (failures >= 0),
        unsent int NOT NULL DEFAULT 0 CONSTRAINT device_unsent CHECK (unsent >= 0),
        made_at timestamptz NOT NULL, seen_at timestamptz NOT NULL,
        revoked_at timestamptz, revoked_for text
          CONSTRAINT device_revoked_for CHECK (revoked_for IN ('owner','administrator','tries','replaced')),
        CONSTRAINT device_revoked CHECK ((revoked_at IS NULL) = (revoked_for IS NULL))
      );
      CREATE UNIQUE INDEX device_browser_key ON app.device (person_id, browser_hash) WHERE revoked_at IS NULL;
      ALTER TABLE app.device ENABLE ROW LEVEL SECURITY;
      CREATE POLICY device_own ON app.device USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      GRANT SELECT, INSERT, UPDATE ON app.device TO "${app}";

      ALTER TABLE app.login ADD COLUMN device_id uuid CONSTRAINT login_device_fkey REFERENCES app.device (id);
      CREATE INDEX login_device_idx ON app.login (device_id) WHERE device_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.login DROP COLUMN device_id;
      DROP TABLE app.device;
    `);
  }
}
