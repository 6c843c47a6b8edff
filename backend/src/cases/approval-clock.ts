import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClockJobs } from '../reminders/clock-jobs.js';

/** Nobody can confirm any more what was asked too long ago: it leaves the worklists. Whoever asked may ask again. */
@Injectable()
export class ApprovalClock implements OnModuleInit {
  constructor(private readonly jobs: ClockJobs) {}

  onModuleInit(): void {
    this.jobs.register('cases.approvals-expire', (tx, now) => this.expire(tx, now));
  }

  private async expire(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `DELETE FROM app.task t USING app.approval a WHERE t.subject = 'approval' AND a.id = t.subject_id AND a.until < $1`,
      [now],
    );
  }
}
