import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Language } from '../domain/accounts/person.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import { type Actor } from '../platform/security/actor.js';
import { Passwords } from '../platform/security/passwords.js';
import { newToken, SignIns } from '../platform/security/sign-ins.js';
import { Logins } from './logins.js';
import { Proofs } from './proofs.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { Person } from './person.entity.js';
import { type Browser, RegisteredDevices } from './registered-devices.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
}
interface Known {
  readonly id: string;
  readonly password_hash: string;
}

/** Signing in and out, and what people change about their own account. */
@Injectable()
export class SessionCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly passwords: Passwords,
    private readonly attempts: SignInAttempts,
    private readonly proofs: Proofs,
    private readonly signIns: SignIns,
    private readonly logins: Logins,
    private readonly devices: RegisteredDevices,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * The token of a new session and its person. A wrong password, an unknown and a disabled user get the same answer after the same
   * work, so that nobody can find out which accounts exist.
   */
  async signIn(
    { username, password }: Credentials,
    browser: Browser,
  ): Promise<{ token: string; actor: Actor }> {
    const known = await this.transactions.system(async (tx) => {
      await this.attempts.count(tx, username);
      return this.find(tx, username);
    });
    const isRight = await this.passwords.verify(password, known?.password_hash);
    if (!known || !isRight) {
      this.attempts.failed(username);
      throw new Problem('unauthenticated', 'session.wrong-credentials');
    }
    const token = newToken();
    await this.transactions.system(async (tx) => {
      await this.attempts.succeeded(tx, username);
      await this.logins.open(tx, { token, personId: known.id, agent: browser.agent, deviceId: null });
      await this.devices.openDoor(tx, known.id, browser.hash);
    });
    const actor = await this.signIns.find(token);
    if (!actor) throw new Problem('unauthenticated', 'session.wrong-credentials');
    await this.transactions.system((tx) =>
      this.journal.record(tx, actor, {
        command: 'sign-in',
        subject: 'sign-in',
        subjectId: actor.person.id,
        fields: [],
      }),
    );
    return { token, actor };
  }

  async signOut(actor: Actor | undefined): Promise<void> {
    if (!actor?.loginHash) return;
    await this.transactions.system(async (tx) => {
      await tx.query('UPDATE app.login SET revoked_at = $2 WHERE token_hash = $1', [
        Buffer.from(actor.loginHash ?? '', 'hex'),
        this.clock.now(),
      ]);
      await this.journal.record(tx, actor, {
        command: 'sign-out',
        subject: 'sign-in',
        subjectId: actor.person.id,
        fields: [],
      });
    });
  }

  /** Ends every other session of the person: whoever had the old password is out. */
  async changePassword(
    actor: Actor,
    request: WriteRequest,
    { current, next }: { readonly current: string; readonly next: string },
    browser: Browser,
  ): Promise<Receipt> {
    const { id, username } = actor.person;
    this.passwords.assertStrong(next, username, 'next');
    if (current === next) {
      throw new Problem('invalid', 'password.same', { fields: [{ field: 'next', code: 'password.same' }] });
    }
    await this.proofs.assertPassword(actor.person, current, 'current');
    const passwordHash = await this.passwords.hash(next);
    return this.transactions.run(actor, request, async (tx) => {
      const version = await this.changeOwn(tx, id, { passwordHash, mustChangePassword: false });
      await tx.query(
        'UPDATE app.login SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL AND token_hash <> $3',
        [id, this.clock.now(), Buffer.from(actor.loginHash ?? '', 'hex')],
      );
      await this.devices.closeDoors(tx, id, browser.hash);
      await this.journal.record(tx, actor, {
        command: 'change-password',
        subject: 'person',
        subjectId: id,
        fields: ['password'],
      });
      return { id, version };
    });
  }

  chooseLanguage(actor: Actor, request: WriteRequest, language: Language): Promise<Receipt> {
    const { id } = actor.person;
    return this.transactions.run(actor, request, async (tx) => {
      const version = await this.changeOwn(tx, id, { language });
      await this.journal.record(tx, actor, {
        command: 'update',
        subject: 'person',
        subjectId: id,
        fields: ['language'],
      });
      return { id, version };
    });
  }

  private async find(tx: EntityManager, username: string): Promise<Known | undefined> {
    const [known] = await tx.query<Known[]>(
      'SELECT id, password_hash FROM app.person WHERE lower(username) = lower($1) AND disabled_at IS NULL',
      [username.trim()],
    );
    return known;
  }

  private async changeOwn(tx: EntityManager, id: string, change: Partial<Person>): Promise<number> {
    await tx.update(Person, { id }, { ...change, version: () => 'version + 1' });
    const [row] = await tx.query<{ version: number }[]>('SELECT version FROM app.person WHERE id = $1', [id]);
    return row?.version ?? 1;
  }
}
