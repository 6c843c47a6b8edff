import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { codeOpensSession, type DeviceContact } from '../domain/accounts/device.js';
import { TRIES_BEFORE_WIPE } from '../domain/accounts/device-lock.js';
import type { Role } from '../domain/accounts/person.js';
import { Problem } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { Secrets } from '../platform/security/secrets.js';
import { newToken, SignIns } from '../platform/security/sign-ins.js';
import { Logins } from './logins.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** A device that shows its secret by what only it can derive, in base64url. */
export interface Shown {
  readonly device: string;
  readonly proof: string;
}
interface Known {
  readonly person_id: string;
  readonly code_hash: Buffer;
  readonly opens_session: boolean;
  readonly is_revoked: boolean;
  readonly roles: readonly Role[] | null;
}

/** What a registered device may ask without a session: whether it is still known, and to be let in with its code. */
@Injectable()
export class DeviceDoor {
  constructor(
    private readonly transactions: Transactions,
    private readonly attempts: SignInAttempts,
    private readonly secrets: Secrets,
    private readonly signIns: SignIns,
    private readonly logins: Logins,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Only who holds the secret of a device learns whether it is known. It lives in the browser that shows it, whose name may be a new one. */
  async contact(shown: Shown, unsent: number | null, browserHash: Buffer): Promise<DeviceContact> {
    this.assertHolds(shown);
    return this.transactions.system(async (tx) => {
      const known = await this.find(tx, shown.device);
      if (!known) throw refused();
      if (known.is_revoked) return { state: 'revoked' };
      await tx.query(
        `UPDATE app.device d SET seen_at = $2, unsent = coalesce($3, unsent),
           browser_hash = CASE WHEN EXISTS (SELECT 1 FROM app.device o WHERE o.person_id = d.person_id AND o.id <> d.id
             AND o.browser_hash = $4 AND o.revoked_at IS NULL) THEN browser_hash ELSE $4 END WHERE id = $1`,
        [shown.device, this.clock.now(), unsent, browserHash],
      );
      return { state: 'known' };
    });
  }

  /**
   * The token of a new session. A wrong secret, a wrong code, a device that was revoked and a role whose code opens nothing get the same
   * answer. Wrong codes make wait like wrong passwords, and the tenth in a row ends the device.
   */
  async signIn(shown: Shown, code: string, agent: string): Promise<{ token: string; actor: Actor }> {
    const { device } = shown;
    this.assertHolds(shown);
    const name = attemptsOf(device);
    await this.transactions.system((tx) => this.attempts.count(tx, name));
    const token = newToken();
    const isOpen = await this.transactions.system(async (tx) => {
      const known = await this.find(tx, device);
      if (!known || known.is_revoked) return false;
      if (!timingSafeEqual(this.secrets.deviceCodeHash(device, code), known.code_hash)) {
        await this.countWrongCode(tx, device);
        return false;
      }
      if (!known.opens_session || !codeOpensSession(known.roles ?? [])) return false;
      await this.attempts.succeeded(tx, name);
      await tx.query('UPDATE app.device SET failures = 0, seen_at = $2 WHERE id = $1', [
        device,
        this.clock.now(),
      ]);
      await this.logins.open(tx, { token, personId: known.person_id, agent, deviceId: device });
      return true;
    });
    const actor = isOpen ? await this.signIns.find(token) : undefined;
    if (!actor) {
      this.attempts.failed(name);
      throw refused();
    }
    await this.transactions.system((tx) =>
      this.journal.record(tx, actor, {
        command: 'sign-in-by-device',
        subject: 'sign-in',
        subjectId: actor.person.id,
        fields: [],
      }),
    );
    return { token, actor };
  }

  private assertHolds({ device, proof }: Shown): void {
    const sent = Buffer.from(proof, 'base64url');
    const right = this.secrets.deviceProof(device);
    if (sent.length !== right.length || !timingSafeEqual(sent, right)) throw refused();
  }

  private async find(tx: EntityManager, id: string): Promise<Known | undefined> {
    const [known] = await tx.query<Known[]>(
      `SELECT d.person_id, d.code_hash, d.opens_session,
         d.revoked_at IS NOT NULL OR p.disabled_at IS NOT NULL AS is_revoked,
         (SELECT json_agg(m.role) FROM app.membership m
          WHERE m.person_id = p.id AND m.from_date <= $2 AND (m.to_date IS NULL OR m.to_date >= $2)) AS roles
       FROM app.device d JOIN app.person p ON p.id = d.person_id WHERE d.id = $1 FOR UPDATE OF d`,
      [id, this.clock.today()],
    );
    return known;
  }

  private async countWrongCode(tx: EntityManager, device: string): Promise<void> {
    await tx.query(
      `UPDATE app.device SET failures = failures + 1,
         revoked_at = CASE WHEN failures + 1 >= $2 THEN $3::timestamptz END,
         revoked_for = CASE WHEN failures + 1 >= $2 THEN 'tries' END WHERE id = $1`,
      [device, TRIES_BEFORE_WIPE, this.clock.now()],
    );
  }
}

function refused(): Problem {
  return new Problem('unauthenticated', 'session.wrong-credentials');
}

/** Counted apart from passwords, where nobody can count through the door. */
function attemptsOf(device: string): string {
  return `\u0000device ${device}`;
}
