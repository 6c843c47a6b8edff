import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Pictures of a case. They show names, so their bytes lie in the vault under the key of the case's person, and erasing the person
 * erases them; what stays here is what they were and their hash. Reached through a facility of the path or the district, never by
 * having reported. A packet holds copies of its own, with everything that identifies painted over.
 */
export class Attachments1764000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app, vault } = databaseRoles();
    await runner.query(`
      CREATE TABLE vault.content (
        id uuid CONSTRAINT content_pkey PRIMARY KEY,
        ref uuid NOT NULL CONSTRAINT content_identity_fkey REFERENCES vault.identity (ref),
        ciphertext bytea NOT NULL
      );
      CREATE INDEX content_ref_idx ON vault.content (ref);
      -- What is encrypted does not shrink: PostgreSQL need not try.
      ALTER TABLE vault.content ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
      ALTER TABLE vault.content ENABLE ROW LEVEL SECURITY;
      CREATE POLICY content_vault ON vault.content TO "${vault}" USING (true);
      GRANT SELECT, INSERT, DELETE ON vault.content TO "${vault}";

      CREATE TABLE app.attachment (
        id uuid CONSTRAINT attachment_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT attachment_case_fkey REFERENCES app.death_case (id),
        place_id int NOT NULL CONSTRAINT attachment_place_fkey REFERENCES app.place (id),
        kind text NOT NULL CONSTRAINT attachment_kind
          CHECK (kind IN ('register','partograph','prescription','referral-slip','certificate','other')),
        n int NOT NULL, width int NOT NULL, height int NOT NULL, bytes int NOT NULL,
        sha256 text NOT NULL CONSTRAINT attachment_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        state text NOT NULL CONSTRAINT attachment_state CHECK (state IN ('kept','removed')),
        added_by uuid NOT NULL CONSTRAINT attachment_added_fkey REFERENCES app.person (id), added_at timestamptz NOT NULL,
        removed_by uuid CONSTRAINT attachment_removed_fkey REFERENCES app.person (id), removed_at timestamptz, removed_reason text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT attachment_n_key UNIQUE (case_id, kind, n),
        CONSTRAINT attachment_removed CHECK ((state = 'removed') = (removed_by IS NOT NULL AND removed_at IS NOT NULL AND removed_reason <> ''))
      );
      CREATE UNIQUE INDEX attachment_sha256_key ON app.attachment (case_id, sha256) WHERE state = 'kept';
      CREATE TRIGGER attachment_frozen BEFORE INSERT OR UPDATE ON app.attachment FOR EACH ROW EXECUTE FUNCTION app.refuse_frozen_draft();
      ALTER TABLE app.attachment ENABLE ROW LEVEL SECURITY;
      CREATE POLICY attachment_reach ON app.attachment USING (EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id
        AND app.opens_file(c.district_id, c.place_ids, NULL)));
      GRANT SELECT, INSERT, UPDATE ON app.attachment TO "${app}";

      CREATE TABLE app.packet_picture (
        id uuid CONSTRAINT packet_picture_pkey PRIMARY KEY,
        packet_id uuid NOT NULL CONSTRAINT packet_picture_packet_fkey REFERENCES app.packet (id),
        attachment_id uuid NOT NULL CONSTRAINT packet_picture_attachment_fkey REFERENCES app.attachment (id),
        n int NOT NULL, boxes jsonb, sha256 text,
        CONSTRAINT packet_picture_attachment_key UNIQUE (packet_id, attachment_id),
        CONSTRAINT packet_picture_looked CHECK ((boxes IS NULL) = (sha256 IS NULL))
      );
      CREATE FUNCTION app.refuse_released_picture() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE current text;
        BEGIN
          SELECT state INTO current FROM app.packet WHERE id = COALESCE(NEW.packet_id, OLD.packet_id);
          IF current IS DISTINCT FROM 'draft' THEN
            RAISE EXCEPTION 'the packet has left' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN COALESCE(NEW, OLD);
        END $$;
      CREATE TRIGGER packet_picture_released BEFORE INSERT OR UPDATE OR DELETE ON app.packet_picture
        FOR EACH ROW EXECUTE FUNCTION app.refuse_released_picture();
      ALTER TABLE app.packet_picture ENABLE ROW LEVEL SECURITY;
      CREATE POLICY packet_picture_reach ON app.packet_picture USING (EXISTS (SELECT FROM app.packet k WHERE k.id = packet_id));
      GRANT SELECT, INSERT, UPDATE, DELETE ON app.packet_picture TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE app.packet_picture, app.attachment, vault.content CASCADE; DROP FUNCTION app.refuse_released_picture',
    );
  }
}
