import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ATTACHMENT_CAPS, type AttachmentKind } from '../domain/cases/attachment.js';
import { facilitiesOf } from '../domain/cases/case-roles.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { uuidv7 } from '../domain/uuid.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Incoming } from '../platform/http/uploads.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import { Pictures, type Picture } from '../platform/pictures/pictures.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import { assertAttachable, assertMayAttach } from './attachable.js';
import { mayRemove } from './attachment-queries.js';
import { Attachment } from './attachment.entity.js';
import { findCase, lockCase, type LockedCase } from './locked-case.js';

/** What a sender says of a picture; nothing else of the file they chose is kept. */
export interface NewAttachment {
  readonly id: string;
  readonly kind: AttachmentKind;
}

/** Pictures of a case come and go while its facts are written. */
@Injectable()
export class AttachmentCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly pictures: Pictures,
    private readonly vault: Vault,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Asks who sends before a byte is read; draws the picture anew before the case is locked. */
  async add(actor: Actor, incoming: Incoming, caseId: string, what: NewAttachment): Promise<Receipt> {
    await this.transactions.read(actor, async (tx) => {
      assertMayAttach(actor, await findCase(tx, caseId));
    });
    return incoming.read(async ({ bytes, request }) => {
      const pictures = await this.pictures.drawn(bytes, ATTACHMENT_CAPS);
      return this.admit(actor, request, caseId, what, () => Promise.resolve(pictures));
    });
  }

  /** Adds what `claim`, in the same transaction, gives: pictures drawn anew, or the reason why there are none. */
  admit(
    actor: Actor,
    request: WriteRequest,
    caseId: string,
    what: NewAttachment,
    claim: (tx: EntityManager) => Promise<readonly Picture[]>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await lockCase(tx, caseId);
      assertAttachable(actor, row);
      return this.kept(tx, actor, row, what, await claim(tx));
    });
  }

  /** A wrong or unreadable picture goes at once, its bytes too; that it was there, and why it went, stays. */
  async remove(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    let ref = '';
    const receipt = await this.transactions.run(actor, request, async (tx) => {
      const seen = await tx.findOneBy(Attachment, { id, state: 'kept' });
      if (seen === null) throw absent('attachment');
      const row = await lockCase(tx, seen.caseId);
      const attachment = await tx.findOneByOrFail(Attachment, { id });
      assertAttachable(actor, row);
      if (!mayRemove(actor, row, attachment)) throw new Problem('forbidden', 'forbidden');
      assertVersion(request, attachment.version);
      if (attachment.state !== 'kept') throw absent('attachment');
      if (reason.trim() === '') throw new Problem('invalid', 'attachment.reason-missing');
      const version = attachment.version + 1;
      await tx.update(
        Attachment,
        { id },
        {
          state: 'removed',
          removedBy: actor.person.id,
          removedAt: this.clock.now(),
          removedReason: reason,
          version,
        },
      );
      await this.tell(tx, actor, row, id, 'remove', ['state']);
      ref = row.subjectRef;
      return { id, version };
    });
    if (ref !== '') await this.vault.dropContent(ref, id);
    return receipt;
  }

  /** The pages of one file go in together or not at all; a page that is there already, or comes twice, is kept once. */
  private async kept(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    { id, kind }: NewAttachment,
    pictures: readonly Picture[],
  ): Promise<{ readonly id: string; readonly version: number }> {
    const known = await tx.findBy(Attachment, { caseId: row.id });
    const there = known.filter(({ state }) => state === 'kept');
    const hashes = new Set(there.map(({ sha256 }) => sha256));
    const fresh = new Map(pictures.map((picture) => [hashOf(picture), picture]));
    for (const sha256 of hashes) fresh.delete(sha256);
    if (fresh.size === 0) throw new Problem('conflict', 'attachment.known');
    const total = [
      ...there.map(({ bytes }) => bytes),
      ...[...fresh.values()].map(({ bytes }) => bytes.length),
    ];
    if (
      total.length > ATTACHMENT_CAPS.perCase ||
      total.reduce((sum, one) => sum + one, 0) > ATTACHMENT_CAPS.caseBytes
    ) {
      throw new Problem('conflict', 'attachment.full');
    }
    let n = Math.max(0, ...known.filter((one) => one.kind === kind).map((one) => one.n));
    let own = id;
    for (const [sha256, picture] of fresh) {
      await this.keptAs(tx, actor, row, { id: own, kind, n: (n += 1), sha256 }, picture);
      own = uuidv7(this.clock.now().getTime(), randomBytes(10));
    }
    return { id, version: 1 };
  }

  private async keptAs(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    named: Pick<Attachment, 'id' | 'kind' | 'n' | 'sha256'>,
    { bytes, width, height }: Picture,
  ): Promise<void> {
    // An orphan in the vault is harmless; a line without its picture is not.
    await this.vault.keepContent(row.subjectRef, named.id, bytes);
    await tx.insert(Attachment, {
      ...named,
      caseId: row.id,
      placeId: facilitiesOf(actor.memberships, row)[0] ?? row.responsibleId,
      width,
      height,
      bytes: bytes.length,
      state: 'kept',
      addedBy: actor.person.id,
      addedAt: this.clock.now(),
      version: 1,
    });
    await this.tell(tx, actor, row, named.id, 'attach', ['kind']);
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    id: string,
    command: 'attach' | 'remove',
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'attachment',
      subjectId: id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields,
    });
  }
}

function hashOf({ bytes }: Picture): string {
  return createHash('sha256').update(bytes).digest('hex');
}
