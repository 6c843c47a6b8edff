import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { actorFromRow, barsSql, membershipsSql, PERSON_COLUMNS } from '../platform/security/sign-ins.js';

/** People as they would act if they signed in now: for the demonstration and for what is replayed in their name. */
@Injectable()
export class Actors {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Throws when there is no such account. */
  async named(username: string): Promise<Actor> {
    const at = this.clock.now().toISOString();
    const [row] = await this.transactions.system((tx) =>
      tx.query<Parameters<typeof actorFromRow>[0][]>(
        `SELECT ${PERSON_COLUMNS}, ${membershipsSql(this.clock.today())} AS memberships, ${barsSql(at, this.clock.today())} AS bars
         FROM app.person p WHERE p.username = $1 AND p.disabled_at IS NULL`,
        [username],
      ),
    );
    if (!row) throw new Error(`There is no account named ${username}`);
    return actorFromRow(row, null);
  }
}
