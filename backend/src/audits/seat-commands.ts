import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { auditMachine, type AuditFacts } from '../domain/audits/audit-workflow.js';
import { proposeReviewers, type Proposal } from '../domain/audits/independence.js';
import { dueAt } from '../domain/cases/deadlines.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import { instantOf } from '../cases/case-tasks.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { Audit } from './audit.entity.js';
import { factsFor } from './audit-facts.js';
import { AuditLocks } from './audit-locks.js';
import type { AuditRow } from './audit-rows.js';
import { circleOf, poolOf } from './case-circle.js';
import { ReviewSeats } from './review-seats.js';
import { seatAsked } from './seat-asked.js';

/** What the coordination does with the seats of reviewers: give one, take one back. */
@Injectable()
export class SeatCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly locks: AuditLocks,
    private readonly seats: ReviewSeats,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Gives an empty seat to an independent reviewer. The deadline counts from here, in whole days. */
  assign(actor: Actor, request: WriteRequest, seatId: string, personId: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit, row } = await this.opened(tx, actor, request, seatId, 'assign');
      return this.transactions.asSystem(tx, async () => {
        const proposal = await this.judged(tx, row, audit, personId);
        this.assertAssignable(audit, proposal);
        const now = this.clock.now();
        const step = audit.kind === 'adjudication' ? 'adjudication' : 'counter-audit';
        const settings = await settingsAt(tx, audit.districtId);
        const facts = { kind: audit.caseKind, community: false };
        const due = dueAt(step, this.clock.local(), facts, settings);
        const acceptance = dueAt('acceptance', this.clock.local(), facts, settings);
        const version = audit.version + 1;
        await tx.update(
          Audit,
          { id: audit.id },
          {
            assigneeId: personId,
            state: 'assigned',
            assignedAt: now,
            dueAt: due === null ? null : instantOf(due),
            version,
          },
        );
        await tx.query(
          `INSERT INTO app.case_bar (person_id, case_id, reason) VALUES ($1, $2, 'assignment') ON CONFLICT DO NOTHING`,
          [personId, row.id],
        );
        await this.board.done(tx, audit.id);
        await this.board.open(tx, {
          subject: 'audit',
          subjectId: audit.id,
          event: 'declare-none',
          to: { personId },
          caseId: row.id,
          kind: audit.caseKind,
          label: audit.alias ?? '',
          placeName: null,
          dueAt: acceptance === null ? null : instantOf(acceptance),
        });
        await this.journal.record(tx, actor, {
          command: 'assign',
          subject: 'seat',
          subjectId: audit.id,
          fields: ['assignee'],
        });
        return { id: audit.id, version };
      });
    });
  }

  /** Takes a seat back from its reviewer; it is empty again. */
  withdraw(actor: Actor, request: WriteRequest, auditId: string, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit } = await this.opened(tx, actor, request, auditId, 'withdraw');
      const facts = factsFor(audit, { reasonGiven: reason.trim() !== '', caseReopened: false });
      const decision = decide(
        auditMachine,
        audit.state === 'open' ? NOTHING : audit.state,
        'withdraw',
        facts,
      );
      if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
      return this.transactions.asSystem(tx, async () => {
        const version = audit.version + 1;
        await tx.update(Audit, { id: audit.id }, { state: decision.to, endedAt: this.clock.now(), version });
        await this.board.done(tx, audit.id);
        await this.seats.refill(tx, audit);
        await this.journal.record(tx, actor, {
          command: 'withdraw',
          subject: 'audit',
          subjectId: audit.id,
          fields: ['state'],
          hashed: { reason },
        });
        return { id: audit.id, version };
      });
    });
  }

  private async opened(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
    action: 'assign' | 'withdraw',
  ): Promise<{ readonly audit: AuditRow; readonly row: LockedCase }> {
    const found = await this.locks.open(tx, actor, id, action);
    const { row, audit } = found;
    if (audit.kind === 'audit' || !may(actor.ability, 'read', 'Assignment', reachOf(row)))
      throw absent('seat');
    assertVersion(request, audit.version);
    return found;
  }

  private async judged(
    tx: EntityManager,
    row: LockedCase,
    audit: AuditRow,
    personId: string,
  ): Promise<Proposal> {
    const now = this.clock.now();
    const pool = await poolOf(tx, now, personId);
    const circle = await circleOf(tx, { ...row, kind: audit.caseKind }, now);
    const asked = await seatAsked(tx, audit);
    const [proposal] = proposeReviewers(pool, circle, asked, this.clock.today());
    if (proposal !== undefined) return proposal;
    throw new Problem('conflict', 'reviewer.not-eligible', { reasons: ['independence.not-reviewer'] });
  }

  private assertAssignable(audit: AuditRow, proposal: Proposal): void {
    const others = proposal.reasons.filter(
      (reason) => reason !== 'independence.on-case' && reason !== 'independence.full',
    );
    const facts: Partial<AuditFacts> = {
      reviewerIndependent: others.length === 0,
      reviewerOnCase: proposal.reasons.includes('independence.on-case'),
      reviewerFull: proposal.reasons.includes('independence.full'),
    };
    const decision = decide(auditMachine, NOTHING, 'assign', factsFor(audit, facts));
    const reasons = [
      ...(decision.accepted ? [] : decision.reasons),
      // A seat waits until its packet is released: nobody is asked to open what cannot be opened.
      ...(audit.packetState === 'released' ? [] : ['audit.packet-not-released']),
      ...others,
    ];
    if (reasons.length > 0) throw new Problem('conflict', 'refused', { reasons });
  }
}
