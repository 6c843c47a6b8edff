import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** Regions of Mali with the district of Bamako. */
const REGIONS = [
  'Kayes',
  'Koulikoro',
  'Sikasso',
  'Ségou',
  'Mopti',
  'Tombouctou',
  'Gao',
  'Kidal',
  'Taoudénit',
  'Ménaka',
  'Nioro',
  'Kita',
  'Dioïla',
  'Nara',
  'Bougouni',
  'Koutiala',
  'San',
  'Douentza',
  'Bandiagara',
  'Bamako',
];

/** The tree of places, the accounts with their memberships and affiliations, sign-ins, settings, imports. */
export class PlacesAndPeople1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.place (
        id int GENERATED ALWAYS AS IDENTITY CONSTRAINT place_pkey PRIMARY KEY,
        kind text NOT NULL CONSTRAINT place_kind CHECK (kind IN ('country','region','district','commune','health-area','village',
          'cscom','csref','hospital','private','asaco','organisation')),
        name text NOT NULL CONSTRAINT place_name CHECK (length(name) BETWEEN 1 AND 160),
        normal_name text NOT NULL,
        code text,
        parent_id int CONSTRAINT place_parent_fkey REFERENCES app.place (id),
        path int[] NOT NULL DEFAULT '{}',
        region_id int, district_id int,
        latitude double precision, longitude double precision,
        partner boolean NOT NULL DEFAULT false,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT place_unique UNIQUE NULLS NOT DISTINCT (parent_id, kind, normal_name),
        CONSTRAINT place_root CHECK ((kind = 'country') = (parent_id IS NULL)),
        CONSTRAINT place_latitude CHECK (latitude BETWEEN 10 AND 25.1), CONSTRAINT place_longitude CHECK (longitude BETWEEN -12.5 AND 4.5)
      );
      CREATE UNIQUE INDEX place_code_key ON app.place (code) WHERE code IS NOT NULL;
      CREATE UNIQUE INDEX place_country_key ON app.place (kind) WHERE kind = 'country';
      CREATE INDEX place_parent_idx ON app.place (parent_id, kind, name);
      CREATE INDEX place_district_idx ON app.place (district_id, kind);
      CREATE INDEX place_name_idx ON app.place USING gin (normal_name gin_trgm_ops);

      CREATE FUNCTION app.place_in_tree() RETURNS trigger LANGUAGE plpgsql AS $$
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
        END $$;
      CREATE TRIGGER place_in_tree BEFORE INSERT OR UPDATE OF parent_id ON app.place FOR EACH ROW EXECUTE FUNCTION app.place_in_tree();
      CREATE FUNCTION app.places_below() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE app.place SET parent_id = NEW.id WHERE parent_id = NEW.id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER places_below AFTER UPDATE OF parent_id ON app.place FOR EACH ROW
        WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION app.places_below();

      CREATE TABLE app.person (
        id uuid CONSTRAINT person_pkey PRIMARY KEY,
        username text NOT NULL CONSTRAINT person_username CHECK (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
        display_name text NOT NULL,
        profession text NOT NULL CONSTRAINT person_profession CHECK (profession IN ('OBG','MD','MIDWIFE','OBSTETRIC_NURSE','NURSE',
          'MATRONE','COMMUNITY','MANAGEMENT','OTHER')),
        language text NOT NULL DEFAULT 'fr' CONSTRAINT person_language CHECK (language IN ('fr','en')),
        password_hash text NOT NULL,
        must_change_password boolean NOT NULL DEFAULT false,
        disabled_at timestamptz,
        version int NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX person_username_key ON app.person (lower(username));

      CREATE TABLE app.membership (
        id uuid CONSTRAINT membership_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT membership_person_fkey REFERENCES app.person (id),
        role text NOT NULL CONSTRAINT membership_role CHECK (role IN ('notifier','clinician','centre-head','asaco-member','action-owner',
          'focal-point','coordinator','counter-auditor','region','partner','national-viewer','administrator')),
        place_id int NOT NULL CONSTRAINT membership_place_fkey REFERENCES app.place (id),
        from_date date NOT NULL, to_date date,
        granted_by uuid CONSTRAINT membership_granted_fkey REFERENCES app.person (id),
        confirmed_by uuid CONSTRAINT membership_confirmed_fkey REFERENCES app.person (id),
        CONSTRAINT membership_dates CHECK (to_date IS NULL OR to_date >= from_date),
        CONSTRAINT membership_not_self CHECK (granted_by IS DISTINCT FROM person_id AND confirmed_by IS DISTINCT FROM person_id),
        CONSTRAINT membership_no_overlap EXCLUDE USING gist
          (person_id WITH =, role WITH =, place_id WITH =, daterange(from_date, to_date, '[]') WITH &&)
      );
      CREATE INDEX membership_seat_idx ON app.membership (place_id, role);

      CREATE TABLE app.affiliation (
        id uuid CONSTRAINT affiliation_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT affiliation_person_fkey REFERENCES app.person (id),
        place_id int NOT NULL CONSTRAINT affiliation_place_fkey REFERENCES app.place (id),
        link text NOT NULL CONSTRAINT affiliation_link CHECK (link IN ('works','coaches','funds')),
        from_date date NOT NULL, to_date date,
        source text NOT NULL CONSTRAINT affiliation_source CHECK (source IN ('declared','posting')),
        CONSTRAINT affiliation_dates CHECK (to_date IS NULL OR to_date >= from_date)
      );
      CREATE INDEX affiliation_person_idx ON app.affiliation (person_id);
      CREATE INDEX affiliation_place_idx ON app.affiliation (place_id);

      CREATE TABLE app.login (
        token_hash bytea CONSTRAINT login_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT login_person_fkey REFERENCES app.person (id),
        device text NOT NULL,
        created_at timestamptz NOT NULL, seen_at timestamptz NOT NULL, until timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX login_person_idx ON app.login (person_id);

      CREATE TABLE app.sign_in_attempt (
        username_hash bytea CONSTRAINT sign_in_attempt_pkey PRIMARY KEY,
        failures int NOT NULL, last_at timestamptz NOT NULL, retry_after timestamptz
      );
      CREATE INDEX sign_in_attempt_at_idx ON app.sign_in_attempt (last_at);

      CREATE TABLE app.setting (
        place_id int NOT NULL CONSTRAINT setting_place_fkey REFERENCES app.place (id),
        key text NOT NULL,
        value jsonb NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT setting_pkey PRIMARY KEY (place_id, key)
      );

      CREATE TABLE app.facility_import (
        id uuid CONSTRAINT facility_import_pkey PRIMARY KEY,
        person_id uuid CONSTRAINT facility_import_person_fkey REFERENCES app.person (id),
        file_name text NOT NULL,
        state text NOT NULL CONSTRAINT facility_import_state CHECK (state IN ('running','finished','failed')),
        total int NOT NULL, done int NOT NULL DEFAULT 0, created int NOT NULL DEFAULT 0, unchanged int NOT NULL DEFAULT 0,
        near_duplicates jsonb NOT NULL DEFAULT '[]', refused jsonb NOT NULL DEFAULT '[]',
        at timestamptz NOT NULL
      );

      CREATE UNIQUE INDEX facility_import_running_key ON app.facility_import (state) WHERE state = 'running';

      CREATE TABLE app.server (epoch uuid CONSTRAINT server_pkey PRIMARY KEY DEFAULT gen_random_uuid(), made_at timestamptz NOT NULL DEFAULT now());
      INSERT INTO app.server DEFAULT VALUES;

      ALTER TABLE app.place ENABLE ROW LEVEL SECURITY;
      CREATE POLICY place_read ON app.place FOR SELECT USING ((SELECT app.me()) IS NOT NULL OR (SELECT app.is_system()));
      CREATE POLICY place_write ON app.place FOR ALL USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      ALTER TABLE app.person ENABLE ROW LEVEL SECURITY;
      CREATE POLICY person_self ON app.person FOR SELECT USING (id = (SELECT app.me()));
      CREATE POLICY person_self_change ON app.person FOR UPDATE USING (id = (SELECT app.me()));
      CREATE POLICY person_admin ON app.person FOR ALL USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      ALTER TABLE app.membership ENABLE ROW LEVEL SECURITY;
      CREATE POLICY membership_self ON app.membership FOR SELECT USING (person_id = (SELECT app.me()));
      CREATE POLICY membership_admin ON app.membership FOR ALL USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      ALTER TABLE app.affiliation ENABLE ROW LEVEL SECURITY;
      CREATE POLICY affiliation_self ON app.affiliation FOR SELECT USING (person_id = (SELECT app.me()));
      CREATE POLICY affiliation_admin ON app.affiliation FOR ALL USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      ALTER TABLE app.login ENABLE ROW LEVEL SECURITY;
      CREATE POLICY login_self ON app.login FOR ALL USING (person_id = (SELECT app.me()) OR (SELECT app.is_system()));
      ALTER TABLE app.sign_in_attempt ENABLE ROW LEVEL SECURITY;
      CREATE POLICY sign_in_attempt_system ON app.sign_in_attempt FOR ALL USING ((SELECT app.is_system()));
      ALTER TABLE app.setting ENABLE ROW LEVEL SECURITY;
      CREATE POLICY setting_read ON app.setting FOR SELECT USING ((SELECT app.me()) IS NOT NULL OR (SELECT app.is_system()));
      CREATE POLICY setting_write ON app.setting FOR ALL USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      ALTER TABLE app.facility_import ENABLE ROW LEVEL SECURITY;
      CREATE POLICY facility_import_admin ON app.facility_import FOR ALL USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      ALTER TABLE app.server ENABLE ROW LEVEL SECURITY;
      CREATE POLICY server_read ON app.server FOR SELECT USING (true);

      GRANT SELECT, INSERT, UPDATE ON app.place, app.person, app.membership, app.affiliation, app.login, app.setting, app.sign_in_attempt,
        app.facility_import TO "${app}";
      GRANT DELETE ON app.login, app.setting, app.sign_in_attempt TO "${app}";
      GRANT SELECT ON app.server TO "${app}";
    `);
    await this.plantRegions(runner);
  }

  /** The country and its regions: every other place hangs under one of them. */
  private async plantRegions(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO app.place (kind, name, normal_name, code) VALUES ('country', 'Mali', 'mali', 'ML')`,
    );
    for (const name of REGIONS) {
      await runner.query(
        `INSERT INTO app.place (kind, name, normal_name, parent_id) SELECT 'region', $1, $2, id FROM app.place WHERE code = 'ML'`,
        [name, name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE app.server, app.facility_import, app.setting, app.sign_in_attempt, app.login, app.affiliation, app.membership,
        app.person, app.place CASCADE; DROP FUNCTION app.place_in_tree, app.places_below`,
    );
  }
}
