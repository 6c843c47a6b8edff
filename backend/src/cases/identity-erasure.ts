import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Journal, type Author } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Vault } from '../platform/vault/vault.js';
import type { LockedCase } from './locked-case.js';

/** Erasing who died, with the pictures and whatever was found by the name. The case stays. [domain 7.5] */
@Injectable()
export class IdentityErasure {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: Vault,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** What the vault destroyed stays destroyed; a transaction that fails after it can be repeated. */
  async erase(
    tx: EntityManager,
    row: Pick<LockedCase, 'id' | 'subjectRef' | 'responsibleId' | 'districtId'>,
    by: Author,
  ): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      await tx.query('UPDATE app.death_case SET identity_erased_at = $2 WHERE id = $1', [
        row.id,
        this.clock.now(),
      ]);
      await tx.query('DELETE FROM app.resemblance WHERE first_id = $1 OR second_id = $1', [row.id]);
    });
    await this.journal.record(tx, by, {
      command: 'destroy',
      subject: 'identity',
      subjectId: row.id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields: [],
    });
    await this.vault.destroy(row.subjectRef);
  }
}
