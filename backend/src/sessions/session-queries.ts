import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { withoutHiv } from '../domain/access/masking.js';
import type { Answers } from '../domain/forms/form.js';
import { rowsOf, textOf } from '../domain/forms/read.js';
import { quarterOf } from '../domain/audits/draw.js';
import type { Page } from '../domain/receipt.js';
import { votes } from '../domain/sessions/quorum.js';
import type { AttendanceView, SessionDetail, SessionRow } from '../domain/sessions/session.js';
import { sessionMachine, type SessionEvent } from '../domain/sessions/session-workflow.js';
import { offers } from '../domain/workflow/machine.js';
import { auditReach, type AuditRow } from '../audits/audit-rows.js';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import { QuorumQueries, type AttendanceRow } from '../audits/quorum-queries.js';
import { Seals } from '../audits/seals.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { placeNames } from '../cases/place-names.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import type { SessionListQuery } from './dto/session-bodies.js';
import { SessionDoor, sessionReach, type SessionFound } from './session-door.js';
import { SessionFactFinder } from './session-fact-finder.js';
import { SessionNotes } from './session-notes.js';

const LIST_COLUMNS = {
  placeId: 's.place_id int',
  districtId: 'c.district_id int',
  placeIds: 'c.place_ids int[]',
  attendeeIds:
    '(ARRAY(SELECT t.person_id FROM app.attendance t WHERE t.session_id = s.id AND t.person_id IS NOT NULL)) uuid[]',
} as const;
const EVENTS: readonly SessionEvent[] = ['open', 'close', 'cancel'];

/** Sessions as their people read them: attendance by profession, quorum, the opinion being filled, what was recommended before. */
@Injectable()
export class SessionQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: SessionDoor,
    private readonly facts: SessionFactFinder,
    private readonly notes: SessionNotes,
    private readonly quorum: QuorumQueries,
    private readonly audits: FirstAuditQueries,
    private readonly seals: Seals,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor, query: SessionListQuery): Promise<Page<SessionRow>> {
    const after = query.cursor === undefined ? [null, null] : keyOf(query.cursor, ['string', 'string']);
    return this.transactions.read(actor, async (tx) => {
      const scope = scopeOf(actor.ability, 'read', 'Session', LIST_COLUMNS, 6);
      const rows: readonly SessionRow[] = await this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT s.id, s.case_id AS "caseId", c.number AS "caseNumber", p.name AS "placeName", s.type,
             to_char(s.planned_for, 'YYYY-MM-DD"T"HH24:MI') AS "plannedFor", s.state
           FROM app.audit_session s JOIN app.death_case c ON c.id = s.case_id JOIN app.place p ON p.id = s.place_id
           WHERE ($1::text IS NULL OR s.state = $1) AND ($2::text IS NULL OR (s.planned_for, s.id) < ($2::timestamp, $3::uuid))
             AND c.id <> ALL ($4::uuid[]) AND ${scope.sql} ORDER BY s.planned_for DESC, s.id DESC LIMIT $5`,
          [query.state ?? null, ...after, actor.bars.absent, query.limit + 1, ...scope.params],
        ),
      );
      return pageOf(
        rows,
        query.limit,
        ({ plannedFor, id }) => [plannedFor, id],
        (row) => row,
      );
    });
  }

  get(actor: Actor, id: string): Promise<SessionDetail> {
    return this.transactions.read(actor, async (tx) => {
      const { session, row } = await this.door.read(tx, actor, id);
      return this.transactions.asSystem(tx, () => this.detail(tx, actor, session, row));
    });
  }

  private async detail(
    tx: EntityManager,
    actor: Actor,
    session: SessionFound,
    row: LockedCase,
  ): Promise<SessionDetail> {
    const standing = await this.quorum.find(tx, session.id);
    const reach = sessionReach(session, row);
    const facts = await this.facts.of(tx, session, row, true);
    const context = await this.notes.contextOf(tx, session, row);
    const documents = this.documentsFor(actor, session, row, context.documents);
    const found = await this.audits.find(tx, row);
    const audit =
      found?.sessionId === session.id ? await this.auditFor(tx, actor, session, row, found) : null;
    return {
      id: session.id,
      caseId: session.caseId,
      caseNumber: row.number,
      placeName: session.placeName,
      type: session.type,
      plannedFor: session.plannedFor,
      state: session.state,
      version: session.version,
      noteVersion: session.noteVersion,
      formVersion: session.formVersion,
      attendances: (standing?.attendances ?? []).map(viewOf),
      quorum: standing?.quorum ?? [],
      note: session.note,
      offers: offers(sessionMachine, session.state, facts, (event) =>
        EVENTS.includes(event) ? may(actor.ability, event, 'Session', reach) : false,
      ),
      mayAttend: may(actor.ability, 'attend', 'Session', reach),
      mayWrite: may(actor.ability, 'write', 'Session', reach),
      mayExport: may(actor.ability, 'export', 'Session', reach),
      audit,
      context: { documents, facts: context.facts ?? {} },
      places: await placeNames(tx, Object.assign({}, ...Object.values(documents)) as Answers, row.placeIds),
      drawCommitment: await commitmentOf(tx, row.districtId, audit?.sealedAt ?? this.clock.local()),
      earlier: audit === null ? [] : await earlierOf(tx, actor, row, audit.answers),
    };
  }

  /** The file as this person may read it at the session. */
  private documentsFor(
    actor: Actor,
    session: SessionFound,
    row: LockedCase,
    documents: Readonly<Record<string, Answers>>,
  ): Readonly<Record<string, Answers>> {
    const reach = { ...reachOf(row), attendeeIds: session.attendeeIds };
    if (!may(actor.ability, 'read', 'CaseFile', reach)) return {};
    if (may(actor.ability, 'read-hiv', 'CaseFile', reach)) return documents;
    return Object.fromEntries(
      Object.entries(documents).map(([form, answers]) => [form, withoutHiv(answers)]),
    );
  }

  private async auditFor(
    tx: EntityManager,
    actor: Actor,
    session: SessionFound,
    row: LockedCase,
    audit: AuditRow,
  ): Promise<SessionDetail['audit']> {
    const reach = { ...auditReach(audit, row), attendeeIds: session.attendeeIds };
    const standing = await this.seals.standing(tx, audit, row);
    if (standing === null || !may(actor.ability, 'read', 'Opinion', reach)) return null;
    const { opinion } = standing;
    return {
      id: audit.id,
      state: audit.state,
      version: audit.version,
      revision: audit.revision,
      opinionVersion: opinion.version,
      answers: opinion.answers,
      keptWarnings: opinion.keptWarnings,
      sealedAt: opinion.sealedAt?.toISOString() ?? null,
      sha256: opinion.sha256,
      sealReasons: audit.state === 'in-progress' ? this.seals.reasons(audit, standing.facts) : [],
      maySeal: may(actor.ability, 'seal', 'Audit', reach),
      mayWrite: audit.state === 'in-progress' && may(actor.ability, 'write', 'Opinion', reach),
      mayRevise: audit.state === 'sealed' && may(actor.ability, 'revise', 'Audit', reach),
    };
  }
}

function viewOf(attendance: AttendanceRow): AttendanceView {
  const { id, profession, placeName, fromOutside, presence, involvedInCare, consensus, dissent, version } =
    attendance;
  return {
    id,
    version,
    profession,
    function: attendance.function,
    placeName,
    fromOutside,
    presence,
    involvedInCare,
    votes: votes(attendance),
    charterSignedAt: attendance.charterSignedAt?.toISOString() ?? null,
    hasAccount: attendance.personId !== null,
    consensus,
    dissent,
  };
}

/** The commitment of the draw that the seal falls into; none before a first session of the quarter was planned. */
export async function commitmentOf(
  tx: EntityManager,
  districtId: number,
  at: string,
): Promise<string | null> {
  const [found]: readonly { readonly commitment: string }[] = await tx.query(
    'SELECT commitment FROM app.draw WHERE district_id = $1 AND quarter = $2',
    [districtId, quarterOf(at)],
  );
  return found?.commitment ?? null;
}

/** What the centre and its district were already recommended on the factors of this opinion, newest first. */
async function earlierOf(
  tx: EntityManager,
  actor: Actor,
  row: LockedCase,
  answers: Answers,
): Promise<SessionDetail['earlier']> {
  const factors = rowsOf(answers, 'factors').flatMap((line) => textOf(line, 'factor') ?? []);
  if (factors.length === 0) return [];
  return tx.query(
    `SELECT r.id, r.action, r.state, r.factor FROM app.recommendation r
     WHERE r.district_id = $1 AND r.factor = ANY ($2) AND r.state NOT IN ('cancelled', 'merged', 'refused')
       AND NOT r.case_ids && $5::uuid[]
       AND NOT EXISTS (SELECT FROM app.recommendation_source s WHERE s.recommendation_id = r.id AND s.case_id = $3 AND s.round = $4)
     ORDER BY r.created_at DESC, r.id LIMIT 20`,
    [row.districtId, factors, row.id, row.round, actor.bars.absent],
  );
}
