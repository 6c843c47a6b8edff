import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Action } from '../domain/access/subjects.js';
import type { PacketSpan } from '../domain/audits/audit.js';
import { packetAlias } from '../domain/audits/packet.js';
import { packetMachine, type PacketFacts, type PacketPersonEvent } from '../domain/audits/packet-workflow.js';
import { dueAt } from '../domain/cases/deadlines.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import { instantOf } from '../cases/case-tasks.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { findLivePacket, lockPacket, packetFacts, type PacketRow } from './packet-rows.js';
import { blindContextOf, canonical, contentOf, frozenFile, screened, textsOfFile } from './packet-sources.js';
import { Packet } from './packet.entity.js';
import { placeNamesOf } from './place-names.js';
import { ReviewSeats } from './review-seats.js';

/** The blind file: built by itself when a case is frozen, read over by the focal point, then released to the reviewers. */
@Injectable()
export class PacketCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly screen: NameScreen,
    private readonly seats: ReviewSeats,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Builds the packet again after it was withdrawn. */
  build(actor: Actor, request: WriteRequest, caseId: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.transitions.lock(tx, caseId);
      this.assertMay(actor, row, 'build');
      assertVersion(request, row.version);
      return this.transactions.asSystem(tx, () => this.draft(tx, row, actor));
    });
  }

  /** Consequence of the freeze, in system scope: the draft with every passage that somebody must look at. */
  async draft(
    tx: EntityManager,
    row: LockedCase,
    by: Actor | 'system',
  ): Promise<{ readonly id: string; readonly version: number }> {
    const [frozen]: readonly { readonly id: string }[] = await tx.query(
      'SELECT id FROM app.case_file WHERE case_id = $1 AND round = $2 ORDER BY n DESC LIMIT 1',
      [row.id, row.round],
    );
    const live = frozen === undefined ? null : await findLivePacket(tx, frozen.id);
    this.decided(
      'build',
      NOTHING,
      packetFacts({ fileFrozen: frozen !== undefined, anotherLive: live !== null }),
    );
    if (frozen === undefined) throw absent('file');
    const file = await frozenFile(tx, frozen.id);
    const id = randomUUID();
    const alias = await this.freeAlias(tx);
    const spans = screened(file, await this.screen.namesOf(tx, row), await placeNamesOf(tx, row));
    await tx.insert(Packet, {
      id,
      alias,
      caseId: row.id,
      round: row.round,
      fileId: file.id,
      state: 'draft',
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

  /** Decides on marked passages of one text, and marks more. What the screening marked stays marked. */
  decideSpans(
    actor: Actor,
    request: WriteRequest,
    id: string,
    change: { readonly key: string; readonly spans: readonly PacketSpan[] },
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { packet, row } = await this.opened(tx, actor, request, id, 'redact');
      if (packet.state !== 'draft') throw new Problem('conflict', 'packet.not-draft');
      const file = await frozenFile(tx, packet.fileId);
      const text = textsOfFile(file).find(({ key }) => key === change.key);
      if (text === undefined) throw refusedField('key', 'field.code');
      assertSpans(change.spans, packet.spans[change.key] ?? [], text.text.length);
      const spans = {
        ...packet.spans,
        [change.key]: [...change.spans].sort((left, right) => left.start - right.start),
      };
      const version = packet.version + 1;
      await tx.update(Packet, { id }, { spans: spans, version });
      await this.tell(tx, actor, row, id, 'redact', ['spans']);
      return { id, version };
    });
  }

  release(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { packet, row } = await this.opened(tx, actor, request, id, 'release');
      const marked = Object.values(packet.spans).flat();
      const spansUnread = marked.filter(({ decision }) => decision === null).length;
      const state = this.decided('release', packet.state, packetFacts({ spansUnread }));
      const file = await frozenFile(tx, packet.fileId);
      const content = contentOf(file, packet.alias, packet.spans);
      const version = packet.version + 1;
      await tx.update(
        Packet,
        { id },
        {
          state,
          content: content,
          context: blindContextOf(file),
          sha256: canonical(content).sha256,
          releasedBy: actor.person.id,
          releasedAt: this.clock.now(),
          version,
        },
      );
      await this.transactions.asSystem(tx, async () => {
        await this.board.done(tx, id);
        await this.seats.callForPacket(tx, id);
      });
      await this.tell(tx, actor, row, id, 'release', ['state']);
      return { id, version };
    });
  }

  withdraw(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { packet, row } = await this.opened(tx, actor, request, id, 'withdraw');
      const state = this.decided(
        'withdraw',
        packet.state,
        packetFacts({ reasonGiven: reason.trim() !== '' }),
      );
      const version = packet.version + 1;
      await tx.update(Packet, { id }, { state, version });
      await this.transactions.asSystem(tx, async () => {
        await this.board.done(tx, id);
        await this.seats.stopCallingFor(tx, id);
      });
      await this.tell(tx, actor, row, id, 'withdraw', ['state'], { reason });
      return { id, version };
    });
  }

  /** Consequence of unfreezing or reopening, in system scope: nobody reads the old file any more. */
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

  /** A draft is needed by reviewers: its focal point is called, with the deadline that runs from now. In system scope. */
  async callFor(tx: EntityManager, row: LockedCase): Promise<void> {
    const [draft]: readonly { readonly id: string; readonly alias: string }[] = await tx.query(
      `SELECT id, alias FROM app.packet WHERE case_id = $1 AND round = $2 AND state = 'draft'`,
      [row.id, row.round],
    );
    if (draft === undefined) return;
    await this.board.done(tx, draft.id);
    const settings = await settingsAt(tx, row.districtId);
    const due = dueAt('packet', this.clock.local(), { kind: row.kind, community: false }, settings);
    await this.callFocalPoint(tx, row, draft, due === null ? null : instantOf(due));
  }

  /** The case went to another district: its focal point prepares the draft. In system scope. */
  async moveCall(tx: EntityManager, row: LockedCase): Promise<void> {
    const [draft]: readonly { readonly id: string; readonly alias: string }[] = await tx.query(
      `SELECT id, alias FROM app.packet WHERE case_id = $1 AND round = $2 AND state = 'draft'`,
      [row.id, row.round],
    );
    if (draft === undefined) return;
    await this.board.done(tx, draft.id);
    await this.callFocalPoint(tx, row, draft);
  }

  /** Nobody needs the draft for now: the draw left the case out. In system scope. */
  async stopCalling(tx: EntityManager, row: LockedCase): Promise<void> {
    const packets: readonly { readonly id: string }[] = await tx.query(
      'SELECT id FROM app.packet WHERE case_id = $1 AND round = $2',
      [row.id, row.round],
    );
    for (const { id } of packets) await this.board.done(tx, id);
  }

  private async opened(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
    action: Action,
  ): Promise<{ readonly packet: PacketRow; readonly row: LockedCase }> {
    const [found]: readonly { readonly caseId: string }[] = await tx.query(
      'SELECT case_id AS "caseId" FROM app.packet WHERE id = $1',
      [id],
    );
    if (found === undefined) throw absent('packet');
    const row = await this.transitions.lock(tx, found.caseId);
    const packet = await lockPacket(tx, id);
    this.assertMay(actor, row, action);
    assertVersion(request, packet.version);
    return { packet, row };
  }

  private assertMay(actor: Actor, row: LockedCase, action: Action): void {
    const reach = { ...reachOf(row), readerIds: [] };
    if (may(actor.ability, action, 'Packet', reach)) return;
    throw may(actor.ability, 'read', 'Packet', reach)
      ? new Problem('forbidden', 'forbidden')
      : absent('packet');
  }

  private decided(
    event: PacketPersonEvent,
    from: PacketRow['state'] | typeof NOTHING,
    facts: PacketFacts,
  ): PacketRow['state'] {
    const decision = decide(packetMachine, from, event, facts);
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
    return decision.to;
  }

  private async freeAlias(tx: EntityManager): Promise<string> {
    for (;;) {
      const alias = packetAlias(randomBytes(6));
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
    hashed: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    return this.journal.record(tx, by, {
      command,
      subject: 'packet',
      subjectId: id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields,
      hashed,
    });
  }
}

function refusedField(field: string, code: string): Problem {
  return new Problem('invalid', 'request.invalid', { fields: [{ field, code }] });
}

/** Spans lie inside the text and apart from each other, and none that the screening marked is missing. */
function assertSpans(spans: readonly PacketSpan[], before: readonly PacketSpan[], length: number): void {
  const sorted = [...spans].sort((left, right) => left.start - right.start);
  const isOrdered = sorted.every(
    ({ start, end }, index) => start < end && end <= length && start >= (sorted[index - 1]?.end ?? 0),
  );
  if (!isOrdered) throw refusedField('spans', 'field.range');
  const isSame = (left: PacketSpan, right: PacketSpan): boolean =>
    left.start === right.start && left.end === right.end && left.kind === right.kind;
  const marked = before.filter(({ kind }) => kind !== 'own');
  const kept = spans.filter(({ kind }) => kind !== 'own');
  const isWhole =
    marked.every((span) => kept.some((other) => isSame(span, other))) &&
    kept.every((span) => marked.some((other) => isSame(span, other)));
  if (!isWhole) throw new Problem('conflict', 'packet.text-changed');
}
