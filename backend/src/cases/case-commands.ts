import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { readCaseNumber } from '../domain/cases/case-number.js';
import { isEligible } from '../domain/cases/eligibility.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Clock } from '../platform/clock.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseEvents, reasoned } from './case-events.js';
import { CaseFactFinder } from './case-fact-finder.js';
import { CaseFreezer } from './case-freezer.js';
import type {
  CloseDto,
  ConfirmDto,
  DiscardDto,
  FreezeDto,
  MarkDuplicateDto,
  ReasonDto,
} from './dto/events.dto.js';
import type { Plain } from './dto/plain.js';
import { Extents } from './extents.js';
import { LinkProposals } from './link-proposals.js';
import { CASE_COLUMNS, reachOf, type LockedCase } from './locked-case.js';
import { NotificationAnswers } from './notification-answers.js';

/** The events along the path of a case that one person fires: one method each, one transaction each. */
@Injectable()
export class CaseCommands {
  constructor(
    private readonly events: CaseEvents,
    private readonly facts: CaseFactFinder,
    private readonly freezer: CaseFreezer,
    private readonly notification: NotificationAnswers,
    private readonly links: LinkProposals,
    private readonly extents: Extents,
    private readonly clock: Clock,
  ) {}

  confirm(
    actor: Actor,
    request: WriteRequest,
    id: string,
    { kind, contact, contactAt }: Plain<ConfirmDto>,
  ): Promise<Receipt> {
    const told = contact === undefined ? null : { contact, at: contactAt ?? null };
    return this.events.fire(actor, request, id, 'confirm', async (tx, row) => {
      const answers = await this.notification.of(tx, row);
      return {
        facts: { eligible: isEligible(kind, answers), kindSet: true },
        changes: {
          kind,
          category: kind,
          confirmedAt: this.clock.now(),
          ...(await this.extents.atConfirmation(tx, row, kind, told)),
        },
        afterwards: async (after) => {
          await this.notification.amend(tx, after, { death_category: kind, verification: 'ELIGIBLE' });
          await this.extents.openForms(tx, after);
          await this.links.look(tx, after);
        },
      };
    });
  }

  discard(actor: Actor, request: WriteRequest, id: string, command: Plain<DiscardDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'discard', (tx, row) =>
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
    command: Plain<MarkDuplicateDto>,
  ): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'mark-duplicate', async (tx, row) => {
      const kept = await this.keptCase(tx, actor, row, command.of);
      return {
        ...reasoned(command, { keptCaseNamed: true }),
        changes: { duplicateOf: kept },
        before: () =>
          this.notification.amend(tx, row, { verification: 'DUPLICATE', discard_reason: 'DUPLICATE' }),
      };
    });
  }

  unmarkDuplicate(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: Plain<ReasonDto>,
  ): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'unmark-duplicate', (tx) =>
      Promise.resolve({
        ...reasoned(command),
        changes: { duplicateOf: null },
        afterwards: (after) =>
          this.notification.amend(tx, after, { verification: 'PENDING', discard_reason: null }),
      }),
    );
  }

  freeze(actor: Actor, request: WriteRequest, id: string, command: Plain<FreezeDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'freeze', async (tx, row) => {
      const facts = await this.facts.forFreezing(tx, actor, row, command.namesSeen);
      return {
        ...reasoned(command, facts),
        // Consequences read the frozen file, so it is written before the event is told.
        before: () => this.freezer.write(tx, actor, row),
      };
    });
  }

  unfreeze(actor: Actor, request: WriteRequest, id: string, command: Plain<ReasonDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'unfreeze', async (tx, row) =>
      reasoned(command, { auditInProgressOrSealed: await this.facts.auditBegun(tx, row) }),
    );
  }

  close(actor: Actor, request: WriteRequest, id: string, command: Plain<CloseDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'close', async (tx, row) => {
      const told = command.feedback.filter((code) => code !== 'NONE');
      const openRecommendations = await this.facts.openRecommendations(tx, row);
      return {
        ...reasoned(command, { openRecommendations, feedbackGiven: told.length > 0 }),
        changes: { feedback: told },
      };
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
