import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Answers } from '../domain/forms/form.js';
import { leaksOf } from '../domain/recommendations/batch.js';
import {
  progressWordOf,
  type ActionView,
  type RecommendationRow,
  type RecommendationView,
  type UpdateView,
} from '../domain/recommendations/recommendation.js';
import {
  isOverdue,
  recommendationMachine,
  type RecommendationEvent,
} from '../domain/recommendations/recommendation-workflow.js';
import { offers, type Offer } from '../domain/workflow/machine.js';
import { CASE_COLUMNS, reachOf as caseReachOf, type LockedCase } from '../cases/locked-case.js';
import type { Actor } from '../platform/security/actor.js';
import { mayFire, type KnownRecommendation, type Side } from './known-recommendation.js';
import { factsOf } from './recommendation-transitions.js';

/** Answers that tell of the case or of a person: only for those who may open it. */
const OF_THE_CASE = ['rec_problem', 'rec_follow_member'];

/** What was last said of an action, as its meeting may read it. */
export interface LastWords {
  readonly obstacle: string | null;
  readonly decision: string | null;
}

/** The buttons. What is asked for in a dialog (reason, obstacle, proof, effect, target) does not lock one. */
export function offersOf(
  actor: Actor,
  row: KnownRecommendation,
  side: Side,
  today: string,
): readonly Offer<RecommendationEvent>[] {
  const facts = {
    ...factsOf(row, actor, today),
    reasonGiven: true,
    obstacleNamed: true,
    proofGiven: true,
    effect: 'FACTOR_GONE' as const,
    targetNamed: true,
  };
  return offers(recommendationMachine, row.state, facts, (event) => mayFire(actor.ability, event, side, row));
}

export function rowOf(row: KnownRecommendation, today: string): RecommendationRow {
  const { id, action, factor, level, ownerFunction, strength, state, startOn, deadline, placeName } = row;
  const overdue = isOverdue(state, deadline, today);
  return {
    id,
    action,
    factor,
    level,
    ownerFunction,
    strength,
    state,
    start: startOn,
    deadline,
    overdue,
    placeName,
  };
}

/** The recommendation with its cases and its follow-up, as far as this reader may see them. */
export async function viewOf(
  tx: EntityManager,
  actor: Actor,
  row: KnownRecommendation,
  today: string,
): Promise<RecommendationView> {
  const sources = await sourcesOf(tx, actor, row);
  return {
    ...rowOf(row, today),
    version: row.version,
    audience: row.audience,
    answers: sources.length > 0 ? row.answers : withoutTheCase(row.answers),
    sources,
    updates: await updatesOf(tx, row),
    offers: offersOf(actor, row, 'Recommendation', today),
    effectDueAt: row.effectDue,
    successorId: row.successorId,
    mergedInto: row.mergedInto,
    blockedSince: row.blockedSince?.toISOString() ?? null,
    escalatedTo: row.escalatedTo,
    publishedMonth: row.publishedMonth?.slice(0, 7) ?? null,
    followedByMe: row.followerId === actor.person.id,
  };
}

/** The action as its meeting reads it. It is built from the action's own words and nothing else. */
export function actionOf(actor: Actor, row: KnownRecommendation, said: LastWords, today: string): ActionView {
  return {
    id: row.alias,
    version: row.version,
    what: row.action,
    ownerFunction: row.ownerFunction,
    level: row.level,
    placeName: row.placeName,
    deadline: row.deadline,
    publishedMonth: (row.publishedMonth ?? row.openedAt?.toISOString() ?? today).slice(0, 7),
    progressWord: progressWordOf(row.state),
    overdue: isOverdue(row.state, row.deadline, today),
    obstacle: said.obstacle,
    decision: said.decision !== null && leaksOf(said.decision).length === 0 ? said.decision : null,
    offers: offersOf(actor, row, 'Action', today),
  };
}

/**
 * The latest obstacle, and the latest decision of the owners themselves: what the care team wrote may tell of a case. To join laterally to
 * `app.recommendation r`.
 */
export const LAST_WORDS = `
  (SELECT u.obstacle FROM app.recommendation_update u WHERE u.recommendation_id = r.id ORDER BY u.at DESC, u.id DESC LIMIT 1) AS obstacle,
  (SELECT u.decision FROM app.recommendation_update u WHERE u.recommendation_id = r.id AND u.decision IS NOT NULL
     AND u.event IN ('report', 'block') AND u.role IN ('asaco-member', 'action-owner') ORDER BY u.at DESC, u.id DESC LIMIT 1) AS decision`;

/** The view a person has today of what they tried to change: the answer to a stale version. */
export async function currentView(
  tx: EntityManager,
  actor: Actor,
  row: KnownRecommendation,
  side: Side,
  today: string,
): Promise<RecommendationView | ActionView> {
  if (side === 'Recommendation') return viewOf(tx, actor, row, today);
  const [said]: readonly LastWords[] = await tx.query(
    `SELECT ${LAST_WORDS} FROM app.recommendation r WHERE r.id = $1`,
    [row.id],
  );
  return actionOf(actor, row, said ?? { obstacle: null, decision: null }, today);
}

async function sourcesOf(
  tx: EntityManager,
  actor: Actor,
  row: KnownRecommendation,
): Promise<RecommendationView['sources']> {
  const cases: readonly LockedCase[] = await tx.query(
    `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id
     WHERE c.id IN (SELECT s.case_id FROM app.recommendation_source s WHERE s.recommendation_id = $1) ORDER BY c.reported_at, c.id`,
    [row.id],
  );
  return cases
    .filter((source) => may(actor.ability, 'read', 'Case', caseReachOf(source)))
    .map(({ id, number }) => ({ caseId: id, caseNumber: number }));
}

async function updatesOf(tx: EntityManager, row: KnownRecommendation): Promise<readonly UpdateView[]> {
  const updates: readonly (Omit<UpdateView, 'at'> & { readonly at: Date })[] = await tx.query(
    `SELECT u.at, u.role AS "byRole", u.event, u.progress, u.obstacle, u.decision, u.proof FROM app.recommendation_update u
     WHERE u.recommendation_id = $1 ORDER BY u.at DESC, u.id DESC`,
    [row.id],
  );
  return updates.map((update) => ({ ...update, at: update.at.toISOString() }));
}

function withoutTheCase(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => !OF_THE_CASE.includes(question)));
}
