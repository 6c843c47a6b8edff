import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abilitiesOf, may } from '../domain/access/abilities.js';
import { NO_BARS } from '../domain/access/bars.js';
import type { Membership as Held } from '../domain/accounts/person.js';
import type { RoleRequestView } from '../domain/accounts/role-request.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { membershipsSql } from '../platform/security/sign-ins.js';
import { TaskBoard } from '../worklist/task-board.js';
import { isOneHuman } from '../platform/database/one-human.js';
import { Membership, RoleRequest } from './person.entity.js';

type Asked = Pick<RoleRequest, 'id' | 'personId' | 'role' | 'placeId' | 'from' | 'to'>;
interface Row extends Omit<RoleRequestView, 'askedAt' | 'askedByMe' | 'mayConfirm'> {
  readonly placeId: number;
  readonly placePath: readonly number[];
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
}

const SCOPE = {
  personId: 'r.person_id uuid',
  askedById: 'r.asked_by uuid',
  role: 'r.role text',
  placeIds: 'pl.path int[]',
} as const;
const ROWS = `SELECT r.id, r.person_id AS "personId", p.username, p.profession, r.role, r.place_id AS "placeId", pl.name AS "placeName",
    pl.path AS "placePath", r.from_date::text AS "from", r.to_date::text AS "to", r.asked_by AS "askedBy", r.asked_at AS "askedAt",
    r.ended_at AS "endedAt", r.version
  FROM app.role_request r JOIN app.person p ON p.id = r.person_id JOIN app.place pl ON pl.id = r.place_id`;

/** Roles that open files or rights take two persons: an administrator asks; another one, or whoever answers for the place, gives. */
@Injectable()
export class RoleRequests {
  constructor(
    private readonly transactions: Transactions,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Open ones, oldest first. Others' accounts are closed to most readers, so the reader's scope is applied in system scope. */
  list(actor: Actor): Promise<readonly RoleRequestView[]> {
    return this.transactions.read(actor, (tx) =>
      this.transactions.asSystem(tx, async () => {
        const scope = scopeOf(actor.ability, 'read', 'RoleRequest', SCOPE, 1);
        const rows = await tx.query<Row[]>(
          `${ROWS} WHERE r.ended_at IS NULL AND ${scope.sql} ORDER BY r.asked_at, r.id LIMIT 200`,
          [...scope.params],
        );
        return rows.map((row) => viewOf(row, actor));
      }),
    );
  }

  async ask(tx: EntityManager, actor: Actor, asked: Asked): Promise<void> {
    await this.assertFree(tx, asked);
    await tx.insert(RoleRequest, {
      ...asked,
      askedBy: actor.person.id,
      askedAt: this.clock.now(),
      version: 1,
    });
    await this.tell(tx, actor, 'ask-grant', asked);
    await this.transactions.asSystem(tx, async () =>
      this.callSecondPersons(tx, await this.locked(tx, asked.id)),
    );
  }

  confirm(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.end(actor, request, id, 'confirm', async (tx, row) => {
      const { personId, role, placeId, from, to, askedBy } = row;
      const granted = { id, personId, role, placeId, from, to };
      await tx.insert(Membership, { ...granted, grantedBy: askedBy, confirmedBy: actor.person.id });
    });
  }

  /** By a second person; by whoever asked, it is taken back. */
  decline(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.end(actor, request, id, 'decline', () => Promise.resolve());
  }

  private end(
    actor: Actor,
    request: WriteRequest,
    id: string,
    verb: 'confirm' | 'decline',
    effect: (tx: EntityManager, row: Row) => Promise<void>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.transactions.asSystem(tx, () => this.locked(tx, id));
      if (!may(actor.ability, 'read', 'RoleRequest', reachOf(row))) throw absent('role-request');
      if (verb === 'confirm' && (await isOneHuman(tx, row.askedBy, actor.person.id))) {
        throw new Problem('forbidden', 'approval.same-person');
      }
      if (!may(actor.ability, verb, 'RoleRequest', reachOf(row))) throw new Problem('forbidden', 'forbidden');
      assertVersion(request, row.version);
      if (row.endedAt !== null) throw new Problem('conflict', 'approval.ended');
      await this.transactions.asSystem(tx, async () => {
        const [endedBy, endedAt, version] = [actor.person.id, this.clock.now(), row.version + 1];
        await tx.update(RoleRequest, { id }, { endedBy, endedAt, version, confirmed: verb === 'confirm' });
        await effect(tx, row);
        await this.board.done(tx, id);
      });
      await this.tell(tx, actor, verb === 'confirm' ? 'grant' : 'decline-grant', row);
      return { id, version: row.version + 1 };
    });
  }

  /** A role that is already held then is refused when asked for, not weeks later. */
  private async assertFree(tx: EntityManager, { personId, role, placeId, from, to }: Asked): Promise<void> {
    const held = await tx.query<unknown[]>(
      `SELECT 1 FROM app.membership WHERE person_id = $1 AND role = $2 AND place_id = $3
         AND daterange(from_date, to_date, '[]') && daterange($4::date, $5::date, '[]')`,
      [personId, role, placeId, from, to],
    );
    if (held.length > 0) throw new Problem('conflict', 'membership.overlap');
  }

  private async locked(tx: EntityManager, id: string): Promise<Row> {
    const [row] = await tx.query<Row[]>(`${ROWS} WHERE r.id = $1 FOR UPDATE OF r`, [id]);
    if (!row) throw absent('role-request');
    return row;
  }

  /** Opens a task for each person whose rights allow to confirm: the same rule as on the button. */
  private async callSecondPersons(tx: EntityManager, row: Row): Promise<void> {
    const people = await tx.query<{ id: string; memberships: readonly Held[] }[]>(
      `SELECT * FROM (SELECT p.id, ${membershipsSql(this.clock.today())} AS memberships FROM app.person p
         WHERE p.disabled_at IS NULL AND EXISTS (SELECT FROM app.membership m WHERE m.person_id = p.id
           AND m.role IN ('administrator','focal-point','coordinator'))) AS found WHERE memberships IS NOT NULL`,
    );
    for (const { id, memberships } of people) {
      const ability = abilitiesOf({ id, memberships, bars: NO_BARS });
      if (!may(ability, 'confirm', 'RoleRequest', reachOf(row))) continue;
      await this.board.open(tx, {
        subject: 'role-request',
        subjectId: row.id,
        event: 'confirm-role',
        to: { personId: id },
        kind: null,
        label: row.username,
        placeName: row.placeName,
      });
    }
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    command: string,
    { id, personId, role, placeId }: Asked,
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'membership',
      subjectId: id,
      placeId,
      fields: ['role', 'personId'],
      hashed: { role, personId },
    });
  }
}

function reachOf({ personId, askedBy, role, placePath }: Row) {
  return { personId, askedById: askedBy, role, placeIds: placePath };
}

function viewOf(row: Row, actor: Actor): RoleRequestView {
  const { id, personId, username, profession, role, placeName, from, to, version } = row;
  return {
    ...{ id, personId, username, profession, role, placeName, from, to, version },
    askedAt: row.askedAt.toISOString(),
    askedByMe: row.askedBy === actor.person.id,
    mayConfirm: may(actor.ability, 'confirm', 'RoleRequest', reachOf(row)),
  };
}
