import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { packetAlias } from '../domain/audits/packet.js';
import { packetMachine } from '../domain/audits/packet-workflow.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { dueAt } from '../domain/cases/deadlines.js';
import { absent, Problem } from '../domain/problem.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import { instantOf } from '../cases/case-tasks.js';
import type { LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { findLivePacket, packetFacts } from './packet-rows.js';
import { frozenFile, screened } from './packet-sources.js';
import { Packet } from './packet.entity.js';
import { placeNamesOf } from './place-names.js';

/** While a case stands here its frozen file may still be reviewed; a concluded one only until its draw is final. */
const REVIEWABLE: readonly CaseState[] = ['ready', 'audited', 'counter-auditing', 'adjudicating'];

/** The blind file as it follows a case: built when it is frozen, asked for when it is selected, gone when it is opened again. In system scope. */
@Injectable()
export class PacketDrafts {
  constructor(
    private readonly screen: NameScreen,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Consequence of the freeze, the draft with every passage that somebody must look at. */
  async build(
    tx: EntityManager,
    row: LockedCase,
    by: Actor | 'system',
  ): Promise<{ readonly id: string; readonly version: number }> {
    const [frozen]: readonly { readonly id: string }[] = await tx.query(
      'SELECT id FROM app.case_file WHERE case_id = $1 AND round = $2 ORDER BY n DESC LIMIT 1',
      [row.id, row.round],
    );
    const live = frozen === undefined ? null : await findLivePacket(tx, frozen.id);
    const fileFrozen = frozen !== undefined && (REVIEWABLE.includes(row.state) || row.provisional);
    const decision = decide(
      packetMachine,
      NOTHING,
      'build',
      packetFacts({ fileFrozen, anotherLive: live !== null }),
    );
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
    if (frozen === undefined) throw absent('file');
    const file = await frozenFile(tx, frozen.id);
    const id = randomUUID();
    const alias = await this.freeAlias(tx);
    const names = await this.screen.namesOf(tx, row);
    const spans = screened(file, { ...names, places: await placeNamesOf(tx, row) });
    await tx.insert(Packet, {
      id,
      alias,
      caseId: row.id,
      round: row.round,
      fileId: file.id,
      state: decision.to,
      spans: spans as object,
      version: 1,
    });
    await tx.query(
      `UPDATE app.audit SET packet_id = $1 WHERE case_id = $2 AND round = $3 AND kind <> 'audit' AND state IN ('open', 'assigned', 'in-progress')`,
      [id, row.id, row.round],
    );
    await this.callFocalPoint(tx, row, { id, alias });
    await this.tell(tx, by, row, id, 'build', []);
    return { id, version: 1 };
  }

  /** Consequence of unfreezing or reopening: nobody reads the old file any more. */
  async withdrawLive(tx: EntityManager, row: LockedCase): Promise<void> {
    const live: readonly { readonly id: string; readonly version: number }[] = await tx.query(
      `SELECT id, version FROM app.packet WHERE case_id = $1 AND state IN ('draft', 'released') ORDER BY id FOR UPDATE`,
      [row.id],
    );
    for (const { id, version } of live) {
      await tx.update(Packet, { id }, { state: 'withdrawn', version: version + 1 });
      await this.board.done(tx, id);
      await this.tell(tx, 'system', row, id, 'withdraw', ['state']);
    }
  }

  /** A draft is needed by reviewers: its focal point is called, with the deadline that runs from now. */
  async callFor(tx: EntityManager, row: LockedCase): Promise<void> {
    const draft = await draftOf(tx, row);
    if (draft === undefined) return;
    await this.board.done(tx, draft.id);
    const settings = await settingsAt(tx, row.districtId);
    const due = dueAt('packet', this.clock.local(), { kind: row.kind, community: false }, settings);
    await this.callFocalPoint(tx, row, draft, due === null ? null : instantOf(due));
  }

  /** The case went to another district: its focal point prepares the draft. */
  async moveCall(tx: EntityManager, row: LockedCase): Promise<void> {
    const draft = await draftOf(tx, row);
    if (draft === undefined) return;
    await this.board.done(tx, draft.id);
    await this.callFocalPoint(tx, row, draft);
  }

  /** Nobody needs the draft for now: the draw left the case out. */
  async stopCalling(tx: EntityManager, row: LockedCase): Promise<void> {
    const packets: readonly { readonly id: string }[] = await tx.query(
      'SELECT id FROM app.packet WHERE case_id = $1 AND round = $2',
      [row.id, row.round],
    );
    for (const { id } of packets) await this.board.done(tx, id);
  }

  private async freeAlias(tx: EntityManager): Promise<string> {
    for (;;) {
      const alias = packetAlias(randomBytes(8));
      const taken: readonly unknown[] = await tx.query('SELECT 1 FROM app.packet WHERE alias = $1', [alias]);
      if (taken.length === 0) return alias;
    }
  }

  private callFocalPoint(
    tx: EntityManager,
    row: LockedCase,
    packet: { readonly id: string; readonly alias: string },
    due: Date | null = null,
  ): Promise<void> {
    return this.board.open(tx, {
      subject: 'packet',
      subjectId: packet.id,
      event: 'release',
      to: { role: 'focal-point', placeId: row.districtId },
      caseId: row.id,
      districtId: row.districtId,
      regionId: row.regionId,
      kind: row.kind,
      label: row.number,
      placeName: row.responsibleName,
      dueAt: due,
    });
  }

  private tell(
    tx: EntityManager,
    by: Actor | 'system',
    row: LockedCase,
    id: string,
    command: string,
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, by, {
      command,
      subject: 'packet',
      subjectId: id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields,
    });
  }
}

async function draftOf(
  tx: EntityManager,
  row: LockedCase,
): Promise<{ readonly id: string; readonly alias: string } | undefined> {
  const [draft]: readonly { readonly id: string; readonly alias: string }[] = await tx.query(
    `SELECT id, alias FROM app.packet WHERE case_id = $1 AND round = $2 AND state = 'draft'`,
    [row.id, row.round],
  );
  return draft;
}
