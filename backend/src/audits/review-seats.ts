import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dueAt } from '../domain/cases/deadlines.js';
import { instantOf } from '../cases/case-tasks.js';
import { coordinationOf } from '../cases/coordination.js';
import type { LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { TaskBoard } from '../worklist/task-board.js';
import { AUDIT_COLUMNS, AUDIT_TABLES, type AuditRow } from './audit-rows.js';
import { Audit } from './audit.entity.js';

/** Makes and frees the seats of independent reviewers, and tells the coordination. Everything here runs in system scope. */
@Injectable()
export class ReviewSeats {
  constructor(
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  /** Opens the empty seats of a kind in the running round of a case; the coordination is called once the packet is released. */
  async open(
    tx: EntityManager,
    row: LockedCase,
    kind: 'counter-audit' | 'adjudication',
    count: number,
  ): Promise<void> {
    const [file]: readonly { readonly id: string; readonly packetId: string | null }[] = await tx.query(
      `SELECT f.id, (SELECT k.id FROM app.packet k WHERE k.file_id = f.id AND k.state IN ('draft', 'released')) AS "packetId"
       FROM app.case_file f WHERE f.case_id = $1 AND f.round = $2 ORDER BY f.n DESC LIMIT 1`,
      [row.id, row.round],
    );
    if (file === undefined || row.kind === null) throw new Error('a case is reviewed on its frozen file');
    for (let seat = 1; seat <= count; seat += 1) {
      await this.insert(tx, {
        caseId: row.id,
        round: row.round,
        kind,
        seat,
        caseKind: row.kind,
        regionId: row.regionId,
        districtId: row.districtId,
        fileId: file.id,
        packetId: file.packetId,
      });
    }
  }

  /** A seat that somebody left is empty again, for somebody else. */
  async refill(tx: EntityManager, left: AuditRow): Promise<void> {
    const { caseId, round, kind, seat, caseKind, regionId, districtId, fileId, packetId } = left;
    await this.insert(tx, { caseId, round, kind, seat, caseKind, regionId, districtId, fileId, packetId });
  }

  /** Takes back whatever is not sealed of the running round: nobody is asked any more. Sealed opinions stay. */
  async withdrawAll(tx: EntityManager, row: Pick<LockedCase, 'id' | 'round'>): Promise<void> {
    await this.withdraw(
      tx,
      row.id,
      `a.round = ${row.round} AND a.state IN ('open', 'assigned', 'in-progress')`,
    );
  }

  /** The same of every round, when a case is unfrozen or reopened. */
  async withdrawEveryRound(tx: EntityManager, row: Pick<LockedCase, 'id'>): Promise<void> {
    await this.withdraw(tx, row.id, `a.state IN ('open', 'assigned', 'in-progress')`);
  }

  private async withdraw(tx: EntityManager, caseId: string, which: string): Promise<void> {
    const seats: readonly AuditRow[] = await tx.query(
      `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.case_id = $1 AND ${which} ORDER BY a.id FOR UPDATE OF a`,
      [caseId],
    );
    for (const { id, version } of seats) {
      await tx.update(Audit, { id }, { state: 'withdrawn', endedAt: this.clock.now(), version: version + 1 });
      await this.board.done(tx, id);
    }
  }

  private async insert(
    tx: EntityManager,
    seat: Pick<
      AuditRow,
      'caseId' | 'round' | 'kind' | 'seat' | 'caseKind' | 'regionId' | 'districtId' | 'fileId' | 'packetId'
    >,
  ): Promise<void> {
    // Random: an id ordered by time would tell its reviewer when the first audit was sealed.
    const id = randomUUID();
    await tx.insert(Audit, { id, ...seat, revision: 1, state: 'open', version: 1 });
    await this.callCoordination(tx, { id, ...seat });
  }

  /** The packet is released: its empty seats can now be given. */
  async callForPacket(tx: EntityManager, packetId: string): Promise<void> {
    for (const seat of await this.emptyOf(tx, packetId)) await this.callCoordination(tx, seat);
  }

  /** The packet is withdrawn: nobody can be asked until the next one is released. */
  async stopCallingFor(tx: EntityManager, packetId: string): Promise<void> {
    for (const { id } of await this.emptyOf(tx, packetId)) await this.board.done(tx, id);
  }

  private emptyOf(tx: EntityManager, packetId: string): Promise<readonly AuditRow[]> {
    return tx.query(
      `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.packet_id = $1 AND a.state = 'open' ORDER BY a.id`,
      [packetId],
    );
  }

  async callCoordination(
    tx: EntityManager,
    seat: Pick<AuditRow, 'id' | 'caseId' | 'caseKind' | 'regionId' | 'districtId' | 'packetId'>,
  ): Promise<void> {
    const [packet]: readonly { readonly alias: string }[] = await tx.query(
      `SELECT alias FROM app.packet WHERE id = $1 AND state = 'released'`,
      [seat.packetId],
    );
    if (packet === undefined) return;
    const settings = await settingsAt(tx, seat.districtId);
    const now = this.clock.local();
    const due = dueAt('packet', now, { kind: seat.caseKind, community: false }, settings);
    await this.board.open(tx, {
      subject: 'assignment',
      subjectId: seat.id,
      event: 'assign',
      to: { role: 'coordinator', placeId: await coordinationOf(tx, seat, this.clock.today()) },
      caseId: seat.caseId,
      districtId: null,
      regionId: seat.regionId,
      kind: seat.caseKind,
      label: packet.alias,
      placeName: null,
      dueAt: due === null ? null : instantOf(due),
    });
  }
}
