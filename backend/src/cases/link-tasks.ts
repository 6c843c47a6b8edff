import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseKind } from '../domain/cases/case.js';
import { Transactions } from '../platform/database/transactions.js';
import { TaskBoard } from '../worklist/task-board.js';
import { CaseConsequences } from './case-consequences.js';

/** A proposal that waits for the focal point, with the baby's case, or the second twin's, as its subject. */
interface Proposal {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly kind: CaseKind;
  readonly placeName: string;
  readonly districtId: number;
  readonly regionId: number;
}

/** Makes proposed links wait for the focal point who may read both deaths, until somebody accepts or declines. */
@Injectable()
export class LinkTasks implements OnModuleInit {
  constructor(
    private readonly board: TaskBoard,
    private readonly transactions: Transactions,
    private readonly consequences: CaseConsequences,
  ) {}

  onModuleInit(): void {
    // What is set aside is linked to nothing; what comes back, or changes hands, is.
    this.consequences.on(['discard', 'mark-duplicate', 'unmark-duplicate', 'reopen', 'transfer'], (tx, row) =>
      this.renew(tx, row.id),
    );
  }

  /** Holds the tasks of every link of a case against its proposals: ends what nobody has to decide any more, opens what is new. */
  renew(tx: EntityManager, caseId: string): Promise<void> {
    return this.transactions.asSystem(tx, async () => {
      const waiting = await proposalsOf(tx, caseId);
      const open: readonly { readonly id: string; readonly districtId: number }[] = await tx.query(
        `SELECT t.subject_id AS id, t.district_id AS "districtId" FROM app.task t JOIN app.case_link l ON l.id = t.subject_id
         WHERE t.subject = 'link' AND (l.first_id = $1 OR l.second_id = $1)`,
        [caseId],
      );
      const isSame = (
        left: Pick<Proposal, 'id' | 'districtId'>,
        right: Pick<Proposal, 'id' | 'districtId'>,
      ) => left.id === right.id && left.districtId === right.districtId;
      for (const task of open) {
        if (!waiting.some((proposal) => isSame(task, proposal))) await this.board.done(tx, task.id);
      }
      for (const proposal of waiting) {
        if (!open.some((task) => isSame(task, proposal))) await this.ask(tx, proposal);
      }
    });
  }

  private ask(tx: EntityManager, proposal: Proposal): Promise<void> {
    const { id, caseId, number, kind, placeName, districtId, regionId } = proposal;
    return this.board.open(tx, {
      subject: 'link',
      subjectId: id,
      event: 'link',
      to: { role: 'focal-point', placeId: districtId },
      caseId,
      districtId,
      regionId,
      kind,
      label: number,
      placeName,
    });
  }
}

/** Links to decide: both deaths of one district and neither set aside, the baby without a mother yet. */
async function proposalsOf(tx: EntityManager, caseId: string): Promise<readonly Proposal[]> {
  return tx.query(
    `SELECT l.id, c.id AS "caseId", c.number, COALESCE(c.kind, c.category) AS kind, p.name AS "placeName",
       c.district_id AS "districtId", c.region_id AS "regionId"
     FROM app.case_link l JOIN app.death_case c ON c.id = l.second_id JOIN app.death_case o ON o.id = l.first_id
       JOIN app.place p ON p.id = c.responsible_id
     WHERE (l.first_id = $1 OR l.second_id = $1) AND l.state = 'proposed' AND c.district_id = o.district_id
       AND c.state NOT IN ('discarded', 'duplicate') AND o.state NOT IN ('discarded', 'duplicate')
       AND NOT (l.kind = 'mother' AND EXISTS (SELECT FROM app.case_link m
         WHERE m.second_id = l.second_id AND m.kind = 'mother' AND m.state = 'confirmed'))
     ORDER BY l.id`,
    [caseId],
  );
}
