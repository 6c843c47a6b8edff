import { randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Transactions } from './transactions.js';

/** A cluster restored to an earlier moment goes on as another timeline; a dump put back elsewhere meets another identifier. */
const CLUSTER = `(SELECT s.system_identifier || '/' || c.timeline_id FROM pg_control_system() s, pg_control_checkpoint() c)`;
const LATEST = 'SELECT name, cluster FROM app.epoch ORDER BY since DESC, name LIMIT 1';

/**
 * Which life of the database this is. It changes when a backup was put back: devices then send again what they had sent since, and the
 * idempotency keys see to it that nothing is done twice.
 */
@Injectable()
export class Epoch implements OnApplicationBootstrap {
  private name = '';

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Told with every answer to a write. */
  get current(): string {
    return this.name;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.name = await this.transactions.system(async (tx) => {
      const [[here], [latest]] = await Promise.all([
        tx.query<{ cluster: string }[]>(`SELECT ${CLUSTER} AS cluster`),
        tx.query<{ name: string; cluster: string }[]>(LATEST),
      ]);
      return latest !== undefined && latest.cluster === here?.cluster ? latest.name : this.begun(tx);
    });
  }

  /** A new one, for who put a dump back into the same cluster, which nothing in the database can tell. */
  async renew(): Promise<string> {
    this.name = await this.transactions.system((tx) => this.begun(tx));
    return this.name;
  }

  private async begun(tx: Parameters<Parameters<Transactions['system']>[0]>[0]): Promise<string> {
    const name = randomBytes(6).toString('hex');
    await tx.query(`INSERT INTO app.epoch (name, cluster, since) VALUES ($1, ${CLUSTER}, $2)`, [
      name,
      this.clock.now(),
    ]);
    return name;
  }
}
