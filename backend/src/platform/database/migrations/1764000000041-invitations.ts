import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * A facility without accounts is invited to write its own part. Of the code of an invitation only the SHA-256 is here. Its holder is no
 * person: the transaction names an invitation, a case and a facility, and reaches the drafts of that case and the part of that facility;
 * every other table stays closed. Only such a transaction signs a part as invited, and only it does so without a person.
 */
export class Invitations1764000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE FUNCTION app.invitation() RETURNS uuid LANGUAGE sql STABLE AS
        $$ SELECT NULLIF(current_setting('app.invitation', true), '')::uuid $$;
      CREATE FUNCTION app.invited_case() RETURNS uuid LANGUAGE sql STABLE AS
        $$ SELECT NULLIF(current_setting('app.invited_case', true), '')::uuid $$;
      CREATE FUNCTION app.invited_place() RETURNS int LANGUAGE sql STABLE AS
        $$ SELECT NULLIF(current_setting('app.invited_place', true), '')::int $$;

      CREATE TABLE app.invitation (
        id uuid CONSTRAINT invitation_pkey PRIMARY KEY,
        case_id uuid NOT NULL CONSTRAINT invitation_case_fkey REFERENCES app.death_case (id),
        round int NOT NULL,
        place_id int NOT NULL CONSTRAINT invitation_place_fkey REFERENCES app.place (id),
        code_sha256 bytea NOT NULL CONSTRAINT invitation_code_key UNIQUE
          CONSTRAINT invitation_code CHECK (octet_length(code_sha256) = 32),
        made_by uuid NOT NULL CONSTRAINT invitation_made_fkey REFERENCES app.person (id), made_at timestamptz NOT NULL,
        until timestamptz NOT NULL,
        opened_at timestamptz,
        revoked_by uuid CONSTRAINT invitation_revoked_fkey REFERENCES app.person (id), revoked_at timestamptz,
        used_at timestamptz, used_key uuid, used_request text, receipt text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT invitation_dates CHECK (until > made_at),
        CONSTRAINT invitation_revoked CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
        CONSTRAINT invitation_used CHECK (num_nonnulls(used_at, used_key, used_request, receipt) IN (0, 4)),
        CONSTRAINT invitation_ended_once CHECK (used_at IS NULL OR revoked_at IS NULL)
      );
      CREATE UNIQUE INDEX invitation_open_key ON app.invitation (case_id, place_id) WHERE revoked_at IS NULL AND used_at IS NULL;
      CREATE FUNCTION app.refuse_ended_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.revoked_at IS NOT NULL OR OLD.used_at IS NOT NULL THEN
            RAISE EXCEPTION 'the invitation has ended' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER invitation_ended BEFORE UPDATE ON app.invitation FOR EACH ROW EXECUTE FUNCTION app.refuse_ended_invitation();
      ALTER TABLE app.invitation ENABLE ROW LEVEL SECURITY;
      CREATE POLICY invitation_reach ON app.invitation USING (app.enters_for(case_id));
      CREATE POLICY invitation_held ON app.invitation FOR SELECT USING (id = app.invitation());
      CREATE POLICY invitation_answered ON app.invitation FOR UPDATE USING (id = app.invitation());
      GRANT SELECT, INSERT ON app.invitation TO "${app}";
      GRANT UPDATE (opened_at, revoked_by, revoked_at, used_at, used_key, used_request, receipt, version) ON app.invitation TO "${app}";

      CREATE POLICY place_invited ON app.place FOR SELECT USING ((SELECT app.invitation()) IS NOT NULL);
      CREATE POLICY setting_invited ON app.setting FOR SELECT USING ((SELECT app.invitation()) IS NOT NULL);
      CREATE POLICY case_draft_invited ON app.case_draft USING (case_id = (SELECT app.invited_case()));
      -- Everything that hangs on the case would open with it, so it stays closed: the trigger looks by itself whether it is frozen.
      ALTER FUNCTION app.refuse_frozen_draft SECURITY DEFINER SET search_path = pg_catalog;
      CREATE POLICY contribution_invited ON app.contribution USING (case_id = (SELECT app.invited_case())
        AND place_id = (SELECT app.invited_place()));

      ALTER TABLE app.contribution DROP CONSTRAINT contribution_how, DROP CONSTRAINT contribution_signed,
        ADD CONSTRAINT contribution_how CHECK (obtained_how IN ('telephone','visit','paper','letter','invitation')),
        ADD CONSTRAINT contribution_signed CHECK ((signed_by IS NOT NULL) =
          (signed_at IS NOT NULL AND obtained_how IS DISTINCT FROM 'invitation'));
      DROP POLICY contribution_entered ON app.contribution;
      DROP POLICY contribution_reentered ON app.contribution;
      CREATE FUNCTION app.writes_part(death uuid, place int, how text) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT how IS NULL OR CASE how WHEN 'invitation'
             THEN COALESCE(death = app.invited_case() AND place = app.invited_place(), false) ELSE app.enters_for(death) END $$;
      CREATE POLICY contribution_entered ON app.contribution AS RESTRICTIVE FOR INSERT
        WITH CHECK (app.writes_part(case_id, place_id, obtained_how));
      CREATE POLICY contribution_reentered ON app.contribution AS RESTRICTIVE FOR UPDATE USING (true)
        WITH CHECK (app.writes_part(case_id, place_id, obtained_how));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY contribution_entered ON app.contribution;
      DROP POLICY contribution_reentered ON app.contribution;
      CREATE POLICY contribution_entered ON app.contribution AS RESTRICTIVE FOR INSERT
        WITH CHECK (obtained_how IS NULL OR app.enters_for(case_id));
      CREATE POLICY contribution_reentered ON app.contribution AS RESTRICTIVE FOR UPDATE USING (true)
        WITH CHECK (obtained_how IS NULL OR app.enters_for(case_id));
      ALTER TABLE app.contribution DROP CONSTRAINT contribution_how, DROP CONSTRAINT contribution_signed;
      UPDATE app.contribution SET signed_at = NULL, obtained_how = NULL, obtained_from = NULL, obtained_on = NULL
        WHERE obtained_how = 'invitation';
      ALTER TABLE app.contribution
        ADD CONSTRAINT contribution_how CHECK (obtained_how IN ('telephone','visit','paper','letter')),
        ADD CONSTRAINT contribution_signed CHECK ((signed_by IS NULL) = (signed_at IS NULL));
      DROP POLICY contribution_invited ON app.contribution;
      DROP POLICY case_draft_invited ON app.case_draft;
      ALTER FUNCTION app.refuse_frozen_draft SECURITY INVOKER RESET search_path;
      DROP POLICY setting_invited ON app.setting;
      DROP POLICY place_invited ON app.place;
      DROP TABLE app.invitation;
      DROP FUNCTION app.refuse_ended_invitation, app.writes_part, app.invited_place, app.invited_case, app.invitation;
    `);
  }
}
