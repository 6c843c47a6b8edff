import { Injectable } from '@nestjs/common';
import type { SecondFactorRule } from '../domain/accounts/second-factor.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { removeFactor } from './factor-commands.js';

/** What only somebody at the server itself decides: no screen of a stolen account can loosen it. */
@Injectable()
export class SecondFactorRules {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  choose(rule: SecondFactorRule): Promise<void> {
    return this.transactions.system(async (tx) => {
      await tx.query('UPDATE app.server SET second_factor = $1', [rule]);
      const entry = { command: 'rule-second-factor', subject: 'setting', subjectId: null } as const;
      await this.journal.record(tx, 'system', { ...entry, fields: ['secondFactor'], hashed: { rule } });
    });
  }

  /** False when nobody has this name. */
  removeFrom(username: string): Promise<boolean> {
    return this.transactions.system(async (tx) => {
      const [person] = await tx.query<{ id: string }[]>('SELECT id FROM app.person WHERE username = $1', [
        username,
      ]);
      if (!person) return false;
      await removeFactor(tx, person.id);
      await tx.query('UPDATE app.login SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [
        person.id,
        this.clock.now(),
      ]);
      const entry = { command: 'remove-second-factor', subject: 'person', subjectId: person.id } as const;
      await this.journal.record(tx, 'system', { ...entry, fields: ['secondFactor'] });
      return true;
    });
  }
}
