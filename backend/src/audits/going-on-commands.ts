import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { proposeReviewers } from '../domain/audits/independence.js';
import type { CaseFacts } from '../domain/cases/case-workflow.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Approvals } from '../cases/approvals.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { AuditLocks } from './audit-locks.js';
import { auditsOfRound, type AuditRow } from './audit-rows.js';
import { circleOf, poolOf } from './case-circle.js';
import { seatAsked } from './seat-asked.js';

const DAY = 86_400_000;
const EVENTS = ['proceed-with-one', 'waive'] as const;
type GoingOn = (typeof EVENTS)[number];

/** Concluding with one opinion, or without counter-audit, when nobody independent can come in time: asked by one, confirmed by another. */
@Injectable()
export class GoingOnCommands implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly locks: AuditLocks,
    private readonly approvals: Approvals,
    private readonly transitions: CaseTransitions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const event of EVENTS) {
      this.approvals.on(event, async (tx, row, approval, by) => {
        const facts = await this.transactions.asSystem(tx, () => this.factsOf(tx, row, approval.reason));
        await this.transitions.fire(tx, row, event, { facts, by, reason: approval.reason });
      });
    }
  }

  /** Asks for it from one of the seats of the case, since the coordination knows no other name for it. */
  ask(actor: Actor, request: WriteRequest, seatId: string, event: GoingOn, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit, row } = await this.locks.open(tx, actor, seatId, 'assign');
      if (audit.kind === 'audit') throw absent('seat');
      if (!may(actor.ability, event, 'Case', reachOf(row))) throw new Problem('forbidden', 'forbidden');
      assertVersion(request, audit.version);
      const facts = await this.transactions.asSystem(tx, () => this.factsOf(tx, row, reason));
      this.transitions.assertAccepted(row, event, facts);
      return this.approvals.ask(tx, actor, row, {
        action: event,
        subject: 'case',
        subjectId: row.id,
        payload: {},
        reason: reason.trim(),
      });
    });
  }

  private async factsOf(tx: EntityManager, row: LockedCase, reason: string): Promise<Partial<CaseFacts>> {
    const seats = (await auditsOfRound(tx, row)).filter(({ kind }) => kind === 'counter-audit');
    const missing = seats.filter(({ state }) => ['open', 'assigned', 'in-progress'].includes(state));
    return {
      reasonGiven: reason.trim() !== '',
      reviewsSealed: seats.filter(({ state }) => state === 'sealed').length,
      noReviewerInTime: await this.nobodyInTime(tx, row, missing),
    };
  }

  /** The time of a whole review went by since the case was selected, or nobody of the pool could take an empty seat. */
  private async nobodyInTime(
    tx: EntityManager,
    row: LockedCase,
    missing: readonly AuditRow[],
  ): Promise<boolean> {
    if (missing.length === 0) return false;
    const [selected]: readonly { readonly at: Date | null }[] = await tx.query(
      `SELECT max(at) AS at FROM app.case_event WHERE case_id = $1 AND event = 'select'`,
      [row.id],
    );
    const days = (await settingsAt(tx, row.districtId))['review.opinion-days'];
    const now = this.clock.now();
    const since = selected?.at ?? null;
    if (since !== null && since.getTime() + days * DAY < now.getTime()) return true;
    const [empty] = missing.filter(({ state }) => state === 'open');
    if (empty === undefined) return false;
    const circle = await circleOf(tx, { ...row, kind: empty.caseKind }, now);
    const pool = await poolOf(tx, now, null);
    const proposals = proposeReviewers(pool, circle, await seatAsked(tx, empty), this.clock.today());
    return !proposals.some(({ eligible }) => eligible);
  }
}
