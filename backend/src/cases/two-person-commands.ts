import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WAIVER_GROUNDS, type WaiverGround } from '../domain/cases/case-workflow.js';
import type { Receipt } from '../domain/receipt.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type { OpenApproval } from './approval-rows.js';
import { Approvals } from './approvals.js';
import { CaseDoor } from './case-door.js';
import { CaseTransitions } from './case-transitions.js';
import { copyRound } from './draft-rows.js';
import type { ReasonDto, WaiveAuditDto } from './dto/events.dto.js';
import type { Plain } from './dto/plain.js';
import { IdentityErasure } from './identity-erasure.js';
import type { LockedCase } from './locked-case.js';
import { NotificationAnswers } from './notification-answers.js';

/** Events of a case that take two persons: an audit that cannot be held, a case opened again, an identity erased before its time. */
@Injectable()
export class TwoPersonCommands implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly transitions: CaseTransitions,
    private readonly approvals: Approvals,
    private readonly notification: NotificationAnswers,
    private readonly identities: IdentityErasure,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.approvals.on('waive-audit', (tx, row, approval, by) => this.waived(tx, row, approval, by));
    this.approvals.on('erase-identity', (tx, row, approval, by) => this.erased(tx, row, approval, by));
    this.approvals.on('reopen', (tx, row, approval, by) => this.reopened(tx, row, approval, by));
  }

  waiveAudit(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: Plain<WaiveAuditDto>,
  ): Promise<Receipt> {
    const payload = { ground: command.ground ?? null };
    return this.ask(actor, request, id, 'waive-audit', command, payload);
  }

  reopen(actor: Actor, request: WriteRequest, id: string, command: Plain<ReasonDto>): Promise<Receipt> {
    return this.ask(actor, request, id, 'reopen', command, {});
  }

  eraseIdentity(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: Plain<ReasonDto>,
  ): Promise<Receipt> {
    return this.ask(actor, request, id, 'erase-identity', command, {});
  }

  private ask(
    actor: Actor,
    request: WriteRequest,
    id: string,
    action: 'waive-audit' | 'reopen' | 'erase-identity',
    { reason }: Plain<ReasonDto>,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.door.forEvent(tx, actor, request, id, action);
      const given = reason?.trim() ?? '';
      this.transitions.assertAccepted(row, action, {
        reasonGiven: given !== '',
        waiverGround: groundIn(payload),
        onHold: row.holdRoute !== null,
      });
      return this.approvals.ask(tx, actor, row, {
        action,
        subject: 'case',
        subjectId: id,
        payload,
        reason: given,
      });
    });
  }

  private async waived(tx: EntityManager, row: LockedCase, approval: OpenApproval, by: Actor): Promise<void> {
    await this.transitions.fire(tx, row, 'waive-audit', {
      facts: { reasonGiven: true, waiverGround: groundIn(approval.payload) },
      by,
      reason: approval.reason,
    });
  }

  private async erased(tx: EntityManager, row: LockedCase, approval: OpenApproval, by: Actor): Promise<void> {
    await this.transitions.fire(tx, row, 'erase-identity', {
      facts: { reasonGiven: true },
      by,
      reason: approval.reason,
    });
    await this.identities.erase(tx, row, by);
  }

  /** A new round: the drafts go on where they stood, the old round stays as it is. */
  private async reopened(
    tx: EntityManager,
    row: LockedCase,
    approval: OpenApproval,
    by: Actor,
  ): Promise<void> {
    const round = row.round + 1;
    const after = await this.transitions.fire(tx, row, 'reopen', {
      facts: { reasonGiven: true },
      by,
      reason: approval.reason,
      changes: { round, provisional: false, feedback: [] },
    });
    await this.transactions.asSystem(tx, async () => {
      await copyRound(tx, row.id, row.round, round, this.clock.now());
      const verification = after.state === 'notified' ? 'PENDING' : 'ELIGIBLE';
      await this.notification.amend(tx, after, { verification, discard_reason: null });
    });
  }
}

function groundIn({ ground }: Readonly<Record<string, unknown>>): WaiverGround | null {
  return WAIVER_GROUNDS.find((known) => known === ground) ?? null;
}
