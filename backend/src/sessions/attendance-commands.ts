import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Profession } from '../domain/accounts/person.js';
import { FACILITY_KINDS } from '../domain/facilities/place.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { votes } from '../domain/sessions/quorum.js';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import type { AttendanceBody, AttendanceChangeBody } from './dto/session-bodies.js';
import { SessionDoor, sessionReach, type SessionFound } from './session-door.js';
import { Attendance } from './session.entity.js';

interface Account {
  readonly id: string;
  readonly profession: Profession;
  readonly placeId: number | null;
}

interface Opened {
  readonly attendance: Attendance;
  readonly session: SessionFound;
  readonly row: LockedCase;
}

/** The list of a session: who attends, from where, who gave care, who signed the charter, who sees it differently. */
@Injectable()
export class AttendanceCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: SessionDoor,
    private readonly audits: FirstAuditQueries,
    private readonly vault: Vault,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Adds somebody. The name of a person without an account goes to the vault before anything refers to it. */
  add(
    actor: Actor,
    request: WriteRequest,
    sessionId: string,
    body: Pick<AttendanceBody, keyof AttendanceBody>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { session, row } = await this.door.open(tx, actor, sessionId, 'attend');
      return this.transactions.asSystem(tx, async () => {
        await this.assertRunning(tx, session, row);
        const account =
          body.personUsername === undefined ? null : await this.account(tx, body.personUsername, row);
        if (account !== null) await assertNew(tx, sessionId, account.id);
        const vaultRef = account === null && body.name !== undefined ? randomUUID() : null;
        if (vaultRef !== null) await this.vault.write(vaultRef, { name: body.name ?? '' });
        await tx.insert(Attendance, {
          id: body.id,
          sessionId,
          personId: account?.id ?? null,
          vaultRef,
          profession: account?.profession ?? body.profession,
          function: body.function,
          placeId: await this.knownPlace(tx, body.placeId ?? account?.placeId ?? null),
          presence: body.presence,
          involvedInCare: body.involvedInCare,
          version: 1,
        });
        await this.tell(tx, actor, row, body.id, 'add', [
          'profession',
          'function',
          'presence',
          'involved_in_care',
        ]);
        return { id: body.id, version: 1 };
      });
    });
  }

  change(actor: Actor, request: WriteRequest, id: string, body: AttendanceChangeBody): Promise<Receipt> {
    return this.act(actor, request, id, async (tx, { attendance, session, row }) => {
      await this.assertRunning(tx, session, row);
      const changed = {
        presence: body.presence ?? attendance.presence,
        involvedInCare: body.involvedInCare ?? attendance.involvedInCare,
      };
      const says = (body.consensus ?? null) !== null || (body.dissent ?? '') !== '';
      if (says && !votes(changed)) throw new Problem('conflict', 'attendance.votes');
      // Who no longer votes leaves no vote behind.
      const voice = votes(changed)
        ? {
            consensus: body.consensus === undefined ? attendance.consensus : body.consensus,
            dissent: body.dissent === undefined ? attendance.dissent : body.dissent || null,
          }
        : { consensus: null, dissent: null };
      const version = attendance.version + 1;
      await tx.update(Attendance, { id }, { ...changed, ...voice, version });
      await this.tell(tx, actor, row, id, 'change', Object.keys(body));
      return { id, version };
    });
  }

  remove(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.act(actor, request, id, async (tx, { attendance, session, row }) => {
      await this.assertRunning(tx, session, row);
      await tx.delete(Attendance, { id });
      if (attendance.vaultRef !== null) await this.vault.destroy(attendance.vaultRef);
      await this.tell(tx, actor, row, id, 'remove', []);
      return { id, version: attendance.version };
    });
  }

  /** Signs the charter: one's own signature, or that of somebody who signed on paper in front of the one who keeps the list. */
  signCharter(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { attendance, session, row } = await this.opened(tx, actor, id, 'sign-charter');
      const keepsList = may(actor.ability, 'attend', 'Session', sessionReach(session, row));
      if (!keepsList && attendance.personId !== actor.person.id) throw new Problem('forbidden', 'forbidden');
      assertVersion(request, attendance.version);
      return this.transactions.asSystem(tx, async () => {
        await this.assertRunning(tx, session, row);
        if (attendance.charterSignedAt !== null) throw new Problem('conflict', 'charter.signed');
        const version = attendance.version + 1;
        await tx.update(Attendance, { id }, { charterSignedAt: this.clock.now(), version });
        await this.tell(tx, actor, row, id, 'sign-charter', ['charter_signed_at']);
        return { id, version };
      });
    });
  }

  private act(
    actor: Actor,
    request: WriteRequest,
    id: string,
    work: (tx: EntityManager, opened: Opened) => Promise<{ readonly id: string; readonly version: number }>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const opened = await this.opened(tx, actor, id, 'attend');
      assertVersion(request, opened.attendance.version);
      return this.transactions.asSystem(tx, () => work(tx, opened));
    });
  }

  private async opened(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: 'attend' | 'sign-charter',
  ): Promise<Opened> {
    const found = await this.transactions.asSystem(tx, () => tx.findOneBy(Attendance, { id }));
    if (found === null) throw absent('attendance');
    const { session, row } = await this.door.open(tx, actor, found.sessionId, action, 'attendance');
    const attendance = await this.transactions.asSystem(tx, () => tx.findOneBy(Attendance, { id }));
    if (attendance === null) throw absent('attendance');
    return { attendance, session, row };
  }

  /** The list may change until the opinion it signs is sealed. */
  private async assertRunning(tx: EntityManager, session: SessionFound, row: LockedCase): Promise<void> {
    const audit = await this.audits.find(tx, row);
    const isSealed = audit?.sessionId === session.id && audit.state === 'sealed';
    if (isSealed || !['planned', 'open'].includes(session.state)) {
      throw new Problem('conflict', 'attendance.session-ended');
    }
  }

  /** An account by user name, with the facility where its person works: one of the path first. */
  private async account(tx: EntityManager, username: string, row: LockedCase): Promise<Account> {
    const [account]: readonly Account[] = await tx.query(
      `SELECT p.id, p.profession,
         (SELECT m.place_id FROM app.membership m JOIN app.place l ON l.id = m.place_id
          WHERE m.person_id = p.id AND l.kind = ANY ($2) AND m.from_date <= $4::date AND (m.to_date IS NULL OR m.to_date >= $4::date)
          ORDER BY (m.place_id = ANY ($3)) DESC, m.place_id LIMIT 1) AS "placeId"
       FROM app.person p WHERE lower(p.username) = lower($1) AND p.disabled_at IS NULL`,
      [username, FACILITY_KINDS, row.placeIds, this.clock.today()],
    );
    if (account !== undefined) return account;
    throw new Problem('invalid', 'attendance.unknown-person', {
      fields: [{ field: 'personUsername', code: 'attendance.unknown-person' }],
    });
  }

  private async knownPlace(tx: EntityManager, placeId: number | null): Promise<number | null> {
    if (placeId === null) return null;
    const found: readonly unknown[] = await tx.query('SELECT 1 FROM app.place WHERE id = $1', [placeId]);
    if (found.length > 0) return placeId;
    throw new Problem('invalid', 'place.unknown', { fields: [{ field: 'placeId', code: 'place.unknown' }] });
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    id: string,
    command: string,
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'attendance',
      subjectId: id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields,
    });
  }
}

async function assertNew(tx: EntityManager, sessionId: string, personId: string): Promise<void> {
  const there: readonly unknown[] = await tx.query(
    'SELECT 1 FROM app.attendance WHERE session_id = $1 AND person_id = $2',
    [sessionId, personId],
  );
  if (there.length > 0) throw new Problem('conflict', 'attendance.twice');
}
