import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { settingsAt } from '../facilities/settings.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { IdentityErasure } from './identity-erasure.js';

const A_DAY = 86_400_000;
/** Of all districts together: one turn of the clock holds the tables, and a server that is to stop, for a few seconds. */
const AT_ONCE = 50;
/** Nothing more happens to a case in these states unless it is opened again. A judge may still ask for a case on hold. */
const ENDED = `c.identity_erased_at IS NULL AND c.hold_route IS NULL AND c.state IN ('closed', 'discarded', 'duplicate')`;

interface DueCase {
  readonly id: string;
  readonly subjectRef: string;
  readonly responsibleId: number;
  readonly districtId: number;
}

/**
 * Once a day: who died is erased so many months after the case ended, as its district sets it. The case stays, without a name.
 * [domain 7.5]
 */
@Injectable()
export class IdentityRetention implements OnModuleInit {
  private last: Date | null = null;

  constructor(
    private readonly jobs: ClockJobs,
    private readonly identities: IdentityErasure,
  ) {}

  onModuleInit(): void {
    this.jobs.register('cases.identity-retention', (tx, now) => this.runAt(tx, now));
  }

  private async runAt(tx: EntityManager, now: Date): Promise<void> {
    if (this.last !== null && now.getTime() - this.last.getTime() < A_DAY) return;
    const districts: readonly { id: number }[] = await tx.query(
      `SELECT DISTINCT c.district_id AS id FROM app.death_case c WHERE ${ENDED}`,
    );
    let left = AT_ONCE;
    for (const { id } of districts) {
      if (left === 0) return;
      const months = (await settingsAt(tx, id))['identity.retention-months'];
      const due: readonly DueCase[] = await tx.query(
        `SELECT c.id, c.subject_ref AS "subjectRef", c.responsible_id AS "responsibleId", c.district_id AS "districtId"
         FROM app.death_case c WHERE ${ENDED} AND c.district_id = $1
           AND COALESCE(c.closed_at, (SELECT max(e.at) FROM app.case_event e WHERE e.case_id = c.id))
             <= $2::timestamptz - make_interval(months => $3)
         ORDER BY c.id LIMIT $4 FOR UPDATE OF c`,
        [id, now, months, left],
      );
      for (const one of due) await this.identities.erase(tx, one, 'system');
      left -= due.length;
    }
    if (left > 0) this.last = now;
  }
}
