import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Pictures that come by pieces. What was announced is its author's alone; the pieces show names like the whole, so they lie in the vault
 * under the key of the case's person, and go with it.
 */
export class Uploads1764000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app, vault } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.upload (
        id uuid CONSTRAINT upload_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT upload_case_fkey REFERENCES app.death_case (id),
        person_id uuid NOT NULL CONSTRAINT upload_person_fkey REFERENCES app.person (id),
        kind text NOT NULL CONSTRAINT upload_kind
          CHECK (kind IN ('register','partograph','prescription','referral-slip','certificate','other')),
        size int NOT NULL CONSTRAINT upload_size CHECK (size > 0),
        sha256 text NOT NULL CONSTRAINT upload_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        asked_at timestamptz NOT NULL
      );
      CREATE INDEX upload_person_idx ON app.upload (person_id);
      CREATE INDEX upload_case_idx ON app.upload (case_id);
      ALTER TABLE app.upload ENABLE ROW LEVEL SECURITY;
      CREATE POLICY upload_own ON app.upload USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      GRANT SELECT, INSERT, UPDATE, DELETE ON app.upload TO "${app}";

      CREATE TABLE vault.piece (
        upload uuid NOT NULL, n int NOT NULL,
        ref uuid NOT NULL CONSTRAINT piece_identity_fkey REFERENCES vault.identity (ref),
        ciphertext bytea NOT NULL, at timestamptz NOT NULL,
        CONSTRAINT piece_pkey PRIMARY KEY (upload, n)
      );
      CREATE INDEX piece_ref_idx ON vault.piece (ref);
      ALTER TABLE vault.piece ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
      ALTER TABLE vault.piece ENABLE ROW LEVEL SECURITY;
      CREATE POLICY piece_vault ON vault.piece TO "${vault}" USING (true);
      GRANT SELECT, INSERT, UPDATE, DELETE ON vault.piece TO "${vault}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE vault.piece, app.upload');
  }
}
