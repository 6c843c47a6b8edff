import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { auditMachine, type AuditState } from '../domain/audits/audit-workflow.js';
import { packetMachine } from '../domain/audits/packet-workflow.js';
import { decide } from '../domain/workflow/machine.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { TaskBoard } from '../worklist/task-board.js';
import { factsFor } from './audit-facts.js';
import { AUDIT_COLUMNS, AUDIT_TABLES, lockAudit, type AuditRow } from './audit-rows.js';
import { Audit } from './audit.entity.js';
import { Conclusions } from './conclusions.js';
import { Lots } from './lots.js';
import { packetFacts } from './packet-rows.js';
import { ReviewSeats } from './review-seats.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What time does to counter-audits: seats nobody took in time, quarters that end, packets that were kept long enough. */
@Injectable()
export class AuditClock implements OnModuleInit {
  constructor(
    private readonly jobs: ClockJobs,
    private readonly transitions: CaseTransitions,
    private readonly seats: ReviewSeats,
    private readonly lots: Lots,
    private readonly conclusions: Conclusions,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
  ) {}

  onModuleInit(): void {
    this.jobs.register('audits.expire', (tx, now) => this.expire(tx, now));
    this.jobs.register('audits.quarter-end', (tx) => this.endQuarters(tx));
    this.jobs.register('audits.packet-retention', (tx, now) => this.destroyPackets(tx, now));
  }

  /** A seat that nobody accepted within its hours, or filled by its day, goes to somebody else. A case on hold has no clock. */
  private async expire(tx: EntityManager, now: Date): Promise<void> {
    const taken: readonly (AuditRow & { readonly heldUntil: Date | null })[] = await tx.query(
      `SELECT ${AUDIT_COLUMNS}, (SELECT max(e.at) FROM app.case_event e WHERE e.case_id = c.id AND e.event = 'lift-hold') AS "heldUntil"
       FROM ${AUDIT_TABLES} JOIN app.death_case c ON c.id = a.case_id
       WHERE a.kind <> 'audit' AND a.state IN ('assigned', 'in-progress') AND c.hold_route IS NULL ORDER BY a.case_id, a.id`,
    );
    for (const audit of taken) {
      if (!(await isOverdue(tx, audit, now))) continue;
      await this.transitions.lock(tx, audit.caseId);
      const locked = await lockAudit(tx, audit.id);
      const facts = factsFor(locked, { dueDatePassed: true });
      const decision = decide(auditMachine, locked.state as AuditState, 'expire', facts);
      if (!decision.accepted) continue;
      await tx.update(
        Audit,
        { id: locked.id },
        { state: decision.to, endedAt: now, version: locked.version + 1 },
      );
      await this.board.done(tx, locked.id);
      await this.seats.refill(tx, locked);
      await this.journal.record(tx, 'system', {
        command: 'expire',
        subject: 'audit',
        subjectId: locked.id,
        fields: ['state'],
      });
    }
  }

  /** Ends every quarter that is over: the top-up selects, what it left out is final, the seed is revealed. */
  private async endQuarters(tx: EntityManager): Promise<void> {
    for (const finished of await this.lots.finished(tx)) {
      for (const id of await this.lots.toppedUp(tx, finished)) {
        const row = await this.transitions.lock(tx, id);
        if (row.provisional && ['concluded', 'responding'].includes(row.state))
          await this.conclusions.select(tx, row);
      }
      await tx.query(
        `UPDATE app.death_case SET provisional = FALSE WHERE provisional AND id IN (
           SELECT r.case_id FROM app.draw_result r WHERE r.draw_id = $1)`,
        [finished.id],
      );
      await this.lots.reveal(tx, finished);
    }
  }

  /** A packet is destroyed some time after its case is concluded; its hash stays, and the frozen file, from which it can be made again. */
  private async destroyPackets(tx: EntityManager, now: Date): Promise<void> {
    const kept: readonly {
      readonly id: string;
      readonly state: 'draft' | 'released' | 'withdrawn';
      readonly districtId: number;
      readonly concludedAt: Date;
    }[] = await tx.query(
      `SELECT k.id, k.state, c.district_id AS "districtId", c.concluded_at AS "concludedAt"
       FROM app.packet k JOIN app.death_case c ON c.id = k.case_id
       WHERE k.state <> 'destroyed' AND c.concluded_at < $1::timestamptz - interval '1 day' AND NOT c.provisional ORDER BY k.id FOR UPDATE OF k`,
      [now],
    );
    for (const packet of kept) {
      const days = (await settingsAt(tx, packet.districtId))['packet.retention-days'];
      const retentionOver = packet.concludedAt.getTime() + days * DAY <= now.getTime();
      const decision = decide(packetMachine, packet.state, 'destroy', packetFacts({ retentionOver }));
      if (!decision.accepted) continue;
      await tx.query(
        `UPDATE app.packet SET state = $2, content = NULL, context = NULL, spans = '{}', version = version + 1 WHERE id = $1`,
        [packet.id, decision.to],
      );
      await this.board.done(tx, packet.id);
      await this.journal.record(tx, 'system', {
        command: 'destroy',
        subject: 'packet',
        subjectId: packet.id,
        districtId: packet.districtId,
        fields: ['content', 'spans'],
      });
    }
  }
}

/** Not accepted within the hours given (anew after a hold), or not sealed by the end of its last day. */
async function isOverdue(
  tx: EntityManager,
  audit: AuditRow & { readonly heldUntil: Date | null },
  now: Date,
): Promise<boolean> {
  if (audit.dueAt !== null && audit.dueAt < now) return true;
  if (audit.state !== 'assigned' || audit.assignedAt === null) return false;
  const since = Math.max(audit.assignedAt.getTime(), audit.heldUntil?.getTime() ?? 0);
  const hours = (await settingsAt(tx, audit.districtId))['review.acceptance-hours'];
  return since + hours * HOUR < now.getTime();
}
