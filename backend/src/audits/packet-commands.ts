import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Action } from '../domain/access/subjects.js';
import type { PacketSpan } from '../domain/audits/audit.js';
import { packetMachine, type PacketFacts, type PacketPersonEvent } from '../domain/audits/packet-workflow.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { decide } from '../domain/workflow/machine.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { PacketDrafts } from './packet-drafts.js';
import { documentsIn, picturesOf, unlooked } from './packet-picture-rows.js';
import { lockPacket, packetFacts, type PacketRow } from './packet-rows.js';
import { blindContextOf, canonical, contentOf, frozenFile, textsOfFile } from './packet-sources.js';
import { Packet } from './packet.entity.js';
import { ReviewSeats } from './review-seats.js';

/** The blind file in the hands of its focal point: read over, released to the reviewers, withdrawn. */
@Injectable()
export class PacketCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly drafts: PacketDrafts,
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
      return this.transactions.asSystem(tx, () => this.drafts.build(tx, row, actor));
    });
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
      const pictures = await picturesOf(tx, packet);
      const marked = Object.values(packet.spans).flat();
      const spansUnread = marked.filter(({ decision }) => decision === null).length;
      const state = this.decided(
        'release',
        packet.state,
        packetFacts({ spansUnread, picturesUnread: unlooked(pictures) }),
      );
      const file = await frozenFile(tx, packet.fileId);
      const content = { ...contentOf(file, packet.alias, packet.spans), ...documentsIn(pictures) };
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
    from: PacketRow['state'],
    facts: PacketFacts,
  ): PacketRow['state'] {
    const decision = decide(packetMachine, from, event, facts);
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
    return decision.to;
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
