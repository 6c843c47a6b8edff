import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { AppAbility, SubjectColumns } from '../domain/access/subjects.js';
import type { Answers } from '../domain/forms/form.js';
import type { RecommendationEvent } from '../domain/recommendations/recommendation-workflow.js';
import type { ScopeColumns } from '../platform/database/scope.js';
import type { Recommendation } from './recommendation.entity.js';

/** A recommendation as commands, rights and views read it. */
export type KnownRecommendation = Omit<Recommendation, 'verifiedBy' | 'mergedInto' | 'answers'> & {
  readonly answers: Answers;
  readonly mergedInto: string | null;
  readonly placeName: string;
};

/** Columns of a recommendation, from `app.recommendation r JOIN app.place p ON p.id = r.place_id`. */
export const COLUMNS = `r.id, r.alias, r.place_id AS "placeId", p.name AS "placeName", r.place_ids AS "placeIds",
  r.owner_place_ids AS "ownerPlaceIds", r.asaco_place_ids AS "asacoPlaceIds", r.case_ids AS "caseIds", r.region_id AS "regionId",
  r.district_id AS "districtId", r.level, r.audience, r.factor, r.action, r.owner_function AS "ownerFunction",
  r.follower_id AS "followerId", r.strength, r.answers, r.form_version AS "formVersion", r.state, r.start_on AS "startOn", r.deadline,
  r.opened_at AS "openedAt", r.proof, r.done_by AS "doneBy", r.done_at AS "doneAt", r.verified_at AS "verifiedAt", r.effect,
  r.effect_due AS "effectDue", r.blocked_since AS "blockedSince", r.escalated_to AS "escalatedTo", r.escalated_at AS "escalatedAt",
  r.successor_id AS "successorId", r.merged_into AS "mergedInto", r.published_month AS "publishedMonth", r.standing,
  r.created_by AS "createdBy", r.created_at AS "createdAt", r.version`;
export const TABLES = 'app.recommendation r JOIN app.place p ON p.id = r.place_id';

/** The columns that conditions of Recommendation and Action name. */
export const SCOPE_COLUMNS: ScopeColumns = {
  caseIds: 'r.case_ids uuid[]',
  regionId: 'r.region_id int',
  districtId: 'r.district_id int',
  placeIds: 'r.place_ids int[]',
  ownerPlaceIds: 'r.owner_place_ids int[]',
  asacoPlaceIds: 'r.asaco_place_ids int[]',
  level: 'r.level text',
  audience: 'r.audience text',
  followerId: 'r.follower_id uuid',
  finishedById: 'r.done_by uuid',
  published: '(r.published_month IS NOT NULL) boolean',
};

/** The columns that rights read. */
export function reachOf(row: KnownRecommendation): SubjectColumns['Recommendation'] {
  return {
    caseIds: row.caseIds,
    regionId: row.regionId,
    districtId: row.districtId,
    placeIds: row.placeIds,
    ownerPlaceIds: row.ownerPlaceIds,
    asacoPlaceIds: row.asacoPlaceIds,
    level: row.level,
    audience: row.audience,
    followerId: row.followerId,
    finishedById: row.doneBy,
    published: row.publishedMonth !== null,
  };
}

/** How somebody knows it: as the recommendation of a case, or as a bare action that tells nothing of one. */
export type Side = 'Recommendation' | 'Action';

/**
 * How a person knows the recommendation that was asked for under this id: the record by its own id, a bare action by its alias only.
 * `null` when it is absent for that person.
 */
export function sideOf(ability: AppAbility, row: KnownRecommendation, id: string): Side | null {
  if (id === row.id && may(ability, 'read', 'Recommendation', reachOf(row))) return 'Recommendation';
  const isAsked = row.openedAt !== null || row.publishedMonth !== null;
  return id === row.alias && isAsked && may(ability, 'read', 'Action', reachOf(row)) ? 'Action' : null;
}

/**
 * Whether the rights let somebody fire the event. Verifying is looked at apart from who finished: the machine says why the same person
 * may not, where a refused right would say nothing.
 */
export function mayFire(
  ability: AppAbility,
  event: RecommendationEvent,
  side: Side,
  row: KnownRecommendation,
): boolean {
  return may(ability, event, side, { ...reachOf(row), finishedById: null });
}

/** The recommendation with this id or alias, as far as the running scope reaches. */
export async function findKnown(tx: EntityManager, id: string): Promise<KnownRecommendation | undefined> {
  const rows: readonly KnownRecommendation[] = await tx.query(
    `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.id = $1 OR r.alias = $1`,
    [id],
  );
  return rows[0];
}

/** Locks the cases behind a recommendation, oldest id first, then the row itself. In system scope: its owner may see no case. */
export async function lockKnown(
  tx: EntityManager,
  row: KnownRecommendation,
): Promise<KnownRecommendation | undefined> {
  await tx.query('SELECT c.id FROM app.death_case c WHERE c.id = ANY ($1) ORDER BY c.id FOR UPDATE', [
    row.caseIds,
  ]);
  const rows: readonly KnownRecommendation[] = await tx.query(
    `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.id = $1 FOR UPDATE OF r`,
    [row.id],
  );
  return rows[0];
}
