import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abilitiesOf, may } from '../domain/access/abilities.js';
import { NO_BARS } from '../domain/access/bars.js';
import type { Membership } from '../domain/accounts/person.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { isOneHuman } from '../platform/database/one-human.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions, type Written } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { TaskBoard } from '../worklist/task-board.js';
import { approvalReach, lockApproval, type OpenApproval } from './approval-rows.js';
import { Approval } from './case.entity.js';
import { lockCase, type LockedCase } from './locked-case.js';

export interface Asking {
  /** Event or action that takes effect once confirmed. */
  readonly action: string;
  readonly subject: 'case' | 'session' | 'audit';
  readonly subjectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Does what was asked, in the transaction of the person who confirms; the case is locked. */
export type Executor = (
  tx: EntityManager,
  row: LockedCase,
  approval: OpenApproval,
  by: Actor,
) => Promise<void>;

/** Events that take two persons: one asks, another confirms, and only then do they happen. */
@Injectable()
export class Approvals {
  private readonly executors = new Map<string, Executor>();

  constructor(
    private readonly transactions: Transactions,
    private readonly board: TaskBoard,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  on(action: string, executor: Executor): void {
    this.executors.set(action, executor);
  }

  /** Records the wish of the first person, on a case already locked, and lets everyone know who may confirm it. */
  async ask(tx: EntityManager, actor: Actor, row: LockedCase, asking: Asking): Promise<Written> {
    const at = this.clock.now();
    const id = randomUUIDv7();
    const settings = await settingsAt(tx, row.responsibleId);
    const until = new Date(at.getTime() + settings['approval.days'] * 86_400_000);
    await this.transactions.asSystem(tx, async () => {
      await tx.query(
        `UPDATE app.approval SET declined_at = until WHERE action = $1 AND subject_id = $2
         AND confirmed_at IS NULL AND declined_at IS NULL AND until < $3`,
        [asking.action, asking.subjectId, at],
      );
      await tx.insert(Approval, {
        id,
        ...asking,
        caseId: row.id,
        districtId: row.districtId,
        regionId: row.regionId,
        askedBy: actor.person.id,
        askedAt: at,
        until,
        version: 1,
      });
      await this.callSecondPersons(tx, actor, row, { id, action: asking.action, until });
    });
    await this.journal.record(tx, actor, {
      command: `ask-${asking.action}`,
      subject: asking.subject,
      subjectId: asking.subjectId,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields: ['reason'],
    });
    return { id, version: 1 };
  }

  confirm(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { row, approval } = await this.opened(tx, actor, request, id, 'confirm');
      const execute = this.executors.get(approval.action);
      if (execute === undefined) throw absent('approval');
      await this.end(tx, approval, { confirmedBy: actor.person.id, confirmedAt: this.clock.now() });
      await execute(tx, row, approval, actor);
      await this.journalEnd(tx, actor, row, approval, 'confirm');
      return { id, version: approval.version + 1 };
    });
  }

  decline(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const { row, approval } = await this.opened(tx, actor, request, id, 'decline');
      await this.end(tx, approval, { declinedBy: actor.person.id, declinedAt: this.clock.now() });
      await this.journalEnd(tx, actor, row, approval, 'decline');
      return { id, version: approval.version + 1 };
    });
  }

  /** The case first, then the approval; only while it is open, and only by somebody who is not its asker. */
  private async opened(
    tx: EntityManager,
    actor: Actor,
    request: WriteRequest,
    id: string,
    action: 'confirm' | 'decline',
  ): Promise<{ readonly row: LockedCase; readonly approval: OpenApproval }> {
    const [found]: readonly { caseId: string }[] = await tx.query(
      'SELECT case_id AS "caseId" FROM app.approval WHERE id = $1',
      [id],
    );
    if (found === undefined) throw absent('approval');
    // The second person of a counter-audit event reaches its approval, not the case.
    const row = await this.transactions.asSystem(tx, () => lockCase(tx, found.caseId));
    const approval = await lockApproval(tx, id);
    const reach = approvalReach(approval, row);
    if (!may(actor.ability, 'read', 'Approval', reach)) throw absent('approval');
    if (await isOneHuman(tx, approval.askedBy, actor.person.id)) {
      throw new Problem('forbidden', 'approval.same-person');
    }
    if (!may(actor.ability, action, 'Approval', reach)) throw new Problem('forbidden', 'forbidden');
    assertVersion(request, approval.version);
    if (approval.endedAt !== null) throw new Problem('conflict', 'approval.ended');
    if (approval.until < this.clock.now()) throw new Problem('conflict', 'approval.expired');
    return { row, approval };
  }

  private async end(tx: EntityManager, approval: OpenApproval, outcome: Partial<Approval>): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      await tx.update(Approval, { id: approval.id }, { ...outcome, version: approval.version + 1 });
      await this.board.done(tx, approval.id);
    });
  }

  private journalEnd(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    approval: OpenApproval,
    verb: string,
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command: `${verb}-${approval.action}`,
      subject: 'approval',
      subjectId: approval.id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields: [],
    });
  }

  /** Opens a task for each person whose rights allow to confirm: the same rule as on the button. */
  private async callSecondPersons(
    tx: EntityManager,
    asker: Actor,
    row: LockedCase,
    approval: { readonly id: string; readonly action: string; readonly until: Date },
  ): Promise<void> {
    const people = await peopleAround(tx, row, asker.person.id, this.clock.today());
    const reach = approvalReach({ action: approval.action, askedBy: asker.person.id }, row);
    for (const { personId, memberships, tied } of people) {
      const bars = { ...NO_BARS, tied: tied ? [row.id] : [] };
      const ability = abilitiesOf({ id: personId, memberships, bars });
      if (!may(ability, 'confirm', 'Approval', reach)) continue;
      await this.board.open(tx, {
        subject: 'approval',
        subjectId: approval.id,
        event: 'confirm-approval',
        to: { personId },
        caseId: row.id,
        districtId: row.districtId,
        regionId: row.regionId,
        kind: null,
        label: approval.action,
        placeName: row.responsibleName,
        dueAt: approval.until,
      });
    }
  }
}

type Seat = Pick<Membership, 'role' | 'placeId' | 'placeKind' | 'placePath'>;

/** People with a role at the responsible centre or above it, not barred, other than one person; `tied` to the case or not. */
async function peopleAround(
  tx: EntityManager,
  row: LockedCase,
  except: string,
  today: string,
): Promise<
  readonly { readonly personId: string; readonly memberships: readonly Seat[]; readonly tied: boolean }[]
> {
  return tx.query(
    `SELECT m.person_id AS "personId", app.is_tied_to(m.person_id, $4, $2::date) AS tied,
       json_agg(json_build_object('role', m.role, 'placeId', m.place_id,
        'placeKind', l.kind, 'placePath', l.path)) AS memberships
     FROM app.membership m JOIN app.person p ON p.id = m.person_id JOIN app.place l ON l.id = m.place_id
     WHERE p.disabled_at IS NULL AND m.person_id <> $1 AND $2::date >= m.from_date AND $2::date <= COALESCE(m.to_date, 'infinity')
       AND (m.place_id = ANY ($3) OR l.kind = 'country')
       AND NOT EXISTS (SELECT FROM app.case_bar b WHERE b.person_id = m.person_id AND b.case_id = $4 AND b.reason <> 'care'
         AND (b.until IS NULL OR b.until > $2::date))
     GROUP BY m.person_id`,
    [except, today, [row.responsibleId, row.districtId, row.regionId], row.id],
  );
}
