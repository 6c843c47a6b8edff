import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Action } from '../domain/access/subjects.js';
import { absent, Problem } from '../domain/problem.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { auditReach, lockAudit, type AuditRow } from './audit-rows.js';

/** Takes the locks of a command on a seat, in the one order that all commands keep. */
@Injectable()
export class AuditLocks {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
  ) {}

  /**
   * The seat of a command with its case, both locked, the case first. The seat must lie in the person's own scope; the rows are then
   * read in system scope, since a reviewer and a coordinator reach no case, and a coordinator no packet. Who may read the seat but not do
   * this is refused, anybody else finds nothing.
   */
  async open(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: Action,
  ): Promise<{ readonly audit: AuditRow; readonly row: LockedCase }> {
    const [found]: readonly { readonly caseId: string }[] = await tx.query(
      'SELECT case_id AS "caseId" FROM app.audit WHERE id = $1',
      [id],
    );
    if (found === undefined) throw absent('audit');
    const { row, audit } = await this.transactions.asSystem(tx, async () => ({
      row: await this.transitions.lock(tx, found.caseId),
      audit: await lockAudit(tx, id),
    }));
    const reach = auditReach(audit, row);
    if (may(actor.ability, action, 'Audit', reach)) return { audit, row };
    const reads =
      may(actor.ability, 'read', 'Audit', reach) || may(actor.ability, 'read', 'Assignment', reachOf(row));
    throw reads ? new Problem('forbidden', 'forbidden') : absent('audit');
  }
}
