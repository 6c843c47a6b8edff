import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseConsequences, type Occasion } from '../cases/case-consequences.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Conclusions } from './conclusions.js';
import { ExtentLots } from './extent-lots.js';
import { PacketDrafts } from './packet-drafts.js';
import { ReviewSeats } from './review-seats.js';

/** What counter-audits do when a case changes. All of it runs in system scope, in the transaction of the change. */
@Injectable()
export class AuditConsequences implements OnModuleInit {
  constructor(
    private readonly consequences: CaseConsequences,
    private readonly packets: PacketDrafts,
    private readonly seats: ReviewSeats,
    private readonly conclusions: Conclusions,
    private readonly extents: ExtentLots,
  ) {}

  onModuleInit(): void {
    this.consequences.on(['confirm', 'change-kind'], (tx, row) => this.extents.sample(tx, row));
    this.consequences.on('freeze', async (tx, row, { to, by }) => {
      // A file that ends with its short form has no reviewer.
      if (to === 'ready') await this.packets.build(tx, row, by);
    });
    this.consequences.on(['unfreeze', 'reopen'], async (tx, row) => {
      await this.packets.withdrawLive(tx, row);
      await this.seats.withdrawEveryRound(tx, row);
    });
    this.consequences.on('waive-audit', (tx, row) => this.conclusions.withoutAudit(tx, row));
    this.consequences.on('proceed-with-one', (tx, row) =>
      this.conclusions.withoutWaiting(tx, row, 'proceed-with-one'),
    );
    this.consequences.on('waive', (tx, row) => this.conclusions.withoutWaiting(tx, row, 'waive'));
    this.consequences.on('transfer', async (tx, row) => {
      await tx.query(
        `UPDATE app.audit SET region_id = $3, district_id = $4 WHERE case_id = $1 AND round = $2 AND state = 'assigned'`,
        [row.id, row.round, row.regionId, row.districtId],
      );
      await this.packets.moveCall(tx, row);
    });
    this.consequences.on('lift-hold', (tx, row, occasion) => postpone(tx, row, occasion));
  }
}

/** The clocks of reviewers stood still while the case was on hold; they go on in whole days, as they began. */
async function postpone(tx: EntityManager, row: LockedCase, { at }: Occasion): Promise<void> {
  await tx.query(
    `UPDATE app.audit SET due_at = due_at + ceil(EXTRACT(epoch FROM $3::timestamptz - held.since) / 86400) * interval '1 day'
     FROM (SELECT max(e.at) AS since FROM app.case_event e WHERE e.case_id = $1 AND e.event = 'hold') held
     WHERE case_id = $1 AND round = $2 AND kind <> 'audit' AND state IN ('assigned', 'in-progress')`,
    [row.id, row.round, at],
  );
}
