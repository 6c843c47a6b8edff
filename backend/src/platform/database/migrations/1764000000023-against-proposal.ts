import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Marks, when it is sealed, an opinion that chose another cause group than the one proposed, so that such decisions can be counted. */
export class AgainstProposal1764000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app.opinion ADD COLUMN against_proposal boolean NOT NULL DEFAULT false;
      CREATE INDEX opinion_against_proposal_idx ON app.opinion (audit_id) WHERE against_proposal;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app.opinion DROP COLUMN against_proposal');
  }
}
