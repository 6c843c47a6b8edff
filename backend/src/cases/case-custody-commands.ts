import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import { rolesOn } from '../domain/cases/case-roles.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { CaseDoor } from './case-door.js';
import { CaseEvents, reasoned } from './case-events.js';
import { CaseFactFinder } from './case-fact-finder.js';
import { receiverOf } from './case-places.js';
import { CaseTasks } from './case-tasks.js';
import { DeathCase } from './case.entity.js';
import type { HoldDto, InvolvementDto, ReasonDto, TransferDto } from './dto/events.dto.js';
import type { Plain } from './dto/plain.js';
import { lockCase, reachOf } from './locked-case.js';

/** Who answers for a case and whether it goes on: hold, transfer, and the head who took part in the care. */
@Injectable()
export class CaseCustodyCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly events: CaseEvents,
    private readonly facts: CaseFactFinder,
    private readonly tasks: CaseTasks,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  hold(actor: Actor, request: WriteRequest, id: string, { route }: Plain<HoldDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'hold', () =>
      Promise.resolve({
        facts: { holdRouteNamed: route !== undefined },
        changes: { holdRoute: route ?? null, holdSince: this.clock.now() },
      }),
    );
  }

  liftHold(actor: Actor, request: WriteRequest, id: string, command: Plain<ReasonDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'lift-hold', async (tx, row) => {
      const settings = await settingsAt(tx, row.responsibleId);
      const mayLiftHold = rolesOn(actor.memberships, row).includes(settings['hold.lifted-by']);
      return {
        ...reasoned(command, { mayLiftHold }),
        changes: { holdRoute: null, holdSince: null },
        afterwards: async () => {
          if (row.holdSince === null) return;
          await this.board.shift(tx, id, this.clock.now().getTime() - row.holdSince.getTime());
        },
      };
    });
  }

  transfer(actor: Actor, request: WriteRequest, id: string, command: Plain<TransferDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'transfer', async (tx, row) => {
      const receiver = await receiverOf(tx, command.placeId);
      const stay = await this.facts.facilitiesNamed(tx, row);
      return {
        ...reasoned(command, { receiverNamed: receiver.responsibleId !== row.responsibleId }),
        changes: {
          ...receiver,
          placeIds: [...new Set([receiver.responsibleId, ...stay])],
          headInvolved: false,
        },
      };
    });
  }

  /** The head of the responsible centre says whether they took part in the care: then the focal point freezes. */
  declareInvolvement(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: Plain<InvolvementDto>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.door.reached(tx, actor, id);
      const isHead = actor.memberships.some(
        ({ role, placeId }) => role === 'centre-head' && placeId === row.responsibleId,
      );
      if (!isHead || !may(actor.ability, 'freeze', 'Case', reachOf(row)))
        throw new Problem('forbidden', 'forbidden');
      await this.door.assertSeen(tx, actor, request, row);
      if (!['notified', 'documenting'].includes(row.state)) {
        throw new Problem('conflict', 'refused', { reasons: ['case.wrong-state'] });
      }
      await this.transactions.asSystem(tx, async () => {
        await tx.update(DeathCase, { id }, { headInvolved: command.involved, version: row.version + 1 });
        await this.tasks.renew(tx, await lockCase(tx, id));
      });
      await this.journal.record(tx, actor, {
        command: 'declare-involvement',
        subject: 'case',
        subjectId: id,
        placeId: row.responsibleId,
        districtId: row.districtId,
        fields: ['head_involved'],
      });
      return { id, version: row.version + 1 };
    });
  }
}
