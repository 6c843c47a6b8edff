import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abilitiesOf, may } from '../domain/access/abilities.js';
import { NO_BARS } from '../domain/access/bars.js';
import type { FactorLiftView } from '../domain/accounts/factor-lift.js';
import type { Membership as Held } from '../domain/accounts/person.js';
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
import type { NewFactorLiftBody } from './dto/person-bodies.js';
import { removeFactor } from './factor-commands.js';
import { RegisteredDevices } from './registered-devices.js';
import { isOneHuman } from '../platform/database/one-human.js';

interface Row extends Omit<FactorLiftView, 'askedAt' | 'askedByMe' | 'mayConfirm'> {
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly placeIds: readonly number[];
  readonly roles: readonly string[];
}

const SCOPE = {
  personId: 'held.id uuid',
  askedById: 'l.asked_by uuid',
  placeIds: 'held.place_ids int[]',
  roles: 'held.roles text[]',
} as const;
/** The person, with the places and roles of today by which keepers of accounts reach them. */
const HELD = `LATERAL (SELECT p.id, p.username, COALESCE(array_agg(DISTINCT m.role), '{}') AS roles,
    COALESCE(array_agg(DISTINCT above.id) FILTER (WHERE above.id IS NOT NULL), '{}') AS place_ids
  FROM app.person p LEFT JOIN app.membership m ON m.person_id = p.id AND m.from_date <= $1::date
      AND (m.to_date IS NULL OR m.to_date >= $1::date)
    LEFT JOIN app.place pl ON pl.id = m.place_id LEFT JOIN LATERAL unnest(pl.path) AS above (id) ON true
  WHERE p.id = PERSON GROUP BY p.id)`;
const ROWS = `SELECT l.id, l.person_id AS "personId", held.username, l.reason, l.asked_by AS "askedBy", l.asked_at AS "askedAt",
    l.ended_at AS "endedAt", l.version, held.place_ids AS "placeIds", held.roles
  FROM app.factor_lift l CROSS JOIN ${HELD.replace('PERSON', 'l.person_id')} held`;

/**
 * Somebody lost the telephone and the recovery codes and cannot come in. One keeper of the accounts makes sure of who it is and asks,
 * another one grants; then the factor goes with every session, and the next sign-in makes a new one before anything else.
 */
@Injectable()
export class FactorLifts {
  constructor(
    private readonly transactions: Transactions,
    private readonly devices: RegisteredDevices,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Open ones, oldest first; the accounts of others are closed to most readers, so the reader's scope is applied in system scope. */
  list(actor: Actor): Promise<readonly FactorLiftView[]> {
    return this.transactions.read(actor, (tx) =>
      this.transactions.asSystem(tx, async () => {
        const scope = scopeOf(actor.ability, 'read', 'FactorLift', SCOPE, 2);
        const rows = await tx.query<Row[]>(
          `${ROWS} WHERE l.ended_at IS NULL AND ${scope.sql} ORDER BY l.asked_at, l.id LIMIT 200`,
          [this.clock.today(), ...scope.params],
        );
        return rows.map((row) => viewOf(row, actor));
      }),
    );
  }

  ask(
    actor: Actor,
    request: WriteRequest,
    personId: string,
    { id, reason }: NewFactorLiftBody,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const asked = { id, personId, reason: reason.trim(), askedBy: actor.person.id };
      await this.transactions.asSystem(tx, async () => {
        await this.assertAskable(tx, actor, personId);
        await tx.query(
          `INSERT INTO app.factor_lift (id, person_id, reason, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)`,
          [id, personId, asked.reason, asked.askedBy, this.clock.now()],
        );
        await this.callSecondPersons(tx, await this.locked(tx, id));
      });
      await this.tell(tx, actor, 'ask-lift-factor', personId);
      return { id, version: 1 };
    });
  }

  confirm(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.end(actor, request, id, 'confirm');
  }

  /** By a second person; by whoever asked, it is taken back. */
  decline(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.end(actor, request, id, 'decline');
  }

  private end(
    actor: Actor,
    request: WriteRequest,
    id: string,
    verb: 'confirm' | 'decline',
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, (tx) =>
      this.transactions.asSystem(tx, async () => {
        const row = await this.locked(tx, id);
        if (!may(actor.ability, 'read', 'FactorLift', row.reach)) throw absent('factor-lift');
        const isSame = async (other: string): Promise<boolean> => isOneHuman(tx, actor.person.id, other);
        if (verb === 'confirm' && ((await isSame(row.askedBy)) || (await isSame(row.personId)))) {
          throw new Problem('forbidden', 'approval.same-person');
        }
        if (!may(actor.ability, verb, 'FactorLift', row.reach)) throw new Problem('forbidden', 'forbidden');
        assertVersion(request, row.version);
        if (row.endedAt !== null) throw new Problem('conflict', 'approval.ended');
        const version = row.version + 1;
        await tx.query(
          'UPDATE app.factor_lift SET ended_by = $2, ended_at = $3, confirmed = $4, version = $5 WHERE id = $1',
          [id, actor.person.id, this.clock.now(), verb === 'confirm', version],
        );
        if (verb === 'confirm') await this.lift(tx, row.personId);
        await this.board.done(tx, id);
        await this.tell(tx, actor, verb === 'confirm' ? 'lift-factor' : 'decline-lift-factor', row.personId);
        return { id, version };
      }),
    );
  }

  private async lift(tx: EntityManager, personId: string): Promise<void> {
    await removeFactor(tx, personId);
    // A registered device opens sessions too, and the lost telephone may be one.
    await this.devices.closeDoors(tx, personId, null);
    await tx.query('UPDATE app.person SET must_enrol = true WHERE id = $1', [personId]);
    await tx.query('UPDATE app.login SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [
      personId,
      this.clock.now(),
    ]);
  }

  private async assertAskable(tx: EntityManager, actor: Actor, personId: string): Promise<void> {
    if (await isOneHuman(tx, actor.person.id, personId)) throw new Problem('conflict', 'person.self');
    const [person] = await tx.query<
      { placeIds: readonly number[]; roles: readonly string[]; hasFactor: boolean }[]
    >(
      `SELECT held.place_ids AS "placeIds", held.roles,
         EXISTS (SELECT FROM app.second_factor f WHERE f.person_id = held.id AND f.confirmed_at IS NOT NULL) AS "hasFactor"
       FROM ${HELD.replace('PERSON', '$2')} held`,
      [this.clock.today(), personId],
    );
    const reach = { personId, askedById: actor.person.id, ...person, placeIds: person?.placeIds ?? [] };
    if (!person || !may(actor.ability, 'ask', 'FactorLift', { ...reach, roles: person.roles })) {
      throw absent('person');
    }
    if (!person.hasFactor) throw new Problem('conflict', 'factor.none');
  }

  private async locked(
    tx: EntityManager,
    id: string,
  ): Promise<Row & { readonly reach: ReturnType<typeof reachOf> }> {
    const [row] = await tx.query<Row[]>(`${ROWS} WHERE l.id = $2 FOR UPDATE OF l`, [this.clock.today(), id]);
    if (!row) throw absent('factor-lift');
    return { ...row, reach: reachOf(row) };
  }

  /** Opens a task for each person whose rights allow to confirm: the same rule as on the button. */
  private async callSecondPersons(tx: EntityManager, row: Row): Promise<void> {
    const people = await tx.query<{ id: string; memberships: readonly Held[] }[]>(
      `SELECT * FROM (SELECT p.id, ${membershipsSql(this.clock.today())} AS memberships FROM app.person p
         WHERE p.disabled_at IS NULL AND app.human_of(p.id) NOT IN (app.human_of($1), app.human_of($2))
           AND EXISTS (SELECT FROM app.membership m WHERE m.person_id = p.id
           AND m.role IN ('administrator','focal-point','coordinator'))) AS found WHERE memberships IS NOT NULL`,
      [row.askedBy, row.personId],
    );
    for (const { id, memberships } of people) {
      if (!may(abilitiesOf({ id, memberships, bars: NO_BARS }), 'confirm', 'FactorLift', reachOf(row)))
        continue;
      await this.board.open(tx, {
        subject: 'factor-lift',
        subjectId: row.id,
        event: 'confirm-lift',
        to: { personId: id },
        kind: null,
        label: row.username,
        placeName: null,
      });
    }
  }

  private tell(tx: EntityManager, actor: Actor, command: string, personId: string): Promise<void> {
    const entry = { command, subject: 'person', subjectId: personId } as const;
    return this.journal.record(tx, actor, { ...entry, fields: ['secondFactor'] });
  }
}

function reachOf({ personId, askedBy, placeIds, roles }: Row) {
  return { personId, askedById: askedBy, placeIds, roles };
}

function viewOf(row: Row, actor: Actor): FactorLiftView {
  const { id, personId, username, reason, version } = row;
  return {
    ...{ id, personId, username, reason, version },
    askedAt: row.askedAt.toISOString(),
    askedByMe: row.askedBy === actor.person.id,
    mayConfirm: may(actor.ability, 'confirm', 'FactorLift', reachOf(row)),
  };
}
