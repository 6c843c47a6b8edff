import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Alerts for the safety of children, apart from the case they came from: the person whom the district names reads them, or its focal
 * point while nobody is named. One open alert a case; whatever leads to it stays out of the file.
 */
export class Safeguarding1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE FUNCTION app.safeguarding_keeper(district int) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog AS $$
        SELECT p.id FROM app.place d
          JOIN app.setting s ON s.place_id = ANY (d.path) AND s.key = 'safeguarding.person'
          JOIN app.person p ON lower(p.username) = lower(s.value #>> '{}') AND p.disabled_at IS NULL
        WHERE d.id = district ORDER BY array_position(d.path, s.place_id) DESC LIMIT 1 $$;

      CREATE TABLE app.concern (
        id uuid CONSTRAINT concern_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT concern_case_fkey REFERENCES app.death_case (id),
        district_id int NOT NULL CONSTRAINT concern_district_fkey REFERENCES app.place (id),
        raised_by uuid CONSTRAINT concern_raised_fkey REFERENCES app.person (id), raised_at timestamptz NOT NULL,
        closed_by uuid CONSTRAINT concern_closed_fkey REFERENCES app.person (id), closed_at timestamptz,
        checklist jsonb NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT concern_closed CHECK ((closed_by IS NULL) = (closed_at IS NULL))
      );
      CREATE INDEX concern_case_idx ON app.concern (case_id);
      CREATE UNIQUE INDEX concern_open_key ON app.concern (case_id) WHERE closed_at IS NULL;
      ALTER TABLE app.concern ENABLE ROW LEVEL SECURITY;
      CREATE POLICY concern_keeper ON app.concern USING ((SELECT app.is_system()) OR ((SELECT app.me()) IS NOT NULL
        AND case_id <> ALL ((SELECT app.bars())::uuid[])
        AND COALESCE(app.safeguarding_keeper(district_id) = (SELECT app.me()),
          district_id = ANY ((SELECT app.ids('app.districts'))::int[]))));
      CREATE FUNCTION app.hand_concerns_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
          UPDATE app.task t SET person_id = k.keeper, role = CASE WHEN k.keeper IS NULL THEN 'focal-point' END,
            place_id = CASE WHEN k.keeper IS NULL THEN c.district_id END
          FROM app.concern c CROSS JOIN LATERAL (SELECT app.safeguarding_keeper(c.district_id) AS keeper) k
          WHERE t.subject = 'concern' AND t.subject_id = c.id;
          RETURN NULL;
        END $$;
      -- What is still open waits for whoever is named now.
      CREATE TRIGGER concern_keeper_named AFTER INSERT OR UPDATE ON app.setting FOR EACH ROW
        WHEN (NEW.key = 'safeguarding.person') EXECUTE FUNCTION app.hand_concerns_over();
      CREATE TRIGGER concern_keeper_unnamed AFTER DELETE ON app.setting FOR EACH ROW
        WHEN (OLD.key = 'safeguarding.person') EXECUTE FUNCTION app.hand_concerns_over();
      CREATE TRIGGER concern_keeper_disabled AFTER UPDATE OF disabled_at ON app.person FOR EACH ROW
        WHEN (OLD.disabled_at IS DISTINCT FROM NEW.disabled_at) EXECUTE FUNCTION app.hand_concerns_over();
      GRANT SELECT, INSERT, UPDATE ON app.concern TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE app.concern CASCADE; DROP FUNCTION app.hand_concerns_over CASCADE; DROP FUNCTION app.safeguarding_keeper',
    );
  }
}
