import { Injectable } from '@nestjs/common';
import { Problem } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { hashOf, newToken, SignIns } from '../platform/security/sign-ins.js';
import { hashOfLogin } from './factor-commands.js';
import { Proofs } from './proofs.js';

/** Proving to be there: the second step of signing in, and again before an act that asks for it. Never repeated by itself. */
@Injectable()
export class ProofCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly proofs: Proofs,
    private readonly signIns: SignIns,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The second step. The session gets a new token: whoever copied the one of the first step has nothing. */
  async giveFactor(actor: Actor, code: string): Promise<{ token: string; actor: Actor }> {
    await this.proofs.useCode(actor.person.id, code);
    const token = newToken();
    const now = this.clock.now();
    await this.transactions.system((tx) =>
      tx.query(
        'UPDATE app.login SET token_hash = $2, factor_at = $3, proved_at = $3 WHERE token_hash = $1 AND revoked_at IS NULL',
        [hashOfLogin(actor), Buffer.from(hashOf(token), 'hex'), now],
      ),
    );
    const opened = await this.signIns.find(token);
    if (!opened) throw new Problem('unauthenticated', 'session.required');
    await this.tell(opened, 'give-second-factor');
    return { token, actor: opened };
  }

  async prove(actor: Actor, password: string, code: string | undefined): Promise<void> {
    await this.proofs.assertPassword(actor.person, password, 'password');
    if (actor.hasFactor) await this.proofs.useCode(actor.person.id, code ?? '');
    await this.transactions.system((tx) =>
      tx.query('UPDATE app.login SET proved_at = $2 WHERE token_hash = $1', [
        hashOfLogin(actor),
        this.clock.now(),
      ]),
    );
    await this.tell(actor, 'prove');
  }

  private tell(actor: Actor, command: string): Promise<void> {
    return this.transactions.system((tx) =>
      this.journal.record(tx, actor, {
        command,
        subject: 'sign-in',
        subjectId: actor.person.id,
        fields: [],
      }),
    );
  }
}
