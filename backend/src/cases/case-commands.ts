import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { readCaseNumber } from '../domain/cases/case-number.js';
import type { CasePersonEvent } from '../domain/cases/case-workflow.js';
import { isEligible } from '../domain/cases/eligibility.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { fileForms } from '../domain/forms/registry.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Journal } from '../journal/journal.js';
import { TaskBoard } from '../worklist/task-board.js';
import { CaseDoor } from './case-door.js';
import { CaseFactFinder } from './case-fact-finder.js';
import { CaseTasks } from './case-tasks.js';
import { CaseTransitions, type Firing } from './case-transitions.js';
import { DeathCase } from './case.entity.js';
import { receiverOf } from './case-places.js';
import { insertDraft } from './draft-rows.js';
import type {
  CloseDto,
  ConfirmDto,
  DiscardDto,
  FreezeDto,
  HoldDto,
  InvolvementDto,
  MarkDuplicateDto,
  ReasonDto,
  TransferDto,
} from './dto/events.dto.js';
import { CaseFreezer } from './case-freezer.js';
import { CASE_COLUMNS, lockCase, reachOf, rolesOn, type LockedCase } from './locked-case.js';
import { NotificationAnswers } from './notification-answers.js';
import { settingsAt } from '../facilities/settings.js';

type Prepared = Omit<Firing, 'by'>;

/** Every event of a case that one person fires, one method each, one transaction each. */
@Injectable()
export class CaseCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly transitions: CaseTransitions,
    private readonly facts: CaseFactFinder,
    private readonly freezer: CaseFreezer,
    private readonly notification: NotificationAnswers,
    private readonly tasks: CaseTasks,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  confirm(actor: Actor, request: WriteRequest, id: string, { kind }: ConfirmDto): Promise<Receipt> {
    return this.act(actor, request, id, 'confirm', async (tx, row) => {
      const answers = await this.notification.of(tx, row);
      return {
        facts: { eligible: isEligible(kind, answers), kindSet: true },
        changes: { kind, category: kind, confirmedAt: this.clock.now() },
        afterwards: async (after) => {
          await this.notification.amend(tx, after, { death_category: kind, verification: 'ELIGIBLE' });
          for (const form of fileForms(kind)) {
            await insertDraft(tx, {
              caseId: id,
              round: after.round,
              form,
              answers: {},
              at: this.clock.now(),
            });
          }
        },
      };
    });
  }

  discard(actor: Actor, request: WriteRequest, id: string, command: DiscardDto): Promise<Receipt> {
    return this.act(actor, request, id, 'discard', (tx, row) =>
      Promise.resolve({
        ...reasoned(command),
        before: () =>
          this.notification.amend(tx, row, { verification: 'NOT_CASE', discard_reason: command.reasonCode }),
      }),
    );
  }

  markDuplicate(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: MarkDuplicateDto,
  ): Promise<Receipt> {
    return this.act(actor, request, id, 'mark-duplicate', async (tx, row) => {
      const kept = await this.keptCase(tx, actor, row, command.of);
      return {
        ...reasoned(command, { keptCaseNamed: true }),
        changes: { duplicateOf: kept },
        before: () =>
          this.notification.amend(tx, row, { verification: 'DUPLICATE', discard_reason: 'DUPLICATE' }),
      };
    });
  }

  unmarkDuplicate(actor: Actor, request: WriteRequest, id: string, command: ReasonDto): Promise<Receipt> {
    return this.act(actor, request, id, 'unmark-duplicate', (tx) =>
      Promise.resolve({
        ...reasoned(command),
        changes: { duplicateOf: null },
        afterwards: (after) =>
          this.notification.amend(tx, after, { verification: 'PENDING', discard_reason: null }),
      }),
    );
  }

  freeze(actor: Actor, request: WriteRequest, id: string, command: FreezeDto): Promise<Receipt> {
    return this.act(actor, request, id, 'freeze', async (tx, row) => {
      const facts = await this.facts.forFreezing(tx, actor, row, command.namesSeen);
      return {
        ...reasoned(command, facts),
        // Consequences read the frozen file, so it is written before the event is told.
        before: () => this.freezer.write(tx, actor, row),
      };
    });
  }

  unfreeze(actor: Actor, request: WriteRequest, id: string, command: ReasonDto): Promise<Receipt> {
    return this.act(actor, request, id, 'unfreeze', async (tx, row) =>
      reasoned(command, { auditInProgressOrSealed: await this.facts.auditBegun(tx, row) }),
    );
  }

  hold(actor: Actor, request: WriteRequest, id: string, { route }: HoldDto): Promise<Receipt> {
    return this.act(actor, request, id, 'hold', () =>
      Promise.resolve({
        facts: { holdRouteNamed: route !== undefined },
        changes: { holdRoute: route ?? null, holdSince: this.clock.now() },
      }),
    );
  }

  liftHold(actor: Actor, request: WriteRequest, id: string, command: ReasonDto): Promise<Receipt> {
    return this.act(actor, request, id, 'lift-hold', async (tx, row) => {
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

  transfer(actor: Actor, request: WriteRequest, id: string, command: TransferDto): Promise<Receipt> {
    return this.act(actor, request, id, 'transfer', async (tx, row) => {
      const receiver = await receiverOf(tx, command.placeId);
      const others = row.placeIds.filter(
        (place) => place !== receiver.responsibleId && place !== row.responsibleId,
      );
      const path = await this.facts.pathOf(tx, row);
      const stays = path.includes(row.responsibleId) ? [row.responsibleId] : [];
      return {
        ...reasoned(command, { receiverNamed: receiver.responsibleId !== row.responsibleId }),
        changes: {
          ...receiver,
          placeIds: [receiver.responsibleId, ...stays, ...others],
          headInvolved: false,
        },
      };
    });
  }

  close(actor: Actor, request: WriteRequest, id: string, command: CloseDto): Promise<Receipt> {
    return this.act(actor, request, id, 'close', async (tx, row) => {
      const told = command.feedback.filter((code) => code !== 'NONE');
      const openRecommendations = await this.facts.openRecommendations(tx, row);
      return {
        ...reasoned(command, { openRecommendations, feedbackGiven: told.length > 0 }),
        changes: { feedback: told },
      };
    });
  }

  /** The head of the responsible centre says whether they took part in the care: then the focal point freezes. */
  declareInvolvement(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: InvolvementDto,
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

  private act(
    actor: Actor,
    request: WriteRequest,
    id: string,
    event: CasePersonEvent,
    prepare: (
      tx: EntityManager,
      row: LockedCase,
    ) => Promise<
      Prepared & { before?: () => Promise<void>; afterwards?: (after: LockedCase) => Promise<void> }
    >,
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

  /** The case that stays, among those the person reads; anything else is unknown to them. */
  private async keptCase(tx: EntityManager, actor: Actor, row: LockedCase, typed: string): Promise<string> {
    const number = readCaseNumber(typed);
    const found: readonly LockedCase[] = await tx.query(
      `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id WHERE c.number = $1`,
      [number],
    );
    const kept = found.find(
      (other) =>
        other.id !== row.id &&
        other.state !== 'duplicate' &&
        may(actor.ability, 'read', 'Case', reachOf(other)),
    );
    if (kept) return kept.id;
    throw new Problem('invalid', 'duplicate.unknown', {
      fields: [{ field: 'of', code: 'duplicate.unknown' }],
    });
  }
}

function reasoned({ reason }: ReasonDto, facts: Prepared['facts'] = {}): Prepared {
  const given = reason?.trim() ?? '';
  return { facts: { ...facts, reasonGiven: given !== '' }, reason: given === '' ? null : given };
}
