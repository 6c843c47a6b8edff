import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseRoles } from '../../config.js';

/** The master key can be renewed while servers run, and what was erased is remembered until no backup can give it back. */
export class VaultKeys1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { vault } = databaseRoles();
    await runner.query(`
      CREATE TABLE vault.master_key (
        id text CONSTRAINT master_key_pkey PRIMARY KEY,
        since timestamptz NOT NULL, retired_at timestamptz, destroyed_at timestamptz,
        CONSTRAINT master_key_destroyed CHECK (destroyed_at IS NULL OR retired_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX master_key_in_force ON vault.master_key ((true)) WHERE retired_at IS NULL;
      CREATE TABLE vault.erasure (
        ref uuid CONSTRAINT erasure_pkey PRIMARY KEY, at timestamptz NOT NULL
      );
      ALTER TABLE vault.master_key ENABLE ROW LEVEL SECURITY;
      CREATE POLICY master_key_vault ON vault.master_key TO "${vault}" USING (true);
      ALTER TABLE vault.erasure ENABLE ROW LEVEL SECURITY;
      CREATE POLICY erasure_vault ON vault.erasure TO "${vault}" USING (true);
      GRANT SELECT, INSERT, UPDATE (retired_at, destroyed_at) ON vault.master_key TO "${vault}";
      GRANT SELECT, INSERT ON vault.erasure TO "${vault}";
      GRANT UPDATE (master_key_id, wrapped_key) ON vault.identity TO "${vault}";
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { vault } = databaseRoles();
    await runner.query(`
      REVOKE UPDATE (master_key_id, wrapped_key) ON vault.identity FROM "${vault}";
      DROP TABLE vault.erasure, vault.master_key;
    `);
  }
}
