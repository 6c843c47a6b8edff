import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * A lost second factor is lifted by two persons. Several accounts of one human are told apart from several humans, as far as whoever keeps
 * the accounts says so: what takes two persons refuses two accounts of one, in the tables too.
 */
export class FactorLifts1764000000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      ALTER TABLE app.person
        ADD COLUMN same_as uuid CONSTRAINT person_same_as_fkey REFERENCES app.person (id),
        ADD COLUMN must_enrol boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT person_same_as_another CHECK (same_as <> id);
      -- Whoever asks or confirms does not read the accounts of others: the function does, and gives an id only.
      CREATE FUNCTION app.human_of(account uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
        $$ SELECT COALESCE(p.same_as, p.id) FROM app.person p WHERE p.id = account $$;

      CREATE TABLE app.factor_lift (
        id uuid CONSTRAINT factor_lift_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT factor_lift_person_fkey REFERENCES app.person (id),
        reason text NOT NULL CONSTRAINT factor_lift_reason CHECK (reason <> ''),
        asked_by uuid NOT NULL CONSTRAINT factor_lift_asked_fkey REFERENCES app.person (id), asked_at timestamptz NOT NULL,
        ended_by uuid CONSTRAINT factor_lift_ended_fkey REFERENCES app.person (id), ended_at timestamptz,
        confirmed boolean NOT NULL DEFAULT false,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT factor_lift_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_at IS NOT NULL OR NOT confirmed)),
        CONSTRAINT factor_lift_two_persons CHECK (asked_by <> person_id AND NOT (confirmed AND ended_by IN (asked_by, person_id)))
      );
      CREATE UNIQUE INDEX factor_lift_open_key ON app.factor_lift (person_id) WHERE ended_at IS NULL;
      ALTER TABLE app.factor_lift ENABLE ROW LEVEL SECURITY;
      CREATE POLICY factor_lift_keepers ON app.factor_lift
        USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')) OR asked_by = (SELECT app.me()));
      GRANT SELECT, INSERT, UPDATE ON app.factor_lift TO "${app}";

      CREATE FUNCTION app.refuse_one_human() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          row jsonb := to_jsonb(NEW);
          asker uuid := app.human_of(COALESCE(row->>'asked_by', row->>'granted_by')::uuid);
          second uuid := app.human_of(CASE WHEN row ? 'confirmed' THEN CASE WHEN (row->>'confirmed')::boolean THEN row->>'ended_by' END
            ELSE row->>'confirmed_by' END::uuid);
          subject uuid := app.human_of((row->>'person_id')::uuid);
        BEGIN
          IF second = asker OR subject IN (asker, second) THEN
            RAISE EXCEPTION 'two accounts of one person' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER approval_two_humans BEFORE INSERT OR UPDATE ON app.approval FOR EACH ROW EXECUTE FUNCTION app.refuse_one_human();
      CREATE TRIGGER role_request_two_humans BEFORE INSERT OR UPDATE ON app.role_request FOR EACH ROW EXECUTE FUNCTION app.refuse_one_human();
      CREATE TRIGGER factor_lift_two_humans BEFORE INSERT OR UPDATE ON app.factor_lift FOR EACH ROW EXECUTE FUNCTION app.refuse_one_human();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE app.factor_lift;
      DROP FUNCTION app.refuse_one_human CASCADE;
      DROP FUNCTION app.human_of;
      ALTER TABLE app.person DROP COLUMN same_as, DROP COLUMN must_enrol;
    `);
  }
}
