import type { EntityManager } from 'typeorm';
import type { Answers, Row } from '../domain/forms/form.js';
import { rowsOf, textOf } from '../domain/forms/read.js';
import { absent } from '../domain/problem.js';
import type { LockedCase } from '../cases/locked-case.js';

/** The audit a recommendation comes from, with the factors retained for its case so far. */
export interface SourceAudit {
  readonly id: string;
  readonly round: number;
  readonly state: string;
  readonly factors: readonly Row[];
}

interface AuditRow {
  readonly id: string;
  readonly round: number;
  readonly state: string;
  readonly answers: Answers | null;
  readonly final: Answers | null;
}

/** The first audit of a case and what it retained; once the case is concluded, also what the final classification retained. */
export async function sourceAudit(tx: EntityManager, row: LockedCase, auditId: string): Promise<SourceAudit> {
  const [audit]: readonly AuditRow[] = await tx.query(
    `SELECT a.id, a.round, a.state, o.answers, f.answers AS final
     FROM app.audit a LEFT JOIN app.opinion o ON o.audit_id = a.id
     LEFT JOIN app.final_classification f ON f.case_id = a.case_id AND f.round = a.round
     WHERE a.id = $1 AND a.case_id = $2 AND a.kind = 'audit'`,
    [auditId, row.id],
  );
  if (audit === undefined) throw absent('audit');
  const retained = [...rowsOf(audit.answers ?? {}, 'factors'), ...rowsOf(audit.final ?? {}, 'factors')];
  return { id: audit.id, round: audit.round, state: audit.state, factors: retained };
}

export function holdsFactor(audit: SourceAudit, factor: string): boolean {
  return audit.factors.some((line) => textOf(line, 'factor') === factor);
}
