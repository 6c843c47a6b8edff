import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The part of a facility that cannot sign by itself, entered and signed by the focal point: how it was obtained, from whom by function,
 * and on which day. All three or none, only under a signature, and only by a focal point of the district.
 */
export class PhasesOnBehalf1764000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.contribution
        ADD COLUMN obtained_how text CONSTRAINT contribution_how CHECK (obtained_how IN ('telephone','visit','paper','letter')),
        ADD COLUMN obtained_from text CONSTRAINT contribution_from CHECK (obtained_from IN ('OBG','MD','MIDWIFE','OBSTETRIC_NURSE',
          'NURSE','MATRONE','COMMUNITY','MANAGEMENT','OTHER')),
        ADD COLUMN obtained_on date,
        ADD CONSTRAINT contribution_provenance CHECK (num_nonnulls(obtained_how, obtained_from, obtained_on) IN (0, 3)),
        ADD CONSTRAINT contribution_obtained_signed CHECK (obtained_how IS NULL OR signed_at IS NOT NULL),
        ADD CONSTRAINT contribution_signed CHECK ((signed_by IS NULL) = (signed_at IS NULL));
      CREATE FUNCTION app.enters_for(death uuid) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(app.is_system() OR app.has_role('focal-point') AND EXISTS (SELECT FROM app.death_case c
             WHERE c.id = death AND c.district_id = ANY (app.ids('app.districts'))), false) $$;
      CREATE POLICY contribution_entered ON app.contribution AS RESTRICTIVE FOR INSERT
        WITH CHECK (obtained_how IS NULL OR app.enters_for(case_id));
      CREATE POLICY contribution_reentered ON app.contribution AS RESTRICTIVE FOR UPDATE USING (true)
        WITH CHECK (obtained_how IS NULL OR app.enters_for(case_id));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY contribution_entered ON app.contribution;
      DROP POLICY contribution_reentered ON app.contribution;
      DROP FUNCTION app.enters_for;
      ALTER TABLE app.contribution DROP CONSTRAINT contribution_signed,
        DROP COLUMN obtained_how CASCADE, DROP COLUMN obtained_from CASCADE, DROP COLUMN obtained_on CASCADE;
    `);
  }
}
