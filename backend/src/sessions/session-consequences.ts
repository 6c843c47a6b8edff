import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import type { SessionState } from '../domain/sessions/session-workflow.js';
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
    this.consequences.on('transfer', (tx, row) => this.move(tx, row));
    this.consequences.on('seal-audit', async (tx, row) => {
      const audit = await this.audits.find(tx, row);
      const session = audit?.sessionId ?? null;
      if (session !== null) await this.tasks.sealed(tx, row, session);
    });
    this.consequences.on(['unfreeze', 'reopen'], (tx, row) => this.cancelRunning(tx, row));
  }

  /** A session that is planned goes with its case to the centre that takes it over. */
  private async move(tx: EntityManager, row: LockedCase): Promise<void> {
    const audit = await this.audits.find(tx, row);
    const session = audit?.state === 'assigned' ? audit.sessionId : null;
    if (session === null) return;
    await tx.query('UPDATE app.audit_session SET place_id = $2, version = version + 1 WHERE id = $1', [
      session,
      row.responsibleId,
    ]);
    await this.tasks.ended(tx, session);
    await this.tasks.planned(tx, row, session);
  }

  /** A session whose file is opened again is over, whatever its round. */
  private async cancelRunning(tx: EntityManager, row: LockedCase): Promise<void> {
    await this.tasks.nothingToPlan(tx, row);
    const sessions: readonly {
      readonly id: string;
      readonly state: SessionState;
      readonly version: number;
    }[] = await tx.query(
      'SELECT id, state, version FROM app.audit_session WHERE case_id = $1 ORDER BY id FOR UPDATE',
      [row.id],
    );
    for (const { id, state, version } of sessions) {
      await this.tasks.ended(tx, id);
      if (state !== 'planned' && state !== 'open') continue;
      await tx.update(
        AuditSession,
        { id },
        { state: 'cancelled', closedAt: this.clock.now(), version: version + 1 },
      );
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
