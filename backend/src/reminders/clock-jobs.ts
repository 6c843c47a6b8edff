import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';

/** What the clock does by itself. It runs in system scope, in its own transaction, and does nothing when nothing is due. */
export type ClockJob = (tx: EntityManager, now: Date) => Promise<void>;

const EVERY_MINUTE = 60_000;

/**
 * What happens because time passed: expiries, ends of quarters, effect checks. Features register their jobs; a server runs them
 * every minute, and of several servers only one at a time, by an advisory lock of the job's transaction.
 */
@Injectable()
export class ClockJobs implements OnApplicationShutdown {
  private readonly logger = new Logger(ClockJobs.name);
  private readonly jobs = new Map<string, ClockJob>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isStopping = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  register(name: string, job: ClockJob): void {
    this.jobs.set(name, job);
  }

  /** Begins to watch the clock. Called by the server, not by tests, which call `runClock` at the time they chose. */
  start(): void {
    this.timer ??= setInterval(() => {
      this.running ??= this.runClock()
        .catch((error: unknown) => {
          this.logger.error('a clock job failed', error instanceof Error ? error.stack : undefined);
        })
        .finally(() => {
          this.running = null;
        });
    }, EVERY_MINUTE);
    this.timer.unref();
  }

  /** Runs what is due now. A job that fails leaves the others their turn, and its error comes at the end. */
  async runClock(): Promise<void> {
    const failures: unknown[] = [];
    for (const [name, job] of this.jobs) {
      if (this.isStopping) break;
      try {
        await this.runJob(name, job);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'clock jobs failed');
  }

  /** What runs ends; what has not begun is for the next start. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  private async runJob(name: string, job: ClockJob): Promise<void> {
    await this.transactions.system(async (tx) => {
      const rows: readonly { readonly mine: boolean }[] = await tx.query(
        `SELECT pg_try_advisory_xact_lock(hashtext('denba.clock'), hashtext($1)) AS mine`,
        [name],
      );
      if (rows[0]?.mine === true) await job(tx, this.clock.now());
    });
  }
}
