import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is closed to a person is asked with every request. Within a function a connection plans the question once and keeps the plan; as
 * text it was planned anew each time, which took most of the time of finding out who asks.
 */
export class BarsPlannedOnce1764000000170 implements MigrationInterface {
  name = 'BarsPlannedOnce1764000000170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.bars_of(person uuid, now timestamptz, today date, absent text[], whole text[], outside text[]) RETURNS json
      LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
      DECLARE
        human uuid[] := ARRAY(SELECT q.id FROM app.person q JOIN app.person p ON COALESCE(q.same_as, q.id) = COALESCE(p.same_as, p.id)
          WHERE p.id = bars_of.person);
        tied uuid[] := '{}';
        places int[] := '{}';
      BEGIN
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
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION app.bars_of(uuid, timestamptz, date, text[], text[], text[])');
  }
}
