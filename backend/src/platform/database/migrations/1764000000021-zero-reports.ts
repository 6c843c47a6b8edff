import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Zero reports: one row for a place and a period, waited for, received or missing, and each version that was sent. `place_ids` holds the
 * place and, of a village, the centre of its health area. Regions and the country count rows; versions are opened by who sends and
 * by the district.
 */
export class ZeroReports1764000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.zero_report (
        id uuid CONSTRAINT zero_report_pkey PRIMARY KEY,
        place_id int NOT NULL CONSTRAINT zero_report_place_fkey REFERENCES app.place (id),
        place_ids int[] NOT NULL,
        region_id int NOT NULL CONSTRAINT zero_report_region_fkey REFERENCES app.place (id),
        district_id int NOT NULL CONSTRAINT zero_report_district_fkey REFERENCES app.place (id),
        type text NOT NULL CONSTRAINT zero_report_type CHECK (type IN ('EPI_WEEK','MONTH')),
        period text NOT NULL, starts_on date NOT NULL, ends_on date NOT NULL, due_at timestamptz NOT NULL,
        state text NOT NULL CONSTRAINT zero_report_state CHECK (state IN ('expected','received','missing')),
        counts jsonb, deaths int, submitted_at timestamptz, received_at timestamptz,
        n int NOT NULL DEFAULT 0, version int NOT NULL DEFAULT 1,
        CONSTRAINT zero_report_once UNIQUE (place_id, period),
        CONSTRAINT zero_report_dates CHECK (ends_on > starts_on),
        CONSTRAINT zero_report_received CHECK ((state = 'received') = (n > 0) AND (n > 0) = (received_at IS NOT NULL)
          AND (n > 0) = (submitted_at IS NOT NULL) AND (n > 0) = (counts IS NOT NULL) AND (n > 0) = (deaths IS NOT NULL)),
        CONSTRAINT zero_report_place CHECK (place_ids[1] = place_id)
      );
      CREATE INDEX zero_report_district_idx ON app.zero_report (district_id, type, starts_on DESC);
      CREATE INDEX zero_report_region_idx ON app.zero_report (region_id, type, starts_on DESC);
      CREATE INDEX zero_report_recent_idx ON app.zero_report (type, starts_on DESC);
      CREATE INDEX zero_report_places_idx ON app.zero_report USING gin (place_ids);
      CREATE INDEX zero_report_waiting_idx ON app.zero_report (due_at) WHERE state = 'expected';

      CREATE TABLE app.zero_report_version (
        report_id uuid NOT NULL CONSTRAINT zero_report_version_fkey REFERENCES app.zero_report (id),
        n int NOT NULL, form_version int NOT NULL, answers jsonb NOT NULL, kept jsonb NOT NULL DEFAULT '{}', reason text,
        person_id uuid NOT NULL CONSTRAINT zero_report_version_person_fkey REFERENCES app.person (id),
        submitted_at timestamptz NOT NULL, received_at timestamptz NOT NULL,
        CONSTRAINT zero_report_version_pkey PRIMARY KEY (report_id, n),
        CONSTRAINT zero_report_version_reason CHECK ((n = 1) = (reason IS NULL))
      );
      CREATE TRIGGER zero_report_version_append BEFORE UPDATE OR DELETE ON app.zero_report_version FOR EACH ROW
        EXECUTE FUNCTION app.refuse_change();

      CREATE FUNCTION app.opens_report(district int, places int[]) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(app.is_system() OR district = ANY (app.ids('app.districts')) OR places && app.ids('app.places')
             OR ('notifier@' || places[1]::text) = ANY (app.words('app.seats')), false) $$;

      ALTER TABLE app.zero_report ENABLE ROW LEVEL SECURITY;
      CREATE POLICY zero_report_reach ON app.zero_report USING ((SELECT app.is_everywhere())
        OR region_id = ANY ((SELECT app.ids('app.regions'))::int[])
        OR district_id = ANY ((SELECT app.ids('app.districts'))::int[])
        OR place_ids && (SELECT app.ids('app.places'))::int[]
        OR ('notifier@' || place_id::text) = ANY ((SELECT app.words('app.seats'))::text[]));
      ALTER TABLE app.zero_report_version ENABLE ROW LEVEL SECURITY;
      CREATE POLICY zero_report_version_reach ON app.zero_report_version USING (EXISTS (SELECT FROM app.zero_report z
        WHERE z.id = report_id AND app.opens_report(z.district_id, z.place_ids)));

      GRANT SELECT, INSERT, UPDATE ON app.zero_report TO "${app}";
      GRANT SELECT, INSERT ON app.zero_report_version TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE app.zero_report_version, app.zero_report CASCADE; DROP FUNCTION app.opens_report`,
    );
  }
}
