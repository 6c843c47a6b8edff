import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../../domain/problem.js';
import { Clock } from '../clock.js';
import type { Actor } from './actor.js';

const HOUR = 3_600_000;

/** What one person may do so many times an hour, wherever they are signed in. [security.md 3 g] */
export const ALLOWED_IN_AN_HOUR = { export: 5, similar: 20 } as const;
export type LimitedAct = keyof typeof ALLOWED_IN_AN_HOUR;

/** Counts what is limited by the hour in the database, where neither a restart nor another server forgets it. */
@Injectable()
export class Allowances {
  constructor(private readonly clock: Clock) {}

  /** Takes one of the hour, or refuses. The row is locked until the transaction ends, so that requests sent together are counted one by one. */
  async take(tx: EntityManager, { person }: Actor, act: LimitedAct): Promise<void> {
    const now = this.clock.now();
    const taken = await tx.query<unknown[]>(
      `INSERT INTO app.allowance AS kept (person_id, act, used) VALUES ($1, $2, ARRAY[$3::timestamptz])
       ON CONFLICT (person_id, act) DO UPDATE SET used = ARRAY(SELECT at FROM unnest(kept.used) AS at WHERE at > $4 ORDER BY at) || $3::timestamptz
       WHERE (SELECT count(*) FROM unnest(kept.used) AS at WHERE at > $4) < $5 RETURNING 1`,
      [person.id, act, now, new Date(now.getTime() - HOUR), ALLOWED_IN_AN_HOUR[act]],
    );
    if (taken.length === 0) throw await this.spent(tx, person.id, act, now);
  }

  private async spent(tx: EntityManager, personId: string, act: LimitedAct, now: Date): Promise<Problem> {
    const [{ oldest } = { oldest: now }] = await tx.query<{ oldest: Date }[]>(
      `SELECT min(at) AS oldest FROM app.allowance a, unnest(a.used) AS at WHERE a.person_id = $1 AND a.act = $2 AND at > $3`,
      [personId, act, new Date(now.getTime() - HOUR)],
    );
    const minutes = Math.max(1, Math.ceil((oldest.getTime() + HOUR - now.getTime()) / 60_000));
    return new Problem('limited', `${act}.limited`, { params: { n: ALLOWED_IN_AN_HOUR[act], minutes } });
  }
}
