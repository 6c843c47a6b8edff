import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import pg from 'pg';
import { reachOf } from '../../domain/access/reach.js';
import { Problem } from '../../domain/problem.js';
import type { Receipt } from '../../domain/receipt.js';
import { Clock } from '../clock.js';
import type { WriteRequest } from '../http/write-request.js';
import type { Actor } from '../security/actor.js';
import type { Guest } from '../security/guest.js';
import { inOurWords, isWorthRetrying } from './database-problems.js';

/** What a command says it wrote; the receipt number is added when the transaction commits. */
export interface Written {
  readonly id: string;
  readonly version: number;
}

type Work<T> = (tx: EntityManager) => Promise<T>;
interface Kept extends Written {
  readonly sha256: string;
  readonly receipt: string;
}

const ATTEMPTS = 4;
const RECEIPT_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The only door to the database. A transaction carries the reader's scope in transaction-local settings, which row security
 * compares with; `tx` is handed on as an argument. A read costs two round trips besides its own, a write two as well: the scope
 * and the idempotency key travel with BEGIN, the outcome with COMMIT.
 */
@Injectable()
export class Transactions {
  private readonly reaches = new WeakMap<EntityManager, string>();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One write of one person. A repeated request is answered with the receipt of the first, without doing it again. */
  run(actor: Actor, request: WriteRequest, work: Work<Written>): Promise<Receipt>;
  /** The same, with more in the answer than the receipt; `again` rebuilds that part for a repeated request. */
  run<Extra extends object>(
    actor: Actor,
    request: WriteRequest,
    work: Work<Written & Extra>,
    again: (tx: EntityManager, kept: Receipt) => Promise<Extra>,
  ): Promise<Receipt & Extra>;
  async run<Extra extends object>(
    actor: Actor,
    request: WriteRequest,
    work: Work<Written & Extra>,
    again?: (tx: EntityManager, kept: Receipt) => Promise<Extra>,
  ): Promise<Receipt & Extra> {
    return this.retrying(() => this.attempt(actor, request, work, again));
  }

  /** Reads of one person, in one read-only transaction. */
  async read<T>(actor: Actor, work: Work<T>): Promise<T> {
    return this.within(`BEGIN READ ONLY; ${scopeSql(actor)}`, reachOfActor(actor), async (tx) => ({
      answer: await work(tx),
      end: 'COMMIT',
    }));
  }

  /** Consequences that the actor may not see: the same transaction in system scope, then back to the actor's. */
  async asSystem<T>(tx: EntityManager, work: Work<T>): Promise<T> {
    const before = this.reaches.get(tx) ?? 'own';
    if (before === 'system') return work(tx);
    await tx.query(`SELECT set_config('app.reach', 'system', true)`);
    this.reaches.set(tx, 'system');
    try {
      return await work(tx);
    } finally {
      this.reaches.set(tx, before);
      // After a failed statement the transaction is already lost and nothing can be set; the original error matters.
      await tx.query(`SELECT set_config('app.reach', $1, true)`, [before]).catch(() => undefined);
    }
  }

  /** Work of the clock, of commands and of sign-in, in system scope. */
  async system<T>(work: Work<T>): Promise<T> {
    const begin = `BEGIN; SELECT set_config('app.reach', 'system', true)`;
    return this.retrying(() =>
      this.within(begin, 'system', async (tx) => ({ answer: await work(tx), end: 'COMMIT' })),
    );
  }

  /** Work of the holder of an invitation: within one case, and there the part of one facility; everything else is closed. */
  async invited<T>(guest: Guest, work: Work<T>): Promise<T> {
    return this.retrying(() =>
      this.within(`BEGIN; ${guestSql(guest)}`, 'own', async (tx) => ({
        answer: await work(tx),
        end: 'COMMIT',
      })),
    );
  }

  /** One statement in system scope, in one round trip: several in a simple query are one transaction. Values must be quoted. */
  async glance<Row extends object>(sql: string): Promise<readonly Row[]> {
    const runner = this.database.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      const results = await sent(client, `SELECT set_config('app.reach', 'system', true); ${sql}`);
      return (results.at(-1)?.rows ?? []) as readonly Row[];
    } finally {
      await runner.release();
    }
  }

  /** Whether the database answers. */
  async isReachable(): Promise<boolean> {
    try {
      await this.glance('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  private async attempt<Extra extends object>(
    actor: Actor,
    request: WriteRequest,
    work: Work<Written & Extra>,
    again?: (tx: EntityManager, kept: Receipt) => Promise<Extra>,
  ): Promise<Receipt & Extra> {
    const at = this.clock.now().toISOString();
    const key = `person_id = '${actor.person.id}' AND key = '${request.key}'`;
    // A second request with the same key waits here until the first has ended.
    const reserve = `INSERT INTO app.idempotency (person_id, key, request_sha256, status, record_id, version, receipt, at)
      VALUES ('${actor.person.id}', '${request.key}', '${request.hash}', 0, '', 0, '', '${at}') ON CONFLICT DO NOTHING`;
    const begin = `BEGIN; ${scopeSql(actor)}; ${reserve}`;
    return this.within(begin, reachOfActor(actor), async (tx, began) => {
      if (began.at(-1)?.rowCount === 0) {
        const kept = await this.kept(tx, actor, request);
        // What a repetition leaves in the journal stays.
        return { answer: { ...kept, ...((await again?.(tx, kept)) ?? ({} as Extra)) }, end: 'COMMIT' };
      }
      const written = await work(tx);
      const receipt = newReceipt();
      const end = `UPDATE app.idempotency SET status = 200, record_id = ${pg.escapeLiteral(written.id)},
        version = ${written.version}, receipt = '${receipt}' WHERE ${key}; COMMIT`;
      return { answer: { ...written, receipt }, end };
    });
  }

  private async kept(tx: EntityManager, actor: Actor, request: WriteRequest): Promise<Receipt> {
    const [kept] = await tx.query<Kept[]>(
      `SELECT request_sha256 AS sha256, record_id AS id, version, receipt FROM app.idempotency
       WHERE person_id = $1 AND key = $2`,
      [actor.person.id, request.key],
    );
    if (kept?.sha256 !== request.hash) throw new Problem('conflict', 'idempotency.conflict');
    return { id: kept.id, version: kept.version, receipt: kept.receipt };
  }

  /** Begins with one round trip, works, ends with one. TypeORM is told that a transaction runs so that it opens no other. */
  private async within<T>(
    begin: string,
    reach: string,
    work: (tx: EntityManager, began: readonly pg.QueryResult[]) => Promise<{ answer: T; end: string }>,
  ): Promise<T> {
    const runner = this.database.createQueryRunner();
    let client: pg.PoolClient | undefined;
    try {
      client = (await runner.connect()) as pg.PoolClient;
      const began = await sent(client, begin);
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      this.reaches.set(runner.manager, reach);
      const { answer, end } = await work(runner.manager, began);
      await sent(client, end);
      return answer;
    } catch (error) {
      await rolledBack(client);
      throw inOurWordsUnlessRetried(error);
    } finally {
      await released(runner);
    }
  }

  private async retrying<T>(attempt: () => Promise<T>): Promise<T> {
    for (let n = 1; ; n += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (!isWorthRetrying(error)) throw error;
        if (n === ATTEMPTS) throw new Problem('limited', 'limited', { params: { seconds: 2 } });
        await pause(randomInt(5, 20 * n));
      }
    }
  }
}

function inOurWordsUnlessRetried(error: unknown): unknown {
  return isWorthRetrying(error) ? error : inOurWords(error);
}

async function sent(client: pg.PoolClient, sql: string): Promise<readonly pg.QueryResult[]> {
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return Array.isArray(result) ? result : [result];
  } catch (error) {
    throw error instanceof Error ? new QueryFailedError(sql, [], error) : error;
  }
}

async function rolledBack(client: pg.PoolClient | undefined): Promise<void> {
  // A broken connection is dropped from the pool by its own error event.
  await client?.query('ROLLBACK').catch(() => undefined);
}

async function released(runner: QueryRunner): Promise<void> {
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  await runner.release();
}

/** The number that a person can quote for a committed write. */
export function newReceipt(): string {
  return `R-${Array.from({ length: 8 }, () => RECEIPT_ALPHABET[randomInt(32)]).join('')}`;
}

function reachOfActor(actor: Actor): string {
  return reachOf({ id: actor.person.id, memberships: actor.memberships, bars: actor.bars }).reach;
}

function arrayLiteral(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}

/** What a person asks for runs on the plan that serves everybody: planning for the very values costs more than it saves. [decision 29] */
const PLANNED_FOR_ALL = `set_config('plan_cache_mode', 'force_generic_plan', true)`;

/** The reader's scope as one statement. Every value is an id, a role or a level of ours; it is quoted all the same. */
function scopeSql(actor: Actor): string {
  const reach = reachOf({ id: actor.person.id, memberships: actor.memberships, bars: actor.bars });
  const settings: Readonly<Record<string, string>> = {
    person: actor.person.id,
    reach: reach.reach,
    regions: arrayLiteral(reach.regions),
    districts: arrayLiteral(reach.districts),
    places: arrayLiteral(reach.places),
    asacos: arrayLiteral(reach.asacos),
    owned: arrayLiteral(reach.owned),
    followed: arrayLiteral(reach.followed),
    coordinated: arrayLiteral(reach.coordinated),
    coordinates_country: String(reach.coordinatesCountry),
    seats: arrayLiteral(reach.seats),
    roles: arrayLiteral(reach.roles),
    bars: arrayLiteral(reach.bars.absent),
    whole_bars: arrayLiteral(reach.bars.whole),
    ties: arrayLiteral(reach.bars.tied),
    tied_places: arrayLiteral(reach.bars.tiedPlaces),
  };
  return `${settingsSql(settings)}, ${PLANNED_FOR_ALL}`;
}

function guestSql({ invitationId, caseId, placeId }: Guest): string {
  return settingsSql({
    reach: 'own',
    invitation: invitationId,
    invited_case: caseId,
    invited_place: String(placeId),
  });
}

function settingsSql(settings: Readonly<Record<string, string>>): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('app.${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `SELECT ${calls.join(', ')}`;
}
