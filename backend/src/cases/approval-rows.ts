import type { EntityManager } from 'typeorm';
import type { SubjectColumns } from '../domain/access/subjects.js';
import { absent } from '../domain/problem.js';
import type { LockedCase } from './locked-case.js';

/** An approval as commands read it; `endedAt` is set once somebody confirmed or declined. */
export interface OpenApproval {
  readonly id: string;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly until: Date;
  readonly version: number;
}

export const APPROVAL_COLUMNS = `a.id, a.action, a.subject, a.subject_id AS "subjectId", a.payload, a.reason, a.asked_by AS "askedBy",
  a.asked_at AS "askedAt", COALESCE(a.confirmed_at, a.declined_at) AS "endedAt", a.until, a.version`;

/** Locks an approval that the running scope reaches. */
export async function lockApproval(tx: EntityManager, id: string): Promise<OpenApproval> {
  const [row]: readonly OpenApproval[] = await tx.query(
    `SELECT ${APPROVAL_COLUMNS} FROM app.approval a WHERE a.id = $1 FOR UPDATE`,
    [id],
  );
  if (row === undefined) throw absent('approval');
  return row;
}

/** The columns of an approval that rights read. */
export function approvalReach(
  approval: Pick<OpenApproval, 'action' | 'askedBy'>,
  row: Pick<LockedCase, 'id' | 'regionId' | 'districtId' | 'responsibleId' | 'placeIds'>,
): SubjectColumns['Approval'] {
  return {
    caseId: row.id,
    placeIds: row.placeIds,
    action: approval.action,
    askedById: approval.askedBy,
    regionId: row.regionId,
    districtId: row.districtId,
    responsiblePlaceId: row.responsibleId,
  };
}
