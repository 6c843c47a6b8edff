import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/logging.js';
import { Secrets } from '../platform/security/secrets.js';

const FREE_TRIES = 5;
const LONGEST_WAIT_MINUTES = 15;
const FORGOTTEN_AFTER_HOURS = 24;

/**
 * Failed sign-ins by user name, whether the name exists or not. After five, each failure doubles the wait up to a quarter of an hour; it is
 * never for ever, or a colleague could lock somebody out. About 100 guesses a day and account remain. [security.md 3 d]
 */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async assertMayTry(tx: EntityManager, username: string): Promise<void> {
    const [waiting] = await tx.query<{ retry_after: Date }[]>(
      'SELECT retry_after FROM app.sign_in_attempt WHERE username_hash = $1 AND retry_after > $2',
      [this.keyOf(username), this.clock.now()],
    );
    if (!waiting) return;
    const minutes = Math.ceil((waiting.retry_after.getTime() - this.clock.now().getTime()) / 60_000);
    throw new Problem('limited', 'session.too-many-tries', { params: { minutes } });
  }

  async failed(tx: EntityManager, username: string): Promise<void> {
    const now = this.clock.now();
    const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_HOURS * 3_600_000);
    await tx.query('DELETE FROM app.sign_in_attempt WHERE last_at < $1', [forgotten]);
    await tx.query(
      `INSERT INTO app.sign_in_attempt AS kept (username_hash, failures, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (username_hash) DO UPDATE SET failures = kept.failures + 1, last_at = $2,
         retry_after = CASE WHEN kept.failures + 1 >= $3
           THEN $2::timestamptz + least($4::int, power(2, least(kept.failures + 1 - $3, 10))::int) * interval '1 minute' END`,
      [this.keyOf(username), now, FREE_TRIES, LONGEST_WAIT_MINUTES],
    );
    // What somebody typed may be a password in the wrong box: failures of one name are told by its keyed hash.
    this.log.event('warn', 'sign-in refused', { account: this.keyOf(username).toString('hex').slice(0, 16) });
  }

  async succeeded(tx: EntityManager, username: string): Promise<void> {
    await tx.query('DELETE FROM app.sign_in_attempt WHERE username_hash = $1', [this.keyOf(username)]);
  }

  private keyOf(username: string): Buffer {
    return this.secrets.signInHash(username.trim());
  }
}
