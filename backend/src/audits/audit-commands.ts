import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Action } from '../domain/access/subjects.js';
import {
  auditMachine,
  type AuditFacts,
  type AuditPersonEvent,
  type AuditState,
} from '../domain/audits/audit-workflow.js';
import type { DraftSaved, FieldPatch } from '../domain/cases/case.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { decide } from '../domain/workflow/machine.js';
import { BarCommands } from '../cases/bar-commands.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Concerns } from '../safeguarding/concerns.js';
import { TaskBoard } from '../worklist/task-board.js';
import { factsFor } from './audit-facts.js';
import { AuditLocks } from './audit-locks.js';
import { auditReach, type AuditRow } from './audit-rows.js';
import { Audit } from './audit.entity.js';
import { Conclusions } from './conclusions.js';
import { FirstAuditCommands } from './first-audit-commands.js';
import { Opinions } from './opinions.js';
import { ReviewSeats } from './review-seats.js';
import { Seals } from './seals.js';

/** Answers of the gate. Only "complete, no, no, no" opens the packet. */
export interface Declaration {
  readonly postingsComplete: boolean;
  readonly recognise: boolean;
  readonly treatedSimilar: boolean;
  readonly closeInvolved: boolean;
}

/** What happens to one opinion, from the reviewer's declaration to the seal; one method per event. */
@Injectable()
export class AuditCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly locks: AuditLocks,
    private readonly transitions: CaseTransitions,
    private readonly opinions: Opinions,
    private readonly seals: Seals,
    private readonly seats: ReviewSeats,
    private readonly conclusions: Conclusions,
    private readonly firstAudits: FirstAuditCommands,
    private readonly bars: BarCommands,
    private readonly concerns: Concerns,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** "No conflict of interest": the packet opens. A tie that is declared opens nothing; the reviewer recuses. */
  declareNone(actor: Actor, request: WriteRequest, id: string, declaration: Declaration): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit } = await this.review(tx, actor, request, id, 'declare-none');
      const { postingsComplete, recognise, treatedSimilar, closeInvolved } = declaration;
      if (recognise || treatedSimilar || closeInvolved) throw new Problem('conflict', 'declaration.tie');
      const state = decided(audit, 'declare-none', { declared: postingsComplete });
      return this.transactions.asSystem(tx, async () => {
        const version = audit.version + 1;
        await tx.update(Audit, { id }, { state, declaration: { ...declaration }, version });
        await this.opinions.begin(tx, id);
        await this.board.done(tx, id);
        await this.board.open(tx, {
          subject: 'audit',
          subjectId: id,
          event: 'seal',
          to: { personId: actor.person.id },
          caseId: audit.caseId,
          kind: audit.caseKind,
          label: audit.alias ?? '',
          placeName: null,
          dueAt: audit.dueAt,
        });
        await this.tell(tx, actor, id, 'declare-none', ['declaration', 'state']);
        return { id, version };
      });
    });
  }

  /** "I recognise this case", also after opening: the seat goes to somebody else, and nothing of the case comes back. */
  recuse(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit } = await this.review(tx, actor, request, id, 'recuse');
      const state = decided(audit, 'recuse', {});
      return this.transactions.asSystem(tx, async () => {
        const version = audit.version + 1;
        await tx.update(Audit, { id }, { state, endedAt: this.clock.now(), version });
        await this.bars.recused(tx, audit.caseId, actor.person.id);
        await this.board.done(tx, id);
        await this.seats.refill(tx, audit);
        await this.tell(tx, actor, id, 'recuse', ['state'], reason === '' ? {} : { reason });
        return { id, version };
      });
    });
  }

  /**
   * A reviewer fears for somebody's safety, or reads of a possible crime: the case goes on the safeguarding route, nothing is written down.
   * It happens in the name of the system, so that nobody learns which reviewer raised it. [domain 5.2, 7.7]
   */
  raiseConcern(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit, row } = await this.review(tx, actor, request, id, 'recuse');
      if (audit.state !== 'in-progress') throw new Problem('conflict', 'opinion.not-open');
      await this.concerns.raise(tx, row, null);
      if (row.holdRoute === null) {
        const changes = { holdRoute: 'safeguarding', holdSince: this.clock.now() };
        await this.transitions.fire(tx, row, 'hold', {
          facts: { holdRouteNamed: true },
          by: 'system',
          changes,
        });
      }
      return { id, version: audit.version };
    });
  }

  /** Saves what was typed, field by field. */
  write(
    actor: Actor,
    request: WriteRequest,
    id: string,
    patches: readonly FieldPatch[],
  ): Promise<DraftSaved> {
    return this.transactions.run(
      actor,
      request,
      async (tx) => this.opinions.save(tx, await this.writable(tx, actor, id), patches),
      async (tx) => this.opinions.saved(tx, await this.writable(tx, actor, id), patches),
    );
  }

  keepWarning(
    actor: Actor,
    request: WriteRequest,
    id: string,
    code: string,
    reason: string,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const audit = await this.writable(tx, actor, id);
      return { id, version: await this.opinions.keepWarning(tx, audit, code, reason) };
    });
  }

  /** Seals the opinion for good. The answer is the same for the first and the last who seals: what follows from it stays inside. */
  seal(actor: Actor, request: WriteRequest, id: string, minutes: number | null): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit, row } = await this.locks.open(tx, actor, id, 'seal');
      assertVersion(request, audit.version);
      if (audit.kind === 'audit') return this.firstAudits.seal(tx, actor, audit, row, minutes);
      const standing = await this.seals.standing(tx, audit, row);
      if (standing === null)
        throw new Problem('conflict', 'refused', { reasons: ['audit.declaration-missing'] });
      const reasons = this.seals.reasons(audit, standing.facts);
      if (reasons.length > 0) throw new Problem('conflict', 'refused', { reasons });
      return this.transactions.asSystem(tx, async () => {
        const signers = [{ profession: actor.person.profession }];
        const version = await this.seals.write(tx, audit, standing, signers, minutes);
        await this.board.done(tx, id);
        await this.tell(tx, actor, id, 'seal', ['state', 'seal']);
        if (audit.kind === 'counter-audit') await this.conclusions.afterReview(tx, row);
        else await this.conclusions.afterAdjudication(tx, row);
        return { id, version };
      });
    });
  }

  /** Begins another revision of the sealed first audit. */
  revise(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { audit, row } = await this.locks.open(tx, actor, id, 'revise');
      assertVersion(request, audit.version);
      return this.firstAudits.revise(tx, actor, audit, row, reason);
    });
  }

  private async review(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
    action: Action,
  ): Promise<{ readonly audit: AuditRow; readonly row: LockedCase }> {
    const found = await this.locks.open(tx, actor, id, action);
    if (found.audit.kind === 'audit') throw absent('audit');
    assertVersion(request, found.audit.version);
    return found;
  }

  /** The audit whose opinion the person may write, locked after its case. */
  private async writable(tx: EntityManager, actor: Actor, id: string): Promise<AuditRow> {
    const { row, audit } = await this.locks.open(tx, actor, id, 'read');
    if (may(actor.ability, 'write', 'Opinion', auditReach(audit, row))) return audit;
    throw new Problem('forbidden', 'forbidden');
  }

  /** The journal names no place: whoever reads a district's journal must not learn who reviewed its cases. */
  private tell(
    tx: EntityManager,
    actor: Actor,
    id: string,
    command: AuditPersonEvent,
    fields: readonly string[],
    hashed: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    return this.journal.record(tx, actor, { command, subject: 'audit', subjectId: id, fields, hashed });
  }
}

function decided(audit: AuditRow, event: AuditPersonEvent, facts: Partial<AuditFacts>): AuditState {
  const decision = decide(auditMachine, audit.state as AuditState, event, factsFor(audit, facts));
  if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
  return decision.to;
}
