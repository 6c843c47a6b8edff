import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { givenFields, Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Passwords } from '../platform/security/passwords.js';
import { Administrators } from './administrators.js';
import type { NewPersonBody, PersonChangesBody } from './dto/person-bodies.js';
import { Person } from './person.entity.js';
import { PersonQueries } from './person-queries.js';
import { RegisteredDevices } from './registered-devices.js';

/** What administrators do with accounts. Whoever sets a password does not keep it: its owner changes it at the first sign-in. */
@Injectable()
export class PersonCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly passwords: Passwords,
    private readonly administrators: Administrators,
    private readonly queries: PersonQueries,
    private readonly devices: RegisteredDevices,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, request: WriteRequest, body: NewPersonBody): Promise<Receipt> {
    const { id, username, displayName, profession, language, password, sameAs } = body;
    this.passwords.assertStrong(password, username, 'password');
    const passwordHash = await this.passwords.hash(password);
    return this.transactions.run(actor, request, async (tx) => {
      await tx.insert(Person, {
        id,
        username,
        displayName: displayName.trim(),
        profession,
        language,
        passwordHash,
        mustChangePassword: true,
        sameAs: await this.humanNamed(tx, sameAs, id),
        version: 1,
      });
      await this.tell(tx, actor, 'create', id, [
        'username',
        'displayName',
        'profession',
        'language',
        'password',
        ...(sameAs === undefined ? [] : ['sameAs']),
      ]);
      return { id, version: 1 };
    });
  }

  update(actor: Actor, request: WriteRequest, id: string, changes: PersonChangesBody): Promise<Receipt> {
    const { sameAs, ...others } = changes;
    return this.change(actor, request, id, 'update', async (tx) => ({
      ...others,
      ...(sameAs === undefined ? {} : { sameAs: await this.humanNamed(tx, sameAs, id) }),
    }));
  }

  /** Ends every session at once. */
  disable(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    assertSomebodyElse(actor, id);
    return this.change(actor, request, id, 'disable', async (tx) => {
      await this.administrators.assertOneRemainsWithout(tx, id);
      await this.endAll(tx, id);
      await this.forgetDevices(tx, id);
      return { disabledAt: this.clock.now() };
    });
  }

  enable(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.change(actor, request, id, 'enable', () => Promise.resolve({ disabledAt: null }));
  }

  async resetPassword(actor: Actor, request: WriteRequest, id: string, password: string): Promise<Receipt> {
    assertSomebodyElse(actor, id);
    const { username } = await this.queries.get(actor, id);
    this.passwords.assertStrong(password, username, 'password');
    const passwordHash = await this.passwords.hash(password);
    return this.change(actor, request, id, 'reset-password', async (tx) => {
      await this.endAll(tx, id);
      await this.transactions.asSystem(tx, () => this.devices.closeDoors(tx, id, null));
      return { passwordHash, mustChangePassword: true };
    });
  }

  /** On every device, for a phone that was lost or lent; one's own are ended under one's devices. */
  endSessions(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    assertSomebodyElse(actor, id);
    return this.change(actor, request, id, 'end-sessions', async (tx) => {
      await this.endAll(tx, id);
      await this.forgetDevices(tx, id);
      return {};
    });
  }

  private change(
    actor: Actor,
    request: WriteRequest,
    id: string,
    command: string,
    work: (tx: EntityManager) => Promise<Partial<Person>>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const person = await tx.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw absent('person');
      assertVersion(request, person.version, await this.queries.view(tx, actor, id));
      const changes = await work(tx);
      const version = person.version + 1;
      await tx.update(Person, { id }, { ...changes, version });
      await this.tell(tx, actor, command, id, fieldsOf(changes));
      return { id, version };
    });
  }

  private async forgetDevices(tx: EntityManager, id: string): Promise<void> {
    await this.transactions.asSystem(tx, () => this.devices.revokeAll(tx, id));
  }

  /** The account that stands for the human of this user name. Two accounts are joined on a screen, and never parted there. */
  private async humanNamed(
    tx: EntityManager,
    username: string | undefined,
    own: string,
  ): Promise<string | null> {
    if (username === undefined) return null;
    const [found] = await tx.query<{ human: string }[]>(
      `SELECT COALESCE(p.same_as, p.id) AS human FROM app.person p WHERE p.username = $1
         AND COALESCE(p.same_as, p.id) <> $2 AND NOT EXISTS (SELECT FROM app.person o WHERE o.same_as = $2)`,
      [username.trim().toLowerCase(), own],
    );
    if (found) return found.human;
    throw new Problem('invalid', 'setting.person-unknown', {
      fields: [{ field: 'sameAs', code: 'setting.person-unknown' }],
    });
  }

  private async endAll(tx: EntityManager, id: string): Promise<void> {
    await this.transactions.asSystem(tx, () =>
      tx.query('UPDATE app.login SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [
        id,
        this.clock.now(),
      ]),
    );
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    command: string,
    id: string,
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, actor, { command, subject: 'person', subjectId: id, fields });
  }
}

function assertSomebodyElse(actor: Actor, id: string): void {
  if (actor.person.id === id) throw new Problem('conflict', 'person.self');
}

function fieldsOf(changes: Partial<Person>): readonly string[] {
  return givenFields(changes).map((field) => (field === 'passwordHash' ? 'password' : field));
}
