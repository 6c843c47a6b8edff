import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

const BARS_OF = 'app.bars_of(uuid, timestamptz, date, text[], text[], text[])';

/**
 * What is closed to a person is found with every request, before there is a scope, so in system scope, where every policy says yes. The
 * function now asks that once and reads as the owner; its plans serve all persons; and of the postings of the nation it reads those of
 * the person alone. [decision 29]
 */
export class BarsPastPolicies1764000000190 implements MigrationInterface {
  name = 'BarsPastPolicies1764000000190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(postings('NOT MATERIALIZED'));
    await runner.query(
      barsOf(
        'SECURITY DEFINER SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan',
        `IF NOT app.is_system() THEN
          RAISE EXCEPTION 'bars are found in system scope' USING ERRCODE = 'insufficient_privilege';
        END IF;`,
      ),
    );
    await runner.query(`
      REVOKE EXECUTE ON FUNCTION ${BARS_OF} FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION ${BARS_OF} TO "${databaseRoles().app}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(barsOf('SET search_path = pg_catalog', ''));
    await runner.query(`GRANT EXECUTE ON FUNCTION ${BARS_OF} TO PUBLIC`);
    await runner.query(postings('MATERIALIZED'));
  }
}

function barsOf(how: string, guard: string): string {
  return `
    CREATE OR REPLACE FUNCTION app.bars_of(person uuid, now timestamptz, today date, absent text[], whole text[], outside text[]) RETURNS json
    LANGUAGE plpgsql STABLE ${how} AS $$
      DECLARE
        human uuid[];
        tied uuid[] := '{}';
        places int[] := '{}';
      BEGIN
        ${guard}
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
      END $$`;
}

function postings(kept: 'MATERIALIZED' | 'NOT MATERIALIZED'): string {
  return `
    CREATE OR REPLACE VIEW app.tied_place WITH (security_invoker) AS
      WITH posting AS ${kept} (
        SELECT person_id, place_id, from_date, (to_date + interval '1 year')::date AS until FROM app.affiliation WHERE link = 'works'
        UNION ALL SELECT person_id, place_id, from_date, (to_date + interval '1 year')::date FROM app.membership
          WHERE role NOT IN ('coordinator', 'counter-auditor', 'region', 'partner', 'national-viewer', 'administrator'))
      SELECT w.person_id, f.id AS place_id, w.from_date, w.until FROM posting w JOIN app.place p ON p.id = w.place_id
        JOIN app.place f ON f.id = ANY (p.path) WHERE f.kind IN ('cscom', 'csref', 'hospital', 'private')
      UNION ALL SELECT w.person_id, f.id, w.from_date, w.until FROM posting w JOIN app.place p ON p.id = w.place_id
        JOIN app.place a ON a.id = ANY (p.path) AND a.kind = 'health-area' JOIN app.place f ON f.parent_id = a.id
        WHERE f.kind IN ('cscom', 'csref', 'hospital', 'private')`;
}
