import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rolesOn } from '../domain/cases/case-roles.js';
import type { CasePersonEvent } from '../domain/cases/case-workflow.js';
import type { Receipt } from '../domain/receipt.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseDoor } from './case-door.js';
import { CaseTransitions, type Firing } from './case-transitions.js';
import type { ReasonDto } from './dto/events.dto.js';
import type { Plain } from './dto/plain.js';
import type { LockedCase } from './locked-case.js';

/** What one event brings: its facts and changes, and what is written just before and just after it, once it is accepted. */
export interface Prepared extends Omit<Firing, 'by'> {
  readonly before?: () => Promise<void>;
  /** In system scope, with the case after the event. */
  readonly afterwards?: (after: LockedCase) => Promise<void>;
}

/** How a person fires an event: locked, within reach, with the right, on the version they saw, accepted by the machine. */
@Injectable()
export class CaseEvents {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly transitions: CaseTransitions,
  ) {}

  fire(
    actor: Actor,
    request: WriteRequest,
    id: string,
    event: CasePersonEvent,
    prepare: (tx: EntityManager, row: LockedCase) => Promise<Prepared>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.door.forEvent(tx, actor, request, id, event);
      const { before, afterwards, ...firing } = await prepare(tx, row);
      const facts = { actorRoles: rolesOn(actor.memberships, row), ...firing.facts };
      this.transitions.assertAccepted(row, event, facts);
      if (before) await before();
      const after = await this.transitions.fire(tx, row, event, { ...firing, facts, by: actor });
      if (afterwards) await this.transactions.asSystem(tx, () => afterwards(after));
      return { id, version: after.version };
    });
  }
}

/** The reason as given, and the fact that one was. */
export function reasoned({ reason }: Plain<ReasonDto>, facts: Prepared['facts'] = {}): Prepared {
  const given = reason?.trim() ?? '';
  return { facts: { ...facts, reasonGiven: given !== '' }, reason: given === '' ? null : given };
}
