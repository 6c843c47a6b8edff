import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type DeviceRegistered,
  type DeviceStanding,
  initialsOf,
  mayKeep,
  codeOpensSession,
} from '../domain/accounts/device.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Secrets } from '../platform/security/secrets.js';
import { Device } from './person.entity.js';

interface NewDevice {
  readonly id: string;
  /** What the device derives from its code, in base64url. */
  readonly code: string;
}
/** A browser as it shows itself: what it says it is, and the hash of its cookie. */
export interface Browser {
  readonly agent: string;
  readonly hash: Buffer;
}
interface StandingRow {
  readonly display_name: string;
  readonly id: string | null;
  readonly made_at: Date;
  readonly unsent: number;
}

/** The devices of a person that work without a network: registered, and what becomes of them with the account. */
@Injectable()
export class RegisteredDevices {
  constructor(
    private readonly transactions: Transactions,
    private readonly secrets: Secrets,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  standing(actor: Actor, browser: Browser): Promise<DeviceStanding> {
    const roles = actor.memberships.map(({ role }) => role);
    return this.transactions.read(actor, async (tx) => {
      const [row] = await tx.query<StandingRow[]>(
        `SELECT p.display_name, d.id, d.made_at, d.unsent FROM app.person p
         LEFT JOIN app.device d ON d.person_id = p.id AND d.browser_hash = $2 AND d.revoked_at IS NULL WHERE p.id = $1`,
        [actor.person.id, browser.hash],
      );
      return {
        mayKeep: mayKeep(roles),
        opensSession: codeOpensSession(roles),
        initials: initialsOf(row?.display_name ?? ''),
        registered:
          row && row.id !== null
            ? { id: row.id, since: row.made_at.toISOString(), unsent: row.unsent }
            : null,
      };
    });
  }

  /** One device for a person and browser: a new one takes the place of the old. The same request again is told the same secret. */
  register(
    actor: Actor,
    request: WriteRequest,
    { id, code }: NewDevice,
    browser: Browser,
  ): Promise<Receipt & DeviceRegistered> {
    if (!mayKeep(actor.memberships.map(({ role }) => role))) {
      throw new Problem('forbidden', 'device.not-for-role');
    }
    const personId = actor.person.id;
    return this.transactions.run<DeviceRegistered>(
      actor,
      request,
      async (tx) => {
        const now = this.clock.now();
        await tx.query(
          `UPDATE app.device SET revoked_at = $3, revoked_for = 'replaced'
           WHERE person_id = $1 AND browser_hash = $2 AND revoked_at IS NULL`,
          [personId, browser.hash, now],
        );
        await tx.insert(Device, {
          id,
          personId,
          agent: browser.agent.slice(0, 200),
          browserHash: browser.hash,
          codeHash: this.secrets.deviceCodeHash(id, code),
          madeAt: now,
          seenAt: now,
        });
        await this.journal.record(tx, actor, {
          command: 'register-device',
          subject: 'sign-in',
          subjectId: personId,
          fields: [],
        });
        return { id, version: 1, ...(await this.told(tx, personId, id)) };
      },
      (tx, kept) => this.told(tx, personId, kept.id),
    );
  }

  /** After a new password the codes of other browsers open no session, until that password is given there once. */
  async closeDoors(tx: EntityManager, personId: string, except: Buffer | null): Promise<void> {
    await tx.query(
      'UPDATE app.device SET opens_session = false WHERE person_id = $1 AND revoked_at IS NULL AND browser_hash IS DISTINCT FROM $2',
      [personId, except],
    );
  }

  async openDoor(tx: EntityManager, personId: string, browser: Buffer): Promise<void> {
    await tx.query(
      'UPDATE app.device SET opens_session = true WHERE person_id = $1 AND revoked_at IS NULL AND browser_hash = $2',
      [personId, browser],
    );
  }

  /** For an account that is closed, or a phone that was lost: each destroys its keys at its next contact. */
  async revokeAll(tx: EntityManager, personId: string): Promise<void> {
    await tx.query(
      `UPDATE app.device SET revoked_at = $2, revoked_for = 'administrator' WHERE person_id = $1 AND revoked_at IS NULL`,
      [personId, this.clock.now()],
    );
  }

  private async told(tx: EntityManager, personId: string, id: string): Promise<DeviceRegistered> {
    const [row] = await tx.query<{ display_name: string }[]>(
      'SELECT display_name FROM app.person WHERE id = $1',
      [personId],
    );
    return {
      secret: this.secrets.deviceSecret(id).toString('base64url'),
      initials: initialsOf(row?.display_name ?? ''),
    };
  }
}
