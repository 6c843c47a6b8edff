import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type NewSecondFactor,
  ROLES_WITH_SECOND_FACTOR,
  type SecondFactorView,
} from '../domain/accounts/second-factor.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Secrets } from '../platform/security/secrets.js';
import { base32, newTotpSecret, otpauthUri, stepMatching } from '../platform/security/totp.js';
import { sealed, unsealed } from '../platform/vault/envelope.js';
import { factorPlaceOf } from './proofs.js';
import { newRecoveryCodes, normalRecoveryCode } from './recovery-codes.js';

interface Kept {
  readonly secret: Buffer;
  readonly confirmed: boolean;
}
interface Codes {
  /** Shown once: an answer that is repeated has none, and new ones can be asked for. */
  readonly codes: readonly string[];
}

/** A person's own second factor: made, confirmed with a first code, taken away; and the codes for the day the phone is lost. */
@Injectable()
export class FactorCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly secrets: Secrets,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  view(actor: Actor): Promise<SecondFactorView> {
    return this.transactions.read(actor, async (tx) => {
      const [row] = await tx.query<{ left: number }[]>(
        'SELECT count(*)::int AS left FROM app.recovery_code WHERE person_id = $1 AND used_at IS NULL',
        [actor.person.id],
      );
      return {
        enrolled: actor.hasFactor,
        advised: actor.memberships.some(({ role }) => ROLES_WITH_SECOND_FACTOR.includes(role)),
        recoveryCodesLeft: row?.left ?? 0,
      };
    });
  }

  /** A new secret, which counts for nothing until a code of it came back. */
  begin(actor: Actor, request: WriteRequest): Promise<Receipt & NewSecondFactor> {
    const { id } = actor.person;
    return this.transactions.run(
      actor,
      request,
      async (tx) => {
        const secret = newTotpSecret();
        const envelope = sealed(this.secrets.factorKey, factorPlaceOf(id), secret);
        const made = await tx.query<unknown[]>(
          `INSERT INTO app.second_factor AS kept (person_id, secret, made_at) VALUES ($1, $2, $3)
           ON CONFLICT (person_id) DO UPDATE SET secret = $2, made_at = $3
           WHERE kept.confirmed_at IS NULL RETURNING 1`,
          [id, envelope, this.clock.now()],
        );
        if (made.length === 0) throw new Problem('conflict', 'factor.exists');
        await this.tell(tx, actor, 'begin-second-factor');
        return { id, version: 1, ...told(actor, secret) };
      },
      async (tx) => told(actor, this.opened(id, await keptOf(tx, id))),
    );
  }

  /** The first code proves that the application holds the secret. The session that gave it is open from now on. */
  confirm(actor: Actor, request: WriteRequest, code: string): Promise<Receipt & Codes> {
    const { id } = actor.person;
    return this.transactions.run<Codes>(
      actor,
      request,
      async (tx) => {
        const kept = await keptOf(tx, id);
        if (kept.confirmed) throw new Problem('conflict', 'factor.exists');
        const now = this.clock.now();
        const step = stepMatching(this.opened(id, kept), code.replaceAll(/\s/g, ''), now);
        if (step === undefined) {
          throw new Problem('invalid', 'factor.wrong', { fields: [{ field: 'code', code: 'factor.wrong' }] });
        }
        await tx.query(
          'UPDATE app.second_factor SET confirmed_at = $2, last_step = $3 WHERE person_id = $1',
          [id, now, step],
        );
        await this.transactions.asSystem(tx, () =>
          tx.query('UPDATE app.person SET must_enrol = false WHERE id = $1', [id]),
        );
        await tx.query('UPDATE app.login SET factor_at = $2 WHERE token_hash = $1', [
          hashOfLogin(actor),
          now,
        ]);
        const codes = await this.plantCodes(tx, id);
        await this.tell(tx, actor, 'confirm-second-factor');
        return { id, version: 1, codes };
      },
      () => Promise.resolve({ codes: [] }),
    );
  }

  /** Ten new codes; those before are worth nothing. */
  renewCodes(actor: Actor, request: WriteRequest): Promise<Receipt & Codes> {
    const { id } = actor.person;
    return this.transactions.run<Codes>(
      actor,
      request,
      async (tx) => {
        if (!(await keptOf(tx, id)).confirmed) throw new Problem('conflict', 'factor.none');
        await tx.query('DELETE FROM app.recovery_code WHERE person_id = $1', [id]);
        const codes = await this.plantCodes(tx, id);
        await this.tell(tx, actor, 'renew-recovery-codes');
        return { id, version: 1, codes };
      },
      () => Promise.resolve({ codes: [] }),
    );
  }

  /** Before changing to another phone. Where the role requires a second factor, the session goes back to making one. */
  remove(actor: Actor, request: WriteRequest): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      await keptOf(tx, actor.person.id);
      await removeFactor(tx, actor.person.id);
      await this.tell(tx, actor, 'remove-second-factor');
      return { id: actor.person.id, version: 1 };
    });
  }

  private async plantCodes(tx: EntityManager, id: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    for (const code of codes) {
      await tx.query('INSERT INTO app.recovery_code (person_id, code_hash) VALUES ($1, $2)', [
        id,
        this.secrets.recoveryHash(id, normalRecoveryCode(code)),
      ]);
    }
    return codes;
  }

  private opened(id: string, { secret }: Kept): Buffer {
    return unsealed(this.secrets.factorKey, factorPlaceOf(id), secret);
  }

  private tell(tx: EntityManager, actor: Actor, command: string): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'person',
      subjectId: actor.person.id,
      fields: ['secondFactor'],
    });
  }
}

/** Takes the factor with its codes away, and what sessions have proved with it. */
export async function removeFactor(tx: EntityManager, personId: string): Promise<void> {
  await tx.query('DELETE FROM app.second_factor WHERE person_id = $1', [personId]);
  await tx.query('UPDATE app.login SET factor_at = NULL WHERE person_id = $1', [personId]);
}

export function hashOfLogin({ loginHash }: Actor): Buffer {
  return Buffer.from(loginHash ?? '', 'hex');
}

function told(actor: Actor, secret: Buffer): NewSecondFactor {
  return { secret: base32(secret), uri: otpauthUri(actor.person.username, secret) };
}

async function keptOf(tx: EntityManager, id: string): Promise<Kept> {
  const [kept] = await tx.query<Kept[]>(
    'SELECT secret, confirmed_at IS NOT NULL AS confirmed FROM app.second_factor WHERE person_id = $1 FOR UPDATE',
    [id],
  );
  if (!kept) throw new Problem('conflict', 'factor.none');
  return kept;
}
