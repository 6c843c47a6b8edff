import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayBecome } from '../domain/cases/eligibility.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CarriedDrafts } from './carried-drafts.js';
import { CaseEvents, reasoned } from './case-events.js';
import { CaseFollow } from './case-follow.js';
import { CaseTasks } from './case-tasks.js';
import { unsign } from './draft-rows.js';
import type { ChangeKindDto } from './dto/events.dto.js';
import type { Plain } from './dto/plain.js';
import { Extents } from './extents.js';
import { LinkProposals } from './link-proposals.js';
import type { LockedCase } from './locked-case.js';
import { NotificationAnswers } from './notification-answers.js';

/** Corrects the kind of a death that was confirmed under another one. */
@Injectable()
export class KindCommands {
  constructor(
    private readonly events: CaseEvents,
    private readonly notification: NotificationAnswers,
    private readonly follow: CaseFollow,
    private readonly tasks: CaseTasks,
    private readonly links: LinkProposals,
    private readonly extents: Extents,
    private readonly carried: CarriedDrafts,
    private readonly journal: Journal,
  ) {}

  changeKind(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: Plain<ChangeKindDto>,
  ): Promise<Receipt> {
    const { kind } = command;
    return this.events.fire(actor, request, id, 'change-kind', async (tx, row) => ({
      ...reasoned(command, {
        eligible: mayBecome(kind, await this.notification.of(tx, row)),
        kindDiffers: kind !== row.kind,
      }),
      changes: { kind, category: kind, ...(await this.extents.afterKind(tx, row, kind)) },
      kinds: { from: row.kind ?? row.category, to: kind },
      afterwards: async (after) => {
        await this.notification.amend(tx, after, { death_category: kind });
        await this.carried.over(tx, row, after);
        // Every facility signed the file of another kind.
        await unsign(tx, after, after.placeIds);
        await this.tasks.changeKind(tx, row, after);
        if (await this.links.drop(tx, after, actor.person.id)) await this.tell(tx, actor, after);
        await this.follow.afterSaving(tx, after);
      },
    }));
  }

  private tell(tx: EntityManager, actor: Actor, row: LockedCase): Promise<void> {
    return this.journal.record(tx, actor, {
      command: 'unlink',
      subject: 'case',
      subjectId: row.id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields: ['linked_case'],
    });
  }
}
