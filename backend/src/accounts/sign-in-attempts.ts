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
 * Tries to sign in by user name since the last right one, whether the name exists or not. After five, each doubles the wait up to a quarter
 * of an hour; it is never for ever, or a colleague could lock somebody out. About 100 guesses a day and account remain. [security.md 3 d]
 */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Counts a try before it is judged, so that guesses sent together are counted one by one. Refuses while there is to wait. */
  async count(tx: EntityManager, username: string): Promise<void> {
    const now = this.clock.now();
    const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_HOURS * 3_600_000);
    await tx.query('DELETE FROM app.sign_in_attempt WHERE last_at < $1', [forgotten]);
    const counted = await tx.query<unknown[]>(
      `INSERT INTO app.sign_in_attempt AS kept (username_hash, failures, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (username_hash) DO UPDATE SET failures = kept.failures + 1, last_at = $2,
         retry_after = CASE WHEN kept.failures + 1 >= $3
           THEN $2::timestamptz + least($4::int, power(2, least(kept.failures + 1 - $3, 10))::int) * interval '1 minute' END
       WHERE kept.retry_after IS NULL OR kept.retry_after <= $2 RETURNING 1`,
      [this.keyOf(username), now, FREE_TRIES, LONGEST_WAIT_MINUTES],
    );
    if (counted.length === 0) throw await this.waiting(tx, username, now);
  }

  /** What somebody typed may be a password in the wrong box: failures of one name are told by its keyed hash. */
  failed(username: string): void {
    this.log.event('warn', 'sign-in refused', { account: this.keyOf(username).toString('hex').slice(0, 16) });
  }

  async succeeded(tx: EntityManager, username: string): Promise<void> {
    await tx.query('DELETE FROM app.sign_in_attempt WHERE username_hash = $1', [this.keyOf(username)]);
  }

  private async waiting(tx: EntityManager, username: string, now: Date): Promise<Problem> {
    const [{ until } = { until: now }] = await tx.query<{ until: Date }[]>(
      'SELECT retry_after AS until FROM app.sign_in_attempt WHERE username_hash = $1',
      [this.keyOf(username)],
    );
    const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
    return new Problem('limited', 'session.too-many-tries', { params: { minutes } });
  }

  private keyOf(username: string): Buffer {
    return this.secrets.signInHash(username.trim());
  }
}
