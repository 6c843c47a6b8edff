import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SessionFacts } from '../domain/sessions/session-workflow.js';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import { QuorumQueries } from '../audits/quorum-queries.js';
import type { LockedCase } from '../cases/locked-case.js';
import type { SessionFound } from './session-door.js';

/** Gathers what the guards of a session read. In system scope: attendance and audit are of the session, whoever asks. */
@Injectable()
export class SessionFactFinder {
  constructor(
    private readonly quorum: QuorumQueries,
    private readonly audits: FirstAuditQueries,
  ) {}

  forPlan(row: LockedCase): SessionFacts {
    return {
      agenda: 1,
      agendaReady: row.state === 'ready' ? 1 : 0,
      attending: 0,
      chartersSigned: 0,
      quorumMet: false,
      inProgress: 0,
      sealed: 0,
      reasonGiven: false,
    };
  }

  /** Joint for an evacuated case, of the centre alone otherwise. [domain 5.3 b] */
  async usualType(tx: EntityManager, row: LockedCase): Promise<string> {
    return (await this.quorum.pathOf(tx, row)).length > 1 ? 'JOINT' : 'CSCOM_AUDIT';
  }

  async of(
    tx: EntityManager,
    session: SessionFound,
    row: LockedCase,
    reasonGiven: boolean,
  ): Promise<SessionFacts> {
    const standing = await this.quorum.find(tx, session.id);
    const audit = session.round === row.round ? await this.audits.find(tx, row) : null;
    const own = audit?.sessionId === session.id ? audit : null;
    return {
      ...this.forPlan(row),
      agenda: own === null ? 0 : 1,
      agendaReady: own !== null && row.state === 'ready' ? 1 : 0,
      attending: standing?.attending ?? 0,
      chartersSigned: standing?.chartersSigned ?? 0,
      quorumMet: standing?.quorumMet ?? false,
      inProgress: own?.state === 'in-progress' ? 1 : 0,
      sealed: own !== null && (own.state === 'sealed' || own.revision > 1) ? 1 : 0,
      reasonGiven,
    };
  }
}
