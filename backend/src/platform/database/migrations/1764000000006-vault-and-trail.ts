import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** Identities apart and encrypted, the journal that is only added to, and the outcomes of requests for replay. */
export class VaultAndTrail1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app, vault, keeper } = databaseRoles();
    await runner.query(`
      CREATE TABLE vault.identity (
        ref uuid CONSTRAINT identity_pkey PRIMARY KEY,
        master_key_id text NOT NULL, wrapped_key bytea NOT NULL, made_at timestamptz NOT NULL
      );
      CREATE TABLE vault.field (
        ref uuid NOT NULL CONSTRAINT field_identity_fkey REFERENCES vault.identity (ref),
        field text NOT NULL, ciphertext bytea NOT NULL,
        CONSTRAINT field_pkey PRIMARY KEY (ref, field)
      );
      ALTER TABLE vault.identity ENABLE ROW LEVEL SECURITY;
      CREATE POLICY identity_vault ON vault.identity TO "${vault}" USING (true);
      ALTER TABLE vault.field ENABLE ROW LEVEL SECURITY;
      CREATE POLICY field_vault ON vault.field TO "${vault}" USING (true);
      GRANT SELECT, INSERT, DELETE ON vault.identity, vault.field TO "${vault}";

      CREATE TABLE trail.entry (
        seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT entry_pkey PRIMARY KEY,
        at timestamptz NOT NULL,
        person_id uuid, role text, place_id int, district_id int,
        command text NOT NULL, subject text NOT NULL, subject_id text,
        topic text NOT NULL CONSTRAINT entry_topic CHECK (topic IN ('accounts','facilities','settings','cases','audits','recommendations')),
        outcome text NOT NULL CONSTRAINT entry_outcome CHECK (outcome IN ('done','refused')), code text,
        fields text[] NOT NULL DEFAULT '{}', hashes jsonb NOT NULL DEFAULT '{}', request_id text
      );
      CREATE INDEX entry_person_idx ON trail.entry (person_id, seq DESC);
      CREATE INDEX entry_district_idx ON trail.entry (district_id, seq DESC);
      CREATE INDEX entry_topic_idx ON trail.entry (topic, seq DESC);
      CREATE TRIGGER entry_append BEFORE UPDATE OR DELETE ON trail.entry FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
      CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON trail.entry FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
      ALTER TABLE trail.entry ENABLE ROW LEVEL SECURITY;
      CREATE POLICY entry_write ON trail.entry FOR INSERT WITH CHECK (true);
      CREATE POLICY entry_read ON trail.entry FOR SELECT USING ((SELECT app.is_system()) OR person_id = (SELECT app.me())
        OR district_id = ANY ((SELECT app.ids('app.districts'))::int[])
        OR ((SELECT app.has_role('administrator')) AND topic IN ('accounts','facilities','settings')));
      CREATE POLICY entry_keeper ON trail.entry FOR SELECT TO "${keeper}" USING (true);

      CREATE TABLE trail.head (
        seq bigint CONSTRAINT head_pkey PRIMARY KEY,
        root bytea NOT NULL, previous bytea, signature bytea NOT NULL, at timestamptz NOT NULL
      );
      CREATE TRIGGER head_append BEFORE UPDATE OR DELETE ON trail.head FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
      ALTER TABLE trail.head ENABLE ROW LEVEL SECURITY;
      CREATE POLICY head_read ON trail.head FOR SELECT USING (true);
      CREATE POLICY head_keeper ON trail.head FOR INSERT TO "${keeper}" WITH CHECK (true);

      CREATE TABLE app.idempotency (
        person_id uuid NOT NULL CONSTRAINT idempotency_person_fkey REFERENCES app.person (id),
        key uuid NOT NULL, request_sha256 text NOT NULL, status int NOT NULL,
        record_id text NOT NULL, version int NOT NULL, receipt text NOT NULL, at timestamptz NOT NULL,
        CONSTRAINT idempotency_pkey PRIMARY KEY (person_id, key)
      );
      CREATE INDEX idempotency_at_idx ON app.idempotency (at);
      ALTER TABLE app.idempotency ENABLE ROW LEVEL SECURITY;
      CREATE POLICY idempotency_own ON app.idempotency TO "${app}"
        USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      CREATE POLICY idempotency_keeper ON app.idempotency TO "${keeper}" USING (at < now() - interval '180 days');

      GRANT SELECT, INSERT ON trail.entry TO "${app}";
      GRANT SELECT ON trail.entry TO "${keeper}";
      GRANT SELECT ON trail.head TO "${app}";
      GRANT SELECT, INSERT ON trail.head TO "${keeper}";
      GRANT SELECT, INSERT, UPDATE ON app.idempotency TO "${app}";
      GRANT SELECT (at), DELETE ON app.idempotency TO "${keeper}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE app.idempotency, trail.head, trail.entry, vault.field, vault.identity CASCADE',
    );
  }
}
