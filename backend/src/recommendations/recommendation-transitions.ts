import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abilitiesOf } from '../domain/access/abilities.js';
import { NO_BARS } from '../domain/access/bars.js';
import type { Role } from '../domain/accounts/person.js';
import { absent, Problem } from '../domain/problem.js';
import {
  recommendationMachine,
  type RecommendationEvent,
  type RecommendationFacts,
} from '../domain/recommendations/recommendation-workflow.js';
import { decide } from '../domain/workflow/machine.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { findKnown, mayFire, type KnownRecommendation, type Side } from './known-recommendation.js';
import { RecommendationTasks } from './recommendation-tasks.js';
import { Recommendation, RecommendationUpdate } from './recommendation.entity.js';

/** A point of follow-up as it is told: what was done, what holds it back, what was decided. */
export interface Note {
  readonly progress?: number | null;
  readonly obstacle?: string | null;
  readonly decision?: string | null;
  readonly proof?: string | null;
}

/** An event about to be fired. Facts not given are those the row tells. */
export interface Firing {
  readonly by: Actor | 'system';
  readonly side: Side;
  readonly facts?: Partial<RecommendationFacts>;
  readonly note?: Note;
  readonly changes?: Partial<Omit<Recommendation, 'id' | 'state' | 'version' | 'answers'>>;
}

/** Facts as they are while nothing was given: every guard that needs one holds the event back. */
export const UNASKED: RecommendationFacts = {
  smart: false,
  factorOfCase: false,
  auditSealed: false,
  reasonGiven: false,
  obstacleNamed: false,
  proofGiven: false,
  actorFinished: false,
  effectDue: false,
  effect: null,
  successorNamed: false,
  targetNamed: false,
};

/** Facts that the row tells by itself; what a person must give is not given yet. */
export function factsOf(row: KnownRecommendation, by: Actor | 'system', today: string): RecommendationFacts {
  return {
    ...UNASKED,
    auditSealed: row.openedAt !== null,
    actorFinished: by !== 'system' && by.person.id === row.doneBy,
    effectDue: row.effectDue !== null && row.effectDue <= today,
    successorNamed: row.successorId !== null,
  };
}

/** The only door through which a recommendation changes state. */
@Injectable()
export class RecommendationTransitions {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly tasks: RecommendationTasks,
  ) {}

  /**
   * Decides, writes the new state and version, the point of follow-up, the journal and the tasks. Gives the recommendation after it. A
   * refused event is a conflict that carries its reasons.
   */
  async fire(
    tx: EntityManager,
    row: KnownRecommendation,
    event: RecommendationEvent,
    firing: Firing,
  ): Promise<KnownRecommendation> {
    const facts = { ...factsOf(row, firing.by, this.clock.today()), ...firing.facts };
    const decision = decide(recommendationMachine, row.state, event, facts);
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
    return this.transactions.asSystem(tx, async () => {
      const changes = { ...firing.changes, state: decision.to, version: row.version + 1 };
      await tx.update(Recommendation, { id: row.id }, changes);
      await this.note(tx, row, event, firing);
      await this.tell(tx, row, event, firing, Object.keys(changes));
      if (decision.to !== row.state) await this.tasks.renew(tx, row.id);
      const after = await findKnown(tx, row.id);
      if (after === undefined) throw absent('recommendation');
      return after;
    });
  }

  /** One line of the follow-up, with the function of who wrote it. */
  async note(
    tx: EntityManager,
    row: KnownRecommendation,
    event: RecommendationEvent,
    { by, side, note }: Pick<Firing, 'by' | 'side' | 'note'>,
  ): Promise<void> {
    await tx.insert(RecommendationUpdate, {
      id: randomUUIDv7(),
      recommendationId: row.id,
      at: this.clock.now(),
      personId: by === 'system' ? null : by.person.id,
      role: by === 'system' ? 'system' : actingRole(by, row, event, side),
      event,
      progress: note?.progress ?? null,
      obstacle: note?.obstacle ?? null,
      decision: note?.decision ?? null,
      proof: note?.proof ?? null,
    });
  }

  /** The journal names the record as its writer knows it: who may read their own lines must not learn another id there. */
  tell(
    tx: EntityManager,
    row: KnownRecommendation,
    command: string,
    { by, side }: Pick<Firing, 'by' | 'side'>,
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, by, {
      command,
      subject: 'recommendation',
      subjectId: side === 'Action' ? row.alias : row.id,
      districtId: row.districtId,
      placeId: row.placeId,
      fields: fields.filter((name) => name !== 'version'),
    });
  }
}

/** The role under which a person acts: the first membership that allows the event. */
export function actingRole(
  actor: Actor,
  row: KnownRecommendation,
  event: RecommendationEvent,
  side: Side,
): Role {
  const allowing = actor.memberships.find((held) =>
    mayFire(abilitiesOf({ id: actor.person.id, memberships: [held], bars: NO_BARS }), event, side, row),
  );
  return (allowing ?? actor.memberships[0])?.role ?? 'clinician';
}
