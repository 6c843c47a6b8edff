import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { PictureBox } from '../domain/cases/attachment.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { findCase, reachOf, type LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import { Pictures } from '../platform/pictures/pictures.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import { findPacket, lockPacket, type PacketRow } from './packet-rows.js';
import { picturesOf, type PictureRow } from './packet-picture-rows.js';
import { Packet } from './packet.entity.js';

/**
 * Which pictures of the file go to the reviewers, and what of them is painted over. Only a copy goes, with an id of its own; nothing of
 * the picture it was made from goes with it.
 */
@Injectable()
export class PacketPictures {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly pictures: Pictures,
    private readonly vault: Vault,
    private readonly journal: Journal,
  ) {}

  /** The whole choice, in the order in which the reviewers will see it. What was chosen before keeps its copy. */
  async choose(actor: Actor, request: WriteRequest, id: string, chosen: readonly string[]): Promise<Receipt> {
    const dropped: { readonly ref: string; readonly copyId: string }[] = [];
    const receipt = await this.transactions.run(actor, request, async (tx) => {
      const { packet, row, listed } = await this.opened(tx, actor, request, id);
      const known = new Map(listed.map((one) => [one.attachmentId, one]));
      for (const [index, attachmentId] of chosen.entries()) {
        const picture = known.get(attachmentId);
        if (picture === undefined) throw new Problem('invalid', 'packet.picture-unknown');
        await this.put(tx, id, { ...picture, n: index + 1 });
      }
      for (const { attachmentId, copyId } of listed) {
        if (copyId === null || chosen.includes(attachmentId)) continue;
        await tx.query('DELETE FROM app.packet_picture WHERE id = $1', [copyId]);
        dropped.push({ ref: row.subjectRef, copyId });
      }
      return this.changed(tx, actor, row, packet);
    });
    for (const { ref, copyId } of dropped) await this.vault.dropContent(ref, copyId);
    return receipt;
  }

  /** A person has looked at the picture: what they covered is painted over for good, in the copy. */
  async redact(
    actor: Actor,
    request: WriteRequest,
    id: string,
    attachmentId: string,
    boxes: readonly PictureBox[],
  ): Promise<Receipt> {
    const ref = await this.transactions.read(actor, async (tx) => {
      const packet = await findPacket(tx, id);
      const row = packet === null ? undefined : await findCase(tx, packet.caseId);
      if (packet === null || row === undefined) throw absent('packet');
      assertMayRedact(actor, row);
      if (packet.state !== 'draft') throw new Problem('conflict', 'packet.not-draft');
      assertInside(boxes, chosenOf(await picturesOf(tx, packet), attachmentId));
      return row.subjectRef;
    });
    const original = await this.vault.readContent(ref, attachmentId);
    if (original === undefined) throw absent('attachment');
    const { bytes } = await this.pictures.burn(original, boxes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const copyId = randomUUID();
    const before: string[] = [];
    const receipt = await this.transactions.run(actor, request, async (tx) => {
      const { packet, row, listed } = await this.opened(tx, actor, request, id);
      const picture = chosenOf(listed, attachmentId);
      await this.vault.keepContent(row.subjectRef, copyId, bytes);
      await tx.query(
        `UPDATE app.packet_picture SET id = $1, boxes = $2::jsonb, sha256 = $3 WHERE packet_id = $4 AND attachment_id = $5`,
        [copyId, JSON.stringify(boxes), sha256, id, attachmentId],
      );
      if (picture.copyId !== null) before.push(picture.copyId);
      return this.changed(tx, actor, row, packet);
    });
    for (const old of before) await this.vault.dropContent(ref, old);
    return receipt;
  }

  private async put(
    tx: EntityManager,
    packetId: string,
    { copyId, attachmentId, n }: PictureRow,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO app.packet_picture (id, packet_id, attachment_id, n) VALUES ($1, $2, $3, $4)
       ON CONFLICT (packet_id, attachment_id) DO UPDATE SET n = excluded.n`,
      [copyId ?? randomUUID(), packetId, attachmentId, n],
    );
  }

  private async opened(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
  ): Promise<{
    readonly packet: PacketRow;
    readonly row: LockedCase;
    readonly listed: readonly PictureRow[];
  }> {
    const found = await findPacket(tx, id);
    if (found === null) throw absent('packet');
    const row = await this.transitions.lock(tx, found.caseId);
    const packet = await lockPacket(tx, id);
    assertMayRedact(actor, row);
    assertVersion(request, packet.version);
    if (packet.state !== 'draft') throw new Problem('conflict', 'packet.not-draft');
    return { packet, row, listed: await picturesOf(tx, packet) };
  }

  private async changed(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    packet: PacketRow,
  ): Promise<{ readonly id: string; readonly version: number }> {
    const version = packet.version + 1;
    await tx.update(Packet, { id: packet.id }, { version });
    await this.journal.record(tx, actor, {
      command: 'redact',
      subject: 'packet',
      subjectId: packet.id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields: ['pictures'],
    });
    return { id: packet.id, version };
  }
}

function assertMayRedact(actor: Actor, row: LockedCase): void {
  const reach = { ...reachOf(row), readerIds: [] };
  if (may(actor.ability, 'redact', 'Packet', reach)) return;
  throw may(actor.ability, 'read', 'Packet', reach)
    ? new Problem('forbidden', 'forbidden')
    : absent('packet');
}

function chosenOf(listed: readonly PictureRow[], attachmentId: string): PictureRow {
  const picture = listed.find((one) => one.attachmentId === attachmentId && one.copyId !== null);
  if (picture === undefined) throw new Problem('invalid', 'packet.picture-unknown');
  return picture;
}

function assertInside(boxes: readonly PictureBox[], { width, height }: PictureRow): void {
  const isInside = boxes.every((box) => box.x + box.width <= width && box.y + box.height <= height);
  if (!isInside) throw new Problem('invalid', 'packet.boxes');
}
