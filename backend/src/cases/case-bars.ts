import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DeclaredReason } from '../domain/access/bars.js';
import type { LockedCase } from './locked-case.js';

/** One declaration: who is not to see, or not to judge, which case. `declaredBy` may be the person. */
export interface Declared {
  readonly caseId: string;
  readonly personId: string;
  readonly reason: DeclaredReason;
  readonly declaredBy: string;
  readonly at: Date;
}

/** Who holds or held a seat of a reviewer: their recusal is not the district's to read or to undo. `b` is the bar. */
export const SEATED = `EXISTS (SELECT FROM app.case_bar s WHERE s.case_id = b.case_id AND s.person_id = b.person_id AND s.reason = 'assignment')`;

/** The rows that bar people from cases, and what waited for who is barred. Everything here runs in system scope. */
@Injectable()
export class CaseBars {
  async add(tx: EntityManager, { caseId, personId, reason, declaredBy, at }: Declared): Promise<void> {
    await tx.query(
      `INSERT INTO app.case_bar (person_id, case_id, reason, declared_by, at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id, case_id, reason) DO UPDATE SET until = NULL, declared_by = EXCLUDED.declared_by, at = EXCLUDED.at`,
      [personId, caseId, reason, declaredBy, at],
    );
  }

  /** Ends what was declared of a person; what a reviewer said stands. Whether there was anything to end. */
  async end(tx: EntityManager, caseId: string, personId: string, at: Date): Promise<boolean> {
    const ended: readonly [readonly unknown[], number] = await tx.query(
      `UPDATE app.case_bar b SET until = $3 WHERE case_id = $1 AND person_id = $2 AND reason <> 'assignment'
         AND (until IS NULL OR until > $3) AND NOT ${SEATED}`,
      [caseId, personId, at],
    );
    return ended[1] > 0;
  }

  /**
   * What waited for the person alone waits for the focal point of the district, who may do whatever a head may. Approvals were asked of
   * others too, and seats of reviewers go back to the coordination.
   */
  async handOn(tx: EntityManager, row: LockedCase, personId: string, today: string): Promise<void> {
    await tx.query(`DELETE FROM app.task WHERE case_id = $1 AND person_id = $2 AND subject = 'approval'`, [
      row.id,
      personId,
    ]);
    await tx.query(
      `UPDATE app.task SET person_id = NULL, role = 'focal-point', place_id = $3
       WHERE case_id = $1 AND person_id = $2 AND subject NOT IN ('approval', 'audit')`,
      [row.id, personId, row.districtId],
    );
    await tx.query(
      `UPDATE app.task t SET role = 'focal-point', place_id = $2
       WHERE t.case_id = $1 AND t.role = 'centre-head' AND (t.subject = 'session' OR t.event = 'plan')
         AND NOT app.is_held(t.role, t.place_id, $1, $3::date)`,
      [row.id, row.districtId, today],
    );
  }
}
