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
import type { Browser } from './registered-devices.js';

interface DeviceRow {
  readonly id: string;
  readonly device: string;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly current: boolean;
  readonly registered: boolean;
}

/** One's own sessions and registered devices. An ended session is refused at its next request. */
@Injectable()
export class DeviceCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor, browser: Browser): Promise<readonly DeviceView[]> {
    const now = this.clock.now();
    const idle = new Date(now.getTime() - IDLE_MINUTES * 60_000);
    return this.transactions.read(actor, async (tx) => {
      const rows = await tx.query<DeviceRow[]>(
        `SELECT id, device, created_at, seen_at, token_hash = $2 AS current, false AS registered FROM app.login
         WHERE person_id = $1 AND revoked_at IS NULL AND until > $3 AND seen_at > $4
         UNION ALL
         SELECT id, agent, made_at, seen_at, browser_hash = $5, true FROM app.device
         WHERE person_id = $1 AND revoked_at IS NULL
         ORDER BY registered, current DESC, seen_at DESC, id`,
        [actor.person.id, hashOfLogin(actor), now, idle, browser.hash],
      );
      return rows.map(({ created_at: since, seen_at: seenAt, ...row }) => ({
        ...row,
        since: since.toISOString(),
        seenAt: seenAt.toISOString(),
      }));
    });
  }

  /** A session, or a registered device with the sessions that its code opened. */
  endOne(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const ended =
        (await this.end(tx, actor, 'AND id = $3', id)) + (await this.revoke(tx, actor, 'AND id = $3', id));
      if (ended === 0) throw absent('device');
      await this.end(tx, actor, 'AND device_id = $3', id);
      await this.tell(tx, actor, 'end-device');
      return { id, version: 1 };
    });
  }

  /** Every session but the one that asks, every registered device but the one it asks from. */
  endOthers(actor: Actor, request: WriteRequest, browser: Browser): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      await this.end(tx, actor, 'AND token_hash <> $3', hashOfLogin(actor));
      await this.revoke(tx, actor, 'AND browser_hash <> $3', browser.hash);
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

  /** A revoked device destroys its keys at its next contact. */
  private async revoke(
    tx: EntityManager,
    actor: Actor,
    which: string,
    value: string | Buffer,
  ): Promise<number> {
    const revoked = await tx.query<unknown[]>(
      `WITH revoked AS (UPDATE app.device SET revoked_at = $2, revoked_for = 'owner'
         WHERE person_id = $1 AND revoked_at IS NULL ${which} RETURNING 1)
       SELECT * FROM revoked`,
      [actor.person.id, this.clock.now(), value],
    );
    return revoked.length;
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
