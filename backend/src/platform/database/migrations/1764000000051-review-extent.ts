import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How far a death is reviewed, and why; what the confirmation was told of the last contact with a facility; and the draw that sends a
 * sample of short forms to a full review. Cases confirmed before keep their full review, without a reason.
 */
export class ReviewExtent1764000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.death_case
        ADD COLUMN extent text NOT NULL DEFAULT 'full' CONSTRAINT death_case_extent CHECK (extent IN ('full','short')),
        ADD COLUMN extent_reason text CONSTRAINT death_case_extent_reason CHECK (extent_reason IN ('maternal','in-care','referred',
          'consulted','in-labour','birth-weight','unknown','sampled','asked','kept','no-contact','below-threshold','many-deaths')),
        ADD COLUMN last_contact text CONSTRAINT death_case_last_contact CHECK (last_contact IN ('none','consulted','referred','unknown')),
        ADD COLUMN last_contact_at text
          CONSTRAINT death_case_last_contact_at CHECK (last_contact_at ~ '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2})?$'),
        ADD CONSTRAINT death_case_short CHECK (extent = 'full' OR (kind IS NOT NULL AND kind <> 'MAT'
          AND extent_reason IS NOT NULL AND extent_reason IN ('no-contact','below-threshold','many-deaths')));
      ALTER TABLE app.draw_result DROP CONSTRAINT draw_result_phase,
        ADD CONSTRAINT draw_result_phase CHECK (phase IN ('form','seal','top-up'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM app.draw_result WHERE phase = 'form';
      ALTER TABLE app.draw_result DROP CONSTRAINT draw_result_phase,
        ADD CONSTRAINT draw_result_phase CHECK (phase IN ('seal','top-up'));
      ALTER TABLE app.death_case DROP CONSTRAINT death_case_short, DROP COLUMN extent, DROP COLUMN extent_reason,
        DROP COLUMN last_contact, DROP COLUMN last_contact_at;
    `);
  }
}
