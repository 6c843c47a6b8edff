import type { EntityManager } from 'typeorm';
import type { Candidate, CaseCircle, Posting } from '../domain/audits/independence.js';
import type { CaseKind } from '../domain/cases/case.js';
import type { Profession } from '../domain/accounts/person.js';

/** The case around which independence is judged. */
export interface CircleCase {
  readonly id: string;
  readonly round: number;
  readonly kind: CaseKind;
  readonly placeIds: readonly number[];
  readonly villageId: number | null;
  readonly districtId: number;
}

interface CircleRow {
  readonly facilities: CaseCircle['facilities'] | null;
  readonly areaIds: readonly number[];
  readonly districtIds: readonly number[];
  readonly supporterIds: readonly number[];
  readonly participantIds: readonly string[];
  readonly attendeeIds: readonly string[];
  readonly barredIds: readonly string[];
  readonly seatedIds: readonly string[];
  readonly seatedDistrictIds: readonly number[];
}

/** Places above the facilities of the path and the village: `p` any of them, with its own row joined as `up`. */
const ABOVE = `app.place p CROSS JOIN LATERAL unnest(p.path) AS step (id) JOIN app.place up ON up.id = step.id
  WHERE (p.id = ANY ($2) OR p.id = $3)`;

/**
 * Everybody and everything a reviewer of the case must be free of. Read in system scope: the coordinator who asks sees nothing of
 * it but the proposal. Organisations support a facility through a coach, a funder or a partner who also belongs to them.
 */
export async function circleOf(tx: EntityManager, row: CircleCase, now: Date): Promise<CaseCircle> {
  const [found]: readonly CircleRow[] = await tx.query(
    `WITH supporter AS (
       SELECT f.person_id FROM app.affiliation f WHERE f.place_id = ANY ($2) AND f.link IN ('coaches', 'funds')
       UNION SELECT m.person_id FROM app.membership m JOIN app.place p ON p.id = ANY ($2)
       WHERE m.role = 'partner' AND m.place_id = ANY (p.path))
     SELECT
       (SELECT json_agg(json_build_object('placeId', p.id, 'placePath', p.path)) FROM app.place p WHERE p.id = ANY ($2)) AS facilities,
       ARRAY(SELECT DISTINCT up.id FROM ${ABOVE} AND up.kind = 'health-area') AS "areaIds",
       ARRAY(SELECT DISTINCT up.id FROM ${ABOVE} AND up.kind = 'district' UNION SELECT $4::int) AS "districtIds",
       ARRAY(SELECT o.id FROM app.place o JOIN app.affiliation f ON f.place_id = o.id JOIN supporter s USING (person_id) WHERE o.kind = 'organisation'
             UNION SELECT o.id FROM app.place o JOIN app.membership m ON m.place_id = o.id JOIN supporter s USING (person_id)
             WHERE o.kind = 'organisation') AS "supporterIds",
       ARRAY(SELECT c.reporter_id FROM app.death_case c WHERE c.id = $1
             UNION SELECT e.person_id FROM app.case_event e WHERE e.case_id = $1 AND e.person_id IS NOT NULL
             UNION SELECT b.signed_by FROM app.contribution b WHERE b.case_id = $1 AND b.signed_by IS NOT NULL
             UNION SELECT f.frozen_by FROM app.case_file f WHERE f.case_id = $1
             UNION SELECT s.scribe_id FROM app.audit_session s WHERE s.case_id = $1
             UNION SELECT j.person_id FROM trail.entry j
             WHERE j.subject_id = $1::text AND j.person_id IS NOT NULL AND j.outcome = 'done') AS "participantIds",
       ARRAY(SELECT t.person_id FROM app.attendance t JOIN app.audit_session s ON s.id = t.session_id
             WHERE s.case_id = $1 AND t.person_id IS NOT NULL) AS "attendeeIds",
       ARRAY(SELECT b.person_id FROM app.case_bar b WHERE b.case_id = $1 AND (b.until IS NULL OR b.until > $6)) AS "barredIds",
       ARRAY(SELECT a.assignee_id FROM app.audit a
             WHERE a.case_id = $1 AND a.kind <> 'audit' AND a.assignee_id IS NOT NULL) AS "seatedIds",
       ARRAY(SELECT DISTINCT up.id FROM app.audit a JOIN app.affiliation f ON f.person_id = a.assignee_id AND f.link = 'works'
             JOIN app.place p ON p.id = f.place_id CROSS JOIN LATERAL unnest(p.path) AS step (id)
             JOIN app.place up ON up.id = step.id AND up.kind = 'district'
             WHERE a.case_id = $1 AND a.round = $5 AND a.kind = 'counter-audit' AND a.state IN ('assigned', 'in-progress', 'sealed')
               AND (f.to_date IS NULL OR f.to_date >= $6::date)) AS "seatedDistrictIds"`,
    [row.id, row.placeIds, row.villageId, row.districtId, row.round, now.toISOString()],
  );
  if (found === undefined) throw new Error('a query of sub-selects gives one row');
  return { ...found, facilities: found.facilities ?? [], kind: row.kind, kinIds: [] };
}

interface CandidateRow {
  readonly personId: string;
  readonly username: string;
  readonly profession: Profession;
  readonly postings: readonly Posting[] | null;
  readonly load: number;
}

/**
 * The pool: everybody who holds the role of reviewer today and is not disabled. Postings are what people declared and what their other
 * roles say; being a reviewer somewhere is no posting. The load counts the packets assigned in the running month.
 */
export async function poolOf(
  tx: EntityManager,
  now: Date,
  only: string | null,
): Promise<readonly (Candidate & { readonly username: string })[]> {
  const rows: readonly CandidateRow[] = await tx.query(
    `SELECT p.id AS "personId", p.username, p.profession,
       (SELECT json_agg(json_build_object('placeId', w.place_id, 'placePath', w.path, 'link', w.link, 'from', w.from_date, 'to', w.to_date))
        FROM (SELECT f.place_id, l.path, f.link, f.from_date, f.to_date
              FROM app.affiliation f JOIN app.place l ON l.id = f.place_id WHERE f.person_id = p.id
              UNION ALL
              SELECT m.place_id, l.path, CASE m.role WHEN 'partner' THEN CASE l.kind WHEN 'organisation' THEN 'works' ELSE 'funds' END ELSE 'works' END,
                m.from_date, m.to_date
              FROM app.membership m JOIN app.place l ON l.id = m.place_id
              WHERE m.person_id = p.id AND m.role <> 'counter-auditor') w) AS postings,
       (SELECT count(*)::int FROM app.audit a WHERE a.assignee_id = p.id AND a.kind <> 'audit'
          AND a.state IN ('assigned', 'in-progress', 'sealed') AND a.assigned_at >= date_trunc('month', $1::timestamptz)
          AND a.assigned_at < date_trunc('month', $1::timestamptz) + interval '1 month') AS load
     FROM app.person p
     WHERE p.disabled_at IS NULL AND ($2::uuid IS NULL OR p.id = $2)
       AND EXISTS (SELECT FROM app.membership m WHERE m.person_id = p.id AND m.role = 'counter-auditor'
         AND m.from_date <= $1::date AND (m.to_date IS NULL OR m.to_date >= $1::date))
     ORDER BY p.id`,
    [now.toISOString(), only],
  );
  return rows.map(({ postings, ...row }) => ({
    ...row,
    postings: postings ?? [],
    reviewer: true,
    onLeave: false,
  }));
}
