import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { answersIn, facilitiesIn, reviewIn, type CaseDocument } from '../domain/cases/case-documents.js';
import { numberOf } from '../domain/forms/read.js';
import { documentsOf } from './case-documents.js';
import { CaseTasks } from './case-tasks.js';
import { DeathCase } from './case.entity.js';
import { LinkProposals } from './link-proposals.js';
import { lockCase, type LockedCase } from './locked-case.js';
import { columnsOf } from './notification-columns.js';

/** Keeps the columns of a case in step with its documents: facilities of the path, and what lists and searches read. */
@Injectable()
export class CaseFollow {
  constructor(
    private readonly tasks: CaseTasks,
    private readonly links: LinkProposals,
  ) {}

  /** The form that documents the death; before confirmation, or for a kind without one, the notification. */
  async reviewOf(tx: EntityManager, row: LockedCase): Promise<CaseDocument> {
    const review = reviewIn(await documentsOf(tx, row));
    if (review === undefined) throw new Error('a case without documents');
    return review;
  }

  /** A facility newly named on the path reaches the case and is waited for; one taken off it no longer is. */
  async afterSaving(tx: EntityManager, row: LockedCase): Promise<void> {
    const documents = await documentsOf(tx, row);
    const notification = answersIn(documents, 'notification');
    const placeIds = [...new Set([row.responsibleId, ...facilitiesIn(documents)])];
    const parity = documents
      .map(({ answers }) => numberOf(answers, 'parity'))
      .find((value) => value !== undefined);
    const { category, ...columns } = columnsOf(notification);
    const changes = { ...columns, placeIds, parity: parity ?? null, category: row.kind ?? category };
    await tx.update(DeathCase, { id: row.id }, changes);
    const after = await lockCase(tx, row.id);
    await this.tasks.renew(tx, after);
    await this.links.look(tx, after);
  }
}
