import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { auditMachine, type AuditState } from '../domain/audits/audit-workflow.js';
import { decide } from '../domain/workflow/machine.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { coordinationOf } from '../cases/coordination.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { TaskBoard } from '../worklist/task-board.js';
import { factsFor } from './audit-facts.js';
import { AUDIT_COLUMNS, AUDIT_TABLES, lockAudit, type AuditRow } from './audit-rows.js';
import { Audit } from './audit.entity.js';
import { ReviewSeats } from './review-seats.js';

/**
 * Hands on what waits for people who are tied to a case since: a posting, an attendance, a kinship, a path may become known at any time.
 * The walls close at once, with the next request; the work finds its next owner within the minute.
 */
@Injectable()
export class IndependenceWatch implements OnModuleInit {
  constructor(
    private readonly jobs: ClockJobs,
    private readonly transitions: CaseTransitions,
    private readonly seats: ReviewSeats,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register('audits.independence', async (tx, now) => {
      await this.takeBack(tx, now);
      await this.callOthers(tx);
    });
  }

  /** The seat of a reviewer who is no longer free is empty again, and the coordination is called. A sealed opinion stays. */
  private async takeBack(tx: EntityManager, now: Date): Promise<void> {
    const taken: readonly AuditRow[] = await tx.query(
      `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.kind <> 'audit' AND a.state IN ('assigned', 'in-progress')
         AND app.is_tied_to(a.assignee_id, a.case_id, $1::date) ORDER BY a.case_id, a.id`,
      [this.clock.today()],
    );
    for (const { id, caseId } of taken) {
      await this.transitions.lock(tx, caseId);
      const audit = await lockAudit(tx, id);
      const facts = factsFor(audit, { reasonGiven: true });
      const decision = decide(auditMachine, audit.state as AuditState, 'withdraw', facts);
      if (!decision.accepted) continue;
      await tx.update(Audit, { id }, { state: decision.to, endedAt: now, version: audit.version + 1 });
      await this.board.done(tx, id);
      await this.seats.refill(tx, audit);
      await this.journal.record(tx, 'system', {
        command: 'withdraw',
        subject: 'audit',
        subjectId: id,
        fields: ['state'],
      });
    }
  }

  /** A seat whose coordination is tied to the case waits for the next one above. */
  private async callOthers(tx: EntityManager): Promise<void> {
    const waiting: readonly (AuditRow & { readonly placeId: number })[] = await tx.query(
      `SELECT ${AUDIT_COLUMNS}, t.place_id AS "placeId" FROM ${AUDIT_TABLES}
         JOIN app.task t ON t.subject = 'assignment' AND t.subject_id = a.id
       WHERE a.state = 'open' AND EXISTS (SELECT FROM app.membership m WHERE m.role = 'coordinator' AND m.place_id = t.place_id
         AND app.is_tied_to(m.person_id, a.case_id, $1::date))`,
      [this.clock.today()],
    );
    for (const seat of waiting) {
      if ((await coordinationOf(tx, seat, this.clock.today())) === seat.placeId) continue;
      await this.board.done(tx, seat.id);
      await this.seats.callCoordination(tx, seat);
    }
  }
}
