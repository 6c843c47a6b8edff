import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { type DeclaredReason, TAKEN_BY } from '../domain/access/bars.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { isOneHuman } from '../platform/database/one-human.js';
import { Transactions, type Written } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseBars } from './case-bars.js';
import { CaseDoor } from './case-door.js';
import { CaseTasks } from './case-tasks.js';
import type { SetAsideDto } from './dto/bar.dto.js';
import type { Plain } from './dto/plain.js';
import { reachOf, type LockedCase } from './locked-case.js';

/** Somebody is kin of the dead, or otherwise not free to judge: said by the person, or by the focal point; undone by another. */
@Injectable()
export class BarCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly bars: CaseBars,
    private readonly tasks: CaseTasks,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Of oneself. From the next request on the case is absent, or closed to what one does outside the care. */
  stepAside(actor: Actor, request: WriteRequest, id: string, reason: DeclaredReason): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.door.reached(tx, actor, id);
      return this.declare(tx, actor, row, actor.person.id, reason);
    });
  }

  /** Of somebody else. */
  setAside(actor: Actor, request: WriteRequest, id: string, body: Plain<SetAsideDto>): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.opened(tx, actor, id);
      const personId = await this.transactions.asSystem(tx, () => accountNamed(tx, body.username));
      if (await isOneHuman(tx, personId, actor.person.id)) throw new Problem('conflict', 'bar.self');
      return this.declare(tx, actor, row, personId, body.reason);
    });
  }

  /** Nobody takes back what concerns themselves. */
  letBack(actor: Actor, request: WriteRequest, id: string, username: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.opened(tx, actor, id);
      return this.transactions.asSystem(tx, async () => {
        const personId = await accountNamed(tx, username);
        if (await isOneHuman(tx, personId, actor.person.id)) throw new Problem('forbidden', 'forbidden');
        if (!(await this.bars.end(tx, row.id, personId, this.clock.now()))) throw absent('person');
        await this.tasks.renew(tx, row);
        return this.told(tx, actor, row, 'let-back', { personId });
      });
    });
  }

  /** A reviewer who recuses: nothing of the case comes back. In system scope, in the transaction of the recusal. */
  recused(tx: EntityManager, caseId: string, personId: string): Promise<void> {
    return this.bars.add(tx, {
      caseId,
      personId,
      reason: 'conflict',
      declaredBy: personId,
      at: this.clock.now(),
    });
  }

  private declare(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    personId: string,
    reason: DeclaredReason,
  ): Promise<Written> {
    return this.transactions.asSystem(tx, async () => {
      const at = this.clock.now();
      await this.bars.add(tx, { caseId: row.id, personId, reason, declaredBy: actor.person.id, at });
      if (TAKEN_BY[reason] === 'case') {
        await this.bars.handOn(tx, row, personId, this.clock.today());
        await this.tasks.renew(tx, row);
      }
      const command = personId === actor.person.id ? 'step-aside' : 'set-aside';
      return this.told(tx, actor, row, command, { personId, reason });
    });
  }

  private async opened(tx: EntityManager, actor: Actor, id: string): Promise<LockedCase> {
    const row = await this.door.reached(tx, actor, id);
    if (may(actor.ability, 'set-aside', 'Case', reachOf(row))) return row;
    throw new Problem('forbidden', 'forbidden');
  }

  /** Who and why stay hashed: the journal of a district is read by many. */
  private async told(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    command: 'step-aside' | 'set-aside' | 'let-back',
    hashed: Readonly<Record<string, string>>,
  ): Promise<Written> {
    await this.journal.record(tx, actor, {
      command,
      subject: 'case',
      subjectId: row.id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields: Object.keys(hashed),
      hashed,
    });
    return { id: row.id, version: row.version };
  }
}

async function accountNamed(tx: EntityManager, username: string): Promise<string> {
  const [found]: readonly { readonly id: string }[] = await tx.query(
    'SELECT id FROM app.person WHERE lower(username) = lower($1) AND disabled_at IS NULL',
    [username],
  );
  if (found !== undefined) return found.id;
  throw new Problem('invalid', 'attendance.unknown-person', {
    fields: [{ field: 'username', code: 'attendance.unknown-person' }],
  });
}
