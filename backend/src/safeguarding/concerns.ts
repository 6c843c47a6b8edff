import { randomUUIDv7 } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseConsequences } from '../cases/case-consequences.js';
import type { LockedCase } from '../cases/locked-case.js';
import { EMPTY_CHECKLIST } from '../domain/safeguarding/survivor-checklist.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';

const HOUR = 3_600_000;

/** Alerts whoever the district named for safeguarding, once per case; a hold on that route alerts by itself. */
@Injectable()
export class Concerns implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly consequences: CaseConsequences,
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.consequences.on('hold', async (tx, row, { by }) => {
      if (row.holdRoute === 'safeguarding') await this.raise(tx, row, by === 'system' ? null : by);
    });
  }

  /** Opens the alert with its empty checklist; a case whose alert is open keeps it. `by` is nobody for a blind reviewer. */
  async raise(tx: EntityManager, row: LockedCase, by: Actor | null): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      const now = this.clock.now();
      const [opened]: readonly { id: string; keeper: string | null }[] = await tx.query(
        `INSERT INTO app.concern (id, case_id, district_id, raised_by, raised_at, checklist)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id) WHERE closed_at IS NULL DO NOTHING
         RETURNING id, app.safeguarding_keeper(district_id) AS keeper`,
        [randomUUIDv7(), row.id, row.districtId, by?.person.id ?? null, now, JSON.stringify(EMPTY_CHECKLIST)],
      );
      if (opened === undefined) return;
      const settings = await settingsAt(tx, row.districtId);
      // Neither kind, case nor district: nothing that a filter, a count or an overseer could read the reason from.
      await this.board.open(tx, {
        subject: 'concern',
        subjectId: opened.id,
        event: 'protect',
        to:
          opened.keeper === null
            ? { role: 'focal-point', placeId: row.districtId }
            : { personId: opened.keeper },
        kind: null,
        label: row.number,
        placeName: row.responsibleName,
        dueAt: new Date(now.getTime() + settings['safeguarding.answer-hours'] * HOUR),
      });
    });
  }
}
