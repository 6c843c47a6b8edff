import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import { absent, Problem } from '../domain/problem.js';
import type { FollowerView } from '../domain/recommendations/recommendation.js';
import { findCase, reachOf } from '../cases/locked-case.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { addresseesOf } from './addressees.js';
import { FOLLOWERS } from './follower.js';
import { UNWRITTEN } from './proposal-door.js';

/** Who may follow what a case recommends: the care teams of its path and of its centre, and the district. */
@Injectable()
export class FollowerQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** For those who may propose; accounts by function and place, never by name. */
  list(actor: Actor, caseId: string): Promise<readonly FollowerView[]> {
    return this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, caseId);
      if (row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
      const wanted = { ...reachOf(row), ...UNWRITTEN, caseIds: [row.id] };
      if (!may(actor.ability, 'propose', 'Recommendation', wanted))
        throw new Problem('forbidden', 'forbidden');
      return this.transactions.asSystem(tx, async () => {
        const { placeIds } = await addresseesOf(tx, row, 'CSCOM', undefined);
        return tx.query<FollowerView[]>(
          `SELECT DISTINCT ON (p.username) p.username, p.profession, m.role, l.name AS "placeName"
           FROM app.membership m JOIN app.person p ON p.id = m.person_id JOIN app.place l ON l.id = m.place_id
           WHERE p.disabled_at IS NULL AND m.role = ANY ($1) AND m.place_id = ANY ($2)
             AND $3::date BETWEEN m.from_date AND COALESCE(m.to_date, 'infinity')
           ORDER BY p.username, m.from_date DESC, m.id`,
          [FOLLOWERS, [...placeIds, row.districtId], this.clock.today()],
        );
      });
    });
  }
}
