import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Action, SubjectColumns } from '../domain/access/subjects.js';
import { absent, Problem } from '../domain/problem.js';
import type { SessionState } from '../domain/sessions/session-workflow.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { findCase, type LockedCase } from '../cases/locked-case.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import type { Answers } from '../domain/forms/form.js';

/** A session as commands and queries read it. */
export interface SessionFound {
  readonly id: string;
  readonly caseId: string;
  readonly round: number;
  readonly placeId: number;
  readonly placeName: string;
  readonly type: string;
  readonly state: SessionState;
  readonly plannedFor: string;
  readonly note: Answers;
  readonly noteVersion: number;
  readonly formVersion: number;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly version: number;
  readonly attendeeIds: readonly string[];
}

const COLUMNS = `s.id, s.case_id AS "caseId", s.round, s.place_id AS "placeId", p.name AS "placeName", s.type, s.state,
  to_char(s.planned_for, 'YYYY-MM-DD"T"HH24:MI') AS "plannedFor", s.note, s.note_version AS "noteVersion", s.form_version AS "formVersion",
  s.opened_at AS "openedAt", s.closed_at AS "closedAt", s.version,
  ARRAY(SELECT t.person_id FROM app.attendance t WHERE t.session_id = s.id AND t.person_id IS NOT NULL) AS "attendeeIds"`;
const TABLES = 'app.audit_session s JOIN app.place p ON p.id = s.place_id';

/**
 * How every command and page of a session begins. People of other centres attend a session whose case they do not reach, so the session
 * is looked up in system scope and opened by rights alone; a barred case stays absent. The case is locked first, then the session.
 */
@Injectable()
export class SessionDoor {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
  ) {}

  /** For a command: both rows locked, the right checked. `asked` is what is said to be absent: what the person named. */
  async open(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: Action,
    asked: 'session' | 'attendance' = 'session',
  ): Promise<{ readonly session: SessionFound; readonly row: LockedCase }> {
    return this.transactions.asSystem(tx, async () => {
      const seen = await findSession(tx, id);
      if (seen === undefined || actor.bars.absent.includes(seen.caseId)) throw absent(asked);
      const row = await this.transitions.lock(tx, seen.caseId);
      await tx.query('SELECT 1 FROM app.audit_session WHERE id = $1 FOR UPDATE', [id]);
      const session = (await findSession(tx, id)) ?? seen;
      assertMay(actor, session, row, action, asked);
      return { session, row };
    });
  }

  /** A session with its case, whoever asks: in system scope, for a right that is checked elsewhere. */
  async known(
    tx: EntityManager,
    id: string,
  ): Promise<{ readonly session: SessionFound; readonly row: LockedCase } | null> {
    const session = await findSession(tx, id);
    const row = session === undefined ? undefined : await findCase(tx, session.caseId);
    return session === undefined || row === undefined ? null : { session, row };
  }

  /** For a page: nothing is locked. */
  async read(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: Action = 'read',
  ): Promise<{ readonly session: SessionFound; readonly row: LockedCase }> {
    return this.transactions.asSystem(tx, async () => {
      const found = await this.known(tx, id);
      if (found === null || actor.bars.absent.includes(found.row.id)) throw absent('session');
      assertMay(actor, found.session, found.row, action);
      return found;
    });
  }
}

/** The columns of a session that rights read. Who is on its list attends, also while it is only planned. */
export function sessionReach(session: SessionFound, row: LockedCase): SubjectColumns['Session'] {
  return {
    placeId: session.placeId,
    districtId: row.districtId,
    placeIds: row.placeIds,
    attendeeIds: session.attendeeIds,
  };
}

function assertMay(
  actor: Actor,
  session: SessionFound,
  row: LockedCase,
  action: Action,
  asked = 'session',
): void {
  const reach = sessionReach(session, row);
  if (may(actor.ability, action, 'Session', reach)) return;
  throw may(actor.ability, 'read', 'Session', reach) ? new Problem('forbidden', 'forbidden') : absent(asked);
}

async function findSession(tx: EntityManager, id: string): Promise<SessionFound | undefined> {
  const [found]: readonly SessionFound[] = await tx.query(
    `SELECT ${COLUMNS} FROM ${TABLES} WHERE s.id = $1`,
    [id],
  );
  return found;
}
