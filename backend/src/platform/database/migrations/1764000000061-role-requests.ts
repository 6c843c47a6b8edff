import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** Roles that open files or rights are asked for by one person and given by another. */
export class RoleRequests1764000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.role_request (
        id uuid CONSTRAINT role_request_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT role_request_person_fkey REFERENCES app.person (id),
        role text NOT NULL, place_id int NOT NULL CONSTRAINT role_request_place_fkey REFERENCES app.place (id),
        from_date date NOT NULL, to_date date,
        asked_by uuid NOT NULL CONSTRAINT role_request_asked_fkey REFERENCES app.person (id), asked_at timestamptz NOT NULL,
        ended_by uuid CONSTRAINT role_request_ended_fkey REFERENCES app.person (id), ended_at timestamptz,
        confirmed boolean NOT NULL DEFAULT false,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT role_request_dates CHECK (to_date IS NULL OR to_date >= from_date),
        CONSTRAINT role_request_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_at IS NOT NULL OR NOT confirmed)),
        CONSTRAINT role_request_two_persons CHECK (asked_by <> person_id AND NOT (confirmed AND ended_by IN (asked_by, person_id)))
      );
      CREATE UNIQUE INDEX role_request_open_key ON app.role_request (person_id, role, place_id) WHERE ended_at IS NULL;
      ALTER TABLE app.role_request ENABLE ROW LEVEL SECURITY;
      CREATE POLICY role_request_admin ON app.role_request USING ((SELECT app.is_system()) OR (SELECT app.has_role('administrator')));
      GRANT SELECT, INSERT, UPDATE ON app.role_request TO "${app}";

      -- Who was given such a role on a screen before this rule keeps it; the command line gives roles by nobody.
      ALTER TABLE app.membership ADD CONSTRAINT membership_two_persons CHECK (confirmed_by IS DISTINCT FROM granted_by
        OR granted_by IS NULL AND confirmed_by IS NULL);
      ALTER TABLE app.membership ADD CONSTRAINT membership_confirmed CHECK (granted_by IS NULL OR confirmed_by IS NOT NULL
        OR role NOT IN ('clinician','centre-head','focal-point','coordinator','counter-auditor','administrator')) NOT VALID;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.membership DROP CONSTRAINT membership_confirmed, DROP CONSTRAINT membership_two_persons;
      DROP TABLE app.role_request;
    `);
  }
}
