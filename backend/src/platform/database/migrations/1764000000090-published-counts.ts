import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/**
 * Deaths as they are told outside the district: a table for each period that is over, written once and never again, without the numbers
 * it hides. What is not here cannot be read by mistake.
 */
export class PublishedCounts1764000000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { app } = databaseRoles();
    await runner.query(`
      CREATE TABLE app.published_count (
        period text NOT NULL,
        place_id int NOT NULL CONSTRAINT published_count_place_fkey REFERENCES app.place (id),
        region_id int CONSTRAINT published_count_region_fkey REFERENCES app.place (id),
        mark text NOT NULL CONSTRAINT published_count_mark CHECK (mark IN ('told','small','withheld','silent')),
        deaths int, smallest int NOT NULL, published_at timestamptz NOT NULL,
        CONSTRAINT published_count_pkey PRIMARY KEY (period, place_id),
        CONSTRAINT published_count_told CHECK ((mark = 'told') = (deaths IS NOT NULL)),
        CONSTRAINT published_count_small CHECK (smallest >= 5 AND (deaths = 0 OR deaths >= smallest))
      );
      CREATE TRIGGER published_count_append BEFORE UPDATE OR DELETE ON app.published_count FOR EACH ROW
        EXECUTE FUNCTION app.refuse_change();
      ALTER TABLE app.published_count ENABLE ROW LEVEL SECURITY;
      CREATE POLICY published_count_reach ON app.published_count USING ((SELECT app.is_everywhere())
        OR region_id = ANY ((SELECT app.ids('app.regions'))::int[])) WITH CHECK ((SELECT app.is_system()));
      GRANT SELECT, INSERT ON app.published_count TO "${app}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE app.published_count');
  }
}
