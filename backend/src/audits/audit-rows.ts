import type { EntityManager } from 'typeorm';
import type { SubjectColumns } from '../domain/access/subjects.js';
import type { AuditKind } from '../domain/audits/audit.js';
import type { AuditState } from '../domain/audits/audit-workflow.js';
import type { CaseKind } from '../domain/cases/case.js';
import { absent } from '../domain/problem.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';

/** A seat with its opinion's way, as commands read it. */
export interface AuditRow {
  readonly id: string;
  readonly caseId: string;
  readonly round: number;
  readonly kind: AuditKind;
  readonly seat: number;
  readonly revision: number;
  readonly caseKind: Exclude<CaseKind, 'WRA'>;
  readonly regionId: number;
  readonly districtId: number;
  readonly fileId: string;
  readonly packetId: string | null;
  readonly alias: string | null;
  readonly packetState: string | null;
  readonly sessionId: string | null;
  readonly assigneeId: string | null;
  readonly state: AuditState | 'open';
  readonly assignedAt: Date | null;
  readonly dueAt: Date | null;
  readonly disclosedAt: Date | null;
  readonly version: number;
}

export const AUDIT_COLUMNS = `a.id, a.case_id AS "caseId", a.round, a.kind, a.seat, a.revision, a.case_kind AS "caseKind",
  a.region_id AS "regionId", a.district_id AS "districtId", a.file_id AS "fileId", a.packet_id AS "packetId", k.alias,
  k.state AS "packetState", a.session_id AS "sessionId", a.assignee_id AS "assigneeId", a.state, a.assigned_at AS "assignedAt",
  a.due_at AS "dueAt", a.disclosed_at AS "disclosedAt", a.version`;
export const AUDIT_TABLES = 'app.audit a LEFT JOIN app.packet k ON k.id = a.packet_id';

/** A seat that the running scope reaches; outside it is absent. Locks the seat, so the case must be locked before. */
export async function lockAudit(tx: EntityManager, id: string): Promise<AuditRow> {
  const [row]: readonly AuditRow[] = await tx.query(
    `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.id = $1 FOR UPDATE OF a`,
    [id],
  );
  if (row === undefined) throw absent('audit');
  return row;
}

/** Every seat of one round of a case, oldest first. */
export async function auditsOfRound(
  tx: EntityManager,
  row: Pick<LockedCase, 'id' | 'round'>,
): Promise<readonly AuditRow[]> {
  return tx.query(
    `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.case_id = $1 AND a.round = $2 ORDER BY a.kind, a.seat, a.revision, a.id`,
    [row.id, row.round],
  );
}

/** The columns of a seat that rights read. */
export function auditReach(audit: AuditRow, row: LockedCase): SubjectColumns['Audit'] {
  return {
    ...reachOf(row),
    kind: audit.kind,
    assigneeId: audit.assigneeId,
    sealed: audit.state === 'sealed',
  };
}
