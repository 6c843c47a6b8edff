import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import type { Level } from '../domain/recommendations/audience.js';
import type { EscalationLevel } from '../domain/recommendations/escalation.js';
import { Clock } from '../platform/clock.js';
import { TaskBoard, type TaskOwner } from '../worklist/task-board.js';
import { findKnown, type KnownRecommendation, type Side } from './known-recommendation.js';

const DAY = 86_400_000;
const DAYS_TO_ANSWER = 30;
const DAYS_TO_REPLACE = 30;

interface Wait {
  readonly event: string;
  readonly to: TaskOwner;
  readonly side: Side;
  readonly dueAt: Date | null;
}

interface Seat {
  readonly role: Role;
  readonly placeId: number;
}

/** Who is waited for in each state, and by when. A seat nobody holds is not waited for: somebody nearer answers for it. */
@Injectable()
export class RecommendationTasks {
  constructor(
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  /** Ends what waited on the recommendation and opens what waits now. In system scope. */
  async renew(tx: EntityManager, id: string): Promise<void> {
    const row = await findKnown(tx, id);
    if (row === undefined) return;
    await this.end(tx, row);
    for (const wait of await this.waits(tx, row)) await this.open(tx, row, wait);
  }

  async end(
    tx: EntityManager,
    row: Pick<KnownRecommendation, 'id' | 'alias'>,
    event?: string,
  ): Promise<void> {
    await this.board.done(tx, row.id, event);
    await this.board.done(tx, row.alias, event);
  }

  /** The days between verification and effect check are over. */
  async openEffectCheck(tx: EntityManager, row: KnownRecommendation): Promise<void> {
    await this.open(tx, row, {
      event: 'check-effect',
      to: focalPoint(row),
      side: 'Recommendation',
      dueAt: this.in(DAYS_TO_ANSWER),
    });
  }

  /** The level above is asked to unblock, at the places that now answer too. */
  async openEscalation(
    tx: EntityManager,
    row: KnownRecommendation,
    level: EscalationLevel,
    placeIds: readonly number[],
  ): Promise<void> {
    const asked = { ...row, ownerPlaceIds: [...placeIds] };
    for (const to of await this.answerers(tx, asked, level)) {
      await this.open(tx, row, {
        event: 'unblock',
        to,
        side: sideOfSeat(to),
        dueAt: this.in(DAYS_TO_ANSWER),
      });
    }
  }

  private async waits(tx: EntityManager, row: KnownRecommendation): Promise<readonly Wait[]> {
    const record = (event: string, to: TaskOwner, dueAt: Date | null): Wait => ({
      event,
      to,
      side: 'Recommendation',
      dueAt,
    });
    const follower = { personId: row.followerId };
    switch (row.state) {
      case 'proposed':
        return this.waitsOfOwners(tx, row, 'accept', this.in(DAYS_TO_ANSWER));
      case 'accepted':
        return [
          record('start', follower, deadlineOf(row)),
          ...(await this.waitsOfOwners(tx, row, 'start', deadlineOf(row))),
        ];
      case 'in-progress':
        return [
          record('finish', follower, deadlineOf(row)),
          ...(await this.waitsOfOwners(tx, row, 'finish', deadlineOf(row))),
        ];
      case 'blocked':
        return [
          record('unblock', follower, this.in(DAYS_TO_ANSWER)),
          ...(await this.waitsOfOwners(tx, row, 'unblock', this.in(DAYS_TO_ANSWER))),
        ];
      case 'done':
        return [record('verify', await this.verifier(tx, row), this.in(DAYS_TO_ANSWER))];
      case 'refused':
        return row.successorId === null
          ? [record('propose', { personId: row.createdBy }, this.in(DAYS_TO_REPLACE))]
          : [];
      case 'ineffective':
        return row.successorId === null ? [record('propose', focalPoint(row), this.in(DAYS_TO_REPLACE))] : [];
      case 'verified':
      case 'effective':
      case 'cancelled':
      case 'merged':
        return [];
    }
  }

  /** Nobody is asked before the seal, and nobody outside the health services before publication. */
  private async waitsOfOwners(
    tx: EntityManager,
    row: KnownRecommendation,
    event: string,
    dueAt: Date | null,
  ): Promise<readonly Wait[]> {
    if (row.openedAt === null) return [];
    const answerers = await this.answerers(tx, row, row.level);
    const own = event === 'accept' ? [] : await this.seatsOf(tx, row.followerId);
    return answerers
      .filter((to) => !own.some(({ role, placeId }) => role === to.role && placeId === to.placeId))
      .map((to) => ({ event, to, side: sideOfSeat(to), dueAt }));
  }

  /** The seats of the follow-up member, who is already waited for by name. */
  private seatsOf(tx: EntityManager, personId: string): Promise<readonly Seat[]> {
    return tx.query('SELECT m.role, m.place_id AS "placeId" FROM app.membership m WHERE m.person_id = $1', [
      personId,
    ]);
  }

  private async answerers(
    tx: EntityManager,
    row: KnownRecommendation,
    level: Level,
  ): Promise<readonly Seat[]> {
    const centre: Seat = { role: 'centre-head', placeId: row.placeId };
    switch (level) {
      case 'FAMILY':
      case 'COMMUNITY':
      case 'ASACO':
        if (row.audience === 'CARE_TEAM') return this.heldOr(tx, [centre], focalPoint(row));
        if (row.publishedMonth === null) return [];
        return this.heldOr(tx, seats('asaco-member', row.asacoPlaceIds), centre);
      case 'CSCOM':
        return this.heldOr(tx, [centre], focalPoint(row));
      case 'COMMUNE':
        if (row.publishedMonth === null) return row.audience === 'CARE_TEAM' ? [focalPoint(row)] : [];
        return this.heldOr(tx, seats('action-owner', row.ownerPlaceIds), focalPoint(row));
      case 'DISTRICT':
      case 'REGION':
      case 'NATIONAL':
        return this.heldOr(tx, seats('action-owner', row.ownerPlaceIds), focalPoint(row));
    }
  }

  /** The focal point verifies, unless they finished it: then the head of the centre does. */
  private async verifier(tx: EntityManager, row: KnownRecommendation): Promise<TaskOwner> {
    const [found]: readonly { readonly own: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT FROM app.membership m WHERE m.person_id = $1 AND m.role = 'focal-point' AND m.place_id = $2
         AND $3::date BETWEEN m.from_date AND COALESCE(m.to_date, 'infinity')) AS own`,
      [row.doneBy, row.districtId, this.clock.today()],
    );
    return found?.own === true ? { role: 'centre-head', placeId: row.placeId } : focalPoint(row);
  }

  /** The seats that somebody holds today, or the one that stands in for them. */
  private async heldOr(
    tx: EntityManager,
    wanted: readonly Seat[],
    otherwise: Seat,
  ): Promise<readonly Seat[]> {
    const [first] = wanted;
    if (first === undefined) return [otherwise];
    const held: readonly { readonly placeId: number }[] = await tx.query(
      `SELECT DISTINCT m.place_id AS "placeId" FROM app.membership m JOIN app.person p ON p.id = m.person_id
       WHERE m.role = $1 AND m.place_id = ANY ($2) AND p.disabled_at IS NULL
         AND $3::date BETWEEN m.from_date AND COALESCE(m.to_date, 'infinity') ORDER BY 1`,
      [first.role, wanted.map(({ placeId }) => placeId), this.clock.today()],
    );
    return held.length === 0 ? [otherwise] : held.map(({ placeId }) => ({ role: first.role, placeId }));
  }

  private async open(tx: EntityManager, row: KnownRecommendation, wait: Wait): Promise<void> {
    const isAction = wait.side === 'Action';
    await this.board.open(tx, {
      subject: 'recommendation',
      subjectId: isAction ? row.alias : row.id,
      event: wait.event,
      to: wait.to,
      caseId: isAction ? null : (row.caseIds[0] ?? null),
      districtId: isAction ? null : row.districtId,
      regionId: isAction ? null : row.regionId,
      kind: null,
      label: row.action,
      placeName: row.placeName,
      dueAt: wait.dueAt,
    });
  }

  private in(days: number): Date {
    return new Date(this.clock.now().getTime() + days * DAY);
  }
}

const seats = (role: Role, placeIds: readonly number[]): readonly Seat[] =>
  placeIds.map((placeId) => ({ role, placeId }));
const focalPoint = (row: KnownRecommendation): Seat => ({ role: 'focal-point', placeId: row.districtId });

/** The association and owners outside the care team know an action by its alias. */
function sideOfSeat(to: TaskOwner): Side {
  return 'role' in to && (to.role === 'asaco-member' || to.role === 'action-owner')
    ? 'Action'
    : 'Recommendation';
}

/** Deadlines run to the end of their day. */
function deadlineOf(row: KnownRecommendation): Date {
  return new Date(`${row.deadline}T23:59:00Z`);
}
