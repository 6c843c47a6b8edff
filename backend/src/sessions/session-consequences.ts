import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import { CaseConsequences } from '../cases/case-consequences.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { SessionTasks } from './session-tasks.js';
import { AuditSession } from './session.entity.js';

/** What sessions do when a case changes. All of it runs in system scope, in the transaction of the change. */
@Injectable()
export class SessionConsequences implements OnModuleInit {
  constructor(
    private readonly consequences: CaseConsequences,
    private readonly audits: FirstAuditQueries,
    private readonly tasks: SessionTasks,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // The tasks of the case itself are renewed at each of its events; the session to plan goes on waiting.
    this.consequences.on(['freeze', 'hold', 'lift-hold', 'transfer'], async (tx, row) => {
      if (row.state === 'ready' && (await this.audits.find(tx, row)) === null)
        await this.tasks.callForPlan(tx, row);
    });
    this.consequences.on('seal-audit', async (tx, row) => {
      const audit = await this.audits.find(tx, row);
      const session = audit?.sessionId ?? null;
      if (session !== null) await this.tasks.sealed(tx, row, session);
    });
    this.consequences.on(['unfreeze', 'reopen'], (tx, row) => this.cancelRunning(tx, row));
  }

  /** A session whose file is opened again is over, whatever its round. */
  private async cancelRunning(tx: EntityManager, row: LockedCase): Promise<void> {
    await this.tasks.nothingToPlan(tx, row);
    const running: readonly { readonly id: string; readonly version: number }[] = await tx.query(
      `SELECT id, version FROM app.audit_session WHERE case_id = $1 AND state IN ('planned', 'open') ORDER BY id FOR UPDATE`,
      [row.id],
    );
    for (const { id, version } of running) {
      await tx.update(
        AuditSession,
        { id },
        { state: 'cancelled', closedAt: this.clock.now(), version: version + 1 },
      );
      await this.tasks.ended(tx, id);
      await this.journal.record(tx, 'system', {
        command: 'cancel',
        subject: 'session',
        subjectId: id,
        districtId: row.districtId,
        placeId: row.responsibleId,
        fields: ['state'],
      });
    }
  }
}
