import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sampleMessage, sampleShare } from '../domain/cases/review-extent.js';
import { CaseTasks } from '../cases/case-tasks.js';
import { DeathCase } from '../cases/case.entity.js';
import { lockCase, type LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { draw } from '../domain/audits/draw.js';
import { hmac, Lots } from './lots.js';

/** The random sample of short forms that is reviewed in full all the same. Runs in system scope. [domain 2.3] */
@Injectable()
export class ExtentLots {
  constructor(
    private readonly lots: Lots,
    private readonly tasks: CaseTasks,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Consequence of the confirmation and of a change of kind. A case is drawn once: confirming it again draws no better lot. */
  async sample(tx: EntityManager, row: LockedCase): Promise<void> {
    if (row.extent !== 'short' || row.extentReason === null) return;
    const share = sampleShare(row.extentReason, await settingsAt(tx, row.districtId));
    if (!(await this.drawn(tx, row, share))) return;
    await tx.update(DeathCase, { id: row.id }, { extent: 'full', extentReason: 'sampled' });
    await this.tasks.renew(tx, await lockCase(tx, row.id));
    await this.journal.record(tx, 'system', {
      command: 'sample',
      subject: 'case',
      subjectId: row.id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields: ['extent', 'extentReason'],
    });
  }

  private async drawn(tx: EntityManager, row: LockedCase, share: number): Promise<boolean> {
    const [kept]: readonly { readonly selected: boolean }[] = await tx.query(
      `SELECT selected FROM app.draw_result WHERE case_id = $1 AND phase = 'form' ORDER BY round LIMIT 1`,
      [row.id],
    );
    if (kept !== undefined) return kept.selected;
    const { id, seed } = await this.lots.withSeed(tx, await this.lots.current(tx, row.districtId));
    const { rank, probability, selected } = draw(sampleMessage(row.number), share, seed, hmac);
    await tx.query(
      `INSERT INTO app.draw_result (case_id, round, phase, draw_id, rank, probability, selected, at)
       VALUES ($1, $2, 'form', $3, $4, $5, $6, $7)`,
      [row.id, row.round, id, rank, probability, selected, this.clock.now()],
    );
    return selected;
  }
}
