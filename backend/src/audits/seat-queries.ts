import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CandidateView, SeatView } from '../domain/audits/audit.js';
import { proposeReviewers } from '../domain/audits/independence.js';
import { absent } from '../domain/problem.js';
import type { CircleCase } from './case-circle.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { AUDIT_COLUMNS, AUDIT_TABLES, type AuditRow } from './audit-rows.js';
import { circleOf, poolOf } from './case-circle.js';
import { seatAsked } from './seat-asked.js';

const SEAT_COLUMNS = {
  caseId: 'a.case_id uuid',
  regionId: 'a.region_id int',
  districtId: 'a.district_id int',
  placeIds: 'app.places_of(a.case_id) int[]',
} as const;

/** What the coordination reads: seats and people, never a file, an opinion or a case number. */
@Injectable()
export class SeatQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The seats of every case that is being counter-audited, those that wait first. */
  list(actor: Actor): Promise<readonly SeatView[]> {
    return this.transactions.read(actor, async (tx) => {
      const scope = scopeOf(actor.ability, 'read', 'Assignment', SEAT_COLUMNS);
      return this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT a.id, COALESCE(k.alias, '') AS alias, a.kind, a.case_kind AS "caseKind", g.name AS region, a.seat, a.state,
             CASE WHEN a.state = 'open' THEN NULL ELSE a.id END AS "auditId", p.username AS "assigneeUsername", a.assigned_at AS "assignedAt",
             a.due_at AS "dueAt",
             COALESCE(k.state = 'released', FALSE) AS "packetReleased", a.version
           FROM ${AUDIT_TABLES} JOIN app.place g ON g.id = a.region_id LEFT JOIN app.person p ON p.id = a.assignee_id
             JOIN app.death_case c ON c.id = a.case_id AND c.round = a.round AND c.state IN ('counter-auditing', 'adjudicating')
           WHERE a.kind <> 'audit' AND a.state IN ('open', 'assigned', 'in-progress', 'sealed') AND ${scope.sql}
           ORDER BY (a.state <> 'open'), a.due_at NULLS FIRST, k.alias, a.kind, a.seat, a.id`,
          [...scope.params],
        ),
      );
    });
  }

  /** The pool judged for one seat, the best choice first. */
  candidates(actor: Actor, seatId: string): Promise<readonly CandidateView[]> {
    return this.transactions.read(actor, async (tx) => {
      const scope = scopeOf(actor.ability, 'assign', 'Assignment', SEAT_COLUMNS, 2);
      return this.transactions.asSystem(tx, async () => {
        const [audit]: readonly AuditRow[] = await tx.query(
          `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.id = $1 AND a.kind <> 'audit' AND ${scope.sql}`,
          [seatId, ...scope.params],
        );
        if (audit === undefined) throw absent('seat');
        return this.judged(tx, audit);
      });
    });
  }

  private async judged(tx: EntityManager, audit: AuditRow): Promise<readonly CandidateView[]> {
    const now = this.clock.now();
    const pool = await poolOf(tx, now, null);
    const names = new Map(pool.map(({ personId, username }) => [personId, username]));
    const circle = await circleOf(tx, await circleCaseOf(tx, audit), now);
    return proposeReviewers(pool, circle, await seatAsked(tx, audit), this.clock.today()).map((proposal) => ({
      ...proposal,
      username: names.get(proposal.personId) ?? '',
    }));
  }
}

async function circleCaseOf(tx: EntityManager, audit: AuditRow): Promise<CircleCase> {
  const [row]: readonly Omit<CircleCase, 'kind'>[] = await tx.query(
    `SELECT id, round, place_ids AS "placeIds", village_id AS "villageId", district_id AS "districtId" FROM app.death_case WHERE id = $1`,
    [audit.caseId],
  );
  if (row === undefined) throw absent('seat');
  return { ...row, kind: audit.caseKind };
}
