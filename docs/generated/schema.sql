-- Functions

CREATE OR REPLACE FUNCTION app.answers_for_case(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case WHERE id = subject AND 'centre-head@' || responsible_id = ANY ((SELECT app.words('app.seats'))::text[])); END $function$
;

CREATE OR REPLACE FUNCTION app.attends_case(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.attendance t JOIN app.audit_session s ON s.id = t.session_id
    WHERE s.case_id = subject AND s.state IN ('open', 'closed') AND t.person_id = (SELECT app.me())); END $function$
;

CREATE OR REPLACE FUNCTION app.bars()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(NULLIF(current_setting('app.bars', true), '')::uuid[], '{}') $function$
;

CREATE OR REPLACE FUNCTION app.bars_of(person uuid, now timestamp with time zone, today date, absent text[], whole text[], outside text[])
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
      DECLARE
        human uuid[];
        tied uuid[] := '{}';
        places int[] := '{}';
      BEGIN
        IF NOT app.is_system() THEN
          RAISE EXCEPTION 'bars are found in system scope' USING ERRCODE = 'insufficient_privilege';
        END IF;
        human := ARRAY(SELECT q.id FROM app.person q JOIN app.person p ON COALESCE(q.same_as, q.id) = COALESCE(p.same_as, p.id)
          WHERE p.id = bars_of.person);
        IF EXISTS (SELECT FROM app.membership o WHERE o.person_id = bars_of.person AND o.role = ANY (outside)
            AND o.from_date <= today AND (o.to_date IS NULL OR o.to_date >= today)) THEN
          tied := ARRAY(SELECT DISTINCT t.case_id FROM app.case_tie t
            WHERE t.person_id = ANY (human) AND (t.until IS NULL OR t.until > now));
          places := ARRAY(SELECT DISTINCT t.place_id FROM app.tied_place t
            WHERE t.person_id = ANY (human) AND t.from_date <= today AND (t.until IS NULL OR t.until >= today));
        END IF;
        RETURN json_build_object(
          'absent', ARRAY(SELECT DISTINCT b.case_id FROM app.case_bar b
            WHERE b.person_id = ANY (human) AND (b.until IS NULL OR b.until > now) AND b.reason = ANY (absent)),
          'whole', ARRAY(SELECT DISTINCT b.case_id FROM app.case_bar b
            WHERE b.person_id = ANY (human) AND (b.until IS NULL OR b.until > now) AND b.reason = ANY (whole)),
          'tied', tied,
          'tiedPlaces', places);
      END $function$
;

CREATE OR REPLACE FUNCTION app.cases_of(kind text, name text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
        DECLARE thing uuid := substring(name FROM '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')::uuid;
        BEGIN RETURN CASE kind
  WHEN 'case' THEN ARRAY[thing] WHEN 'identity' THEN ARRAY[thing] WHEN 'draft' THEN ARRAY[thing]
  WHEN 'audit' THEN ARRAY(SELECT case_id FROM app.audit WHERE id = thing)
  WHEN 'opinion' THEN ARRAY(SELECT case_id FROM app.audit WHERE id = thing)
  WHEN 'seat' THEN ARRAY(SELECT case_id FROM app.audit WHERE id = thing)
  WHEN 'packet' THEN ARRAY(SELECT case_id FROM app.packet WHERE id = thing)
  WHEN 'session' THEN ARRAY(SELECT case_id FROM app.audit_session WHERE id = thing)
  WHEN 'attendance' THEN ARRAY(SELECT s.case_id FROM app.audit_session s JOIN app.attendance t ON t.session_id = s.id WHERE t.id = thing)
  WHEN 'attachment' THEN ARRAY(SELECT case_id FROM app.attachment WHERE id = thing)
  WHEN 'invitation' THEN ARRAY(SELECT case_id FROM app.invitation WHERE id = thing)
  WHEN 'approval' THEN ARRAY(SELECT case_id FROM app.approval WHERE id = thing)
  WHEN 'concern' THEN ARRAY(SELECT case_id FROM app.concern WHERE id = thing)
  WHEN 'link' THEN ARRAY(SELECT unnest(ARRAY[first_id, second_id]) FROM app.case_link WHERE id = thing)
  WHEN 'recommendation' THEN ARRAY(SELECT unnest(case_ids) FROM app.recommendation WHERE thing IN (id, alias))
  ELSE ARRAY[]::uuid[] END; END $function$
;

CREATE OR REPLACE FUNCTION app.compares_case(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case WHERE id = subject AND concluded_at IS NOT NULL AND (district_id = ANY ((SELECT app.ids('app.districts'))::int[]) OR place_ids && (SELECT app.ids('app.places'))::int[] OR region_id = ANY ((SELECT app.ids('app.regions'))::int[]) AND ((SELECT app.is_free()) OR NOT ARRAY[id] && (SELECT app.ties())::uuid[] AND NOT place_ids && (SELECT app.ids('app.tied_places'))::int[]))); END $function$
;

CREATE OR REPLACE FUNCTION app.coordinates(region integer, district integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(current_setting('app.coordinates_country', true), '') = 'true'
             OR COALESCE(region = ANY (app.ids('app.coordinated')) OR district = ANY (app.ids('app.coordinated')), false) $function$
;

CREATE OR REPLACE FUNCTION app.enters_for(death uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(app.is_system() OR app.has_role('focal-point') AND EXISTS (SELECT FROM app.death_case c
             WHERE c.id = death AND c.district_id = ANY (app.ids('app.districts'))), false) $function$
;

CREATE OR REPLACE FUNCTION app.hand_concerns_over()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
        BEGIN
          UPDATE app.task t SET person_id = k.keeper, role = CASE WHEN k.keeper IS NULL THEN 'focal-point' END,
            place_id = CASE WHEN k.keeper IS NULL THEN c.district_id END
          FROM app.concern c CROSS JOIN LATERAL (SELECT app.safeguarding_keeper(c.district_id) AS keeper) k
          WHERE t.subject = 'concern' AND t.subject_id = c.id;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION app.has_role(wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT wanted = ANY (app.words('app.roles')) $function$
;

CREATE OR REPLACE FUNCTION app.heads_case(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case WHERE id = subject AND EXISTS (SELECT FROM unnest(place_ids) AS of_path (id) WHERE 'centre-head@' || of_path.id = ANY ((SELECT app.words('app.seats'))::text[]))); END $function$
;

CREATE OR REPLACE FUNCTION app.human_of(account uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ SELECT COALESCE(p.same_as, p.id) FROM app.person p WHERE p.id = account $function$
;

CREATE OR REPLACE FUNCTION app.ids(name text)
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(NULLIF(current_setting(name, true), '')::int[], '{}') $function$
;

CREATE OR REPLACE FUNCTION app.invitation()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ SELECT NULLIF(current_setting('app.invitation', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION app.invited_case()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ SELECT NULLIF(current_setting('app.invited_case', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION app.invited_place()
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$ SELECT NULLIF(current_setting('app.invited_place', true), '')::int $function$
;

CREATE OR REPLACE FUNCTION app.is_everywhere()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(current_setting('app.reach', true), '') IN ('system', 'country') $function$
;

CREATE OR REPLACE FUNCTION app.is_free()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT cardinality(app.bars()) + cardinality(app.ties()) + cardinality(app.ids('app.tied_places')) = 0 $function$
;

CREATE OR REPLACE FUNCTION app.is_held(wanted text, place integer, subject uuid, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
        SELECT EXISTS (SELECT FROM app.membership m JOIN app.person p ON p.id = m.person_id
          WHERE m.place_id = place AND m.role = wanted AND p.disabled_at IS NULL
            AND day >= m.from_date AND day <= COALESCE(m.to_date, 'infinity')
            AND NOT EXISTS (SELECT FROM app.case_bar b WHERE b.case_id = subject AND b.reason <> 'care'
              AND (b.until IS NULL OR b.until > day) AND app.human_of(b.person_id) = app.human_of(m.person_id))) $function$
;

CREATE OR REPLACE FUNCTION app.is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(current_setting('app.reach', true), '') = 'system' $function$
;

CREATE OR REPLACE FUNCTION app.is_tied(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN subject = ANY (app.ties()) OR COALESCE(app.places_of(subject) && app.ids('app.tied_places'), false); END $function$
;

CREATE OR REPLACE FUNCTION app.is_tied_to(person uuid, subject uuid, day date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
        DECLARE
          human uuid[];
        BEGIN
          IF NOT app.is_system() THEN
            RAISE EXCEPTION 'ties are found in system scope' USING ERRCODE = 'insufficient_privilege';
          END IF;
          human := ARRAY(SELECT q.id FROM app.person q JOIN app.person p ON COALESCE(q.same_as, q.id) = COALESCE(p.same_as, p.id)
            WHERE p.id = is_tied_to.person);
          RETURN EXISTS (SELECT FROM app.case_tie t
              WHERE t.case_id = subject AND t.person_id = ANY (human) AND (t.until IS NULL OR t.until > day))
            OR EXISTS (SELECT FROM app.tied_place t
              WHERE t.person_id = ANY (human) AND t.from_date <= day AND (t.until IS NULL OR t.until >= day)
                AND t.place_id = ANY ((SELECT c.place_ids FROM app.death_case c WHERE c.id = subject)::int[]));
        END $function$
;

CREATE OR REPLACE FUNCTION app.me()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ SELECT NULLIF(current_setting('app.person', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION app.me_as(wanted text)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ SELECT CASE WHEN app.has_role(wanted) THEN app.me() END $function$
;

CREATE OR REPLACE FUNCTION app.memberships_of(person uuid, today date)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
      BEGIN
        RETURN (SELECT json_agg(json_build_object('id', m.id, 'role', m.role, 'placeId', m.place_id, 'placeName', l.name,
            'placeKind', l.kind, 'placePath', l.path, 'from', m.from_date, 'to', m.to_date) ORDER BY m.from_date, m.id)
          FROM app.membership m JOIN app.place l ON l.id = m.place_id
          WHERE m.person_id = memberships_of.person AND m.from_date <= today AND (m.to_date IS NULL OR m.to_date >= today));
      END $function$
;

CREATE OR REPLACE FUNCTION app.opens_case_file(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case WHERE id = subject AND (district_id = ANY ((SELECT app.ids('app.districts'))::int[]) OR place_ids && (SELECT app.ids('app.places'))::int[])); END $function$
;

CREATE OR REPLACE FUNCTION app.opens_report(district integer, places integer[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(app.is_system() OR district = ANY (app.ids('app.districts')) OR places && app.ids('app.places')
             OR ('notifier@' || places[1]::text) = ANY (app.words('app.seats')), false) $function$
;

CREATE OR REPLACE FUNCTION app.place_in_tree()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        DECLARE above app.place;
        BEGIN
          SELECT * INTO above FROM app.place WHERE id = NEW.parent_id;
          IF NEW.id = ANY (above.path) THEN
            RAISE EXCEPTION 'a place cannot lie inside itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'place_tree';
          END IF;
          NEW.path := COALESCE(above.path, '{}') || NEW.id;
          NEW.region_id := CASE NEW.kind WHEN 'region' THEN NEW.id ELSE above.region_id END;
          NEW.district_id := CASE NEW.kind WHEN 'district' THEN NEW.id ELSE above.district_id END;
          RETURN NEW;
        END $function$
;

CREATE OR REPLACE FUNCTION app.places_below()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          UPDATE app.place SET parent_id = NEW.id WHERE parent_id = NEW.id;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION app.places_of(subject uuid)
 RETURNS integer[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ SELECT c.place_ids FROM app.death_case c WHERE c.id = subject $function$
;

CREATE OR REPLACE FUNCTION app.prepares_packet(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case c
    WHERE c.id = subject AND c.district_id = ANY ((SELECT app.ids('app.districts'))::int[])); END $function$
;

CREATE OR REPLACE FUNCTION app.reads_case(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case WHERE id = subject AND (district_id = ANY ((SELECT app.ids('app.districts'))::int[]) OR place_ids && (SELECT app.ids('app.places'))::int[] OR reporter_id = (SELECT app.me_as('notifier'))
      OR concluded_at IS NOT NULL AND region_id = ANY ((SELECT app.ids('app.regions'))::int[]) AND ((SELECT app.is_free()) OR NOT ARRAY[id] && (SELECT app.ties())::uuid[] AND NOT place_ids && (SELECT app.ids('app.tied_places'))::int[]))); END $function$
;

CREATE OR REPLACE FUNCTION app.reads_opinion(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.audit WHERE id = subject AND (assignee_id = (SELECT app.me_as('counter-auditor')) AND kind <> 'audit' AND ((SELECT app.is_free()) OR NOT app.is_tied(case_id)) OR disclosed_at IS NOT NULL AND app.compares_case(case_id)
      OR kind = 'audit' AND (app.prepares_packet(case_id) OR app.answers_for_case(case_id)
        OR state = 'sealed' AND app.heads_case(case_id) OR app.attends_case(case_id)))); END $function$
;

CREATE OR REPLACE FUNCTION app.reads_packet(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.audit WHERE packet_id = subject AND assignee_id = (SELECT app.me_as('counter-auditor')) AND kind <> 'audit' AND ((SELECT app.is_free()) OR NOT app.is_tied(case_id)) AND state IN ('assigned', 'in-progress', 'sealed')); END $function$
;

CREATE OR REPLACE FUNCTION app.reads_report(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.zero_report z WHERE z.id = subject AND app.opens_report(z.district_id, z.place_ids)); END $function$
;

CREATE OR REPLACE FUNCTION app.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $function$
;

CREATE OR REPLACE FUNCTION app.refuse_ended_invitation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          IF OLD.revoked_at IS NOT NULL OR OLD.used_at IS NOT NULL THEN
            RAISE EXCEPTION 'the invitation has ended' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $function$
;

CREATE OR REPLACE FUNCTION app.refuse_frozen_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
        DECLARE current text;
        BEGIN
          SELECT state INTO current FROM app.death_case WHERE id = NEW.case_id;
          IF current NOT IN ('notified', 'documenting') THEN
            RAISE EXCEPTION 'the draft is frozen' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $function$
;

CREATE OR REPLACE FUNCTION app.refuse_one_human()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
        END $function$
;

CREATE OR REPLACE FUNCTION app.refuse_released_picture()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        DECLARE current text;
        BEGIN
          SELECT state INTO current FROM app.packet WHERE id = COALESCE(NEW.packet_id, OLD.packet_id);
          IF current IS DISTINCT FROM 'draft' THEN
            RAISE EXCEPTION 'the packet has left' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN COALESCE(NEW, OLD);
        END $function$
;

CREATE OR REPLACE FUNCTION app.refuse_sealed_opinion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          IF EXISTS (SELECT FROM app.seal s WHERE s.audit_id = OLD.audit_id) THEN
            RAISE EXCEPTION 'the opinion is sealed' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $function$
;

CREATE OR REPLACE FUNCTION app.require_source()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          IF NOT EXISTS (SELECT FROM app.recommendation_source s WHERE s.recommendation_id = NEW.id) THEN
            RAISE EXCEPTION 'a recommendation needs a source' USING ERRCODE = 'check_violation', CONSTRAINT = 'recommendation_has_source';
          END IF;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION app.safeguarding_keeper(district integer)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
        SELECT p.id FROM app.place d
          JOIN app.setting s ON s.place_id = ANY (d.path) AND s.key = 'safeguarding.person'
          JOIN app.person p ON lower(p.username) = lower(s.value #>> '{}') AND p.disabled_at IS NULL
        WHERE d.id = district ORDER BY array_position(d.path, s.place_id) DESC LIMIT 1 $function$
;

CREATE OR REPLACE FUNCTION app.sees_action(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.recommendation r WHERE r.id = subject OR r.alias = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_approval(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.approval a WHERE a.id = sees_approval.subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_attendance(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.attendance t WHERE t.id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_case(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.death_case c WHERE c.id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_link(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.case_link l WHERE l.id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_opinion(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.opinion o WHERE o.audit_id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_packet(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.packet k WHERE k.id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_recommendation(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.recommendation r WHERE r.id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.sees_session(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$ BEGIN RETURN EXISTS (SELECT FROM app.audit_session s WHERE s.id = subject); END $function$
;

CREATE OR REPLACE FUNCTION app.signed_in(token bytea, now timestamp with time zone, idle timestamp with time zone)
 RETURNS TABLE(id uuid, username text, profession text, language text, must_change_password boolean, must_enrol boolean, seen_at timestamp with time zone, proved_at timestamp with time zone, factor_given boolean, has_factor boolean, rule text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
      BEGIN
        RETURN QUERY SELECT p.id, p.username, p.profession, p.language, p.must_change_password, p.must_enrol,
            l.seen_at, l.proved_at, l.factor_at IS NOT NULL,
            EXISTS (SELECT FROM app.second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL),
            (SELECT s.second_factor FROM app.server s)
          FROM app.login l JOIN app.person p ON p.id = l.person_id
          WHERE l.token_hash = token AND l.revoked_at IS NULL AND l.until > now AND l.seen_at > idle AND p.disabled_at IS NULL;
      END $function$
;

CREATE OR REPLACE FUNCTION app.ties()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(NULLIF(current_setting('app.ties', true), '')::uuid[], '{}') || app.whole_bars() $function$
;

CREATE OR REPLACE FUNCTION app.whole_bars()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(NULLIF(current_setting('app.whole_bars', true), '')::uuid[], '{}') $function$
;

CREATE OR REPLACE FUNCTION app.words(name text)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$ SELECT COALESCE(NULLIF(current_setting(name, true), '')::text[], '{}') $function$
;

CREATE OR REPLACE FUNCTION app.writes_part(death uuid, place integer, how text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT how IS NULL OR CASE how WHEN 'invitation'
             THEN COALESCE(death = app.invited_case() AND place = app.invited_place(), false) ELSE app.enters_for(death) END $function$
;

CREATE OR REPLACE FUNCTION trail.wait_for_seal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN PERFORM pg_advisory_xact_lock_shared(hashtext('denba.journal')); RETURN NULL; END $function$
;

-- Tables

CREATE TABLE app.affiliation (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  place_id integer NOT NULL,
  link text NOT NULL,
  from_date date NOT NULL,
  to_date date,
  source text NOT NULL,
  CONSTRAINT affiliation_dates CHECK (((to_date IS NULL) OR (to_date >= from_date))),
  CONSTRAINT affiliation_link CHECK ((link = ANY (ARRAY['works'::text, 'coaches'::text, 'funds'::text]))),
  CONSTRAINT affiliation_source CHECK ((source = ANY (ARRAY['declared'::text, 'posting'::text]))),
  CONSTRAINT affiliation_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT affiliation_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT affiliation_pkey PRIMARY KEY (id)
);

CREATE TABLE app.allowance (
  person_id uuid NOT NULL,
  act text NOT NULL,
  used timestamp with time zone[] NOT NULL,
  CONSTRAINT allowance_act CHECK ((act = ANY (ARRAY['export'::text, 'similar'::text]))),
  CONSTRAINT allowance_most CHECK ((cardinality(used) <=
CASE act
    WHEN 'export'::text THEN 5
    ELSE 20
END)),
  CONSTRAINT allowance_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT allowance_pkey PRIMARY KEY (person_id, act)
);

CREATE TABLE app.approval (
  id uuid NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  case_id uuid,
  district_id integer,
  region_id integer,
  payload jsonb DEFAULT '{}'::jsonb NOT NULL,
  reason text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  declined_by uuid,
  declined_at timestamp with time zone,
  until timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT approval_two_persons CHECK (((confirmed_by IS DISTINCT FROM asked_by) OR (confirmed_by IS NULL))),
  CONSTRAINT approval_used CHECK (((used_at IS NULL) OR ((confirmed_at IS NOT NULL) AND ((used_at >= confirmed_at) AND (used_at <= until))))),
  CONSTRAINT approval_asked_fkey FOREIGN KEY (asked_by) REFERENCES app.person(id),
  CONSTRAINT approval_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT approval_confirmed_fkey FOREIGN KEY (confirmed_by) REFERENCES app.person(id),
  CONSTRAINT approval_declined_fkey FOREIGN KEY (declined_by) REFERENCES app.person(id),
  CONSTRAINT approval_pkey PRIMARY KEY (id)
);

CREATE TABLE app.attachment (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  place_id integer NOT NULL,
  kind text NOT NULL,
  n integer NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  bytes integer NOT NULL,
  sha256 text NOT NULL,
  state text NOT NULL,
  added_by uuid NOT NULL,
  added_at timestamp with time zone NOT NULL,
  removed_by uuid,
  removed_at timestamp with time zone,
  removed_reason text,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT attachment_kind CHECK ((kind = ANY (ARRAY['register'::text, 'partograph'::text, 'prescription'::text, 'referral-slip'::text, 'certificate'::text, 'other'::text]))),
  CONSTRAINT attachment_removed CHECK (((state = 'removed'::text) = ((removed_by IS NOT NULL) AND (removed_at IS NOT NULL) AND (removed_reason <> ''::text)))),
  CONSTRAINT attachment_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT attachment_state CHECK ((state = ANY (ARRAY['kept'::text, 'removed'::text]))),
  CONSTRAINT attachment_added_fkey FOREIGN KEY (added_by) REFERENCES app.person(id),
  CONSTRAINT attachment_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT attachment_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT attachment_removed_fkey FOREIGN KEY (removed_by) REFERENCES app.person(id),
  CONSTRAINT attachment_pkey PRIMARY KEY (id),
  CONSTRAINT attachment_n_key UNIQUE (case_id, kind, n)
);

CREATE TABLE app.attendance (
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  person_id uuid,
  vault_ref uuid,
  profession text NOT NULL,
  function text NOT NULL,
  place_id integer,
  presence text NOT NULL,
  involved_in_care boolean NOT NULL,
  charter_signed_at timestamp with time zone,
  consensus text,
  dissent text,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT attendance_consensus CHECK ((consensus = ANY (ARRAY['agrees'::text, 'dissents'::text]))),
  CONSTRAINT attendance_presence CHECK ((presence = ANY (ARRAY['present'::text, 'telephone'::text, 'absent'::text]))),
  CONSTRAINT attendance_someone CHECK (((person_id IS NULL) OR (vault_ref IS NULL))),
  CONSTRAINT attendance_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT attendance_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT attendance_session_fkey FOREIGN KEY (session_id) REFERENCES app.audit_session(id),
  CONSTRAINT attendance_pkey PRIMARY KEY (id),
  CONSTRAINT attendance_person_key UNIQUE (session_id, person_id)
);

CREATE TABLE app.audit (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  round integer NOT NULL,
  kind text NOT NULL,
  seat integer NOT NULL,
  revision integer DEFAULT 1 NOT NULL,
  case_kind text NOT NULL,
  region_id integer NOT NULL,
  district_id integer NOT NULL,
  file_id uuid NOT NULL,
  packet_id uuid,
  session_id uuid,
  assignee_id uuid,
  state text NOT NULL,
  declaration jsonb,
  assigned_at timestamp with time zone,
  due_at timestamp with time zone,
  ended_at timestamp with time zone,
  disclosed_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT audit_kind CHECK ((kind = ANY (ARRAY['audit'::text, 'counter-audit'::text, 'adjudication'::text]))),
  CONSTRAINT audit_open_seat CHECK (((state = 'withdrawn'::text) OR ((state = 'open'::text) = ((assignee_id IS NULL) AND (session_id IS NULL))))),
  CONSTRAINT audit_state CHECK ((state = ANY (ARRAY['open'::text, 'assigned'::text, 'in-progress'::text, 'sealed'::text, 'recused'::text, 'expired'::text, 'withdrawn'::text]))),
  CONSTRAINT audit_assignee_fkey FOREIGN KEY (assignee_id) REFERENCES app.person(id),
  CONSTRAINT audit_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT audit_file_fkey FOREIGN KEY (file_id) REFERENCES app.case_file(id),
  CONSTRAINT audit_packet_fkey FOREIGN KEY (packet_id) REFERENCES app.packet(id),
  CONSTRAINT audit_session_fkey FOREIGN KEY (session_id) REFERENCES app.audit_session(id),
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);

CREATE TABLE app.audit_session (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  round integer NOT NULL,
  place_id integer NOT NULL,
  type text NOT NULL,
  state text NOT NULL,
  planned_for timestamp without time zone NOT NULL,
  note jsonb DEFAULT '{}'::jsonb NOT NULL,
  note_version integer DEFAULT 1 NOT NULL,
  scribe_id uuid NOT NULL,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  form_version integer NOT NULL,
  CONSTRAINT audit_session_state CHECK ((state = ANY (ARRAY['planned'::text, 'open'::text, 'closed'::text, 'cancelled'::text]))),
  CONSTRAINT audit_session_type CHECK ((type = ANY (ARRAY['CSCOM_AUDIT'::text, 'JOINT'::text, 'AREA'::text, 'DISTRICT'::text, 'REGIONAL'::text]))),
  CONSTRAINT audit_session_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT audit_session_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT audit_session_scribe_fkey FOREIGN KEY (scribe_id) REFERENCES app.person(id),
  CONSTRAINT audit_session_pkey PRIMARY KEY (id)
);

CREATE TABLE app.case_bar (
  person_id uuid NOT NULL,
  case_id uuid NOT NULL,
  reason text NOT NULL,
  until timestamp with time zone,
  declared_by uuid,
  at timestamp with time zone,
  CONSTRAINT case_bar_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT case_bar_declared_fkey FOREIGN KEY (declared_by) REFERENCES app.person(id),
  CONSTRAINT case_bar_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT case_bar_pkey PRIMARY KEY (person_id, case_id, reason)
);

CREATE TABLE app.case_draft (
  case_id uuid NOT NULL,
  form text NOT NULL,
  round integer NOT NULL,
  form_version integer NOT NULL,
  answers jsonb DEFAULT '{}'::jsonb NOT NULL,
  kept_warnings jsonb DEFAULT '{}'::jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT case_draft_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT case_draft_pkey PRIMARY KEY (case_id, form, round)
);

CREATE TABLE app.case_event (
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  event text NOT NULL,
  from_state text,
  to_state text NOT NULL,
  person_id uuid,
  role text NOT NULL,
  reason text,
  at timestamp with time zone NOT NULL,
  late boolean DEFAULT false NOT NULL,
  audience text NOT NULL,
  from_kind text,
  to_kind text,
  CONSTRAINT case_event_audience CHECK ((audience = ANY (ARRAY['all'::text, 'team'::text, 'district'::text, 'system'::text]))),
  CONSTRAINT case_event_kinds CHECK (
CASE
    WHEN (event = 'change-kind'::text) THEN ((from_kind IS NOT NULL) AND (to_kind IS NOT NULL) AND (from_kind <> to_kind))
    ELSE ((from_kind IS NULL) AND (to_kind IS NULL))
END),
  CONSTRAINT case_event_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT case_event_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT case_event_pkey PRIMARY KEY (case_id, seq)
);

CREATE TABLE app.case_file (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  round integer NOT NULL,
  n integer NOT NULL,
  documents jsonb,
  content text,
  sha256 text NOT NULL,
  frozen_by uuid NOT NULL,
  frozen_at timestamp with time zone NOT NULL,
  CONSTRAINT case_file_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT case_file_person_fkey FOREIGN KEY (frozen_by) REFERENCES app.person(id),
  CONSTRAINT case_file_pkey PRIMARY KEY (id),
  CONSTRAINT case_file_n_key UNIQUE (case_id, n)
);

CREATE TABLE app.case_link (
  id uuid NOT NULL,
  kind text NOT NULL,
  first_id uuid NOT NULL,
  second_id uuid NOT NULL,
  state text NOT NULL,
  decided_by uuid,
  at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT case_link_kind CHECK ((kind = ANY (ARRAY['mother'::text, 'twin'::text]))),
  CONSTRAINT case_link_state CHECK ((state = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'removed'::text]))),
  CONSTRAINT case_link_two CHECK (((first_id <> second_id) AND ((kind = 'mother'::text) OR (first_id < second_id)))),
  CONSTRAINT case_link_first_fkey FOREIGN KEY (first_id) REFERENCES app.death_case(id),
  CONSTRAINT case_link_person_fkey FOREIGN KEY (decided_by) REFERENCES app.person(id),
  CONSTRAINT case_link_second_fkey FOREIGN KEY (second_id) REFERENCES app.death_case(id),
  CONSTRAINT case_link_pkey PRIMARY KEY (id),
  CONSTRAINT case_link_key UNIQUE (first_id, second_id)
);

CREATE TABLE app.comparison (
  case_id uuid NOT NULL,
  round integer NOT NULL,
  pair text NOT NULL,
  item text NOT NULL,
  left_value jsonb,
  right_value jsonb,
  level text NOT NULL,
  rule_version integer NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT comparison_level CHECK ((level = ANY (ARRAY['NONE'::text, 'MINOR'::text, 'MODERATE'::text, 'MAJOR'::text]))),
  CONSTRAINT comparison_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT comparison_pkey PRIMARY KEY (case_id, round, pair, item)
);

CREATE TABLE app.concern (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  district_id integer NOT NULL,
  raised_by uuid,
  raised_at timestamp with time zone NOT NULL,
  closed_by uuid,
  closed_at timestamp with time zone,
  checklist jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT concern_closed CHECK (((closed_by IS NULL) = (closed_at IS NULL))),
  CONSTRAINT concern_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT concern_closed_fkey FOREIGN KEY (closed_by) REFERENCES app.person(id),
  CONSTRAINT concern_district_fkey FOREIGN KEY (district_id) REFERENCES app.place(id),
  CONSTRAINT concern_raised_fkey FOREIGN KEY (raised_by) REFERENCES app.person(id),
  CONSTRAINT concern_pkey PRIMARY KEY (id)
);

CREATE TABLE app.contribution (
  case_id uuid NOT NULL,
  round integer NOT NULL,
  place_id integer NOT NULL,
  narrative text DEFAULT ''::text NOT NULL,
  signed_by uuid,
  signed_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  obtained_how text,
  obtained_from text,
  obtained_on date,
  CONSTRAINT contribution_from CHECK ((obtained_from = ANY (ARRAY['OBG'::text, 'MD'::text, 'MIDWIFE'::text, 'OBSTETRIC_NURSE'::text, 'NURSE'::text, 'MATRONE'::text, 'COMMUNITY'::text, 'MANAGEMENT'::text, 'OTHER'::text]))),
  CONSTRAINT contribution_how CHECK ((obtained_how = ANY (ARRAY['telephone'::text, 'visit'::text, 'paper'::text, 'letter'::text, 'invitation'::text]))),
  CONSTRAINT contribution_obtained_signed CHECK (((obtained_how IS NULL) OR (signed_at IS NOT NULL))),
  CONSTRAINT contribution_provenance CHECK ((num_nonnulls(obtained_how, obtained_from, obtained_on) = ANY (ARRAY[0, 3]))),
  CONSTRAINT contribution_signed CHECK (((signed_by IS NOT NULL) = ((signed_at IS NOT NULL) AND (obtained_how IS DISTINCT FROM 'invitation'::text)))),
  CONSTRAINT contribution_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT contribution_person_fkey FOREIGN KEY (signed_by) REFERENCES app.person(id),
  CONSTRAINT contribution_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT contribution_pkey PRIMARY KEY (case_id, round, place_id)
);

CREATE TABLE app.death_case (
  id uuid NOT NULL,
  number text NOT NULL,
  kind text,
  category text NOT NULL,
  state text NOT NULL,
  round integer DEFAULT 1 NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  hold_route text,
  hold_since timestamp with time zone,
  region_id integer NOT NULL,
  district_id integer NOT NULL,
  responsible_id integer NOT NULL,
  place_ids integer[] NOT NULL,
  village_id integer,
  reporter_id uuid NOT NULL,
  subject_ref uuid NOT NULL,
  death_place text NOT NULL,
  death_date date NOT NULL,
  death_time time without time zone,
  known_at timestamp without time zone NOT NULL,
  age_days integer,
  sex text,
  parity integer,
  birth_weight_g integer,
  reported_at timestamp without time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  late boolean DEFAULT false NOT NULL,
  late_reason text,
  head_involved boolean DEFAULT false NOT NULL,
  provisional boolean DEFAULT false NOT NULL,
  confirmed_at timestamp with time zone,
  concluded_at timestamp with time zone,
  closed_at timestamp with time zone,
  feedback text[] DEFAULT '{}'::text[] NOT NULL,
  duplicate_of uuid,
  mother_case_id uuid,
  extent text DEFAULT 'full'::text NOT NULL,
  extent_reason text,
  last_contact text,
  last_contact_at text,
  identity_erased_at timestamp with time zone,
  compared_at timestamp with time zone,
  CONSTRAINT death_case_category CHECK ((category = ANY (ARRAY['MAT'::text, 'SB'::text, 'NND'::text, 'CHILD'::text, 'WRA'::text]))),
  CONSTRAINT death_case_duplicate CHECK ((((state = 'duplicate'::text) = (duplicate_of IS NOT NULL)) AND (duplicate_of IS DISTINCT FROM id))),
  CONSTRAINT death_case_extent CHECK ((extent = ANY (ARRAY['full'::text, 'short'::text]))),
  CONSTRAINT death_case_extent_reason CHECK ((extent_reason = ANY (ARRAY['maternal'::text, 'in-care'::text, 'referred'::text, 'consulted'::text, 'in-labour'::text, 'birth-weight'::text, 'unknown'::text, 'sampled'::text, 'asked'::text, 'kept'::text, 'no-contact'::text, 'below-threshold'::text, 'many-deaths'::text]))),
  CONSTRAINT death_case_hold CHECK ((hold_route = ANY (ARRAY['safeguarding'::text, 'judicial'::text]))),
  CONSTRAINT death_case_hold_pair CHECK (((hold_route IS NULL) = (hold_since IS NULL))),
  CONSTRAINT death_case_kind CHECK ((kind = ANY (ARRAY['MAT'::text, 'SB'::text, 'NND'::text, 'CHILD'::text]))),
  CONSTRAINT death_case_last_contact CHECK ((last_contact = ANY (ARRAY['none'::text, 'consulted'::text, 'referred'::text, 'unknown'::text]))),
  CONSTRAINT death_case_last_contact_at CHECK ((last_contact_at ~ '^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$'::text)),
  CONSTRAINT death_case_number CHECK ((number ~ '^DNB-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$'::text)),
  CONSTRAINT death_case_responsible CHECK ((place_ids[1] = responsible_id)),
  CONSTRAINT death_case_round CHECK ((round >= 1)),
  CONSTRAINT death_case_short CHECK (((extent = 'full'::text) OR ((kind IS NOT NULL) AND (kind <> 'MAT'::text) AND (extent_reason IS NOT NULL) AND (extent_reason = ANY (ARRAY['no-contact'::text, 'below-threshold'::text, 'many-deaths'::text]))))),
  CONSTRAINT death_case_state CHECK ((state = ANY (ARRAY['notified'::text, 'documenting'::text, 'ready'::text, 'audited'::text, 'counter-auditing'::text, 'adjudicating'::text, 'concluded'::text, 'responding'::text, 'closed'::text, 'discarded'::text, 'duplicate'::text]))),
  CONSTRAINT death_case_district_fkey FOREIGN KEY (district_id) REFERENCES app.place(id),
  CONSTRAINT death_case_duplicate_fkey FOREIGN KEY (duplicate_of) REFERENCES app.death_case(id),
  CONSTRAINT death_case_mother_fkey FOREIGN KEY (mother_case_id) REFERENCES app.death_case(id),
  CONSTRAINT death_case_region_fkey FOREIGN KEY (region_id) REFERENCES app.place(id),
  CONSTRAINT death_case_reporter_fkey FOREIGN KEY (reporter_id) REFERENCES app.person(id),
  CONSTRAINT death_case_responsible_fkey FOREIGN KEY (responsible_id) REFERENCES app.place(id),
  CONSTRAINT death_case_village_fkey FOREIGN KEY (village_id) REFERENCES app.place(id),
  CONSTRAINT death_case_pkey PRIMARY KEY (id),
  CONSTRAINT death_case_number_key UNIQUE (number)
);

CREATE TABLE app.device (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  agent text NOT NULL,
  browser_hash bytea NOT NULL,
  code_hash bytea NOT NULL,
  opens_session boolean DEFAULT true NOT NULL,
  failures integer DEFAULT 0 NOT NULL,
  unsent integer DEFAULT 0 NOT NULL,
  made_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_for text,
  CONSTRAINT device_failures CHECK ((failures >= 0)),
  CONSTRAINT device_revoked CHECK (((revoked_at IS NULL) = (revoked_for IS NULL))),
  CONSTRAINT device_revoked_for CHECK ((revoked_for = ANY (ARRAY['owner'::text, 'administrator'::text, 'tries'::text, 'replaced'::text]))),
  CONSTRAINT device_unsent CHECK ((unsent >= 0)),
  CONSTRAINT device_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT device_pkey PRIMARY KEY (id)
);

CREATE TABLE app.draw (
  id uuid NOT NULL,
  district_id integer NOT NULL,
  quarter text NOT NULL,
  commitment text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  revealed_seed text,
  revealed_at timestamp with time zone,
  CONSTRAINT draw_quarter CHECK ((quarter ~ '^\d{4}-Q[1-4]$'::text)),
  CONSTRAINT draw_district_fkey FOREIGN KEY (district_id) REFERENCES app.place(id),
  CONSTRAINT draw_pkey PRIMARY KEY (id),
  CONSTRAINT draw_quarter_key UNIQUE (district_id, quarter)
);

CREATE TABLE app.draw_result (
  case_id uuid NOT NULL,
  round integer NOT NULL,
  phase text NOT NULL,
  draw_id uuid NOT NULL,
  rank double precision NOT NULL,
  probability double precision NOT NULL,
  selected boolean NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT draw_result_phase CHECK ((phase = ANY (ARRAY['form'::text, 'seal'::text, 'top-up'::text]))),
  CONSTRAINT draw_result_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT draw_result_draw_fkey FOREIGN KEY (draw_id) REFERENCES app.draw(id),
  CONSTRAINT draw_result_pkey PRIMARY KEY (case_id, round, phase)
);

CREATE TABLE app.draw_seed (
  draw_id uuid NOT NULL,
  seed bytea NOT NULL,
  CONSTRAINT draw_seed_draw_fkey FOREIGN KEY (draw_id) REFERENCES app.draw(id),
  CONSTRAINT draw_seed_pkey PRIMARY KEY (draw_id)
);

CREATE TABLE app.epoch (
  name text NOT NULL,
  cluster text NOT NULL,
  since timestamp with time zone NOT NULL,
  CONSTRAINT epoch_name CHECK ((name ~ '^[0-9a-f]{12}$'::text)),
  CONSTRAINT epoch_pkey PRIMARY KEY (name)
);

CREATE TABLE app.facility_import (
  id uuid NOT NULL,
  person_id uuid,
  file_name text NOT NULL,
  state text NOT NULL,
  total integer NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  created integer DEFAULT 0 NOT NULL,
  unchanged integer DEFAULT 0 NOT NULL,
  near_duplicates jsonb DEFAULT '[]'::jsonb NOT NULL,
  refused jsonb DEFAULT '[]'::jsonb NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT facility_import_state CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text, 'failed'::text]))),
  CONSTRAINT facility_import_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT facility_import_pkey PRIMARY KEY (id)
);

CREATE TABLE app.factor_lift (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  reason text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  ended_by uuid,
  ended_at timestamp with time zone,
  confirmed boolean DEFAULT false NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT factor_lift_ended CHECK ((((ended_by IS NULL) = (ended_at IS NULL)) AND ((ended_at IS NOT NULL) OR (NOT confirmed)))),
  CONSTRAINT factor_lift_reason CHECK ((reason <> ''::text)),
  CONSTRAINT factor_lift_two_persons CHECK (((asked_by <> person_id) AND (NOT (confirmed AND ((ended_by = asked_by) OR (ended_by = person_id)))))),
  CONSTRAINT factor_lift_asked_fkey FOREIGN KEY (asked_by) REFERENCES app.person(id),
  CONSTRAINT factor_lift_ended_fkey FOREIGN KEY (ended_by) REFERENCES app.person(id),
  CONSTRAINT factor_lift_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT factor_lift_pkey PRIMARY KEY (id)
);

CREATE TABLE app.final_classification (
  case_id uuid NOT NULL,
  round integer NOT NULL,
  source text NOT NULL,
  audit_id uuid,
  answers jsonb NOT NULL,
  unsettled text[] DEFAULT '{}'::text[] NOT NULL,
  at timestamp with time zone NOT NULL,
  form_version integer NOT NULL,
  CONSTRAINT final_audit_fkey FOREIGN KEY (audit_id) REFERENCES app.audit(id),
  CONSTRAINT final_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT final_classification_pkey PRIMARY KEY (case_id, round)
);

CREATE TABLE app.idempotency (
  person_id uuid NOT NULL,
  key uuid NOT NULL,
  request_sha256 text NOT NULL,
  status integer NOT NULL,
  record_id text NOT NULL,
  version integer NOT NULL,
  receipt text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT idempotency_pkey PRIMARY KEY (person_id, key)
);

CREATE TABLE app.invitation (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  round integer NOT NULL,
  place_id integer NOT NULL,
  code_sha256 bytea NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  opened_at timestamp with time zone,
  revoked_by uuid,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  used_key uuid,
  used_request text,
  receipt text,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT invitation_code CHECK ((octet_length(code_sha256) = 32)),
  CONSTRAINT invitation_dates CHECK ((until > made_at)),
  CONSTRAINT invitation_ended_once CHECK (((used_at IS NULL) OR (revoked_at IS NULL))),
  CONSTRAINT invitation_revoked CHECK (((revoked_by IS NULL) = (revoked_at IS NULL))),
  CONSTRAINT invitation_used CHECK ((num_nonnulls(used_at, used_key, used_request, receipt) = ANY (ARRAY[0, 4]))),
  CONSTRAINT invitation_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT invitation_made_fkey FOREIGN KEY (made_by) REFERENCES app.person(id),
  CONSTRAINT invitation_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT invitation_revoked_fkey FOREIGN KEY (revoked_by) REFERENCES app.person(id),
  CONSTRAINT invitation_pkey PRIMARY KEY (id),
  CONSTRAINT invitation_code_key UNIQUE (code_sha256)
);

CREATE TABLE app.login (
  token_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  device text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  until timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  factor_at timestamp with time zone,
  proved_at timestamp with time zone,
  device_id uuid,
  CONSTRAINT login_device_fkey FOREIGN KEY (device_id) REFERENCES app.device(id),
  CONSTRAINT login_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT login_pkey PRIMARY KEY (token_hash)
);

CREATE TABLE app.membership (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,
  place_id integer NOT NULL,
  from_date date NOT NULL,
  to_date date,
  granted_by uuid,
  confirmed_by uuid,
  CONSTRAINT membership_confirmed CHECK (((granted_by IS NULL) OR (confirmed_by IS NOT NULL) OR (role <> ALL (ARRAY['clinician'::text, 'centre-head'::text, 'focal-point'::text, 'coordinator'::text, 'counter-auditor'::text, 'administrator'::text])))) NOT VALID,
  CONSTRAINT membership_dates CHECK (((to_date IS NULL) OR (to_date >= from_date))),
  CONSTRAINT membership_not_self CHECK (((granted_by IS DISTINCT FROM person_id) AND (confirmed_by IS DISTINCT FROM person_id))),
  CONSTRAINT membership_role CHECK ((role = ANY (ARRAY['notifier'::text, 'clinician'::text, 'centre-head'::text, 'asaco-member'::text, 'action-owner'::text, 'focal-point'::text, 'coordinator'::text, 'counter-auditor'::text, 'region'::text, 'partner'::text, 'national-viewer'::text, 'administrator'::text]))),
  CONSTRAINT membership_two_persons CHECK (((confirmed_by IS DISTINCT FROM granted_by) OR ((granted_by IS NULL) AND (confirmed_by IS NULL)))),
  CONSTRAINT membership_confirmed_fkey FOREIGN KEY (confirmed_by) REFERENCES app.person(id),
  CONSTRAINT membership_granted_fkey FOREIGN KEY (granted_by) REFERENCES app.person(id),
  CONSTRAINT membership_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT membership_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT membership_pkey PRIMARY KEY (id),
  CONSTRAINT membership_no_overlap EXCLUDE USING gist (person_id WITH =, role WITH =, place_id WITH =, daterange(from_date, to_date, '[]'::text) WITH &&)
);

CREATE TABLE app.migration (
  id integer DEFAULT nextval('app.migration_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_3043fc6b8af7c99b8b98830094f" PRIMARY KEY (id)
);

CREATE TABLE app.opinion (
  audit_id uuid NOT NULL,
  form text NOT NULL,
  form_version integer NOT NULL,
  answers jsonb DEFAULT '{}'::jsonb NOT NULL,
  kept_warnings jsonb DEFAULT '{}'::jsonb NOT NULL,
  minutes integer,
  version integer DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  against_proposal boolean DEFAULT false NOT NULL,
  CONSTRAINT opinion_audit_fkey FOREIGN KEY (audit_id) REFERENCES app.audit(id),
  CONSTRAINT opinion_pkey PRIMARY KEY (audit_id)
);

CREATE TABLE app.packet (
  id uuid NOT NULL,
  alias text NOT NULL,
  case_id uuid NOT NULL,
  round integer NOT NULL,
  file_id uuid NOT NULL,
  state text NOT NULL,
  spans jsonb DEFAULT '{}'::jsonb NOT NULL,
  content jsonb,
  context jsonb,
  sha256 text,
  released_by uuid,
  released_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT packet_state CHECK ((state = ANY (ARRAY['draft'::text, 'released'::text, 'withdrawn'::text, 'destroyed'::text]))),
  CONSTRAINT packet_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT packet_file_fkey FOREIGN KEY (file_id) REFERENCES app.case_file(id),
  CONSTRAINT packet_released_fkey FOREIGN KEY (released_by) REFERENCES app.person(id),
  CONSTRAINT packet_pkey PRIMARY KEY (id),
  CONSTRAINT packet_alias_key UNIQUE (alias)
);

CREATE TABLE app.packet_picture (
  id uuid NOT NULL,
  packet_id uuid NOT NULL,
  attachment_id uuid NOT NULL,
  n integer NOT NULL,
  boxes jsonb,
  sha256 text,
  CONSTRAINT packet_picture_looked CHECK (((boxes IS NULL) = (sha256 IS NULL))),
  CONSTRAINT packet_picture_attachment_fkey FOREIGN KEY (attachment_id) REFERENCES app.attachment(id),
  CONSTRAINT packet_picture_packet_fkey FOREIGN KEY (packet_id) REFERENCES app.packet(id),
  CONSTRAINT packet_picture_pkey PRIMARY KEY (id),
  CONSTRAINT packet_picture_attachment_key UNIQUE (packet_id, attachment_id)
);

CREATE TABLE app.participation (
  audit_id uuid NOT NULL,
  attendance_id uuid NOT NULL,
  involved_in_care boolean NOT NULL,
  votes boolean NOT NULL,
  consensus text,
  dissent text,
  CONSTRAINT participation_involved CHECK ((NOT (involved_in_care AND votes))),
  CONSTRAINT participation_attendance_fkey FOREIGN KEY (attendance_id) REFERENCES app.attendance(id),
  CONSTRAINT participation_audit_fkey FOREIGN KEY (audit_id) REFERENCES app.audit(id),
  CONSTRAINT participation_pkey PRIMARY KEY (audit_id, attendance_id)
);

CREATE TABLE app.person (
  id uuid NOT NULL,
  username text NOT NULL,
  display_name text NOT NULL,
  profession text NOT NULL,
  language text DEFAULT 'fr'::text NOT NULL,
  password_hash text NOT NULL,
  must_change_password boolean DEFAULT false NOT NULL,
  disabled_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  same_as uuid,
  must_enrol boolean DEFAULT false NOT NULL,
  CONSTRAINT person_language CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  CONSTRAINT person_profession CHECK ((profession = ANY (ARRAY['OBG'::text, 'MD'::text, 'MIDWIFE'::text, 'OBSTETRIC_NURSE'::text, 'NURSE'::text, 'MATRONE'::text, 'COMMUNITY'::text, 'MANAGEMENT'::text, 'OTHER'::text]))),
  CONSTRAINT person_same_as_another CHECK ((same_as <> id)),
  CONSTRAINT person_username CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'::text)),
  CONSTRAINT person_same_as_fkey FOREIGN KEY (same_as) REFERENCES app.person(id),
  CONSTRAINT person_pkey PRIMARY KEY (id)
);

CREATE TABLE app.place (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  normal_name text NOT NULL,
  code text,
  parent_id integer,
  path integer[] DEFAULT '{}'::integer[] NOT NULL,
  region_id integer,
  district_id integer,
  latitude double precision,
  longitude double precision,
  partner boolean DEFAULT false NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT place_kind CHECK ((kind = ANY (ARRAY['country'::text, 'region'::text, 'district'::text, 'commune'::text, 'health-area'::text, 'village'::text, 'cscom'::text, 'csref'::text, 'hospital'::text, 'private'::text, 'asaco'::text, 'organisation'::text]))),
  CONSTRAINT place_latitude CHECK (((latitude >= (10)::double precision) AND (latitude <= (25.1)::double precision))),
  CONSTRAINT place_longitude CHECK (((longitude >= ('-12.5'::numeric)::double precision) AND (longitude <= (4.5)::double precision))),
  CONSTRAINT place_name CHECK (((length(name) >= 1) AND (length(name) <= 160))),
  CONSTRAINT place_root CHECK (((kind = 'country'::text) = (parent_id IS NULL))),
  CONSTRAINT place_parent_fkey FOREIGN KEY (parent_id) REFERENCES app.place(id),
  CONSTRAINT place_pkey PRIMARY KEY (id),
  CONSTRAINT place_unique UNIQUE NULLS NOT DISTINCT (parent_id, kind, normal_name)
);

CREATE TABLE app.published_count (
  period text NOT NULL,
  place_id integer NOT NULL,
  region_id integer,
  mark text NOT NULL,
  deaths integer,
  smallest integer NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT published_count_mark CHECK ((mark = ANY (ARRAY['told'::text, 'small'::text, 'withheld'::text, 'silent'::text]))),
  CONSTRAINT published_count_small CHECK (((smallest >= 5) AND ((deaths = 0) OR (deaths >= smallest)))),
  CONSTRAINT published_count_told CHECK (((mark = 'told'::text) = (deaths IS NOT NULL))),
  CONSTRAINT published_count_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT published_count_region_fkey FOREIGN KEY (region_id) REFERENCES app.place(id),
  CONSTRAINT published_count_pkey PRIMARY KEY (period, place_id)
);

CREATE TABLE app.recommendation (
  id uuid NOT NULL,
  alias uuid DEFAULT gen_random_uuid() NOT NULL,
  place_id integer NOT NULL,
  place_ids integer[] NOT NULL,
  owner_place_ids integer[] NOT NULL,
  asaco_place_ids integer[] NOT NULL,
  case_ids uuid[] NOT NULL,
  region_id integer NOT NULL,
  district_id integer NOT NULL,
  level text NOT NULL,
  audience text NOT NULL,
  factor text NOT NULL,
  action text NOT NULL,
  owner_function text NOT NULL,
  follower_id uuid NOT NULL,
  strength text NOT NULL,
  answers jsonb NOT NULL,
  form_version integer NOT NULL,
  state text NOT NULL,
  start_on date NOT NULL,
  deadline date NOT NULL,
  opened_at timestamp with time zone,
  proof text,
  done_by uuid,
  done_at timestamp with time zone,
  verified_by uuid,
  verified_at timestamp with time zone,
  effect text,
  effect_due date,
  blocked_since timestamp with time zone,
  escalated_to text,
  escalated_at timestamp with time zone,
  successor_id uuid,
  merged_into uuid,
  published_month date,
  standing boolean DEFAULT false NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT recommendation_audience CHECK ((audience = ANY (ARRAY['CARE_TEAM'::text, 'ASACO'::text, 'ALL'::text]))),
  CONSTRAINT recommendation_cases CHECK ((cardinality(case_ids) > 0)),
  CONSTRAINT recommendation_centre CHECK ((place_id = ANY (place_ids))),
  CONSTRAINT recommendation_dates CHECK ((deadline >= start_on)),
  CONSTRAINT recommendation_escalation CHECK ((escalated_to = ANY (ARRAY['CSCOM'::text, 'DISTRICT'::text, 'REGION'::text, 'NATIONAL'::text]))),
  CONSTRAINT recommendation_level CHECK ((level = ANY (ARRAY['FAMILY'::text, 'COMMUNITY'::text, 'CSCOM'::text, 'ASACO'::text, 'COMMUNE'::text, 'DISTRICT'::text, 'REGION'::text, 'NATIONAL'::text]))),
  CONSTRAINT recommendation_published CHECK (((published_month IS NULL) OR ((audience <> 'CARE_TEAM'::text) AND (opened_at IS NOT NULL)))),
  CONSTRAINT recommendation_state CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'refused'::text, 'in-progress'::text, 'blocked'::text, 'done'::text, 'verified'::text, 'effective'::text, 'ineffective'::text, 'cancelled'::text, 'merged'::text]))),
  CONSTRAINT recommendation_verifier CHECK (((verified_by IS DISTINCT FROM done_by) OR (verified_by IS NULL))),
  CONSTRAINT recommendation_created_fkey FOREIGN KEY (created_by) REFERENCES app.person(id),
  CONSTRAINT recommendation_done_fkey FOREIGN KEY (done_by) REFERENCES app.person(id),
  CONSTRAINT recommendation_follower_fkey FOREIGN KEY (follower_id) REFERENCES app.person(id),
  CONSTRAINT recommendation_merged_fkey FOREIGN KEY (merged_into) REFERENCES app.recommendation(id),
  CONSTRAINT recommendation_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT recommendation_successor_fkey FOREIGN KEY (successor_id) REFERENCES app.recommendation(id),
  CONSTRAINT recommendation_verified_fkey FOREIGN KEY (verified_by) REFERENCES app.person(id),
  CONSTRAINT recommendation_pkey PRIMARY KEY (id),
  CONSTRAINT recommendation_alias_key UNIQUE (alias)
);

CREATE TABLE app.recommendation_source (
  recommendation_id uuid NOT NULL,
  case_id uuid NOT NULL,
  round integer NOT NULL,
  audit_id uuid,
  factor text NOT NULL,
  CONSTRAINT recommendation_source_audit_fkey FOREIGN KEY (audit_id) REFERENCES app.audit(id),
  CONSTRAINT recommendation_source_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT recommendation_source_fkey FOREIGN KEY (recommendation_id) REFERENCES app.recommendation(id),
  CONSTRAINT recommendation_source_pkey PRIMARY KEY (recommendation_id, case_id, round)
);

CREATE TABLE app.recommendation_update (
  id uuid NOT NULL,
  recommendation_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  person_id uuid,
  role text NOT NULL,
  event text,
  progress integer,
  obstacle text,
  decision text,
  proof text,
  CONSTRAINT recommendation_update_progress CHECK (((progress >= 0) AND (progress <= 100))),
  CONSTRAINT recommendation_update_fkey FOREIGN KEY (recommendation_id) REFERENCES app.recommendation(id),
  CONSTRAINT recommendation_update_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT recommendation_update_pkey PRIMARY KEY (id)
);

CREATE TABLE app.recovery_code (
  person_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT recovery_code_factor_fkey FOREIGN KEY (person_id) REFERENCES app.second_factor(person_id) ON DELETE CASCADE,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE app.resemblance (
  first_id uuid NOT NULL,
  second_id uuid NOT NULL,
  score smallint NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT resemblance_order CHECK ((first_id < second_id)),
  CONSTRAINT resemblance_score CHECK (((score >= 0) AND (score <= 100))),
  CONSTRAINT resemblance_first_fkey FOREIGN KEY (first_id) REFERENCES app.death_case(id),
  CONSTRAINT resemblance_second_fkey FOREIGN KEY (second_id) REFERENCES app.death_case(id),
  CONSTRAINT resemblance_pkey PRIMARY KEY (first_id, second_id)
);

CREATE TABLE app.role_request (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,
  place_id integer NOT NULL,
  from_date date NOT NULL,
  to_date date,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  ended_by uuid,
  ended_at timestamp with time zone,
  confirmed boolean DEFAULT false NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT role_request_dates CHECK (((to_date IS NULL) OR (to_date >= from_date))),
  CONSTRAINT role_request_ended CHECK ((((ended_by IS NULL) = (ended_at IS NULL)) AND ((ended_at IS NOT NULL) OR (NOT confirmed)))),
  CONSTRAINT role_request_two_persons CHECK (((asked_by <> person_id) AND (NOT (confirmed AND ((ended_by = asked_by) OR (ended_by = person_id)))))),
  CONSTRAINT role_request_asked_fkey FOREIGN KEY (asked_by) REFERENCES app.person(id),
  CONSTRAINT role_request_ended_fkey FOREIGN KEY (ended_by) REFERENCES app.person(id),
  CONSTRAINT role_request_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT role_request_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT role_request_pkey PRIMARY KEY (id)
);

CREATE TABLE app.seal (
  audit_id uuid NOT NULL,
  content text NOT NULL,
  sha256 text NOT NULL,
  source_sha256 text NOT NULL,
  signers jsonb NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT seal_audit_fkey FOREIGN KEY (audit_id) REFERENCES app.audit(id),
  CONSTRAINT seal_pkey PRIMARY KEY (audit_id)
);

CREATE TABLE app.second_factor (
  person_id uuid NOT NULL,
  secret bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_step bigint DEFAULT 0 NOT NULL,
  CONSTRAINT second_factor_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT second_factor_pkey PRIMARY KEY (person_id)
);

CREATE TABLE app.server (
  epoch uuid DEFAULT gen_random_uuid() NOT NULL,
  made_at timestamp with time zone DEFAULT now() NOT NULL,
  second_factor text DEFAULT 'required'::text NOT NULL,
  CONSTRAINT server_second_factor CHECK ((second_factor = ANY (ARRAY['required'::text, 'offered'::text]))),
  CONSTRAINT server_pkey PRIMARY KEY (epoch)
);

CREATE TABLE app.setting (
  place_id integer NOT NULL,
  key text NOT NULL,
  value jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT setting_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT setting_pkey PRIMARY KEY (place_id, key)
);

CREATE TABLE app.sign_in_attempt (
  username_hash bytea NOT NULL,
  failures integer NOT NULL,
  last_at timestamp with time zone NOT NULL,
  retry_after timestamp with time zone,
  CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (username_hash)
);

CREATE TABLE app.task (
  id uuid NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  event text NOT NULL,
  person_id uuid,
  role text,
  place_id integer,
  seat text GENERATED ALWAYS AS (((role || '@'::text) || (place_id)::text)) STORED,
  district_id integer,
  region_id integer,
  case_id uuid,
  kind text,
  label text NOT NULL,
  place_name text,
  started_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
  CONSTRAINT task_owner CHECK ((((person_id IS NULL) <> (role IS NULL)) AND ((role IS NULL) = (place_id IS NULL)))),
  CONSTRAINT task_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT task_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT task_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT task_pkey PRIMARY KEY (id)
);

CREATE TABLE app.upload (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  size integer NOT NULL,
  sha256 text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  CONSTRAINT upload_kind CHECK ((kind = ANY (ARRAY['register'::text, 'partograph'::text, 'prescription'::text, 'referral-slip'::text, 'certificate'::text, 'other'::text]))),
  CONSTRAINT upload_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT upload_size CHECK ((size > 0)),
  CONSTRAINT upload_case_fkey FOREIGN KEY (case_id) REFERENCES app.death_case(id),
  CONSTRAINT upload_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT upload_pkey PRIMARY KEY (id)
);

CREATE TABLE app.zero_report (
  id uuid NOT NULL,
  place_id integer NOT NULL,
  place_ids integer[] NOT NULL,
  region_id integer NOT NULL,
  district_id integer NOT NULL,
  type text NOT NULL,
  period text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  due_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  counts jsonb,
  deaths integer,
  submitted_at timestamp with time zone,
  received_at timestamp with time zone,
  n integer DEFAULT 0 NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT zero_report_dates CHECK ((ends_on > starts_on)),
  CONSTRAINT zero_report_place CHECK ((place_ids[1] = place_id)),
  CONSTRAINT zero_report_received CHECK ((((state = 'received'::text) = (n > 0)) AND ((n > 0) = (received_at IS NOT NULL)) AND ((n > 0) = (submitted_at IS NOT NULL)) AND ((n > 0) = (counts IS NOT NULL)) AND ((n > 0) = (deaths IS NOT NULL)))),
  CONSTRAINT zero_report_state CHECK ((state = ANY (ARRAY['expected'::text, 'received'::text, 'missing'::text]))),
  CONSTRAINT zero_report_type CHECK ((type = ANY (ARRAY['EPI_WEEK'::text, 'MONTH'::text]))),
  CONSTRAINT zero_report_district_fkey FOREIGN KEY (district_id) REFERENCES app.place(id),
  CONSTRAINT zero_report_place_fkey FOREIGN KEY (place_id) REFERENCES app.place(id),
  CONSTRAINT zero_report_region_fkey FOREIGN KEY (region_id) REFERENCES app.place(id),
  CONSTRAINT zero_report_pkey PRIMARY KEY (id),
  CONSTRAINT zero_report_once UNIQUE (place_id, period)
);

CREATE TABLE app.zero_report_version (
  report_id uuid NOT NULL,
  n integer NOT NULL,
  form_version integer NOT NULL,
  answers jsonb NOT NULL,
  kept jsonb DEFAULT '{}'::jsonb NOT NULL,
  reason text,
  person_id uuid NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT zero_report_version_reason CHECK (((n = 1) = (reason IS NULL))),
  CONSTRAINT zero_report_version_fkey FOREIGN KEY (report_id) REFERENCES app.zero_report(id),
  CONSTRAINT zero_report_version_person_fkey FOREIGN KEY (person_id) REFERENCES app.person(id),
  CONSTRAINT zero_report_version_pkey PRIMARY KEY (report_id, n)
);

CREATE TABLE trail.entry (
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL,
  person_id uuid,
  role text,
  place_id integer,
  district_id integer,
  command text NOT NULL,
  subject text NOT NULL,
  subject_id text,
  topic text NOT NULL,
  outcome text NOT NULL,
  code text,
  fields text[] DEFAULT '{}'::text[] NOT NULL,
  hashes jsonb DEFAULT '{}'::jsonb NOT NULL,
  request_id text,
  CONSTRAINT entry_outcome CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text]))),
  CONSTRAINT entry_topic CHECK ((topic = ANY (ARRAY['accounts'::text, 'facilities'::text, 'settings'::text, 'cases'::text, 'audits'::text, 'recommendations'::text]))),
  CONSTRAINT entry_pkey PRIMARY KEY (seq)
);

CREATE TABLE trail.head (
  seq bigint NOT NULL,
  root bytea NOT NULL,
  previous bytea,
  signature bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  entries bytea NOT NULL,
  CONSTRAINT head_pkey PRIMARY KEY (seq)
);

CREATE TABLE vault.content (
  id uuid NOT NULL,
  ref uuid NOT NULL,
  ciphertext bytea NOT NULL,
  CONSTRAINT content_identity_fkey FOREIGN KEY (ref) REFERENCES vault.identity(ref),
  CONSTRAINT content_pkey PRIMARY KEY (id)
);

CREATE TABLE vault.erasure (
  ref uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT erasure_pkey PRIMARY KEY (ref)
);

CREATE TABLE vault.field (
  ref uuid NOT NULL,
  field text NOT NULL,
  ciphertext bytea NOT NULL,
  CONSTRAINT field_identity_fkey FOREIGN KEY (ref) REFERENCES vault.identity(ref),
  CONSTRAINT field_pkey PRIMARY KEY (ref, field)
);

CREATE TABLE vault.identity (
  ref uuid NOT NULL,
  master_key_id text NOT NULL,
  wrapped_key bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT identity_pkey PRIMARY KEY (ref)
);

CREATE TABLE vault.master_key (
  id text NOT NULL,
  since timestamp with time zone NOT NULL,
  retired_at timestamp with time zone,
  destroyed_at timestamp with time zone,
  CONSTRAINT master_key_destroyed CHECK (((destroyed_at IS NULL) OR (retired_at IS NOT NULL))),
  CONSTRAINT master_key_pkey PRIMARY KEY (id)
);

CREATE TABLE vault.name_mark (
  ref uuid NOT NULL,
  master_key_id text NOT NULL,
  sort text NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT name_mark_identity_fkey FOREIGN KEY (ref) REFERENCES vault.identity(ref) ON DELETE CASCADE,
  CONSTRAINT name_mark_pkey PRIMARY KEY (ref, master_key_id, sort, hash)
);

CREATE TABLE vault.piece (
  upload uuid NOT NULL,
  n integer NOT NULL,
  ref uuid NOT NULL,
  ciphertext bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT piece_identity_fkey FOREIGN KEY (ref) REFERENCES vault.identity(ref),
  CONSTRAINT piece_pkey PRIMARY KEY (upload, n)
);

-- Indexes

CREATE INDEX affiliation_person_idx ON app.affiliation USING btree (person_id);

CREATE INDEX affiliation_place_idx ON app.affiliation USING btree (place_id);

CREATE INDEX approval_case_idx ON app.approval USING btree (case_id);

CREATE INDEX attendance_person_idx ON app.attendance USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX audit_assignee_idx ON app.audit USING btree (assignee_id, due_at, id);

CREATE INDEX audit_seats_idx ON app.audit USING btree (district_id, state);

CREATE INDEX audit_session_case_idx ON app.audit_session USING btree (case_id);

CREATE INDEX audit_session_scribe_idx ON app.audit_session USING btree (scribe_id);

CREATE INDEX case_bar_case_idx ON app.case_bar USING btree (case_id);

CREATE INDEX case_event_person_idx ON app.case_event USING btree (person_id, case_id) WHERE (person_id IS NOT NULL);

CREATE INDEX case_link_second_idx ON app.case_link USING btree (second_id);

CREATE INDEX concern_case_idx ON app.concern USING btree (case_id);

CREATE INDEX content_ref_idx ON vault.content USING btree (ref);

CREATE INDEX death_case_all_idx ON app.death_case USING btree (reported_at DESC, id DESC);

CREATE INDEX death_case_compared_idx ON app.death_case USING btree (reporter_id, compared_at);

CREATE INDEX death_case_district_idx ON app.death_case USING btree (district_id, reported_at DESC, id DESC);

CREATE INDEX death_case_identity_kept ON app.death_case USING btree (district_id) WHERE ((identity_erased_at IS NULL) AND (state = ANY (ARRAY['closed'::text, 'discarded'::text, 'duplicate'::text])));

CREATE INDEX death_case_places_idx ON app.death_case USING gin (place_ids);

CREATE INDEX death_case_region_idx ON app.death_case USING btree (region_id, reported_at DESC, id DESC);

CREATE INDEX death_case_reporter_idx ON app.death_case USING btree (reporter_id, reported_at DESC, id DESC);

CREATE INDEX death_case_similar_idx ON app.death_case USING btree (death_date, district_id);

CREATE INDEX death_case_to_compare ON app.death_case USING btree (received_at) WHERE ((compared_at IS NULL) AND (state = ANY (ARRAY['notified'::text, 'documenting'::text])));

CREATE INDEX entry_district_idx ON trail.entry USING btree (district_id, seq DESC);

CREATE INDEX entry_person_idx ON trail.entry USING btree (person_id, seq DESC);

CREATE INDEX entry_topic_idx ON trail.entry USING btree (topic, seq DESC);

CREATE INDEX idempotency_at_idx ON app.idempotency USING btree (at);

CREATE INDEX login_device_idx ON app.login USING btree (device_id) WHERE (device_id IS NOT NULL);

CREATE INDEX login_person_idx ON app.login USING btree (person_id);

CREATE INDEX membership_person_idx ON app.membership USING btree (person_id);

CREATE INDEX membership_seat_idx ON app.membership USING btree (place_id, role);

CREATE INDEX opinion_against_proposal_idx ON app.opinion USING btree (audit_id) WHERE against_proposal;

CREATE INDEX packet_case_idx ON app.packet USING btree (case_id);

CREATE INDEX person_human_idx ON app.person USING btree (COALESCE(same_as, id));

CREATE INDEX piece_ref_idx ON vault.piece USING btree (ref);

CREATE INDEX place_district_idx ON app.place USING btree (district_id, kind);

CREATE INDEX place_name_idx ON app.place USING gin (normal_name public.gin_trgm_ops);

CREATE INDEX place_parent_idx ON app.place USING btree (parent_id, kind, name);

CREATE INDEX recommendation_asacos_idx ON app.recommendation USING gin (asaco_place_ids);

CREATE INDEX recommendation_cases_idx ON app.recommendation USING gin (case_ids);

CREATE INDEX recommendation_district_idx ON app.recommendation USING btree (district_id, deadline, id);

CREATE INDEX recommendation_owners_idx ON app.recommendation USING gin (owner_place_ids);

CREATE INDEX recommendation_places_idx ON app.recommendation USING gin (place_ids);

CREATE INDEX recommendation_region_idx ON app.recommendation USING btree (region_id, deadline, id);

CREATE INDEX recommendation_source_case_idx ON app.recommendation_source USING btree (case_id);

CREATE INDEX recommendation_state_idx ON app.recommendation USING btree (state, blocked_since, effect_due);

CREATE INDEX recommendation_update_idx ON app.recommendation_update USING btree (recommendation_id, at);

CREATE INDEX resemblance_second_idx ON app.resemblance USING btree (second_id);

CREATE INDEX sign_in_attempt_at_idx ON app.sign_in_attempt USING btree (last_at);

CREATE INDEX task_case_idx ON app.task USING btree (case_id);

CREATE INDEX task_district_idx ON app.task USING btree (district_id, event) INCLUDE (person_id, seat, role, place_id, case_id);

CREATE INDEX task_person_idx ON app.task USING btree (person_id, due_at, id);

CREATE INDEX task_seat_idx ON app.task USING btree (seat, due_at, id);

CREATE INDEX task_subject_idx ON app.task USING btree (subject_id, event);

CREATE INDEX upload_case_idx ON app.upload USING btree (case_id);

CREATE INDEX upload_person_idx ON app.upload USING btree (person_id);

CREATE INDEX zero_report_district_idx ON app.zero_report USING btree (district_id, type, starts_on DESC);

CREATE INDEX zero_report_places_idx ON app.zero_report USING gin (place_ids);

CREATE INDEX zero_report_recent_idx ON app.zero_report USING btree (type, starts_on DESC);

CREATE INDEX zero_report_region_idx ON app.zero_report USING btree (region_id, type, starts_on DESC);

CREATE INDEX zero_report_waiting_idx ON app.zero_report USING btree (due_at) WHERE (state = 'expected'::text);

CREATE UNIQUE INDEX approval_open_key ON app.approval USING btree (action, subject_id) WHERE ((confirmed_at IS NULL) AND (declined_at IS NULL));

CREATE UNIQUE INDEX attachment_sha256_key ON app.attachment USING btree (case_id, sha256) WHERE (state = 'kept'::text);

CREATE UNIQUE INDEX audit_one_seat_key ON app.audit USING btree (case_id, assignee_id) WHERE (kind <> 'audit'::text);

CREATE UNIQUE INDEX audit_seat_key ON app.audit USING btree (case_id, round, kind, seat, revision) WHERE (state = ANY (ARRAY['open'::text, 'assigned'::text, 'in-progress'::text, 'sealed'::text]));

CREATE UNIQUE INDEX case_link_mother_key ON app.case_link USING btree (second_id) WHERE ((kind = 'mother'::text) AND (state = 'confirmed'::text));

CREATE UNIQUE INDEX concern_open_key ON app.concern USING btree (case_id) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX device_browser_key ON app.device USING btree (person_id, browser_hash) WHERE (revoked_at IS NULL);

CREATE UNIQUE INDEX facility_import_running_key ON app.facility_import USING btree (state) WHERE (state = 'running'::text);

CREATE UNIQUE INDEX factor_lift_open_key ON app.factor_lift USING btree (person_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX invitation_open_key ON app.invitation USING btree (case_id, place_id) WHERE ((revoked_at IS NULL) AND (used_at IS NULL));

CREATE UNIQUE INDEX login_id_key ON app.login USING btree (id);

CREATE UNIQUE INDEX master_key_in_force ON vault.master_key USING btree ((true)) WHERE (retired_at IS NULL);

CREATE UNIQUE INDEX packet_live_key ON app.packet USING btree (file_id) WHERE (state = ANY (ARRAY['draft'::text, 'released'::text]));

CREATE UNIQUE INDEX person_username_key ON app.person USING btree (lower(username));

CREATE UNIQUE INDEX place_code_key ON app.place USING btree (code) WHERE (code IS NOT NULL);

CREATE UNIQUE INDEX place_country_key ON app.place USING btree (kind) WHERE (kind = 'country'::text);

CREATE UNIQUE INDEX role_request_open_key ON app.role_request USING btree (person_id, role, place_id) WHERE (ended_at IS NULL);

-- Triggers

CREATE CONSTRAINT TRIGGER recommendation_has_source AFTER INSERT ON app.recommendation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_source();

CREATE TRIGGER approval_two_humans BEFORE INSERT OR UPDATE ON app.approval FOR EACH ROW EXECUTE FUNCTION app.refuse_one_human();

CREATE TRIGGER approval_used_once BEFORE UPDATE ON app.approval FOR EACH ROW WHEN ((old.used_at IS NOT NULL)) EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER attachment_frozen BEFORE INSERT OR UPDATE ON app.attachment FOR EACH ROW EXECUTE FUNCTION app.refuse_frozen_draft();

CREATE TRIGGER case_draft_frozen BEFORE INSERT OR UPDATE ON app.case_draft FOR EACH ROW EXECUTE FUNCTION app.refuse_frozen_draft();

CREATE TRIGGER case_event_append BEFORE DELETE OR UPDATE ON app.case_event FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER case_file_immutable BEFORE DELETE OR UPDATE ON app.case_file FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER comparison_once BEFORE DELETE OR UPDATE ON app.comparison FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER concern_keeper_disabled AFTER UPDATE OF disabled_at ON app.person FOR EACH ROW WHEN ((old.disabled_at IS DISTINCT FROM new.disabled_at)) EXECUTE FUNCTION app.hand_concerns_over();

CREATE TRIGGER concern_keeper_named AFTER INSERT OR UPDATE ON app.setting FOR EACH ROW WHEN ((new.key = 'safeguarding.person'::text)) EXECUTE FUNCTION app.hand_concerns_over();

CREATE TRIGGER concern_keeper_unnamed AFTER DELETE ON app.setting FOR EACH ROW WHEN ((old.key = 'safeguarding.person'::text)) EXECUTE FUNCTION app.hand_concerns_over();

CREATE TRIGGER entry_append BEFORE DELETE OR UPDATE ON trail.entry FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON trail.entry FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER entry_numbered BEFORE INSERT ON trail.entry FOR EACH STATEMENT EXECUTE FUNCTION trail.wait_for_seal();

CREATE TRIGGER epoch_append BEFORE DELETE OR UPDATE ON app.epoch FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER factor_lift_two_humans BEFORE INSERT OR UPDATE ON app.factor_lift FOR EACH ROW EXECUTE FUNCTION app.refuse_one_human();

CREATE TRIGGER head_append BEFORE DELETE OR UPDATE ON trail.head FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER head_no_truncate BEFORE TRUNCATE ON trail.head FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER invitation_ended BEFORE UPDATE ON app.invitation FOR EACH ROW EXECUTE FUNCTION app.refuse_ended_invitation();

CREATE TRIGGER opinion_sealed BEFORE DELETE OR UPDATE ON app.opinion FOR EACH ROW EXECUTE FUNCTION app.refuse_sealed_opinion();

CREATE TRIGGER packet_picture_released BEFORE INSERT OR DELETE OR UPDATE ON app.packet_picture FOR EACH ROW EXECUTE FUNCTION app.refuse_released_picture();

CREATE TRIGGER place_in_tree BEFORE INSERT OR UPDATE OF parent_id ON app.place FOR EACH ROW EXECUTE FUNCTION app.place_in_tree();

CREATE TRIGGER places_below AFTER UPDATE OF parent_id ON app.place FOR EACH ROW WHEN ((old.path IS DISTINCT FROM new.path)) EXECUTE FUNCTION app.places_below();

CREATE TRIGGER published_count_append BEFORE DELETE OR UPDATE ON app.published_count FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER recommendation_update_append BEFORE DELETE OR UPDATE ON app.recommendation_update FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER role_request_two_humans BEFORE INSERT OR UPDATE ON app.role_request FOR EACH ROW EXECUTE FUNCTION app.refuse_one_human();

CREATE TRIGGER seal_insert_only BEFORE DELETE OR UPDATE ON app.seal FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TRIGGER zero_report_version_append BEFORE DELETE OR UPDATE ON app.zero_report_version FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

-- Row security

CREATE POLICY affiliation_admin ON app.affiliation FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.has_role('administrator'::text) AS has_role)));

CREATE POLICY affiliation_self ON app.affiliation FOR SELECT TO public
  USING ((person_id = ( SELECT app.me() AS me)));

CREATE POLICY allowance_own ON app.allowance FOR ALL TO public
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY approval_reach ON app.approval FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ((district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])) AND (( SELECT app.is_free() AS is_free) OR (case_id IS NULL) OR (case_id <> ALL (( SELECT app.bars() AS bars)::uuid[])))) OR ((action = ANY (ARRAY['waive-audit'::text, 'reopen'::text, 'erase-identity'::text, 'full-minutes'::text, 'export-case'::text])) AND app.answers_for_case(case_id)) OR (((asked_by = ( SELECT app.me() AS me)) OR ((action = ANY (ARRAY['proceed-with-one'::text, 'waive'::text])) AND app.coordinates(region_id, district_id)) OR ((action = ANY (ARRAY['proceed-with-one'::text, 'waive'::text, 'waive-audit'::text, 'reopen'::text, 'erase-identity'::text])) AND (region_id = ANY (( SELECT app.ids('app.regions'::text) AS ids)::integer[])))) AND (( SELECT app.is_free() AS is_free) OR (case_id IS NULL) OR ((case_id <> ALL (( SELECT app.bars() AS bars)::uuid[])) AND (NOT app.is_tied(case_id)))))));

CREATE POLICY attachment_reach ON app.attachment FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.opens_case_file(case_id)));

CREATE POLICY attendance_reach ON app.attendance FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.sees_session(session_id)));

CREATE POLICY audit_reach ON app.audit FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ((assignee_id = ( SELECT app.me_as('counter-auditor'::text) AS me_as)) AND (kind <> 'audit'::text) AND (( SELECT app.is_free() AS is_free) OR (NOT app.is_tied(case_id)))) OR ((kind = 'audit'::text) AND app.opens_case_file(case_id)) OR ((disclosed_at IS NOT NULL) AND app.compares_case(case_id)) OR ((kind <> 'audit'::text) AND app.coordinates(region_id, district_id) AND (( SELECT app.is_free() AS is_free) OR (case_id IS NULL) OR ((case_id <> ALL (( SELECT app.bars() AS bars)::uuid[])) AND (NOT app.is_tied(case_id)))))));

CREATE POLICY audit_session_reach ON app.audit_session FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.opens_case_file(case_id)));

CREATE POLICY case_bar_own ON app.case_bar FOR SELECT TO public
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY case_bar_system ON app.case_bar FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY case_draft_invited ON app.case_draft FOR ALL TO public
  USING ((case_id = ( SELECT app.invited_case() AS invited_case)));

CREATE POLICY case_draft_notification ON app.case_draft FOR SELECT TO public
  USING (((form = 'notification'::text) AND app.reads_case(case_id)));

CREATE POLICY case_draft_reach ON app.case_draft FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.opens_case_file(case_id)));

CREATE POLICY case_event_reach ON app.case_event FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.reads_case(case_id)));

CREATE POLICY case_file_reach ON app.case_file FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.opens_case_file(case_id)));

CREATE POLICY case_link_both ON app.case_link FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (app.sees_case(first_id) AND app.sees_case(second_id))));

CREATE POLICY comparison_read ON app.comparison FOR SELECT TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.compares_case(case_id)));

CREATE POLICY comparison_system ON app.comparison FOR INSERT TO public
  WITH CHECK (( SELECT app.is_system() AS is_system));

CREATE POLICY concern_keeper ON app.concern FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ((( SELECT app.me() AS me) IS NOT NULL) AND (case_id <> ALL (( SELECT app.bars() AS bars)::uuid[])) AND COALESCE((app.safeguarding_keeper(district_id) = ( SELECT app.me() AS me)), (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[]))))));

CREATE POLICY contribution_entered ON app.contribution FOR INSERT TO public
  WITH CHECK (app.writes_part(case_id, place_id, obtained_how));

CREATE POLICY contribution_invited ON app.contribution FOR ALL TO public
  USING (((case_id = ( SELECT app.invited_case() AS invited_case)) AND (place_id = ( SELECT app.invited_place() AS invited_place))));

CREATE POLICY contribution_reach ON app.contribution FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.opens_case_file(case_id)));

CREATE POLICY contribution_reentered ON app.contribution FOR UPDATE TO public
  USING (true)
  WITH CHECK (app.writes_part(case_id, place_id, obtained_how));

CREATE POLICY death_case_reach ON app.death_case FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ((((( SELECT app.is_everywhere() AS is_everywhere) OR ((region_id = ANY (( SELECT app.ids('app.regions'::text) AS ids)::integer[])) AND (concluded_at IS NOT NULL))) AND (( SELECT app.is_free() AS is_free) OR ((NOT (ARRAY[id] && ( SELECT app.ties() AS ties))) AND (NOT (place_ids && ( SELECT app.ids('app.tied_places'::text) AS ids)))))) OR (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])) OR (place_ids && ( SELECT app.ids('app.places'::text) AS ids)) OR (reporter_id = ( SELECT app.me_as('notifier'::text) AS me_as))) AND (id <> ALL (( SELECT app.bars() AS bars)::uuid[])))));

CREATE POLICY device_own ON app.device FOR ALL TO public
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY draw_read ON app.draw FOR SELECT TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.is_everywhere() AS is_everywhere) OR (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])) OR (district_id IN ( SELECT d.id
   FROM app.place d
  WHERE ((d.kind = 'district'::text) AND ((d.region_id = ANY (( SELECT app.ids('app.regions'::text) AS ids)::integer[])) OR app.coordinates(d.region_id, d.id)))))));

CREATE POLICY draw_system ON app.draw FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY draw_result_system ON app.draw_result FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY draw_seed_system ON app.draw_seed FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY epoch_system ON app.epoch FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY facility_import_admin ON app.facility_import FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.has_role('administrator'::text) AS has_role)));

CREATE POLICY factor_lift_keepers ON app.factor_lift FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (( SELECT app.has_role('administrator'::text) AS has_role) AND (person_id <> ( SELECT app.me() AS me)))));

CREATE POLICY final_read ON app.final_classification FOR SELECT TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.compares_case(case_id)));

CREATE POLICY final_system ON app.final_classification FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY idempotency_keeper ON app.idempotency FOR ALL TO denba_keeper
  USING ((at < (now() - '180 days'::interval)));

CREATE POLICY idempotency_own ON app.idempotency FOR ALL TO denba_app
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY invitation_answered ON app.invitation FOR UPDATE TO public
  USING ((id = app.invitation()));

CREATE POLICY invitation_held ON app.invitation FOR SELECT TO public
  USING ((id = app.invitation()));

CREATE POLICY invitation_reach ON app.invitation FOR ALL TO public
  USING (app.enters_for(case_id));

CREATE POLICY login_self ON app.login FOR ALL TO public
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY membership_admin ON app.membership FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.has_role('administrator'::text) AS has_role)));

CREATE POLICY membership_self ON app.membership FOR SELECT TO public
  USING ((person_id = ( SELECT app.me() AS me)));

CREATE POLICY migration_read ON app.migration FOR SELECT TO public
  USING (true);

CREATE POLICY opinion_reach ON app.opinion FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.reads_opinion(audit_id)));

CREATE POLICY packet_reach ON app.packet FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.prepares_packet(case_id) OR app.reads_packet(id)));

CREATE POLICY packet_picture_reach ON app.packet_picture FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.sees_packet(packet_id)));

CREATE POLICY participation_reach ON app.participation FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (app.sees_attendance(attendance_id) AND app.sees_opinion(audit_id))));

CREATE POLICY person_admin ON app.person FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.has_role('administrator'::text) AS has_role)));

CREATE POLICY person_self ON app.person FOR SELECT TO public
  USING ((id = ( SELECT app.me() AS me)));

CREATE POLICY person_self_change ON app.person FOR UPDATE TO public
  USING ((id = ( SELECT app.me() AS me)));

CREATE POLICY place_invited ON app.place FOR SELECT TO public
  USING ((( SELECT app.invitation() AS invitation) IS NOT NULL));

CREATE POLICY place_read ON app.place FOR SELECT TO public
  USING (((( SELECT app.me() AS me) IS NOT NULL) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY place_write ON app.place FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.has_role('administrator'::text) AS has_role)));

CREATE POLICY published_count_reach ON app.published_count FOR ALL TO public
  USING ((( SELECT app.is_everywhere() AS is_everywhere) OR (region_id = ANY (( SELECT app.ids('app.regions'::text) AS ids)::integer[]))))
  WITH CHECK (( SELECT app.is_system() AS is_system));

CREATE POLICY recommendation_reach ON app.recommendation FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (((follower_id = ( SELECT app.me_as('clinician'::text) AS me_as)) OR (follower_id = ( SELECT app.me_as('centre-head'::text) AS me_as)) OR (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])) OR (place_ids && ( SELECT app.ids('app.places'::text) AS ids)) OR ((((level = ANY (ARRAY['REGION'::text, 'NATIONAL'::text])) AND (region_id = ANY (( SELECT app.ids('app.regions'::text) AS ids)::integer[]))) OR ((level = 'NATIONAL'::text) AND ( SELECT app.is_everywhere() AS is_everywhere))) AND (( SELECT app.is_free() AS is_free) OR ((NOT (case_ids && ( SELECT app.ties() AS ties))) AND (NOT (place_ids && ( SELECT app.ids('app.tied_places'::text) AS ids)))))) OR ((owner_place_ids && ( SELECT app.ids('app.owned'::text) AS ids)) AND (opened_at IS NOT NULL)) OR ((owner_place_ids && ( SELECT app.ids('app.followed'::text) AS ids)) AND (published_month IS NOT NULL)) OR ((asaco_place_ids && ( SELECT app.ids('app.asacos'::text) AS ids)) AND (published_month IS NOT NULL))) AND (NOT (case_ids && ( SELECT app.bars() AS bars))))));

CREATE POLICY recommendation_source_reach ON app.recommendation_source FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (app.sees_case(case_id) AND app.sees_recommendation(recommendation_id))));

CREATE POLICY recommendation_update_reach ON app.recommendation_update FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.sees_recommendation(recommendation_id)));

CREATE POLICY recovery_code_own ON app.recovery_code FOR ALL TO public
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY resemblance_both ON app.resemblance FOR SELECT TO public
  USING ((( SELECT app.is_system() AS is_system) OR (app.prepares_packet(first_id) AND app.prepares_packet(second_id))));

CREATE POLICY resemblance_clock ON app.resemblance FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY role_request_admin ON app.role_request FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (( SELECT app.has_role('administrator'::text) AS has_role) AND (person_id <> ( SELECT app.me() AS me)))));

CREATE POLICY seal_reach ON app.seal FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.sees_opinion(audit_id)));

CREATE POLICY second_factor_own ON app.second_factor FOR ALL TO public
  USING (((person_id = ( SELECT app.me() AS me)) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY server_change ON app.server FOR UPDATE TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY server_read ON app.server FOR SELECT TO public
  USING (true);

CREATE POLICY setting_invited ON app.setting FOR SELECT TO public
  USING ((( SELECT app.invitation() AS invitation) IS NOT NULL));

CREATE POLICY setting_read ON app.setting FOR SELECT TO public
  USING (((( SELECT app.me() AS me) IS NOT NULL) OR ( SELECT app.is_system() AS is_system)));

CREATE POLICY setting_write ON app.setting FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ( SELECT app.has_role('administrator'::text) AS has_role)));

CREATE POLICY sign_in_attempt_system ON app.sign_in_attempt FOR ALL TO public
  USING (( SELECT app.is_system() AS is_system));

CREATE POLICY task_own ON app.task FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR (((person_id = ( SELECT app.me() AS me)) OR (seat = ANY (( SELECT app.words('app.seats'::text) AS words)::text[])) OR (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[]))) AND
CASE
    WHEN (( SELECT app.is_free() AS is_free) OR (case_id IS NULL)) THEN true
    WHEN (person_id = ( SELECT app.me() AS me)) THEN ((case_id <> ALL (( SELECT app.whole_bars() AS whole_bars)::uuid[])) AND ((subject <> 'audit'::text) OR (NOT app.is_tied(case_id))))
    ELSE ((case_id <> ALL (( SELECT app.bars() AS bars)::uuid[])) AND (COALESCE((district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])), false) OR (COALESCE(role, ''::text) <> ALL (ARRAY['coordinator'::text, 'counter-auditor'::text, 'region'::text, 'partner'::text, 'national-viewer'::text, 'administrator'::text])) OR (NOT app.is_tied(case_id))))
END)));

CREATE POLICY upload_own ON app.upload FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR ((person_id = ( SELECT app.me() AS me)) AND app.opens_case_file(case_id))));

CREATE POLICY zero_report_reach ON app.zero_report FOR ALL TO public
  USING ((( SELECT app.is_everywhere() AS is_everywhere) OR (region_id = ANY (( SELECT app.ids('app.regions'::text) AS ids)::integer[])) OR (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])) OR (place_ids && ( SELECT app.ids('app.places'::text) AS ids)) OR (('notifier@'::text || (place_id)::text) = ANY (( SELECT app.words('app.seats'::text) AS words)::text[]))));

CREATE POLICY zero_report_version_reach ON app.zero_report_version FOR ALL TO public
  USING ((( SELECT app.is_system() AS is_system) OR app.reads_report(report_id)));

CREATE POLICY entry_keeper ON trail.entry FOR SELECT TO denba_keeper
  USING (true);

CREATE POLICY entry_read ON trail.entry FOR SELECT TO public
  USING ((( SELECT app.is_system() AS is_system) OR (((person_id = ( SELECT app.me() AS me)) OR (district_id = ANY (( SELECT app.ids('app.districts'::text) AS ids)::integer[])) OR (( SELECT app.has_role('administrator'::text) AS has_role) AND (topic = ANY (ARRAY['accounts'::text, 'facilities'::text, 'settings'::text])))) AND ((( SELECT (cardinality(app.ties()) + cardinality(app.ids('app.tied_places'::text)))) = 0) OR ((NOT (app.cases_of(subject, subject_id) && ( SELECT app.whole_bars() AS whole_bars))) AND ((COALESCE(role, ''::text) <> ALL (ARRAY['coordinator'::text, 'counter-auditor'::text, 'region'::text, 'partner'::text, 'national-viewer'::text, 'administrator'::text])) OR (NOT (EXISTS ( SELECT
   FROM unnest(app.cases_of(entry.subject, entry.subject_id)) near(id)
  WHERE app.is_tied(near.id))))))))));

CREATE POLICY entry_write ON trail.entry FOR INSERT TO public
  WITH CHECK (true);

CREATE POLICY head_keeper ON trail.head FOR INSERT TO denba_keeper
  WITH CHECK (true);

CREATE POLICY head_read ON trail.head FOR SELECT TO public
  USING (true);

CREATE POLICY content_vault ON vault.content FOR ALL TO denba_vault
  USING (true);

CREATE POLICY erasure_vault ON vault.erasure FOR ALL TO denba_vault
  USING (true);

CREATE POLICY field_vault ON vault.field FOR ALL TO denba_vault
  USING (true);

CREATE POLICY identity_vault ON vault.identity FOR ALL TO denba_vault
  USING (true);

CREATE POLICY master_key_vault ON vault.master_key FOR ALL TO denba_vault
  USING (true);

CREATE POLICY name_mark_vault ON vault.name_mark FOR ALL TO denba_vault
  USING (true);

CREATE POLICY piece_vault ON vault.piece FOR ALL TO denba_vault
  USING (true);

-- Rights

GRANT INSERT, SELECT, UPDATE ON app.affiliation TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.allowance TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.approval TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.attachment TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.attendance TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.audit TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.audit_session TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.case_bar TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.case_draft TO denba_app;

GRANT INSERT, SELECT ON app.case_event TO denba_app;

GRANT INSERT, SELECT ON app.case_file TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.case_link TO denba_app;

GRANT INSERT, SELECT ON app.comparison TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.concern TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.contribution TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.death_case TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.device TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.draw TO denba_app;

GRANT INSERT, SELECT ON app.draw_result TO denba_app;

GRANT INSERT, SELECT ON app.draw_seed TO denba_app;

GRANT INSERT, SELECT ON app.epoch TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.facility_import TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.factor_lift TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.final_classification TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.idempotency TO denba_app;

GRANT DELETE ON app.idempotency TO denba_keeper;

GRANT INSERT, SELECT ON app.invitation TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.login TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.membership TO denba_app;

GRANT SELECT ON app.migration TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.opinion TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.packet TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.packet_picture TO denba_app;

GRANT INSERT, SELECT ON app.participation TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.person TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.place TO denba_app;

GRANT INSERT, SELECT ON app.published_count TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.recommendation TO denba_app;

GRANT INSERT, SELECT ON app.recommendation_source TO denba_app;

GRANT INSERT, SELECT ON app.recommendation_update TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.recovery_code TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.resemblance TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.role_request TO denba_app;

GRANT INSERT, SELECT ON app.seal TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.second_factor TO denba_app;

GRANT SELECT ON app.server TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.setting TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.sign_in_attempt TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.task TO denba_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON app.upload TO denba_app;

GRANT INSERT, SELECT, UPDATE ON app.zero_report TO denba_app;

GRANT INSERT, SELECT ON app.zero_report_version TO denba_app;

GRANT INSERT, SELECT ON trail.entry TO denba_app;

GRANT SELECT ON trail.entry TO denba_keeper;

GRANT INSERT, SELECT ON trail.head TO denba_keeper;

GRANT DELETE, INSERT, SELECT ON vault.content TO denba_vault;

GRANT INSERT, SELECT ON vault.erasure TO denba_vault;

GRANT DELETE, INSERT, SELECT ON vault.field TO denba_vault;

GRANT DELETE, INSERT, SELECT ON vault.identity TO denba_vault;

GRANT INSERT, SELECT ON vault.master_key TO denba_vault;

GRANT DELETE, INSERT, SELECT ON vault.name_mark TO denba_vault;

GRANT DELETE, INSERT, SELECT, UPDATE ON vault.piece TO denba_vault;
