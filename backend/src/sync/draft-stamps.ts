import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { digestOf } from './replica-cursor.js';

/** Tells whether a draft may be another than before, without opening it: opening is a reading, and is journalled. */
@Injectable()
export class DraftStamps {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Of the drafts of one case: what its page says, the versions of its documents, roles, places and bars of the reader; and the day, since
   * whatever else may move is compared once a day.
   */
  async of(actor: Actor, casePath: string, page: string): Promise<string> {
    const id = casePath.slice('/cases/'.length);
    const versions = await this.transactions.read(actor, (tx) =>
      tx.query<unknown[]>('SELECT form, version FROM app.case_draft WHERE case_id = $1 ORDER BY form', [id]),
    );
    const { memberships, bars } = actor;
    return digestOf(JSON.stringify([page, versions, memberships, bars, this.clock.local().slice(0, 10)]));
  }
}
