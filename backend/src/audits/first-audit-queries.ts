import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AUDIT_COLUMNS, AUDIT_TABLES, type AuditRow } from './audit-rows.js';

/** Which audit of a centre's session stands for a case. */
@Injectable()
export class FirstAuditQueries {
  /** The audit of the running round that is not ended, if any: assigned to a session, in progress, or its last sealed revision. */
  async find(
    tx: EntityManager,
    row: { readonly id: string; readonly round: number },
  ): Promise<AuditRow | null> {
    const [audit]: readonly AuditRow[] = await tx.query(
      `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES}
       WHERE a.case_id = $1 AND a.round = $2 AND a.kind = 'audit' AND a.state IN ('assigned', 'in-progress', 'sealed')
       ORDER BY a.revision DESC LIMIT 1`,
      [row.id, row.round],
    );
    return audit ?? null;
  }
}
