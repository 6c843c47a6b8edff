import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { may } from '../domain/access/abilities.js';
import { caseMachine } from '../domain/cases/case-workflow.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import {
  isSettled,
  type ConcernRaised,
  type ItemState,
  type SurvivorChecklist,
  type SurvivorItem,
} from '../domain/safeguarding/survivor-checklist.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { Concern } from './concern.entity.js';
import { ConcernQueries } from './concern-queries.js';
import { Concerns } from './concerns.js';

/** What changes of the checklist: the number of children, and items by their code. */
export interface ChecklistChange {
  readonly children?: number;
  readonly items?: readonly { readonly item: SurvivorItem; readonly state: ItemState }[];
}

/** The separate door of a suspicion, and what the safeguarding focal point does behind it. */
@Injectable()
export class ConcernCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly concerns: Concerns,
    private readonly queries: ConcernQueries,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** One tap, not one word: the case goes on hold in the name of the system, whoever is named is alerted, and the answer says whom to call. */
  raise(actor: Actor, request: WriteRequest, caseId: string): Promise<Receipt & ConcernRaised> {
    return this.transactions.run(
      actor,
      request,
      async (tx) => {
        const row = await this.reached(tx, actor, caseId);
        await this.concerns.raise(tx, row, actor);
        const version = await this.held(tx, row);
        // Without place or district: the line is the person's own, and the district reads only that the case is on hold.
        await this.journal.record(tx, actor, {
          command: 'hold',
          subject: 'case',
          subjectId: row.id,
          fields: ['state'],
        });
        return { id: row.id, version, route: await this.queries.routeAt(tx, row.districtId) };
      },
      async (tx) => {
        const row = await this.reached(tx, actor, caseId);
        return { route: await this.queries.routeAt(tx, row.districtId) };
      },
    );
  }

  check(actor: Actor, request: WriteRequest, id: string, change: ChecklistChange): Promise<Receipt> {
    return this.act(actor, request, id, 'check', (concern) => {
      const { children = concern.checklist.children, items = [] } = change;
      const changed = Object.fromEntries(items.map(({ item, state }) => [item, state]));
      const checklist: SurvivorChecklist = { children, items: { ...concern.checklist.items, ...changed } };
      return { changes: { checklist }, fields: Object.keys(change) };
    });
  }

  /** Every child is looked after, or there is none: the alert is over. The hold is lifted by whom the setting names, for its own reasons. */
  close(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.act(actor, request, id, 'close', (concern) => {
      if (!isSettled(concern.checklist)) throw new Problem('conflict', 'concern.checklist-open');
      const changes = { closedBy: actor.person.id, closedAt: this.clock.now() };
      return { changes, fields: ['closed_at'] };
    });
  }

  private act(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: string,
    prepare: (concern: Concern) => {
      readonly changes: Partial<Pick<Concern, 'checklist' | 'closedBy' | 'closedAt'>>;
      readonly fields: readonly string[];
    },
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const concern = await this.queries.kept(tx, actor, id, 'update');
      assertVersion(request, concern.version, await this.queries.viewOf(tx, actor, concern));
      if (concern.closedAt !== null) throw new Problem('conflict', 'concern.closed');
      const { changes, fields } = prepare(concern);
      const version = concern.version + 1;
      const { affected } = await tx.update(
        Concern,
        { id, version: concern.version },
        { ...changes, version },
      );
      if (affected !== 1) throw new Problem('stale', 'stale');
      if (changes.closedAt) await this.board.done(tx, id);
      await this.journal.record(tx, actor, { command, subject: 'concern', subjectId: id, fields });
      return { id, version };
    });
  }

  private async reached(tx: EntityManager, actor: Actor, caseId: string): Promise<LockedCase> {
    const row = await this.transitions.lock(tx, caseId);
    if (!may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
    if (!may(actor.ability, 'raise-concern', 'Case', reachOf(row)))
      throw new Problem('forbidden', 'forbidden');
    return row;
  }

  /** A case that is over, set aside, or already held stays as it is. */
  private async held(tx: EntityManager, row: LockedCase): Promise<number> {
    if (row.holdRoute !== null || !caseMachine.transitions.hold.from.includes(row.state)) return row.version;
    const after = await this.transitions.fire(tx, row, 'hold', {
      facts: { holdRouteNamed: true },
      by: 'system',
      changes: { holdRoute: 'safeguarding', holdSince: this.clock.now() },
    });
    return after.version;
  }
}
