import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DeviceView } from '../domain/accounts/device.js';
import { absent } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { IDLE_MINUTES } from '../platform/security/sign-ins.js';
import { hashOfLogin } from './factor-commands.js';

interface DeviceRow {
  readonly id: string;
  readonly device: string;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly current: boolean;
}

/** One's own sessions on all devices. An ended one is refused at its next request. */
@Injectable()
export class DeviceCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<readonly DeviceView[]> {
    const now = this.clock.now();
    const idle = new Date(now.getTime() - IDLE_MINUTES * 60_000);
    return this.transactions.read(actor, async (tx) => {
      const rows = await tx.query<DeviceRow[]>(
        `SELECT id, device, created_at, seen_at, token_hash = $2 AS current FROM app.login
         WHERE person_id = $1 AND revoked_at IS NULL AND until > $3 AND seen_at > $4
         ORDER BY token_hash = $2 DESC, seen_at DESC, id`,
        [actor.person.id, hashOfLogin(actor), now, idle],
      );
      return rows.map(({ id, device, created_at: since, seen_at: seenAt, current }) => ({
        id,
        device,
        since: since.toISOString(),
        seenAt: seenAt.toISOString(),
        current,
      }));
    });
  }

  endOne(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      if ((await this.end(tx, actor, 'AND id = $3', id)) === 0) throw absent('device');
      await this.tell(tx, actor, 'end-device');
      return { id, version: 1 };
    });
  }

  /** Every one but the session that asks. */
  endOthers(actor: Actor, request: WriteRequest): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      await this.end(tx, actor, 'AND token_hash <> $3', hashOfLogin(actor));
      await this.tell(tx, actor, 'end-other-devices');
      return { id: actor.person.id, version: 1 };
    });
  }

  private async end(tx: EntityManager, actor: Actor, which: string, value: string | Buffer): Promise<number> {
    const ended = await tx.query<unknown[]>(
      `WITH ended AS (UPDATE app.login SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL ${which} RETURNING 1)
       SELECT * FROM ended`,
      [actor.person.id, this.clock.now(), value],
    );
    return ended.length;
  }

  private tell(tx: EntityManager, actor: Actor, command: string): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'sign-in',
      subjectId: actor.person.id,
      fields: [],
    });
  }
}
