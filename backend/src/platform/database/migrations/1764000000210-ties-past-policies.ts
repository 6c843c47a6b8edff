import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

const IS_TIED_TO = 'app.is_tied_to(uuid, uuid, date)';

/**
 * Whether somebody is tied to a case is asked every minute of everybody who waits for one, in system scope, where every policy says yes.
 * The function now asks that once, reads as the owner what is near to the person, by index, and keeps its plans. [decision 29]
 */
export class TiesPastPolicies1764000000210 implements MigrationInterface {
  name = 'TiesPastPolicies1764000000210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION app.is_tied_to(person uuid, subject uuid, day date) RETURNS boolean
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$
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
        END $$;
      REVOKE EXECUTE ON FUNCTION ${IS_TIED_TO} FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION ${IS_TIED_TO} TO "${databaseRoles().app}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION app.is_tied_to(person uuid, subject uuid, day date) RETURNS boolean LANGUAGE sql STABLE SECURITY INVOKER AS $$
        SELECT EXISTS (SELECT FROM app.case_tie t WHERE t.case_id = subject AND app.human_of(t.person_id) = app.human_of(person)
            AND (t.until IS NULL OR t.until > day))
          OR EXISTS (SELECT FROM app.tied_place t JOIN app.death_case c ON t.place_id = ANY (c.place_ids)
            WHERE c.id = subject AND t.person_id IN (SELECT q.id FROM app.person q WHERE COALESCE(q.same_as, q.id) = app.human_of(person))
              AND t.from_date <= day AND (t.until IS NULL OR t.until >= day)) $$;
      GRANT EXECUTE ON FUNCTION ${IS_TIED_TO} TO PUBLIC`);
  }
}
