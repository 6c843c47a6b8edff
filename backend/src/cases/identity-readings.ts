import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { IdentityView } from '../domain/cases/case.js';
import type { IdentityReason } from '../domain/cases/identity-reasons.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault, type IdentityFields } from '../platform/vault/vault.js';
import { CaseDoor } from './case-door.js';
import { reachOf, type LockedCase } from './locked-case.js';

const FIELDS = ['deceased_name', 'mother_name', 'contact_phone', 'dob'] as const;

/** Reading who the dead person was: the only answer that carries names, and every reading leaves its line in the journal. */
@Injectable()
export class IdentityReadings {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly vault: Vault,
    private readonly journal: Journal,
  ) {}

  /** A repeated request shows the names again, and so leaves its own line. */
  read(
    actor: Actor,
    request: WriteRequest,
    id: string,
    reason: IdentityReason,
  ): Promise<Receipt & IdentityView> {
    return this.transactions.run(
      actor,
      request,
      async (tx) => {
        const row = await this.journalled(tx, actor, id, reason);
        return { id, version: row.version, ...viewOf(await this.vault.read(row.subjectRef)) };
      },
      async (tx) => viewOf(await this.vault.read((await this.journalled(tx, actor, id, reason)).subjectRef)),
    );
  }

  /** The line comes before the vault is opened: without it there is no reading. */
  private async journalled(
    tx: EntityManager,
    actor: Actor,
    id: string,
    reason: IdentityReason,
  ): Promise<LockedCase> {
    const row = await this.door.reached(tx, actor, id);
    if (!may(actor.ability, 'read', 'Identity', reachOf(row))) throw new Problem('forbidden', 'forbidden');
    await this.journal.record(tx, actor, {
      command: 'read-identity',
      subject: 'identity',
      subjectId: id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields: FIELDS,
      code: reason,
    });
    return row;
  }
}

function viewOf(fields: IdentityFields): IdentityView {
  return {
    deceased_name: fields['deceased_name'] ?? null,
    mother_name: fields['mother_name'] ?? null,
    contact_phone: fields['contact_phone'] ?? null,
    dob: fields['dob'] ?? null,
  };
}
