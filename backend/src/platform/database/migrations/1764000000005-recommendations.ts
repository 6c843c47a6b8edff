import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Recommendations with their sources and follow-up. `place_id` is the centre concerned, `place_ids` the facilities of the path,
 * `owner_place_ids` the places where somebody may answer, `asaco_place_ids` the centre and its ASACO. Outside the health services
 * an action is reached only when it is published, never when it concerns skills, and goes by `alias`: the id of its record,
 * made in the session, tells the day. `opened_at` is the seal of its audit: before it, only the session knows the proposal.
 */
export class Recommendations1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.recommendation (
        id uuid CONSTRAINT recommendation_pkey PRIMARY KEY,
        alias uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT recommendation_alias_key UNIQUE,
        place_id int NOT NULL CONSTRAINT recommendation_place_fkey REFERENCES app.place (id),
        place_ids int[] NOT NULL, owner_place_ids int[] NOT NULL, asaco_place_ids int[] NOT NULL,
        case_ids uuid[] NOT NULL CONSTRAINT recommendation_cases CHECK (cardinality(case_ids) > 0),
        region_id int NOT NULL, district_id int NOT NULL,
        level text NOT NULL CONSTRAINT recommendation_level CHECK (level IN ('FAMILY','COMMUNITY','CSCOM','ASACO','COMMUNE','DISTRICT','REGION','NATIONAL')),
        audience text NOT NULL CONSTRAINT recommendation_audience CHECK (audience IN ('CARE_TEAM','ASACO','ALL')),
        factor text NOT NULL, action text NOT NULL, owner_function text NOT NULL,
        follower_id uuid NOT NULL CONSTRAINT recommendation_follower_fkey REFERENCES app.person (id),
        strength text NOT NULL, answers jsonb NOT NULL, form_version int NOT NULL,
        state text NOT NULL CONSTRAINT recommendation_state CHECK (state IN ('proposed','accepted','refused','in-progress','blocked','done',
          'verified','effective','ineffective','cancelled','merged')),
        start_on date NOT NULL, deadline date NOT NULL,
        opened_at timestamptz,
        proof text, done_by uuid CONSTRAINT recommendation_done_fkey REFERENCES app.person (id), done_at timestamptz,
        verified_by uuid CONSTRAINT recommendation_verified_fkey REFERENCES app.person (id), verified_at timestamptz,
        effect text, effect_due date, blocked_since timestamptz,
        escalated_to text CONSTRAINT recommendation_escalation CHECK (escalated_to IN ('CSCOM','DISTRICT','REGION','NATIONAL')), escalated_at timestamptz,
        successor_id uuid CONSTRAINT recommendation_successor_fkey REFERENCES app.recommendation (id),
        merged_into uuid CONSTRAINT recommendation_merged_fkey REFERENCES app.recommendation (id),
        published_month date, standing boolean NOT NULL DEFAULT false,
        created_by uuid NOT NULL CONSTRAINT recommendation_created_fkey REFERENCES app.person (id), created_at timestamptz NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT recommendation_verifier CHECK (verified_by IS DISTINCT FROM done_by OR verified_by IS NULL),
        CONSTRAINT recommendation_dates CHECK (deadline >= start_on),
        CONSTRAINT recommendation_centre CHECK (place_id = ANY (place_ids)),
        CONSTRAINT recommendation_published CHECK (published_month IS NULL OR (audience <> 'CARE_TEAM' AND opened_at IS NOT NULL))
      );
      CREATE INDEX recommendation_district_idx ON app.recommendation (district_id, deadline, id);
      CREATE INDEX recommendation_places_idx ON app.recommendation USING gin (place_ids);
      CREATE INDEX recommendation_owners_idx ON app.recommendation USING gin (owner_place_ids);
      CREATE INDEX recommendation_asacos_idx ON app.recommendation USING gin (asaco_place_ids);
      CREATE INDEX recommendation_cases_idx ON app.recommendation USING gin (case_ids);
      CREATE INDEX recommendation_state_idx ON app.recommendation (state, blocked_since, effect_due);
      CREATE INDEX recommendation_region_idx ON app.recommendation (region_id, deadline, id);
      CREATE TABLE app.recommendation_source (
        recommendation_id uuid NOT NULL CONSTRAINT recommendation_source_fkey REFERENCES app.recommendation (id),
        case_id uuid NOT NULL CONSTRAINT recommendation_source_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL, audit_id uuid CONSTRAINT recommendation_source_audit_fkey REFERENCES app.audit (id), factor text NOT NULL,
        CONSTRAINT recommendation_source_pkey PRIMARY KEY (recommendation_id, case_id, round)
      );
      CREATE INDEX recommendation_source_case_idx ON app.recommendation_source (case_id);
      CREATE FUNCTION app.require_source() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM app.recommendation_source s WHERE s.recommendation_id = NEW.id) THEN
            RAISE EXCEPTION 'a recommendation needs a source' USING ERRCODE = 'check_violation', CONSTRAINT = 'recommendation_has_source';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER recommendation_has_source AFTER INSERT ON app.recommendation DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION app.require_source();
      CREATE TABLE app.recommendation_update (
        id uuid CONSTRAINT recommendation_update_pkey PRIMARY KEY,
        recommendation_id uuid NOT NULL CONSTRAINT recommendation_update_fkey REFERENCES app.recommendation (id),
        at timestamptz NOT NULL, person_id uuid CONSTRAINT recommendation_update_person_fkey REFERENCES app.person (id), role text NOT NULL,
        event text, progress int CONSTRAINT recommendation_update_progress CHECK (progress BETWEEN 0 AND 100),
        obstacle text, decision text, proof text
      );
      CREATE INDEX recommendation_update_idx ON app.recommendation_update (recommendation_id, at);
      CREATE TRIGGER recommendation_update_append BEFORE UPDATE OR DELETE ON app.recommendation_update FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

      ALTER TABLE app.recommendation ENABLE ROW LEVEL SECURITY;
      CREATE POLICY recommendation_reach ON app.recommendation USING ((SELECT app.is_system())
        OR ((follower_id = (SELECT app.me())
            OR district_id = ANY ((SELECT app.ids('app.districts'))::int[])
            OR place_ids && (SELECT app.ids('app.places'))::int[]
            OR (level IN ('REGION','NATIONAL') AND region_id = ANY ((SELECT app.ids('app.regions'))::int[]))
            OR (level = 'NATIONAL' AND (SELECT app.is_everywhere()))
            OR (owner_place_ids && (SELECT app.ids('app.owned'))::int[] AND opened_at IS NOT NULL
                AND (published_month IS NOT NULL OR level IN ('DISTRICT','REGION','NATIONAL') OR escalated_to IS NOT NULL))
            OR (asaco_place_ids && (SELECT app.ids('app.asacos'))::int[] AND audience <> 'CARE_TEAM' AND published_month IS NOT NULL))
          AND NOT case_ids && (SELECT app.bars())::uuid[]));
      ALTER TABLE app.recommendation_source ENABLE ROW LEVEL SECURITY;
      CREATE POLICY recommendation_source_reach ON app.recommendation_source USING ((SELECT app.is_system())
        OR EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id));
      ALTER TABLE app.recommendation_update ENABLE ROW LEVEL SECURITY;
      CREATE POLICY recommendation_update_reach ON app.recommendation_update USING (EXISTS (SELECT FROM app.recommendation r WHERE r.id = recommendation_id));

      GRANT SELECT, INSERT, UPDATE ON app.recommendation TO "${app}";
      GRANT SELECT, INSERT ON app.recommendation_source, app.recommendation_update TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE app.recommendation_update, app.recommendation_source, app.recommendation CASCADE; DROP FUNCTION app.require_source`,
    );
  }
}
