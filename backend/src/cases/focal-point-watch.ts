import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import { Clock } from '../platform/clock.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { TaskBoard } from '../worklist/task-board.js';
import { coordinationOf } from './coordination.js';

interface Stranded {
  /** Nothing where the post is vacant: then it is one call for all that waits there. */
  readonly caseId: string | null;
  readonly regionId: number;
  readonly districtId: number;
  readonly districtName: string;
}
interface Call {
  readonly event: 'find-focal-point' | 'name-focal-point';
  readonly role: Role;
  readonly placeId: number;
}
interface OpenCall extends Call {
  readonly id: string;
  readonly caseId: string | null;
  readonly districtName: string;
}

/**
 * Districts where something waits for a focal point and nobody holds the post, and cases of the others that nobody who holds it may know
 * of. The few with a kin or a conflict are found first: who holds a post is dear to ask.
 */
const STRANDED = `WITH district AS MATERIALIZED (
    SELECT d.id, d.name, d.path, app.is_held('focal-point', d.id, NULL, $1::date) AS held
    FROM app.place d WHERE d.kind = 'district' AND EXISTS (SELECT FROM app.task t WHERE t.seat = 'focal-point@' || d.id)),
  declared AS MATERIALIZED (
    SELECT DISTINCT c.id AS "caseId", c.region_id AS "regionId", d.id AS "districtId", d.name AS "districtName"
    FROM app.case_bar b JOIN app.death_case c ON c.id = b.case_id JOIN district d ON d.id = c.district_id AND d.held
    WHERE b.reason IN ('kin', 'conflict')
      AND EXISTS (SELECT FROM app.task t WHERE t.case_id = c.id AND t.role = 'focal-point' AND t.place_id = d.id))
  SELECT * FROM declared WHERE NOT app.is_held('focal-point', "districtId", "caseId", $1::date)
  UNION ALL SELECT NULL, r.id, d.id, d.name FROM district d JOIN app.place r ON r.id = ANY (d.path) AND r.kind = 'region' WHERE NOT d.held`;

/**
 * Within a minute after the last focal point of a district left it, or is barred from a case that waits for one: the nearest coordination
 * free of the case looks for another, the administrators name it. The call tells the district and nothing of the case, and ends by itself.
 * [decision 23]
 */
@Injectable()
export class FocalPointWatch implements OnModuleInit {
  constructor(
    private readonly jobs: ClockJobs,
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register('cases.focal-points', (tx) => this.callOthers(tx));
  }

  private async callOthers(tx: EntityManager): Promise<void> {
    const today = this.clock.today();
    const stranded: readonly Stranded[] = await tx.query(STRANDED, [today]);
    const open: readonly OpenCall[] = await tx.query(
      `SELECT subject_id AS id, case_id AS "caseId", label AS "districtName", event, role, place_id AS "placeId"
       FROM app.task WHERE subject = 'post'`,
    );
    const wanted = new Map<Stranded, readonly Call[]>();
    for (const one of stranded) wanted.set(one, await this.callsFor(tx, one, today));
    const isWanted = (call: OpenCall): boolean =>
      [...wanted].some(([one, calls]) => isOf(one, call) && calls.some((fresh) => isSame(fresh, call)));
    for (const call of open.filter((one) => !isWanted(one))) await this.board.done(tx, call.id);
    for (const [one, calls] of wanted) {
      const known = open.filter((call) => isOf(one, call));
      for (const call of calls.filter((fresh) => !known.some((call) => isSame(fresh, call))))
        await this.call(tx, one, call);
    }
  }

  private async callsFor(tx: EntityManager, one: Stranded, today: string): Promise<readonly Call[]> {
    const administrations: readonly { readonly placeId: number }[] = await tx.query(
      `SELECT DISTINCT place_id AS "placeId" FROM app.membership
       WHERE role = 'administrator' AND from_date <= $1::date AND (to_date IS NULL OR to_date >= $1::date)`,
      [today],
    );
    const placeId = await coordinationOf(tx, one, today);
    return [
      { event: 'find-focal-point', role: 'coordinator', placeId },
      ...administrations.map((held): Call => ({ event: 'name-focal-point', role: 'administrator', ...held })),
    ];
  }

  private call(tx: EntityManager, { caseId, districtName }: Stranded, call: Call): Promise<void> {
    const { event, role, placeId } = call;
    return this.board.open(tx, {
      subject: 'post',
      subjectId: randomUUID(),
      event,
      to: { role, placeId },
      caseId,
      kind: null,
      label: districtName,
      placeName: null,
      dueAt: this.clock.now(),
    });
  }
}

const isOf = ({ caseId, districtName }: Stranded, call: OpenCall): boolean =>
  caseId === call.caseId && districtName === call.districtName;

const isSame = (left: Call, right: Call): boolean =>
  left.event === right.event && left.role === right.role && left.placeId === right.placeId;
