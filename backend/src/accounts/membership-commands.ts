import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayBeHeldAt } from '../domain/access/roles.js';
import type { PlaceKind, Role } from '../domain/accounts/person.js';
import { takesTwo } from '../domain/accounts/role-request.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Administrators } from './administrators.js';
import type { NewAffiliationBody, NewMembershipBody } from './dto/person-bodies.js';
import { Affiliation, Membership, Person } from './person.entity.js';
import { RoleRequests } from './role-requests.js';

interface Period {
  readonly from: string;
  readonly to?: string | null;
}

/** Roles and affiliations of other people, given and ended. Nobody gives a role to themselves. */
@Injectable()
export class MembershipCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly administrators: Administrators,
    private readonly requests: RoleRequests,
    private readonly journal: Journal,
  ) {}

  /** At once, or once a second person confirms: that depends on the role. */
  grant(actor: Actor, request: WriteRequest, personId: string, body: NewMembershipBody): Promise<Receipt> {
    if (actor.person.id === personId) throw new Problem('conflict', 'membership.self');
    assertOrder(body, 'membership.dates');
    return this.transactions.run(actor, request, async (tx) => {
      await this.assertPerson(tx, personId);
      const kind = await this.kindOf(tx, body.placeId);
      if (!mayBeHeldAt(body.role, kind)) {
        throw new Problem('invalid', 'membership.place-kind', {
          fields: [{ field: 'placeId', code: 'membership.place-kind' }],
        });
      }
      const { id, role, placeId, from, to } = body;
      const asked = { id, personId, role, placeId, from, to: to ?? null };
      if (takesTwo(role)) {
        await this.requests.ask(tx, actor, asked);
        return { id, version: 1 };
      }
      await tx.insert(Membership, { ...asked, grantedBy: actor.person.id });
      await this.tell(tx, actor, 'grant', 'membership', id, placeId, { role, personId });
      return { id, version: 1 };
    });
  }

  endMembership(actor: Actor, request: WriteRequest, id: string, to: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const held = await tx.findOne(Membership, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!held) throw absent('membership');
      assertOrder({ from: held.from, to }, 'membership.dates');
      await this.assertRemains(tx, held.role, held.personId);
      await tx.update(Membership, { id }, { to });
      await this.tell(tx, actor, 'end', 'membership', id, held.placeId, { to });
      return { id, version: 2 };
    });
  }

  affiliate(
    actor: Actor,
    request: WriteRequest,
    personId: string,
    body: NewAffiliationBody,
  ): Promise<Receipt> {
    assertOrder(body, 'affiliation.dates');
    return this.transactions.run(actor, request, async (tx) => {
      await this.assertPerson(tx, personId);
      await this.kindOf(tx, body.placeId);
      const { id, placeId, link, from, to } = body;
      await tx.insert(Affiliation, { id, personId, placeId, link, from, to: to ?? null, source: 'posting' });
      await this.tell(tx, actor, 'grant', 'affiliation', id, placeId, { link, personId });
      return { id, version: 1 };
    });
  }

  endAffiliation(actor: Actor, request: WriteRequest, id: string, to: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const link = await tx.findOne(Affiliation, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!link) throw absent('affiliation');
      assertOrder({ from: link.from, to }, 'affiliation.dates');
      await tx.update(Affiliation, { id }, { to });
      await this.tell(tx, actor, 'end', 'affiliation', id, link.placeId, { to });
      return { id, version: 2 };
    });
  }

  private async assertPerson(tx: EntityManager, id: string): Promise<void> {
    if (!(await tx.existsBy(Person, { id }))) throw absent('person');
  }

  private async kindOf(tx: EntityManager, placeId: number): Promise<PlaceKind> {
    const [place] = await tx.query<{ kind: PlaceKind }[]>('SELECT kind FROM app.place WHERE id = $1', [
      placeId,
    ]);
    if (place) return place.kind;
    throw new Problem('invalid', 'place.unknown', { fields: [{ field: 'placeId', code: 'place.unknown' }] });
  }

  private async assertRemains(tx: EntityManager, role: Role, personId: string): Promise<void> {
    if (role === 'administrator') await this.administrators.assertOneRemainsWithout(tx, personId);
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    command: string,
    subject: 'membership' | 'affiliation',
    id: string,
    placeId: number,
    values: Readonly<Record<string, string>>,
  ): Promise<void> {
    const fields = Object.keys(values);
    return this.journal.record(tx, actor, {
      command,
      subject,
      subjectId: id,
      placeId,
      fields,
      hashed: values,
    });
  }
}

function assertOrder({ from, to }: Period, code: 'membership.dates' | 'affiliation.dates'): void {
  for (const [field, day] of Object.entries({ from, to })) {
    if (typeof day === 'string' && !isDay(day)) {
      throw new Problem('invalid', 'request.invalid', { fields: [{ field, code: 'field.date' }] });
    }
  }
  if (to !== undefined && to !== null && to < from) {
    throw new Problem('invalid', code, { fields: [{ field: 'to', code }] });
  }
}

/** The form is checked at the edge; the 30th of February is caught here. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
