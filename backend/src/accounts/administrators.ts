import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';

const LOCK = 4_711_001;

/** Somebody must always be able to open accounts. */
@Injectable()
export class Administrators {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Refuses when nobody else is an administrator today. Two administrators cannot remove each other at the same moment. */
  async assertOneRemainsWithout(tx: EntityManager, personId: string): Promise<void> {
    const others = await this.transactions.asSystem(tx, async () => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      return tx.query<unknown[]>(
        `SELECT 1 FROM app.membership m JOIN app.person p ON p.id = m.person_id
         WHERE m.role = 'administrator' AND p.disabled_at IS NULL AND p.id <> $1
           AND m.from_date <= $2::date AND (m.to_date IS NULL OR m.to_date > $2::date) LIMIT 1`,
        [personId, this.clock.today()],
      );
    });
    if (others.length === 0) throw new Problem('conflict', 'person.last-administrator');
  }
}
