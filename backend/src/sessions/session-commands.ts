import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { DraftSaved, FieldPatch } from '../domain/cases/case.js';
import { getForm } from '../domain/forms/registry.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import {
  sessionMachine,
  type SessionEvent,
  type SessionFacts,
  type SessionState,
} from '../domain/sessions/session-workflow.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import { FirstAuditCommands } from '../audits/first-audit-commands.js';
import { Lots } from '../audits/lots.js';
import { Approvals } from '../cases/approvals.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type { PlanBody } from './dto/session-bodies.js';
import { SessionDoor, type SessionFound } from './session-door.js';
import { SessionFactFinder } from './session-fact-finder.js';
import { SESSION_FORM, SessionNotes } from './session-notes.js';
import { SessionTasks } from './session-tasks.js';
import { AuditSession } from './session.entity.js';

/** The session that audits a case of the centre, from its plan to its end. It seals through the audit it was given. */
@Injectable()
export class SessionCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly door: SessionDoor,
    private readonly facts: SessionFactFinder,
    private readonly notes: SessionNotes,
    private readonly audits: FirstAuditCommands,
    private readonly lots: Lots,
    private readonly approvals: Approvals,
    private readonly tasks: SessionTasks,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Plans a session at the responsible centre; joint by default for an evacuated case. */
  plan(actor: Actor, request: WriteRequest, command: Pick<PlanBody, keyof PlanBody>): Promise<Receipt> {
    const { id, caseId, plannedFor } = command;
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.transitions.lock(tx, caseId);
      const reach = {
        placeId: row.responsibleId,
        districtId: row.districtId,
        placeIds: row.placeIds,
        attendeeIds: [],
      };
      if (!may(actor.ability, 'plan', 'Session', reach)) {
        throw may(actor.ability, 'read', 'Case', reachOf(row))
          ? new Problem('forbidden', 'forbidden')
          : absent('case');
      }
      const state = decided(NOTHING, 'plan', this.facts.forPlan(row));
      const type = command.type ?? (await this.facts.usualType(tx, row));
      return this.transactions.asSystem(tx, async () => {
        await tx.insert(AuditSession, {
          id,
          caseId,
          round: row.round,
          placeId: row.responsibleId,
          type,
          state,
          plannedFor,
          formVersion: getForm(SESSION_FORM).version,
          scribeId: actor.person.id,
          version: 1,
        });
        await this.audits.assign(tx, actor, row, id);
        await this.lots.current(tx, row.districtId);
        await this.tasks.planned(tx, row, id);
        await this.tell(tx, actor, row, id, 'plan', ['type', 'planned_for']);
        return { id, version: 1 };
      });
    });
  }

  open(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.act(actor, request, id, 'open', '', async (tx, row) => {
      await this.audits.begin(tx, actor, row, id);
      await this.lots.current(tx, row.districtId);
      await this.tasks.opened(tx, row, id);
      return { openedAt: this.clock.now() };
    });
  }

  close(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.act(actor, request, id, 'close', '', async (tx) => {
      await this.tasks.ended(tx, id);
      return { closedAt: this.clock.now() };
    });
  }

  cancel(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    return this.act(actor, request, id, 'cancel', reason, async (tx, row) => {
      await this.audits.giveUp(tx, actor, row, id);
      await this.tasks.ended(tx, id);
      await this.tasks.callForPlan(tx, row);
      return { closedAt: this.clock.now() };
    });
  }

  /** Saves the course of the session, field by field, while it is open. */
  write(
    actor: Actor,
    request: WriteRequest,
    id: string,
    patches: readonly FieldPatch[],
  ): Promise<DraftSaved> {
    return this.transactions.run(
      actor,
      request,
      async (tx) => {
        const { session, row } = await this.door.open(tx, actor, id, 'write');
        return this.transactions.asSystem(tx, () => this.notes.save(tx, session, row, patches));
      },
      async (tx) => {
        const { session, row } = await this.door.open(tx, actor, id, 'write');
        return this.transactions.asSystem(tx, () => this.notes.saved(tx, session, row, patches));
      },
    );
  }

  /** Asks a second person to open the minutes with the opinions. */
  askForFullMinutes(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { session, row } = await this.door.open(tx, actor, id, 'export');
      const given = reason.trim();
      if (given === '') throw new Problem('conflict', 'refused', { reasons: ['session.reason-missing'] });
      return this.approvals.ask(tx, actor, row, {
        action: 'full-minutes',
        subject: 'session',
        subjectId: session.id,
        payload: {},
        reason: given,
      });
    });
  }

  private act(
    actor: Actor,
    request: WriteRequest,
    id: string,
    event: Exclude<SessionEvent, 'plan'>,
    reason: string,
    follow: (
      tx: EntityManager,
      row: LockedCase,
    ) => Promise<Partial<Pick<AuditSession, 'openedAt' | 'closedAt'>>>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { session, row } = await this.door.open(tx, actor, id, event);
      assertVersion(request, session.version);
      return this.transactions.asSystem(tx, async () => {
        const facts = await this.facts.of(tx, session, row, reason.trim() !== '');
        const state = decided(session.state, event, facts);
        const changes = await follow(tx, row);
        const version = session.version + 1;
        await tx.update(AuditSession, { id }, { ...changes, state, version });
        await this.tell(tx, actor, row, id, event, ['state'], reason === '' ? {} : { reason });
        return { id, version };
      });
    });
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    id: string,
    command: SessionEvent,
    fields: readonly string[],
    hashed: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'session',
      subjectId: id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields,
      hashed,
    });
  }
}

function decided(
  from: SessionFound['state'] | typeof NOTHING,
  event: SessionEvent,
  facts: SessionFacts,
): SessionState {
  const decision = decide(sessionMachine, from, event, facts);
  if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
  return decision.to;
}
