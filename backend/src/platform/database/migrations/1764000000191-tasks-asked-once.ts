import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The policy of tasks asked again, for each kind of owner, what its first branch had settled; each question is set up anew wherever a
 * statement reads tasks, which the worklist does four times. It says the same in fewer. [decision 29]
 */
const FREE = '(SELECT app.is_free())';
const ME = '(SELECT app.me())';
const DISTRICTS = `district_id = ANY ((SELECT app.ids('app.districts'))::int[])`;
const OUTSIDE = `('coordinator', 'counter-auditor', 'region', 'partner', 'national-viewer', 'administrator')`;
const OPEN = `case_id <> ALL ((SELECT app.bars())::uuid[])`;
const OPEN_AGAIN = `${FREE} OR case_id IS NULL OR ${OPEN}`;

export class TasksAskedOnce1764000000191 implements MigrationInterface {
  name = 'TasksAskedOnce1764000000191';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      policy(
        `ELSE ${OPEN} AND (COALESCE(${DISTRICTS}, false) OR COALESCE(role, '') NOT IN ${OUTSIDE} OR NOT app.is_tied(case_id))`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      policy(`WHEN role IN ${OUTSIDE} AND NOT COALESCE(${DISTRICTS}, false) THEN (${OPEN_AGAIN} AND NOT app.is_tied(case_id))
        ELSE (${OPEN_AGAIN})`),
    );
  }
}

function policy(others: string): string {
  return `ALTER POLICY task_own ON app.task USING ((SELECT app.is_system())
    OR (person_id = ${ME} OR seat = ANY ((SELECT app.words('app.seats'))::text[]) OR ${DISTRICTS})
      AND CASE WHEN ${FREE} OR case_id IS NULL THEN true
        WHEN person_id = ${ME} THEN case_id <> ALL ((SELECT app.whole_bars())::uuid[]) AND (subject <> 'audit' OR NOT app.is_tied(case_id))
        ${others} END)`;
}
