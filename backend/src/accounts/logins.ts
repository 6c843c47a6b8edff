import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { ABSOLUTE_HOURS, hashOf } from '../platform/security/sign-ins.js';
import { Login } from './person.entity.js';

interface NewLogin {
  readonly token: string;
  readonly personId: string;
  /** What the browser says of itself. */
  readonly agent: string;
  /** The registered device whose code opens it. A code proves less than a password: important acts ask for that one. */
  readonly deviceId: string | null;
}

/** Opens sessions, whichever way their person came in. */
@Injectable()
export class Logins {
  constructor(private readonly clock: Clock) {}

  async open(tx: EntityManager, { token, personId, agent, deviceId }: NewLogin): Promise<void> {
    const now = this.clock.now();
    await tx.query('DELETE FROM app.login WHERE person_id = $1 AND until < $2', [personId, now]);
    await tx.insert(Login, {
      tokenHash: Buffer.from(hashOf(token), 'hex'),
      personId,
      device: agent.slice(0, 200),
      createdAt: now,
      seenAt: now,
      provedAt: deviceId === null ? now : null,
      until: new Date(now.getTime() + ABSOLUTE_HOURS * 3_600_000),
      deviceId,
    });
  }
}
