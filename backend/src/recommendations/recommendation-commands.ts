import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { effectDueOn } from '../domain/recommendations/deadlines.js';
import type { Effect, RecommendationEvent } from '../domain/recommendations/recommendation-workflow.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type {
  BlockBody,
  EffectBody,
  FinishBody,
  MergeBody,
  ReasonBody,
  RemarkBody,
  UpdateBody,
} from './dto/recommendation-events.js';
import {
  findKnown,
  lockKnown,
  mayFire,
  sideOf,
  type KnownRecommendation,
  type Side,
} from './known-recommendation.js';
import { currentView } from './recommendation-views.js';
import { RecommendationTransitions, type Firing } from './recommendation-transitions.js';

type Step = Omit<Firing, 'by' | 'side'>;
type Plan = (tx: EntityManager, row: KnownRecommendation) => Promise<Step> | Step;

const OPEN_STATES = ['proposed', 'accepted', 'in-progress', 'blocked'];

/** What people do with a recommendation once it is proposed: one method for each event of its machine. */
@Injectable()
export class RecommendationCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: RecommendationTransitions,
    private readonly clock: Clock,
  ) {}

  accept(actor: Actor, request: WriteRequest, id: string, remark: RemarkBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'accept', () => saying(remark));
  }

  refuse(actor: Actor, request: WriteRequest, id: string, { reason }: ReasonBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'refuse', () => because(reason));
  }

  start(actor: Actor, request: WriteRequest, id: string, remark: RemarkBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'start', () => saying(remark));
  }

  report(actor: Actor, request: WriteRequest, id: string, update: UpdateBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'report', () => ({ note: update }));
  }

  block(actor: Actor, request: WriteRequest, id: string, body: BlockBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'block', () => ({
      facts: { obstacleNamed: body.obstacle !== 'NONE' },
      note: body,
      changes: { blockedSince: this.clock.now() },
    }));
  }

  unblock(actor: Actor, request: WriteRequest, id: string, remark: RemarkBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'unblock', () => ({
      ...saying(remark),
      changes: { blockedSince: null, escalatedTo: null, escalatedAt: null },
    }));
  }

  finish(actor: Actor, request: WriteRequest, id: string, { proof, progress }: FinishBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'finish', () => ({
      facts: { proofGiven: proof.trim() !== '' },
      note: { proof, progress: progress ?? 100 },
      changes: { proof, doneBy: actor.person.id, doneAt: this.clock.now() },
    }));
  }

  return(actor: Actor, request: WriteRequest, id: string, { reason }: ReasonBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'return', () => ({
      ...because(reason),
      changes: { doneBy: null, doneAt: null, proof: null },
    }));
  }

  verify(actor: Actor, request: WriteRequest, id: string, remark: RemarkBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'verify', async (tx, row) => ({
      ...saying(remark),
      changes: {
        verifiedBy: actor.person.id,
        verifiedAt: this.clock.now(),
        effectDue: effectDueOn(this.clock.today(), await settingsAt(tx, row.placeId)),
      },
    }));
  }

  checkEffect(actor: Actor, request: WriteRequest, id: string, body: EffectBody): Promise<Receipt> {
    const effect = body.effect as Effect;
    return this.fire(actor, request, id, 'check-effect', () => ({ facts: { effect }, changes: { effect } }));
  }

  cancel(actor: Actor, request: WriteRequest, id: string, { reason }: ReasonBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'cancel', () => because(reason));
  }

  merge(actor: Actor, request: WriteRequest, id: string, { into }: MergeBody): Promise<Receipt> {
    return this.fire(actor, request, id, 'merge', async (tx, row) => {
      const kept = await this.keptOne(tx, actor, row, into);
      if (kept === undefined) return { facts: { targetNamed: false } };
      await this.carrySources(tx, row, kept);
      return { facts: { targetNamed: true }, changes: { mergedInto: kept.id } };
    });
  }

  /** Locks cases and recommendation, looks at the rights and at the version the person saw, and fires. */
  private fire(
    actor: Actor,
    request: WriteRequest,
    id: string,
    event: RecommendationEvent,
    plan: Plan,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { row, side } = await this.lock(tx, actor, id);
      if (!mayFire(actor.ability, event, side, row)) throw new Problem('forbidden', 'forbidden');
      if (request.ifMatch !== row.version) {
        assertVersion(request, row.version, await currentView(tx, actor, row, side, this.clock.today()));
      }
      const after = await this.transitions.fire(tx, row, event, {
        by: actor,
        side,
        ...(await plan(tx, row)),
      });
      return { id, version: after.version };
    });
  }

  private async lock(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ readonly row: KnownRecommendation; readonly side: Side }> {
    const reached = await findKnown(tx, id);
    const row = reached && (await this.transactions.asSystem(tx, () => lockKnown(tx, reached)));
    const side = row ? sideOf(actor.ability, row, id) : null;
    if (row === undefined || side === null) throw absent('recommendation');
    return { row, side };
  }

  /** Another open recommendation of the same district, in the person's own scope; it was locked after the cases, like all. */
  private async keptOne(
    tx: EntityManager,
    actor: Actor,
    row: KnownRecommendation,
    into: string,
  ): Promise<KnownRecommendation | undefined> {
    const reached = into === row.id ? undefined : await findKnown(tx, into);
    const kept = reached && (await this.transactions.asSystem(tx, () => lockKnown(tx, reached)));
    if (kept === undefined || sideOf(actor.ability, kept, into) !== 'Recommendation') return undefined;
    return OPEN_STATES.includes(kept.state) && kept.districtId === row.districtId ? kept : undefined;
  }

  /** The one that stays answers for the cases of both. */
  private carrySources(
    tx: EntityManager,
    from: KnownRecommendation,
    to: KnownRecommendation,
  ): Promise<unknown> {
    return this.transactions.asSystem(tx, async () => {
      await tx.query(
        `INSERT INTO app.recommendation_source (recommendation_id, case_id, round, audit_id, factor)
         SELECT $2, s.case_id, s.round, s.audit_id, s.factor FROM app.recommendation_source s WHERE s.recommendation_id = $1
         ON CONFLICT DO NOTHING`,
        [from.id, to.id],
      );
      await tx.query(
        `UPDATE app.recommendation SET case_ids = $2, place_ids = $3, version = version + 1 WHERE id = $1`,
        [
          to.id,
          [...new Set([...to.caseIds, ...from.caseIds])],
          [...new Set([...to.placeIds, ...from.placeIds])],
        ],
      );
    });
  }
}

function because(reason: string): Step {
  return { facts: { reasonGiven: reason.trim() !== '' }, note: { decision: reason } };
}

function saying({ reason }: RemarkBody): Step {
  return { note: { decision: reason ?? null } };
}
