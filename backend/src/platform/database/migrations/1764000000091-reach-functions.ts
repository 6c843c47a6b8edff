import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What hangs on a case, an opinion, a session or a report is within reach when its owner is. The question is a function, planned once a
 * connection: written out in a policy, the owner's policy is planned again with every statement, which cost a sealing more than its
 * writing. They run with the rights of who asks, so that the policy of the owner decides.
 */
const FUNCTIONS: Readonly<Record<string, string>> = {
  sees_case: 'SELECT FROM app.death_case c WHERE c.id = subject',
  sees_concluded_case: 'SELECT FROM app.death_case c WHERE c.id = subject AND c.concluded_at IS NOT NULL',
  opens_case_file: `SELECT FROM app.death_case c
    WHERE c.id = subject AND app.opens_file(c.district_id, c.place_ids, c.reporter_id)`,
  opens_case_pictures: `SELECT FROM app.death_case c
    WHERE c.id = subject AND app.opens_file(c.district_id, c.place_ids, NULL)`,
  reads_notification: `SELECT FROM app.death_case c WHERE c.id = subject AND c.concluded_at IS NOT NULL
    AND c.region_id = ANY ((SELECT app.ids('app.regions'))::int[])`,
  reads_opinion: `SELECT FROM app.audit a WHERE a.id = subject AND (a.assignee_id = (SELECT app.me()) OR EXISTS (
    SELECT FROM app.death_case c WHERE c.id = a.case_id AND CASE
      WHEN a.disclosed_at IS NULL THEN a.kind = 'audit' AND app.opens_file(c.district_id, c.place_ids, c.reporter_id)
      ELSE app.opens_file(c.district_id, c.place_ids, c.reporter_id) OR c.region_id = ANY ((SELECT app.ids('app.regions'))::int[]) END))`,
  sees_opinion: 'SELECT FROM app.opinion o WHERE o.audit_id = subject',
  sees_link: 'SELECT FROM app.case_link l WHERE l.id = subject',
  sees_session: 'SELECT FROM app.audit_session s WHERE s.id = subject',
  sees_attendance: 'SELECT FROM app.attendance t WHERE t.id = subject',
  reads_packet: `SELECT FROM app.audit a WHERE a.packet_id = subject AND a.assignee_id = (SELECT app.me())
    AND a.state IN ('assigned', 'in-progress', 'sealed')`,
  prepares_packet: `SELECT FROM app.death_case c
    WHERE c.id = subject AND c.district_id = ANY ((SELECT app.ids('app.districts'))::int[])`,
  sees_packet: 'SELECT FROM app.packet k WHERE k.id = subject',
  sees_recommendation: 'SELECT FROM app.recommendation r WHERE r.id = subject',
  reads_report: `SELECT FROM app.zero_report z WHERE z.id = subject AND app.opens_report(z.district_id, z.place_ids)`,
};

const SYSTEM = '(SELECT app.is_system())';

/** Policy, table, and what it asks; Denba itself is always asked first, since it costs nothing. */
const POLICIES: readonly (readonly [string, string, string])[] = [
  ['attachment_reach', 'attachment', `${SYSTEM} OR app.opens_case_pictures(attachment.case_id)`],
  ['attendance_reach', 'attendance', `${SYSTEM} OR app.sees_session(attendance.session_id)`],
  [
    'audit_reach',
    'audit',
    `${SYSTEM} OR assignee_id = (SELECT app.me()) OR (kind = 'audit' OR disclosed_at IS NOT NULL) AND app.sees_case(audit.case_id)
       OR kind <> 'audit' AND app.coordinates(region_id, district_id)`,
  ],
  ['audit_session_reach', 'audit_session', `${SYSTEM} OR app.sees_case(audit_session.case_id)`],
  [
    'case_draft_notification',
    'case_draft',
    `form = 'notification' AND (${SYSTEM} OR app.reads_notification(case_draft.case_id))`,
  ],
  ['case_draft_reach', 'case_draft', `${SYSTEM} OR app.opens_case_file(case_draft.case_id)`],
  ['case_event_reach', 'case_event', `${SYSTEM} OR app.sees_case(case_event.case_id)`],
  ['case_file_reach', 'case_file', `${SYSTEM} OR app.opens_case_file(case_file.case_id)`],
  [
    'case_link_both',
    'case_link',
    `${SYSTEM} OR app.sees_case(case_link.first_id) AND app.sees_case(case_link.second_id)`,
  ],
  ['comparison_read', 'comparison', `${SYSTEM} OR app.sees_concluded_case(comparison.case_id)`],
  ['contribution_reach', 'contribution', `${SYSTEM} OR app.opens_case_file(contribution.case_id)`],
  [
    'final_read',
    'final_classification',
    `${SYSTEM} OR app.sees_concluded_case(final_classification.case_id)`,
  ],
  ['opinion_reach', 'opinion', `${SYSTEM} OR app.reads_opinion(opinion.audit_id)`],
  [
    'packet_reach',
    'packet',
    `${SYSTEM} OR app.prepares_packet(packet.case_id) OR app.reads_packet(packet.id)`,
  ],
  ['packet_picture_reach', 'packet_picture', `${SYSTEM} OR app.sees_packet(packet_picture.packet_id)`],
  ['participation_reach', 'participation', `${SYSTEM} OR app.sees_attendance(participation.attendance_id)`],
  [
    'recommendation_source_reach',
    'recommendation_source',
    `${SYSTEM} OR app.sees_case(recommendation_source.case_id)`,
  ],
  [
    'recommendation_update_reach',
    'recommendation_update',
    `${SYSTEM} OR app.sees_recommendation(recommendation_update.recommendation_id)`,
  ],
  ['seal_reach', 'seal', `${SYSTEM} OR app.sees_opinion(seal.audit_id)`],
  [
    'zero_report_version_reach',
    'zero_report_version',
    `${SYSTEM} OR app.reads_report(zero_report_version.report_id)`,
  ],
];

export class ReachFunctions1764000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, rows] of Object.entries(FUNCTIONS)) {
      await runner.query(
        `CREATE FUNCTION app.${name}(subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN EXISTS (${rows}); END $$`,
      );
    }
    for (const [policy, table, asked] of POLICIES) {
      await runner.query(`ALTER POLICY ${policy} ON app.${table} USING (${asked})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [policy, table, asked] of POLICIES) {
      await runner.query(`ALTER POLICY ${policy} ON app.${table} USING (${writtenOut(asked)})`);
    }
    for (const name of Object.keys(FUNCTIONS)) await runner.query(`DROP FUNCTION app.${name}(uuid)`);
  }
}

/** What a policy asks, with the question in the place of its function. */
function writtenOut(asked: string): string {
  return asked.replace(/app\.(\w+)\((\w+\.\w+)\)/g, (call, name: string, subject: string) => {
    const rows = FUNCTIONS[name];
    return rows === undefined ? call : `EXISTS (${rows.replace('= subject', `= ${subject}`)})`;
  });
}
