import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Passwords } from '../platform/security/passwords.js';
import { Membership, Person } from './person.entity.js';

/** The first two accounts, made from the command line: a role on the screen takes two persons, so one alone could give none. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly transactions: Transactions,
    private readonly passwords: Passwords,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The user names of the administrators who are already there. */
  async existing(): Promise<readonly string[]> {
    const found = await this.transactions.system((tx) =>
      tx.query<{ username: string }[]>(
        `SELECT p.username FROM app.membership m JOIN app.person p ON p.id = m.person_id
         WHERE m.role = 'administrator' AND p.disabled_at IS NULL GROUP BY p.username ORDER BY min(m.from_date), p.username LIMIT 2`,
      ),
    );
    return found.map(({ username }) => username);
  }

  async create(username: string, password: string): Promise<void> {
    this.passwords.assertStrong(password, username, 'password');
    const passwordHash = await this.passwords.hash(password);
    const id = randomUUIDv7();
    await this.transactions.system(async (tx) => {
      const [country] = await tx.query<{ id: number }[]>(`SELECT id FROM app.place WHERE kind = 'country'`);
      await tx.insert(Person, {
        id,
        username,
        displayName: username,
        profession: 'MANAGEMENT',
        language: 'fr',
        passwordHash,
        mustChangePassword: false,
        version: 1,
      });
      await tx.insert(Membership, {
        id: randomUUIDv7(),
        personId: id,
        role: 'administrator',
        placeId: country?.id ?? 0,
        from: this.clock.today(),
        to: null,
        grantedBy: null,
      });
      await this.journal.record(tx, 'system', {
        command: 'create',
        subject: 'person',
        subjectId: id,
        fields: ['username', 'password', 'role'],
      });
    });
  }
}
