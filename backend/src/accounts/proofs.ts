import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Passwords } from '../platform/security/passwords.js';
import { Secrets } from '../platform/security/secrets.js';
import { stepMatching } from '../platform/security/totp.js';
import { unsealed } from '../platform/vault/envelope.js';
import { normalRecoveryCode } from './recovery-codes.js';
import { SignInAttempts } from './sign-in-attempts.js';

interface Owner {
  readonly id: string;
  readonly username: string;
}
interface FactorRow {
  readonly secret: Buffer;
  readonly last_step: string;
}

/** Where the secret of a second factor lives: its ciphertext opens nowhere else. */
export function factorPlaceOf(personId: string): string {
  return `app.second_factor|secret|${personId}`;
}

/** The two things a person proves to be there with. Wrong ones are counted, and each further try waits longer. */
@Injectable()
export class Proofs {
  constructor(
    private readonly transactions: Transactions,
    private readonly passwords: Passwords,
    private readonly attempts: SignInAttempts,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** Refuses a password that is not the person's own; `field` is where it was typed. */
  async assertPassword({ id, username }: Owner, password: string, field: string): Promise<void> {
    const [kept] = await this.transactions.system(async (tx) => {
      await this.attempts.count(tx, username);
      return tx.query<{ password_hash: string }[]>('SELECT password_hash FROM app.person WHERE id = $1', [
        id,
      ]);
    });
    if (await this.passwords.verify(password, kept?.password_hash)) {
      await this.transactions.system((tx) => this.attempts.succeeded(tx, username));
      return;
    }
    this.attempts.failed(username);
    throw new Problem('invalid', 'password.wrong', { fields: [{ field, code: 'password.wrong' }] });
  }

  /** Takes a code of the application or a recovery code; each is taken once. Refuses every other. */
  async useCode(personId: string, code: string): Promise<void> {
    const isRight = await this.transactions.system(async (tx) => {
      const factor = await lockedFactor(tx, personId);
      await this.attempts.count(tx, attemptsOf(personId));
      const right =
        (await this.takeStep(tx, personId, factor, code)) || (await this.takeRecovery(tx, personId, code));
      if (right) await this.attempts.succeeded(tx, attemptsOf(personId));
      else this.attempts.failed(attemptsOf(personId));
      return right;
    });
    if (isRight) return;
    throw new Problem('invalid', 'factor.wrong', { fields: [{ field: 'code', code: 'factor.wrong' }] });
  }

  private async takeStep(
    tx: EntityManager,
    personId: string,
    { secret, last_step: last }: FactorRow,
    code: string,
  ): Promise<boolean> {
    const plain = unsealed(this.secrets.factorKey, factorPlaceOf(personId), secret);
    const step = stepMatching(plain, code.replaceAll(/\s/g, ''), this.clock.now());
    if (step === undefined || step <= Number(last)) return false;
    await tx.query('UPDATE app.second_factor SET last_step = $2 WHERE person_id = $1', [personId, step]);
    return true;
  }

  private async takeRecovery(tx: EntityManager, personId: string, code: string): Promise<boolean> {
    const hash = this.secrets.recoveryHash(personId, normalRecoveryCode(code));
    const taken = await tx.query<unknown[]>(
      `WITH taken AS (UPDATE app.recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING 1)
       SELECT * FROM taken`,
      [personId, hash, this.clock.now()],
    );
    return taken.length === 1;
  }
}

async function lockedFactor(tx: EntityManager, personId: string): Promise<FactorRow> {
  const [factor] = await tx.query<FactorRow[]>(
    'SELECT secret, last_step FROM app.second_factor WHERE person_id = $1 AND confirmed_at IS NOT NULL FOR UPDATE',
    [personId],
  );
  if (!factor) throw new Problem('conflict', 'factor.none');
  return factor;
}

/** Counted apart from passwords. The sign before it cannot be sent, so nobody can make others wait through the door. */
function attemptsOf(personId: string): string {
  return `\u0000second factor of ${personId}`;
}
