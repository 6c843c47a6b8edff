import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Deaths and their files. `place_ids` holds the responsible facility first, then the others of the path. A case is reached through
 * its region, its district, one of its facilities, or by having reported it, minus the person's bars; its file through the last three.
 */
export class Cases1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.death_case (
        id uuid CONSTRAINT death_case_pkey PRIMARY KEY,
        number text NOT NULL CONSTRAINT death_case_number_key UNIQUE
          CONSTRAINT death_case_number CHECK (number ~ '^DNB-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$'),
        kind text CONSTRAINT death_case_kind CHECK (kind IN ('MAT','SB','NND','CHILD')),
        category text NOT NULL CONSTRAINT death_case_category CHECK (category IN ('MAT','SB','NND','CHILD','WRA')),
        state text NOT NULL CONSTRAINT death_case_state CHECK (state IN ('notified','documenting','ready','audited','counter-auditing',
          'adjudicating','concluded','responding','closed','discarded','duplicate')),
        round int NOT NULL DEFAULT 1 CONSTRAINT death_case_round CHECK (round >= 1),
        version int NOT NULL DEFAULT 1,
        hold_route text CONSTRAINT death_case_hold CHECK (hold_route IN ('safeguarding','judicial')), hold_since timestamptz,
        region_id int NOT NULL CONSTRAINT death_case_region_fkey REFERENCES app.place (id),
        district_id int NOT NULL CONSTRAINT death_case_district_fkey REFERENCES app.place (id),
        responsible_id int NOT NULL CONSTRAINT death_case_responsible_fkey REFERENCES app.place (id),
        place_ids int[] NOT NULL,
        village_id int CONSTRAINT death_case_village_fkey REFERENCES app.place (id),
        reporter_id uuid NOT NULL CONSTRAINT death_case_reporter_fkey REFERENCES app.person (id),
        subject_ref uuid NOT NULL,
        death_place text NOT NULL, death_date date NOT NULL, death_time time,
        known_at timestamp NOT NULL,
        age_days int, sex text, parity int, birth_weight_g int,
        reported_at timestamp NOT NULL, received_at timestamptz NOT NULL,
        late boolean NOT NULL DEFAULT false, late_reason text,
        head_involved boolean NOT NULL DEFAULT false,
        provisional boolean NOT NULL DEFAULT false,
        confirmed_at timestamptz, concluded_at timestamptz, closed_at timestamptz,
        feedback text[] NOT NULL DEFAULT '{}',
        duplicate_of uuid CONSTRAINT death_case_duplicate_fkey REFERENCES app.death_case (id),
        mother_case_id uuid CONSTRAINT death_case_mother_fkey REFERENCES app.death_case (id),
        CONSTRAINT death_case_duplicate CHECK ((state = 'duplicate') = (duplicate_of IS NOT NULL) AND duplicate_of IS DISTINCT FROM id),
        CONSTRAINT death_case_hold_pair CHECK ((hold_route IS NULL) = (hold_since IS NULL)),
        CONSTRAINT death_case_responsible CHECK (place_ids[1] = responsible_id)
      );
      CREATE INDEX death_case_all_idx ON app.death_case (reported_at DESC, id DESC);
      CREATE INDEX death_case_region_idx ON app.death_case (region_id, reported_at DESC, id DESC);
      CREATE INDEX death_case_district_idx ON app.death_case (district_id, reported_at DESC, id DESC);
      CREATE INDEX death_case_reporter_idx ON app.death_case (reporter_id, reported_at DESC, id DESC);
      CREATE INDEX death_case_places_idx ON app.death_case USING gin (place_ids);
      CREATE INDEX death_case_similar_idx ON app.death_case (death_date, district_id);

      CREATE TABLE app.case_draft (
        case_id uuid NOT NULL CONSTRAINT case_draft_case_fkey REFERENCES app.death_case (id),
        form text NOT NULL, round int NOT NULL, form_version int NOT NULL,
        answers jsonb NOT NULL DEFAULT '{}', kept_warnings jsonb NOT NULL DEFAULT '{}',
        version int NOT NULL DEFAULT 1, updated_at timestamptz NOT NULL,
        CONSTRAINT case_draft_pkey PRIMARY KEY (case_id, form, round)
      );
      CREATE FUNCTION app.refuse_frozen_draft() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE current text;
        BEGIN
          SELECT state INTO current FROM app.death_case WHERE id = NEW.case_id;
          IF current NOT IN ('notified', 'documenting') THEN
            RAISE EXCEPTION 'the draft is frozen' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER case_draft_frozen BEFORE INSERT OR UPDATE ON app.case_draft FOR EACH ROW EXECUTE FUNCTION app.refuse_frozen_draft();

      CREATE TABLE app.contribution (
        case_id uuid NOT NULL CONSTRAINT contribution_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL,
        place_id int NOT NULL CONSTRAINT contribution_place_fkey REFERENCES app.place (id),
        narrative text NOT NULL DEFAULT '',
        signed_by uuid CONSTRAINT contribution_person_fkey REFERENCES app.person (id), signed_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT contribution_pkey PRIMARY KEY (case_id, round, place_id)
      );

      CREATE TABLE app.case_file (
        id uuid CONSTRAINT case_file_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT case_file_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL, n int NOT NULL,
        documents jsonb, content text, sha256 text NOT NULL,
        frozen_by uuid NOT NULL CONSTRAINT case_file_person_fkey REFERENCES app.person (id), frozen_at timestamptz NOT NULL,
        CONSTRAINT case_file_n_key UNIQUE (case_id, n)
      );
      CREATE TRIGGER case_file_immutable BEFORE UPDATE OR DELETE ON app.case_file FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

      CREATE TABLE app.case_event (
        case_id uuid NOT NULL CONSTRAINT case_event_case_fkey REFERENCES app.death_case (id),
        seq int NOT NULL, event text NOT NULL, from_state text, to_state text NOT NULL,
        person_id uuid CONSTRAINT case_event_person_fkey REFERENCES app.person (id), role text NOT NULL,
        reason text, at timestamptz NOT NULL, late boolean NOT NULL DEFAULT false,
        audience text NOT NULL CONSTRAINT case_event_audience CHECK (audience IN ('all','team','district','system')),
        CONSTRAINT case_event_pkey PRIMARY KEY (case_id, seq)
      );
      CREATE TRIGGER case_event_append BEFORE UPDATE OR DELETE ON app.case_event FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

      CREATE TABLE app.case_bar (
        person_id uuid NOT NULL CONSTRAINT case_bar_person_fkey REFERENCES app.person (id),
        case_id uuid NOT NULL CONSTRAINT case_bar_case_fkey REFERENCES app.death_case (id),
        reason text NOT NULL, until timestamptz,
        CONSTRAINT case_bar_pkey PRIMARY KEY (person_id, case_id, reason)
      );

      CREATE TABLE app.approval (
        id uuid CONSTRAINT approval_pkey PRIMARY KEY,
        action text NOT NULL, subject text NOT NULL, subject_id uuid NOT NULL,
        case_id uuid CONSTRAINT approval_case_fkey REFERENCES app.death_case (id),
        district_id int, region_id int,
        payload jsonb NOT NULL DEFAULT '{}', reason text NOT NULL,
        asked_by uuid NOT NULL CONSTRAINT approval_asked_fkey REFERENCES app.person (id), asked_at timestamptz NOT NULL,
        confirmed_by uuid CONSTRAINT approval_confirmed_fkey REFERENCES app.person (id), confirmed_at timestamptz,
        declined_by uuid CONSTRAINT approval_declined_fkey REFERENCES app.person (id), declined_at timestamptz,
        until timestamptz NOT NULL, version int NOT NULL DEFAULT 1,
        CONSTRAINT approval_two_persons CHECK (confirmed_by IS DISTINCT FROM asked_by OR confirmed_by IS NULL)
      );
      CREATE INDEX approval_case_idx ON app.approval (case_id);
      CREATE UNIQUE INDEX approval_open_key ON app.approval (action, subject_id) WHERE confirmed_at IS NULL AND declined_at IS NULL;

      CREATE TABLE app.task (
        id uuid CONSTRAINT task_pkey PRIMARY KEY,
        subject text NOT NULL, subject_id uuid NOT NULL, event text NOT NULL,
        person_id uuid CONSTRAINT task_person_fkey REFERENCES app.person (id),
        role text, place_id int CONSTRAINT task_place_fkey REFERENCES app.place (id),
        seat text GENERATED ALWAYS AS (role || '@' || place_id::text) STORED,
        district_id int, region_id int,
        case_id uuid CONSTRAINT task_case_fkey REFERENCES app.death_case (id),
        kind text, label text NOT NULL, place_name text,
        started_at timestamptz NOT NULL, due_at timestamptz NOT NULL DEFAULT 'infinity',
        CONSTRAINT task_owner CHECK ((person_id IS NULL) <> (role IS NULL) AND (role IS NULL) = (place_id IS NULL))
      );
      CREATE INDEX task_seat_idx ON app.task (seat, due_at, id);
      CREATE INDEX task_person_idx ON app.task (person_id, due_at, id);
      CREATE INDEX task_subject_idx ON app.task (subject_id, event);
      CREATE INDEX task_case_idx ON app.task (case_id);
      CREATE INDEX task_district_idx ON app.task (district_id, event) INCLUDE (person_id, seat, role, place_id, case_id);

      ALTER TABLE app.death_case ENABLE ROW LEVEL SECURITY;
      CREATE POLICY death_case_reach ON app.death_case USING (
        (SELECT app.is_system())
        OR (((SELECT app.is_everywhere())
             OR region_id = ANY ((SELECT app.ids('app.regions'))::int[])
             OR district_id = ANY ((SELECT app.ids('app.districts'))::int[])
             OR place_ids && (SELECT app.ids('app.places'))::int[]
             OR reporter_id = (SELECT app.me()))
            AND id <> ALL ((SELECT app.bars())::uuid[])));
      ALTER TABLE app.case_draft ENABLE ROW LEVEL SECURITY;
      CREATE POLICY case_draft_reach ON app.case_draft USING (EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id
        AND app.opens_file(c.district_id, c.place_ids, c.reporter_id)));
      -- The region reads the age group of a concluded case, which the notification holds.
      CREATE POLICY case_draft_notification ON app.case_draft FOR SELECT USING (form = 'notification'
        AND EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id AND c.concluded_at IS NOT NULL
          AND c.region_id = ANY ((SELECT app.ids('app.regions'))::int[])));
      ALTER TABLE app.contribution ENABLE ROW LEVEL SECURITY;
      CREATE POLICY contribution_reach ON app.contribution USING (EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id
        AND app.opens_file(c.district_id, c.place_ids, c.reporter_id)));
      ALTER TABLE app.case_file ENABLE ROW LEVEL SECURITY;
      CREATE POLICY case_file_reach ON app.case_file USING (EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id
        AND app.opens_file(c.district_id, c.place_ids, c.reporter_id)));
      ALTER TABLE app.case_event ENABLE ROW LEVEL SECURITY;
      CREATE POLICY case_event_reach ON app.case_event USING (EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id));
      ALTER TABLE app.case_bar ENABLE ROW LEVEL SECURITY;
      CREATE POLICY case_bar_own ON app.case_bar FOR SELECT USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      CREATE POLICY case_bar_system ON app.case_bar FOR ALL USING ((SELECT app.is_system()));
      ALTER TABLE app.approval ENABLE ROW LEVEL SECURITY;
      CREATE POLICY approval_reach ON app.approval USING ((SELECT app.is_system()) OR asked_by = (SELECT app.me())
        OR district_id = ANY ((SELECT app.ids('app.districts'))::int[]) OR app.coordinates(region_id, district_id)
        OR region_id = ANY ((SELECT app.ids('app.regions'))::int[]) OR current_setting('app.coordinates_country', true) = 'true'
        OR EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id));
      ALTER TABLE app.task ENABLE ROW LEVEL SECURITY;
      CREATE POLICY task_own ON app.task USING ((SELECT app.is_system()) OR person_id = (SELECT app.me())
        OR seat = ANY ((SELECT app.words('app.seats'))::text[]) OR district_id = ANY ((SELECT app.ids('app.districts'))::int[]));

      GRANT SELECT, INSERT, UPDATE ON app.death_case, app.case_draft, app.contribution, app.approval TO "${app}";
      GRANT SELECT, INSERT ON app.case_file, app.case_event TO "${app}";
      GRANT SELECT, INSERT, UPDATE, DELETE ON app.task, app.case_bar TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE app.task, app.approval, app.case_bar, app.case_event, app.case_file, app.contribution, app.case_draft,
      app.death_case CASCADE; DROP FUNCTION app.refuse_frozen_draft`);
  }
}
