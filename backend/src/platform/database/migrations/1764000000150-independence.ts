import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Who is near to which case. Two views say it once: `case_tie` what people did and declared, `tied_place` where they work or worked in the
 * last 12 months. A tie is a fact read, not a row kept: it begins and ends with the posting, the attendance or the path that makes it.
 * Roles outside the care are no part in it: what a coordinator decides is no reason to be kept from it. [decision 23; domain 5.4]
 */
export class Independence1764000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      ALTER TABLE app.case_bar
        ADD COLUMN declared_by uuid CONSTRAINT case_bar_declared_fkey REFERENCES app.person (id),
        ADD COLUMN at timestamptz;
      CREATE INDEX case_bar_case_idx ON app.case_bar (case_id);
      CREATE INDEX person_human_idx ON app.person ((COALESCE(same_as, id)));
      CREATE INDEX case_event_person_idx ON app.case_event (person_id, case_id) WHERE person_id IS NOT NULL;
      CREATE INDEX attendance_person_idx ON app.attendance (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX audit_session_scribe_idx ON app.audit_session (scribe_id);
      CREATE INDEX membership_person_idx ON app.membership (person_id);

      CREATE VIEW app.case_tie WITH (security_invoker) AS
        SELECT person_id, case_id, reason, until FROM app.case_bar WHERE reason <> 'assignment'
        UNION ALL SELECT person_id, case_id, 'part', NULL FROM app.case_event
          WHERE person_id IS NOT NULL
            AND role NOT IN ('coordinator', 'counter-auditor', 'region', 'partner', 'national-viewer', 'administrator')
        UNION ALL SELECT scribe_id, case_id, 'part', NULL FROM app.audit_session
        UNION ALL SELECT assignee_id, case_id, 'part', NULL FROM app.audit WHERE kind = 'audit' AND assignee_id IS NOT NULL
        UNION ALL SELECT t.person_id, s.case_id, CASE WHEN t.involved_in_care THEN 'care' ELSE 'attendance' END, NULL
          FROM app.attendance t JOIN app.audit_session s ON s.id = t.session_id WHERE t.person_id IS NOT NULL;

      CREATE VIEW app.tied_place WITH (security_invoker) AS
        WITH posting AS (
          SELECT person_id, place_id, from_date, (to_date + interval '1 year')::date AS until FROM app.affiliation WHERE link = 'works'
          UNION ALL SELECT person_id, place_id, from_date, (to_date + interval '1 year')::date FROM app.membership
            WHERE role NOT IN ('coordinator', 'counter-auditor', 'region', 'partner', 'national-viewer', 'administrator'))
        SELECT w.person_id, f.id AS place_id, w.from_date, w.until FROM posting w JOIN app.place p ON p.id = w.place_id
          JOIN app.place f ON f.id = ANY (p.path) WHERE f.kind IN ('cscom', 'csref', 'hospital', 'private')
        UNION ALL SELECT w.person_id, f.id, w.from_date, w.until FROM posting w JOIN app.place p ON p.id = w.place_id
          JOIN app.place a ON a.id = ANY (p.path) AND a.kind = 'health-area' JOIN app.place f ON f.parent_id = a.id
          WHERE f.kind IN ('cscom', 'csref', 'hospital', 'private');
      GRANT SELECT ON app.case_tie, app.tied_place TO "${app}";

      CREATE FUNCTION app.is_tied_to(person uuid, subject uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT FROM app.case_tie t WHERE t.case_id = subject AND app.human_of(t.person_id) = app.human_of(person)
            AND (t.until IS NULL OR t.until > day))
          OR EXISTS (SELECT FROM app.tied_place t JOIN app.death_case c ON t.place_id = ANY (c.place_ids)
            WHERE c.id = subject AND t.person_id IN (SELECT q.id FROM app.person q WHERE COALESCE(q.same_as, q.id) = app.human_of(person))
              AND t.from_date <= day AND (t.until IS NULL OR t.until >= day)) $$;

      -- Whether somebody who is not barred from the case holds the role at the place.
      CREATE FUNCTION app.is_held(wanted text, place int, subject uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT FROM app.membership m JOIN app.person p ON p.id = m.person_id
          WHERE m.place_id = place AND m.role = wanted AND p.disabled_at IS NULL
            AND day >= m.from_date AND day <= COALESCE(m.to_date, 'infinity')
            AND NOT EXISTS (SELECT FROM app.case_bar b WHERE b.case_id = subject AND b.reason <> 'care'
              AND (b.until IS NULL OR b.until > day) AND app.human_of(b.person_id) = app.human_of(m.person_id))) $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.is_held, app.is_tied_to;
      DROP VIEW app.tied_place, app.case_tie;
      DROP INDEX app.case_bar_case_idx, app.person_human_idx, app.case_event_person_idx, app.attendance_person_idx,
        app.audit_session_scribe_idx, app.membership_person_idx;
      ALTER TABLE app.case_bar DROP COLUMN declared_by, DROP COLUMN at;
    `);
  }
}
