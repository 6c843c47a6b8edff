import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import type { BarView } from '../domain/access/bars.js';
import { absent, Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { SEATED } from './case-bars.js';
import { findCase, reachOf } from './locked-case.js';

/** Who was declared not free to see or to judge a case. */
@Injectable()
export class BarQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Seats of reviewers are no part of it: who reviews stays unknown to the district. */
  ofCase(actor: Actor, id: string): Promise<readonly BarView[]> {
    return this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, id);
      if (row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
      if (!may(actor.ability, 'set-aside', 'Case', reachOf(row))) throw new Problem('forbidden', 'forbidden');
      return this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT p.username, b.reason, COALESCE(b.declared_by = b.person_id, false) AS "bySelf", b.at, p.id = $3 AS mine
           FROM app.case_bar b JOIN app.person p ON p.id = b.person_id
           WHERE b.case_id = $1 AND b.reason <> 'assignment' AND NOT ${SEATED} AND (b.until IS NULL OR b.until > $2)
           ORDER BY b.at, p.username, b.reason`,
          [id, this.clock.now(), actor.person.id],
        ),
      );
    });
  }
}
