import type pg from 'pg';

/**
 * What a case is in the database, without ids, numbers, aliases and versions: two lives lived alike have the same portrait. What the
 * clock does later by itself (the quarter's end, the destruction of old packets, the monthly publication) is left out, and so is the
 * proposal to link it to a neighbour: the second life stands beside the first, as its twin.
 */
export type Portrait = Readonly<Record<string, unknown>>;

const PARTS: Readonly<Record<string, string>> = {
  case: `SELECT kind, category, state, round, region_id, district_id, responsible_id, place_ids, village_id, reporter_id, death_place,
      death_date::text, death_time, known_at, age_days, sex, parity, birth_weight_g, reported_at, received_at, late,
      provisional AND NOT EXISTS (SELECT FROM app.draw_result x JOIN app.draw d ON d.id = x.draw_id WHERE x.case_id = death_case.id
        AND d.revealed_at IS NOT NULL) AS provisional,
      confirmed_at, concluded_at, closed_at, feedback, duplicate_of FROM app.death_case WHERE id = $1`,
  drafts: `SELECT form, form_version, answers FROM app.case_draft WHERE case_id = $1 ORDER BY form`,
  files: `SELECT n, documents, content, sha256, frozen_by, frozen_at FROM app.case_file WHERE case_id = $1 ORDER BY n`,
  events: `SELECT seq, event, from_state, to_state, person_id, role, reason, at, late, audience FROM app.case_event WHERE case_id = $1 ORDER BY seq`,
  packets: `SELECT CASE WHEN released_at IS NULL THEN 'draft' ELSE 'released' END AS state, released_by, released_at FROM app.packet WHERE case_id = $1`,
  draws: `SELECT phase, draw_id, probability, selected, at FROM app.draw_result WHERE case_id = $1`,
  sessions: `SELECT place_id, type, state, planned_for, note, scribe_id, opened_at, closed_at FROM app.audit_session WHERE case_id = $1`,
  attendances: `SELECT t.person_id, t.profession, t.function, t.place_id, t.presence, t.involved_in_care, t.charter_signed_at
      FROM app.attendance t JOIN app.audit_session s ON s.id = t.session_id WHERE s.case_id = $1 ORDER BY t.person_id`,
  audits: `SELECT a.kind, a.seat, a.revision, a.case_kind, a.assignee_id, a.state, a.declaration, a.assigned_at, a.due_at, a.ended_at, a.disclosed_at,
      o.form, o.form_version, o.answers, o.minutes, s.source_sha256, s.at AS sealed_at FROM app.audit a LEFT JOIN app.opinion o ON o.audit_id = a.id
      LEFT JOIN app.seal s ON s.audit_id = a.id WHERE a.case_id = $1 ORDER BY a.kind, a.seat`,
  participations: `SELECT t.person_id, p.involved_in_care, p.votes FROM app.participation p JOIN app.audit a ON a.id = p.audit_id
      JOIN app.attendance t ON t.id = p.attendance_id WHERE a.case_id = $1 ORDER BY t.person_id`,
  comparisons: `SELECT pair, item, left_value, right_value, level, rule_version, at FROM app.comparison WHERE case_id = $1 ORDER BY pair, item`,
  conclusions: `SELECT source, form_version, answers, unsettled, at FROM app.final_classification WHERE case_id = $1`,
  bars: `SELECT person_id, reason FROM app.case_bar WHERE case_id = $1 ORDER BY person_id`,
  recommendations: `SELECT place_id, place_ids, owner_place_ids, asaco_place_ids, region_id, district_id, level, audience, factor, action, owner_function,
      follower_id, strength, answers, form_version, state, start_on::text, deadline::text, opened_at, proof, done_by, done_at, verified_by, verified_at,
      effect, effect_due::text, blocked_since, standing, created_by, created_at FROM app.recommendation WHERE case_ids @> ARRAY[$1::uuid] ORDER BY factor`,
  updates: `SELECT u.at, u.person_id, u.role, u.event, u.progress, u.obstacle, u.decision, u.proof FROM app.recommendation_update u
      JOIN app.recommendation r ON r.id = u.recommendation_id WHERE r.case_ids @> ARRAY[$1::uuid] ORDER BY u.at, u.event, r.factor`,
  tasks: `SELECT t.subject, t.event, t.person_id, t.role, t.place_id, t.district_id, t.region_id, t.kind, t.place_name, t.started_at, t.due_at FROM app.task t
      WHERE t.case_id = $1 AND t.subject <> 'link' ORDER BY t.subject, t.event, t.role, t.person_id, t.place_id, t.due_at, t.started_at`,
};

export async function portraitOf(client: pg.Client, caseId: string): Promise<Portrait> {
  const parts: [string, unknown][] = [];
  for (const [name, sql] of Object.entries(PARTS)) {
    const { rows } = await client.query<Record<string, unknown>>(sql, [caseId]);
    parts.push([name, rows]);
  }
  return JSON.parse(JSON.stringify(Object.fromEntries(parts))) as Portrait;
}

/** The parts in which two portraits differ, each with both sides. */
export function differences(written: Portrait, played: Portrait): readonly string[] {
  return Object.keys(PARTS).flatMap((part) => {
    const [left, right] = [JSON.stringify(written[part]), JSON.stringify(played[part])];
    return left === right ? [] : [`${part}\n  written ${left}\n  played  ${right}`];
  });
}
