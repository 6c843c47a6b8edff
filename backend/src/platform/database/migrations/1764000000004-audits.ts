import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Sessions, audits and their opinions, packets, draws, comparisons. A reviewer reaches their own audits and the packet of these,
 * nothing else; an opinion of another opens to readers of the case by `disclosed_at`, written when the case is concluded.
 */
export class Audits1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.packet (
        id uuid CONSTRAINT packet_pkey PRIMARY KEY,
        alias text NOT NULL CONSTRAINT packet_alias_key UNIQUE,
        case_id uuid NOT NULL CONSTRAINT packet_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL,
        file_id uuid NOT NULL CONSTRAINT packet_file_fkey REFERENCES app.case_file (id),
        state text NOT NULL CONSTRAINT packet_state CHECK (state IN ('draft','released','withdrawn','destroyed')),
        spans jsonb NOT NULL DEFAULT '{}', content jsonb, context jsonb, sha256 text,
        released_by uuid CONSTRAINT packet_released_fkey REFERENCES app.person (id), released_at timestamptz,
        version int NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX packet_live_key ON app.packet (file_id) WHERE state IN ('draft','released');
      CREATE INDEX packet_case_idx ON app.packet (case_id);

      CREATE TABLE app.draw (
        id uuid CONSTRAINT draw_pkey PRIMARY KEY,
        district_id int NOT NULL CONSTRAINT draw_district_fkey REFERENCES app.place (id),
        quarter text NOT NULL CONSTRAINT draw_quarter CHECK (quarter ~ '^\\d{4}-Q[1-4]$'),
        commitment text NOT NULL, made_at timestamptz NOT NULL, revealed_seed text, revealed_at timestamptz,
        CONSTRAINT draw_quarter_key UNIQUE (district_id, quarter)
      );
      CREATE TABLE app.draw_seed (
        draw_id uuid CONSTRAINT draw_seed_pkey PRIMARY KEY CONSTRAINT draw_seed_draw_fkey REFERENCES app.draw (id),
        seed bytea NOT NULL
      );
      CREATE TABLE app.draw_result (
        case_id uuid NOT NULL CONSTRAINT draw_result_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL, phase text NOT NULL CONSTRAINT draw_result_phase CHECK (phase IN ('seal','top-up')),
        draw_id uuid NOT NULL CONSTRAINT draw_result_draw_fkey REFERENCES app.draw (id),
        rank double precision NOT NULL, probability double precision NOT NULL, selected boolean NOT NULL, at timestamptz NOT NULL,
        CONSTRAINT draw_result_pkey PRIMARY KEY (case_id, round, phase)
      );

      CREATE TABLE app.audit_session (
        id uuid CONSTRAINT audit_session_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT audit_session_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL,
        place_id int NOT NULL CONSTRAINT audit_session_place_fkey REFERENCES app.place (id),
        type text NOT NULL CONSTRAINT audit_session_type CHECK (type IN ('CSCOM_AUDIT','JOINT','AREA','DISTRICT','REGIONAL')),
        state text NOT NULL CONSTRAINT audit_session_state CHECK (state IN ('planned','open','closed','cancelled')),
        planned_for timestamp NOT NULL, note jsonb NOT NULL DEFAULT '{}', note_version int NOT NULL DEFAULT 1,
        scribe_id uuid NOT NULL CONSTRAINT audit_session_scribe_fkey REFERENCES app.person (id),
        opened_at timestamptz, closed_at timestamptz, version int NOT NULL DEFAULT 1
      );
      CREATE INDEX audit_session_case_idx ON app.audit_session (case_id);

      CREATE TABLE app.attendance (
        id uuid CONSTRAINT attendance_pkey PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT attendance_session_fkey REFERENCES app.audit_session (id),
        person_id uuid CONSTRAINT attendance_person_fkey REFERENCES app.person (id), vault_ref uuid,
        profession text NOT NULL, function text NOT NULL,
        place_id int CONSTRAINT attendance_place_fkey REFERENCES app.place (id),
        presence text NOT NULL CONSTRAINT attendance_presence CHECK (presence IN ('present','telephone','absent')),
        involved_in_care boolean NOT NULL, charter_signed_at timestamptz,
        consensus text CONSTRAINT attendance_consensus CHECK (consensus IN ('agrees','dissents')), dissent text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT attendance_person_key UNIQUE (session_id, person_id),
        CONSTRAINT attendance_someone CHECK (person_id IS NULL OR vault_ref IS NULL)
      );

      CREATE TABLE app.audit (
        id uuid CONSTRAINT audit_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT audit_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL,
        kind text NOT NULL CONSTRAINT audit_kind CHECK (kind IN ('audit','counter-audit','adjudication')),
        seat int NOT NULL, revision int NOT NULL DEFAULT 1,
        case_kind text NOT NULL, region_id int NOT NULL, district_id int NOT NULL,
        file_id uuid NOT NULL CONSTRAINT audit_file_fkey REFERENCES app.case_file (id),
        packet_id uuid CONSTRAINT audit_packet_fkey REFERENCES app.packet (id),
        session_id uuid CONSTRAINT audit_session_fkey REFERENCES app.audit_session (id),
        assignee_id uuid CONSTRAINT audit_assignee_fkey REFERENCES app.person (id),
        state text NOT NULL CONSTRAINT audit_state CHECK (state IN ('open','assigned','in-progress','sealed','recused','expired','withdrawn')),
        declaration jsonb, assigned_at timestamptz, due_at timestamptz, ended_at timestamptz, disclosed_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT audit_open_seat CHECK (state = 'withdrawn' OR (state = 'open') = (assignee_id IS NULL AND session_id IS NULL))
      );
      CREATE UNIQUE INDEX audit_seat_key ON app.audit (case_id, round, kind, seat, revision) WHERE state IN ('open','assigned','in-progress','sealed');
      CREATE UNIQUE INDEX audit_one_seat_key ON app.audit (case_id, assignee_id) WHERE kind <> 'audit';
      CREATE INDEX audit_assignee_idx ON app.audit (assignee_id, due_at, id);
      CREATE INDEX audit_seats_idx ON app.audit (district_id, state);

      CREATE TABLE app.participation (
        audit_id uuid NOT NULL CONSTRAINT participation_audit_fkey REFERENCES app.audit (id),
        attendance_id uuid NOT NULL CONSTRAINT participation_attendance_fkey REFERENCES app.attendance (id),
        involved_in_care boolean NOT NULL, votes boolean NOT NULL, consensus text, dissent text,
        CONSTRAINT participation_pkey PRIMARY KEY (audit_id, attendance_id),
        CONSTRAINT participation_involved CHECK (NOT (involved_in_care AND votes))
      );

      CREATE TABLE app.opinion (
        audit_id uuid CONSTRAINT opinion_pkey PRIMARY KEY CONSTRAINT opinion_audit_fkey REFERENCES app.audit (id),
        form text NOT NULL, form_version int NOT NULL, answers jsonb NOT NULL DEFAULT '{}', kept_warnings jsonb NOT NULL DEFAULT '{}',
        minutes int, version int NOT NULL DEFAULT 1, updated_at timestamptz NOT NULL
      );
      CREATE TABLE app.seal (
        audit_id uuid CONSTRAINT seal_pkey PRIMARY KEY CONSTRAINT seal_audit_fkey REFERENCES app.audit (id),
        content text NOT NULL, sha256 text NOT NULL, source_sha256 text NOT NULL, signers jsonb NOT NULL, at timestamptz NOT NULL
      );
      CREATE FUNCTION app.refuse_sealed_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM app.seal s WHERE s.audit_id = OLD.audit_id) THEN
            RAISE EXCEPTION 'the opinion is sealed' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;
      CREATE TRIGGER opinion_sealed BEFORE UPDATE OR DELETE ON app.opinion FOR EACH ROW EXECUTE FUNCTION app.refuse_sealed_opinion();
      CREATE TRIGGER seal_insert_only BEFORE UPDATE OR DELETE ON app.seal FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

      CREATE TABLE app.comparison (
        case_id uuid NOT NULL CONSTRAINT comparison_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL, pair text NOT NULL, item text NOT NULL,
        left_value jsonb, right_value jsonb,
        level text NOT NULL CONSTRAINT comparison_level CHECK (level IN ('NONE','MINOR','MODERATE','MAJOR')),
        rule_version int NOT NULL, at timestamptz NOT NULL,
        CONSTRAINT comparison_pkey PRIMARY KEY (case_id, round, pair, item)
      );
      CREATE TRIGGER comparison_once BEFORE UPDATE OR DELETE ON app.comparison FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

      CREATE TABLE app.final_classification (
        case_id uuid NOT NULL CONSTRAINT final_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL, source text NOT NULL,
        audit_id uuid CONSTRAINT final_audit_fkey REFERENCES app.audit (id),
        answers jsonb NOT NULL, unsettled text[] NOT NULL DEFAULT '{}', at timestamptz NOT NULL,
        CONSTRAINT final_classification_pkey PRIMARY KEY (case_id, round)
      );

      ALTER TABLE app.packet ENABLE ROW LEVEL SECURITY;
      CREATE POLICY packet_reach ON app.packet USING ((SELECT app.is_system())
        OR EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id AND c.district_id = ANY ((SELECT app.ids('app.districts'))::int[]))
        OR EXISTS (SELECT FROM app.audit a WHERE a.packet_id = packet.id AND a.assignee_id = (SELECT app.me())
          AND a.state IN ('assigned','in-progress','sealed')));
    `);
    await runner.query(`
      ALTER TABLE app.draw ENABLE ROW LEVEL SECURITY;
      CREATE POLICY draw_read ON app.draw FOR SELECT USING ((SELECT app.me()) IS NOT NULL OR (SELECT app.is_system()));
      CREATE POLICY draw_system ON app.draw FOR ALL USING ((SELECT app.is_system()));
      ALTER TABLE app.draw_seed ENABLE ROW LEVEL SECURITY;
      CREATE POLICY draw_seed_system ON app.draw_seed USING ((SELECT app.is_system()));
      ALTER TABLE app.draw_result ENABLE ROW LEVEL SECURITY;
      CREATE POLICY draw_result_system ON app.draw_result USING ((SELECT app.is_system()));
      ALTER TABLE app.audit_session ENABLE ROW LEVEL SECURITY;
      CREATE POLICY audit_session_reach ON app.audit_session USING (EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id));
      ALTER TABLE app.attendance ENABLE ROW LEVEL SECURITY;
      CREATE POLICY attendance_reach ON app.attendance USING (EXISTS (SELECT FROM app.audit_session s WHERE s.id = session_id));
      ALTER TABLE app.audit ENABLE ROW LEVEL SECURITY;
      CREATE POLICY audit_reach ON app.audit USING ((SELECT app.is_system()) OR assignee_id = (SELECT app.me())
        OR (kind = 'audit' AND EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id))
        OR (disclosed_at IS NOT NULL AND EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id))
        OR (kind <> 'audit' AND (app.coordinates(region_id, district_id))));
      ALTER TABLE app.participation ENABLE ROW LEVEL SECURITY;
      CREATE POLICY participation_reach ON app.participation USING (EXISTS (SELECT FROM app.attendance t WHERE t.id = attendance_id));
      ALTER TABLE app.opinion ENABLE ROW LEVEL SECURITY;
      CREATE POLICY opinion_reach ON app.opinion USING ((SELECT app.is_system()) OR EXISTS (SELECT FROM app.audit a WHERE a.id = audit_id AND (
        a.assignee_id = (SELECT app.me()) OR EXISTS (SELECT FROM app.death_case c WHERE c.id = a.case_id
          AND CASE WHEN a.disclosed_at IS NULL THEN a.kind = 'audit' AND app.opens_file(c.district_id, c.place_ids, c.reporter_id)
            ELSE app.opens_file(c.district_id, c.place_ids, c.reporter_id) OR c.region_id = ANY ((SELECT app.ids('app.regions'))::int[]) END))));
      ALTER TABLE app.seal ENABLE ROW LEVEL SECURITY;
      CREATE POLICY seal_reach ON app.seal USING (EXISTS (SELECT FROM app.opinion o WHERE o.audit_id = seal.audit_id));
      ALTER TABLE app.comparison ENABLE ROW LEVEL SECURITY;
      CREATE POLICY comparison_read ON app.comparison FOR SELECT USING ((SELECT app.is_system())
        OR EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id AND c.concluded_at IS NOT NULL));
      CREATE POLICY comparison_system ON app.comparison FOR INSERT WITH CHECK ((SELECT app.is_system()));
      ALTER TABLE app.final_classification ENABLE ROW LEVEL SECURITY;
      CREATE POLICY final_read ON app.final_classification FOR SELECT USING ((SELECT app.is_system())
        OR EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id AND c.concluded_at IS NOT NULL));
      CREATE POLICY final_system ON app.final_classification FOR ALL USING ((SELECT app.is_system()));

      GRANT SELECT, INSERT, UPDATE ON app.packet, app.draw, app.audit_session, app.attendance, app.audit, app.opinion, app.final_classification TO "${app}";
      GRANT SELECT, INSERT ON app.draw_seed, app.draw_result, app.participation, app.seal, app.comparison TO "${app}";
      GRANT DELETE ON app.attendance TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE app.final_classification, app.comparison, app.seal, app.opinion, app.participation, app.audit, app.attendance,
      app.audit_session, app.draw_result, app.draw_seed, app.draw, app.packet CASCADE; DROP FUNCTION app.refuse_sealed_opinion`);
  }
}
