import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { absent, Problem } from '../domain/problem.js';
import type { Settings } from '../domain/settings.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf as caseReachOf, type LockedCase } from '../cases/locked-case.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type { SourceAudit } from './case-factors.js';
import { findKnown, lockKnown, mayFire, sideOf, type KnownRecommendation } from './known-recommendation.js';
import { viewOf } from './recommendation-views.js';

/** From the freezing of the file on; a closed case only gets a successor of what changed nothing. */
const TOO_EARLY_OR_LATE: readonly CaseState[] = ['notified', 'documenting', 'discarded', 'duplicate'];

/** A recommendation that is not written yet has nothing but its case. */
export const UNWRITTEN = {
  ownerPlaceIds: [],
  asacoPlaceIds: [],
  level: 'CSCOM',
  audience: 'CARE_TEAM',
  followerId: null,
  finishedById: null,
  published: false,
};

/** How writing a recommendation begins: the case or the proposal locked, within the person's scope, with the right, at the right time. */
@Injectable()
export class ProposalDoor {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: CaseTransitions,
    private readonly clock: Clock,
  ) {}

  /** The case, where this person may propose, and while it is the time to. */
  async caseOf(
    tx: EntityManager,
    actor: Actor,
    command: { readonly caseId: string; readonly successorOf?: string },
  ): Promise<LockedCase> {
    const row = await this.cases.lock(tx, command.caseId);
    const reach = caseReachOf(row);
    if (!may(actor.ability, 'read', 'Case', reach)) throw absent('case');
    if (!may(actor.ability, 'propose', 'Recommendation', { ...reach, ...UNWRITTEN, caseIds: [row.id] })) {
      throw new Problem('forbidden', 'forbidden');
    }
    const isOver = row.state === 'closed' && command.successorOf === undefined;
    if (isOver || TOO_EARLY_OR_LATE.includes(row.state)) {
      throw new Problem('conflict', 'recommendation.not-now');
    }
    return row;
  }

  /** A session in course or sealed, of the running round; one to five of them, successors aside. */
  async assertRoom(
    tx: EntityManager,
    row: LockedCase,
    audit: SourceAudit,
    settings: Settings,
  ): Promise<void> {
    if (audit.round !== row.round || !['in-progress', 'sealed'].includes(audit.state)) {
      throw new Problem('conflict', 'recommendation.not-now');
    }
    const [given]: readonly { readonly count: number }[] = await tx.query(
      `SELECT count(*)::int AS count FROM app.recommendation_source s JOIN app.recommendation r ON r.id = s.recommendation_id
       WHERE s.case_id = $1 AND s.round = $2 AND r.state NOT IN ('cancelled', 'merged')
         AND NOT EXISTS (SELECT FROM app.recommendation o WHERE o.successor_id = r.id)`,
      [row.id, row.round],
    );
    const max = settings['recommendation.most'];
    if ((given?.count ?? 0) >= max) {
      throw new Problem('conflict', 'recommendation.too-many', { params: { max } });
    }
  }

  /** A proposal that nobody answered yet and no meeting has read. */
  async editable(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
  ): Promise<KnownRecommendation> {
    const reached = await findKnown(tx, id);
    const row = reached && (await this.transactions.asSystem(tx, () => lockKnown(tx, reached)));
    if (row === undefined || sideOf(actor.ability, row, id) !== 'Recommendation')
      throw absent('recommendation');
    if (!mayFire(actor.ability, 'propose', 'Recommendation', row)) {
      throw new Problem('forbidden', 'forbidden');
    }
    if (request.ifMatch !== row.version) {
      assertVersion(request, row.version, await viewOf(tx, actor, row, this.clock.today()));
    }
    if (row.state !== 'proposed' || row.publishedMonth !== null) {
      throw new Problem('conflict', 'refused', { reasons: ['recommendation.wrong-state'] });
    }
    return row;
  }

  /** The first case and audit behind a recommendation. */
  async sourceOf(
    tx: EntityManager,
    recommendationId: string,
  ): Promise<{ readonly row: LockedCase; readonly auditId: string }> {
    const [source]: readonly { readonly caseId: string; readonly auditId: string }[] = await tx.query(
      `SELECT s.case_id AS "caseId", s.audit_id AS "auditId" FROM app.recommendation_source s
       WHERE s.recommendation_id = $1 AND s.audit_id IS NOT NULL ORDER BY s.case_id LIMIT 1`,
      [recommendationId],
    );
    if (source === undefined) throw absent('recommendation');
    return { row: await this.cases.lock(tx, source.caseId), auditId: source.auditId };
  }
}
