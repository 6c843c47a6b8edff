import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import {
  ATTACHABLE,
  ATTACHMENT_CAPS,
  type AttachmentsView,
  type AttachmentView,
} from '../domain/cases/attachment.js';
import { rolesOn } from '../domain/cases/case-roles.js';
import { absent } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import { Attachment } from './attachment.entity.js';
import { findCase, reachOf, type LockedCase } from './locked-case.js';

/** The pictures of a case, and one of them opened, which is a reading of an identity. */
@Injectable()
export class AttachmentQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: Vault,
    private readonly journal: Journal,
  ) {}

  ofCase(actor: Actor, caseId: string): Promise<AttachmentsView> {
    return this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, caseId);
      if (row === undefined || !may(actor.ability, 'read', 'Attachment', reachOf(row))) throw absent('case');
      const listed = await attachmentsOf(tx, caseId);
      const mayAttach =
        ATTACHABLE.includes(row.state) && may(actor.ability, 'attach', 'Attachment', reachOf(row));
      return {
        mayAttach,
        left: ATTACHMENT_CAPS.perCase - listed.length,
        attachments: await this.viewsOf(tx, listed, (one) => mayAttach && mayRemove(actor, row, one)),
      };
    });
  }

  /** Who added a picture may be out of the reader's reach; their name stands beside it all the same. */
  private async viewsOf(
    tx: EntityManager,
    listed: readonly Attachment[],
    removable: (one: Attachment) => boolean,
  ): Promise<readonly AttachmentView[]> {
    const named: readonly { readonly id: string; readonly addedBy: string; readonly placeName: string }[] =
      await this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT a.id, p.display_name AS "addedBy", f.name AS "placeName" FROM app.attachment a
           JOIN app.person p ON p.id = a.added_by JOIN app.place f ON f.id = a.place_id WHERE a.id = ANY ($1)`,
          [listed.map(({ id }) => id)],
        ),
      );
    const names = new Map(named.map((one) => [one.id, one]));
    return listed.map((one) => ({
      id: one.id,
      version: one.version,
      kind: one.kind,
      n: one.n,
      width: one.width,
      height: one.height,
      bytes: one.bytes,
      addedAt: one.addedAt.toISOString(),
      addedBy: names.get(one.id)?.addedBy ?? '',
      placeName: names.get(one.id)?.placeName ?? '',
      mayRemove: removable(one),
    }));
  }

  /** The picture itself. Its opening is written down before the first byte leaves; what cannot be written down does not leave. */
  async open(actor: Actor, id: string): Promise<Buffer> {
    const row = await this.transactions.read(actor, (tx) => caseOfAttachment(tx, actor, id));
    const bytes = await this.vault.readContent(row.subjectRef, id);
    if (bytes === undefined) throw absent('attachment');
    await this.transactions.system((tx) =>
      this.journal.record(tx, actor, {
        command: 'open',
        subject: 'attachment',
        subjectId: id,
        placeId: row.responsibleId,
        districtId: row.districtId,
        fields: [],
      }),
    );
    return bytes;
  }
}

/** The case of a picture that is there and that the person may see; else the picture is absent. */
async function caseOfAttachment(tx: EntityManager, actor: Actor, id: string): Promise<LockedCase> {
  const [found]: readonly { readonly caseId: string }[] = await tx.query(
    `SELECT case_id AS "caseId" FROM app.attachment WHERE id = $1 AND state = 'kept'`,
    [id],
  );
  const row = found && (await findCase(tx, found.caseId));
  if (row === undefined || !may(actor.ability, 'read', 'Attachment', reachOf(row))) {
    throw absent('attachment');
  }
  return row;
}

/** The pictures a case holds now, kind by kind in the order in which they came. */
export function attachmentsOf(tx: EntityManager, caseId: string): Promise<Attachment[]> {
  return tx.find(Attachment, { where: { caseId, state: 'kept' }, order: { kind: 'ASC', n: 'ASC' } });
}

/** Who took a picture takes it away; the head of the responsible centre any. */
export function mayRemove(actor: Actor, row: LockedCase, { addedBy }: { readonly addedBy: string }): boolean {
  return addedBy === actor.person.id || rolesOn(actor.memberships, row).includes('centre-head');
}
