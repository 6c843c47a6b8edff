import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { CasePersonEvent } from '../domain/cases/case-workflow.js';
import { absent, Problem } from '../domain/problem.js';
import { expectedVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseQueries } from './case-queries.js';
import { lockCase, reachOf, type LockedCase } from './locked-case.js';

/** How every command of a case begins: the row locked, within the person's scope, with the right, in the version they saw. */
@Injectable()
export class CaseDoor {
  constructor(private readonly queries: CaseQueries) {}

  /** A case the person may read, locked; outside their scope it is absent. */
  async reached(tx: EntityManager, actor: Actor, id: string): Promise<LockedCase> {
    const row = await lockCase(tx, id);
    if (!may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
    return row;
  }

  /** The same for an event: 403 when the person may read the case and not do this, 409 with today's view when it changed. */
  async forEvent(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
    event: CasePersonEvent,
  ): Promise<LockedCase> {
    const row = await this.reached(tx, actor, id);
    if (!may(actor.ability, event, 'Case', reachOf(row))) throw new Problem('forbidden', 'forbidden');
    await this.assertSeen(tx, actor, request, row);
    return row;
  }

  async assertSeen(tx: EntityManager, actor: Actor, request: WriteRequest, row: LockedCase): Promise<void> {
    if (expectedVersion(request) === row.version) return;
    throw new Problem('stale', 'stale', { current: await this.queries.viewOf(tx, actor, row) });
  }
}
