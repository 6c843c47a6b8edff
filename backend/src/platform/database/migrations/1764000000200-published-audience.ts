import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is published is meant for more than the care team: the table refuses anything else. So row security need not ask again whom a
 * published recommendation is meant for, and no row could show whether it does. [decision 28]
 */
const MEANT = `audience IN ('ASACO','ALL') AND `;

const reach = (meant: string): string => `
  (SELECT app.is_system()) OR (((follower_id = (SELECT app.me_as('clinician')) OR follower_id = (SELECT app.me_as('centre-head'))
      OR district_id = ANY ((SELECT app.ids('app.districts'))::int[]) OR place_ids && (SELECT app.ids('app.places'))::int[]
      OR (level IN ('REGION','NATIONAL') AND region_id = ANY ((SELECT app.ids('app.regions'))::int[])
          OR level = 'NATIONAL' AND (SELECT app.is_everywhere()))
        AND ((SELECT app.is_free()) OR NOT case_ids && (SELECT app.ties())::uuid[] AND NOT place_ids && (SELECT app.ids('app.tied_places'))::int[])
      OR owner_place_ids && (SELECT app.ids('app.owned'))::int[] AND opened_at IS NOT NULL
      OR owner_place_ids && (SELECT app.ids('app.followed'))::int[] AND ${meant}published_month IS NOT NULL
      OR asaco_place_ids && (SELECT app.ids('app.asacos'))::int[] AND ${meant}published_month IS NOT NULL))
    AND NOT case_ids && (SELECT app.bars())::uuid[])`;

export class PublishedAudience1764000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER POLICY recommendation_reach ON app.recommendation USING (${reach('')})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER POLICY recommendation_reach ON app.recommendation USING (${reach(MEANT)})`);
  }
}
