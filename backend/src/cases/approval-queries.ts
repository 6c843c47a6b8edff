import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { ApprovalView } from '../domain/cases/case.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { APPROVAL_COLUMNS, approvalReach, type OpenApproval } from './approval-rows.js';
import { CASE_SCOPE } from './case-list.js';
import type { LockedCase } from './locked-case.js';

const OPEN = 'a.confirmed_at IS NULL AND a.declined_at IS NULL AND a.until >= ';
const SCOPE = {
  caseId: 'a.case_id uuid',
  placeIds: 'app.places_of(a.case_id) int[]',
  action: 'a.action text',
  askedById: 'a.asked_by uuid',
  regionId: 'a.region_id int',
  districtId: 'a.district_id int',
  responsiblePlaceId: 'c.responsible_id int',
} as const;

type CaseOfApproval = Pick<LockedCase, 'id' | 'regionId' | 'districtId' | 'responsibleId' | 'placeIds'>;
interface ListedApproval extends OpenApproval {
  readonly caseId: string | null;
  readonly placeIds: readonly number[] | null;
  readonly regionId: number | null;
  readonly districtId: number | null;
  readonly responsibleId: number | null;
  readonly caseNumber: string | null;
}

/** Two-person events that wait: what I asked, and what I may confirm or decline. */
@Injectable()
export class ApprovalQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<readonly ApprovalView[]> {
    return this.transactions.read(actor, async (tx) => {
      const scope = scopeOf(actor.ability, 'read', 'Approval', SCOPE, 2);
      const opens = scopeOf(actor.ability, 'read', 'Case', CASE_SCOPE, 2 + scope.params.length);
      const rows: readonly ListedApproval[] = await tx.query(
        `SELECT ${APPROVAL_COLUMNS}, a.case_id AS "caseId", a.region_id AS "regionId", a.district_id AS "districtId",
           c.responsible_id AS "responsibleId", c.place_ids AS "placeIds", CASE WHEN ${opens.sql} THEN c.number END AS "caseNumber"
         FROM app.approval a LEFT JOIN app.death_case c ON c.id = a.case_id
         WHERE ${OPEN} $1 AND ${scope.sql} ORDER BY a.asked_at, a.id LIMIT 200`,
        [this.clock.now(), ...scope.params, ...opens.params],
      );
      return rows.map((row) => ({
        ...viewOf(actor, row, {
          caseId: row.caseId,
          placeIds: row.placeIds,
          action: row.action,
          askedById: row.askedBy,
          regionId: row.regionId,
          districtId: row.districtId,
          responsiblePlaceId: row.responsibleId,
        }),
        // A second person may confirm a case that they may not open: they learn no number.
        ...(row.caseId !== null && row.caseNumber !== null
          ? { caseId: row.caseId, caseNumber: row.caseNumber }
          : {}),
      }));
    });
  }
}

function viewOf(actor: Actor, row: OpenApproval, reach: Parameters<typeof may<'Approval'>>[3]): ApprovalView {
  return {
    id: row.id,
    action: row.action,
    askedByMe: row.askedBy === actor.person.id,
    askedAt: row.askedAt.toISOString(),
    reason: row.reason,
    mayConfirm: may(actor.ability, 'confirm', 'Approval', reach),
    version: row.version,
  };
}

/** The open approvals of one case that this reader may know. */
export async function approvalsOfCase(
  tx: EntityManager,
  actor: Actor,
  row: CaseOfApproval & { readonly number: string },
  now: Date,
): Promise<readonly ApprovalView[]> {
  const rows: readonly OpenApproval[] = await tx.query(
    `SELECT ${APPROVAL_COLUMNS} FROM app.approval a WHERE a.case_id = $2 AND ${OPEN} $1 ORDER BY a.asked_at, a.id`,
    [now, row.id],
  );
  return rows
    .map((approval) => ({ approval, reach: approvalReach(approval, row) }))
    .filter(({ reach }) => may(actor.ability, 'read', 'Approval', reach))
    .map(({ approval, reach }) => ({
      ...viewOf(actor, approval, reach),
      caseId: row.id,
      caseNumber: row.number,
    }));
}

/** Where the export that this person asked for stands: nothing runs, a second person is awaited, the file may be taken. */
export async function exportOf(
  tx: EntityManager,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<'none' | 'asked' | 'granted'> {
  const [found]: readonly { granted: boolean }[] = await tx.query(
    `SELECT confirmed_at IS NOT NULL AS granted FROM app.approval WHERE action = 'export-case' AND case_id = $1 AND asked_by = $2
       AND declined_at IS NULL AND used_at IS NULL AND until >= $3 ORDER BY granted DESC LIMIT 1`,
    [caseId, actor.person.id, now],
  );
  return found === undefined ? 'none' : found.granted ? 'granted' : 'asked';
}
