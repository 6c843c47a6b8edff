import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { auditMachine, type AuditPersonEvent, type AuditState } from '../domain/audits/audit-workflow.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { Problem } from '../domain/problem.js';
import { decide } from '../domain/workflow/machine.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions, type Written } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { factsFor } from './audit-facts.js';
import { AUDIT_COLUMNS, AUDIT_TABLES, type AuditRow } from './audit-rows.js';
import { Audit } from './audit.entity.js';
import { Conclusions } from './conclusions.js';
import { FirstAuditQueries } from './first-audit-queries.js';
import { Opinions } from './opinions.js';
import { Seals } from './seals.js';

/** While these last, nobody independent has sealed and the audit's opinion may still be revised. */
const REVISABLE: readonly CaseState[] = ['audited', 'counter-auditing', 'concluded', 'responding'];

/** The audit of a centre's own session: given to it, begun, sealed with it. The case is locked by whoever calls. */
@Injectable()
export class FirstAuditCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly queries: FirstAuditQueries,
    private readonly opinions: Opinions,
    private readonly seals: Seals,
    private readonly conclusions: Conclusions,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** A session takes the case on its agenda. */
  async assign(tx: EntityManager, actor: Actor, row: LockedCase, sessionId: string): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      const [file]: readonly { readonly id: string }[] = await tx.query(
        'SELECT id FROM app.case_file WHERE case_id = $1 AND round = $2 ORDER BY n DESC LIMIT 1',
        [row.id, row.round],
      );
      if (file === undefined || row.kind === null || (await this.queries.find(tx, row)) !== null) {
        throw new Problem('conflict', 'refused', { reasons: ['audit.seat-taken'] });
      }
      const id = randomUUIDv7();
      await tx.insert(Audit, {
        id,
        caseId: row.id,
        round: row.round,
        kind: 'audit',
        seat: 1,
        revision: 1,
        caseKind: row.kind,
        regionId: row.regionId,
        districtId: row.districtId,
        fileId: file.id,
        sessionId,
        state: 'assigned',
        assignedAt: this.clock.now(),
        version: 1,
      });
      await this.tell(tx, actor, row, id, 'assign', ['session']);
    });
  }

  /** The session is open under its charter: the opinion can be typed. */
  async begin(tx: EntityManager, actor: Actor, row: LockedCase, sessionId: string): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      const audit = await this.ofSession(tx, sessionId);
      const state = decided(audit, 'declare-none', { declared: true });
      await tx.update(Audit, { id: audit.id }, { state, version: audit.version + 1 });
      await this.opinions.begin(tx, audit.id);
      await this.tell(tx, actor, row, audit.id, 'declare-none', ['state']);
    });
  }

  /** The session is cancelled: another one may take the case. */
  async giveUp(
    tx: EntityManager,
    actor: Actor | 'system',
    row: LockedCase,
    sessionId: string,
  ): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      const audit = await this.ofSession(tx, sessionId);
      if (audit.state !== 'assigned' && audit.state !== 'in-progress') return;
      const state = decided(audit, 'withdraw', { caseReopened: true });
      await tx.update(
        Audit,
        { id: audit.id },
        { state, endedAt: this.clock.now(), version: audit.version + 1 },
      );
      await this.tell(tx, actor, row, audit.id, 'withdraw', ['state']);
    });
  }

  /** Seals the session's opinion; the case moves on and is drawn at once. */
  async seal(
    tx: EntityManager,
    actor: Actor,
    audit: AuditRow,
    row: LockedCase,
    minutes: number | null,
  ): Promise<Written> {
    const standing = await this.seals.standing(tx, audit, row);
    const session = standing?.session ?? null;
    if (standing === null || session === null) {
      throw new Problem('conflict', 'refused', { reasons: ['audit.session-not-open'] });
    }
    const reasons = this.seals.reasons(audit, standing.facts);
    if (reasons.length > 0) throw new Problem('conflict', 'refused', { reasons });
    const signers = this.seals.signersOf(session);
    const version = await this.transactions.asSystem(tx, async () => {
      const sealed = await this.seals.write(tx, audit, standing, signers, minutes);
      await this.tell(tx, actor, row, audit.id, 'seal', ['state', 'seal']);
      return sealed;
    });
    if (row.state === 'ready') {
      const after = await this.transitions.fire(tx, row, 'seal-audit', { facts: {}, by: actor });
      await this.transactions.asSystem(tx, () => this.conclusions.afterFirstSeal(tx, after));
    } else {
      await this.transactions.asSystem(tx, async () => {
        await this.board.done(tx, session.id, 'seal');
        await this.conclusions.afterRevision(tx, row);
      });
    }
    return { id: audit.id, version };
  }

  /** The sealed revision stays as it is; another begins with its answers. */
  async revise(
    tx: EntityManager,
    actor: Actor,
    audit: AuditRow,
    row: LockedCase,
    reason: string,
  ): Promise<Written> {
    return this.transactions.asSystem(tx, async () => {
      const [round]: readonly { readonly reviewed: boolean; readonly last: number }[] = await tx.query(
        `SELECT COALESCE(bool_or(kind = 'counter-audit' AND state = 'sealed'), FALSE) AS reviewed,
           COALESCE(max(revision) FILTER (WHERE kind = 'audit'), 0)::int AS last FROM app.audit WHERE case_id = $1 AND round = $2`,
        [row.id, row.round],
      );
      const isConcluded = !row.provisional && ['concluded', 'responding'].includes(row.state);
      decided(audit, 'revise', {
        counterAuditSealed: (round?.reviewed ?? true) || isConcluded || !REVISABLE.includes(row.state),
        reasonGiven: reason.trim() !== '',
      });
      const newest = await this.queries.find(tx, row);
      const opinion = await this.opinions.find(tx, audit.id);
      if (newest?.id !== audit.id || opinion === null) {
        throw new Problem('conflict', 'refused', { reasons: ['audit.wrong-state'] });
      }
      const id = randomUUIDv7();
      const { caseId, kind, seat, caseKind, regionId, districtId, fileId, sessionId } = audit;
      await tx.insert(Audit, {
        id,
        caseId,
        round: audit.round,
        kind,
        seat,
        caseKind,
        regionId,
        districtId,
        fileId,
        sessionId,
        revision: (round?.last ?? audit.revision) + 1,
        state: 'in-progress',
        assignedAt: this.clock.now(),
        version: 1,
      });
      await this.opinions.begin(tx, id, opinion);
      if (sessionId !== null) await this.callForSeal(tx, row, sessionId);
      await this.transitions.tell(tx, row, {
        event: 'revise',
        from: row.state,
        to: row.state,
        by: actor,
        reason,
        audience: 'team',
        late: false,
      });
      await this.tell(tx, actor, row, id, 'revise', ['revision']);
      return { id, version: 1 };
    });
  }

  /** A revision waits for its seal where the session sat. */
  private callForSeal(tx: EntityManager, row: LockedCase, sessionId: string): Promise<void> {
    return this.board.open(tx, {
      subject: 'session',
      subjectId: sessionId,
      event: 'seal',
      to: row.headInvolved
        ? { role: 'focal-point', placeId: row.districtId }
        : { role: 'centre-head', placeId: row.responsibleId },
      caseId: row.id,
      districtId: row.districtId,
      regionId: row.regionId,
      kind: row.kind,
      label: row.number,
      placeName: row.responsibleName,
    });
  }

  private async ofSession(tx: EntityManager, sessionId: string): Promise<AuditRow> {
    const [audit]: readonly AuditRow[] = await tx.query(
      `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.session_id = $1 ORDER BY a.revision DESC LIMIT 1 FOR UPDATE OF a`,
      [sessionId],
    );
    if (audit === undefined) throw new Error('a session has its audit');
    return audit;
  }

  private tell(
    tx: EntityManager,
    by: Actor | 'system',
    row: LockedCase,
    id: string,
    command: AuditPersonEvent,
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, by, {
      command,
      subject: 'audit',
      subjectId: id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields,
    });
  }
}

function decided(
  audit: AuditRow,
  event: AuditPersonEvent,
  facts: Parameters<typeof factsFor>[1],
): AuditState {
  const decision = decide(auditMachine, audit.state as AuditState, event, factsFor(audit, facts));
  if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
  return decision.to;
}
