import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abilitiesOf, may } from '../domain/access/abilities.js';
import { NO_BARS } from '../domain/access/bars.js';
import type { Role } from '../domain/accounts/person.js';
import {
  caseMachine,
  type CaseEvent,
  type CaseFacts,
  type CasePersonEvent,
  type CaseState,
} from '../domain/cases/case-workflow.js';
import type { ChangedKind } from '../domain/cases/case.js';
import { Problem } from '../domain/problem.js';
import { decide } from '../domain/workflow/machine.js';
import { Journal, type Author } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseConsequences } from './case-consequences.js';
import { factsFor } from './case-facts.js';
import { CaseTasks } from './case-tasks.js';
import { CaseEventRow, DeathCase } from './case.entity.js';
import { lockCase, reachOf, type LockedCase } from './locked-case.js';

/** Who reads a line of the timeline: whoever sees the case, the staff of the path and the district, the district alone, or nobody. */
export type Audience = 'all' | 'team' | 'district' | 'system';

export const AUDIENCES: Readonly<Record<CaseEvent, Audience>> = {
  confirm: 'all',
  'change-kind': 'all',
  widen: 'team',
  'find-link': 'team',
  discard: 'all',
  'mark-duplicate': 'all',
  'unmark-duplicate': 'all',
  freeze: 'team',
  unfreeze: 'team',
  'waive-audit': 'team',
  'seal-audit': 'team',
  select: 'team',
  skip: 'team',
  compare: 'team',
  'proceed-with-one': 'district',
  waive: 'district',
  adjudicate: 'team',
  respond: 'team',
  close: 'all',
  reopen: 'team',
  hold: 'team',
  'lift-hold': 'team',
  transfer: 'team',
  'enter-phase': 'team',
  'erase-identity': 'team',
};

/** Columns that an event may change beside the state. */
export type CaseChanges = Partial<Omit<DeathCase, 'id' | 'state' | 'version' | 'number'>>;

/** An event about to be fired. Facts not given are taken from the row, or hold the event back. */
export interface Firing {
  readonly facts: Partial<CaseFacts>;
  readonly by: Author;
  readonly reason?: string | null;
  readonly audience?: Audience;
  readonly changes?: CaseChanges;
  /** What the death passed for, and what it is. */
  readonly kinds?: ChangedKind;
  readonly late?: boolean;
}

const CONCLUDED: readonly CaseState[] = ['concluded', 'responding', 'closed'];

/** The only door through which a case changes state. */
@Injectable()
export class CaseTransitions {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly tasks: CaseTasks,
    private readonly consequences: CaseConsequences,
  ) {}

  /** Locks a case within the running scope; outside it is absent. */
  lock(tx: EntityManager, caseId: string): Promise<LockedCase> {
    return lockCase(tx, caseId);
  }

  accepts(row: LockedCase, event: CaseEvent, facts: Partial<CaseFacts>): boolean {
    return decide(caseMachine, row.state, event, factsFor(row, facts)).accepted;
  }

  /** The state the event leads to; refused with every reason why not. */
  assertAccepted(row: LockedCase, event: CaseEvent, facts: Partial<CaseFacts>): CaseState {
    const decision = decide(caseMachine, row.state, event, factsFor(row, facts));
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
    return decision.to;
  }

  /**
   * Decides, writes the new state and version, the line of the timeline, the journal and the tasks, and lets the consequences
   * follow. Returns the case after all of it. A refused event is a conflict that carries its reasons.
   */
  async fire(tx: EntityManager, row: LockedCase, event: CaseEvent, firing: Firing): Promise<LockedCase> {
    const to = this.assertAccepted(row, event, firing.facts);
    const at = this.clock.now();
    const reason = firing.reason ?? null;
    return this.transactions.asSystem(tx, async () => {
      await tx.update(
        DeathCase,
        { id: row.id },
        {
          ...datesOf(row, to, at),
          ...firing.changes,
          state: to,
          version: row.version + 1,
        },
      );
      await this.tell(tx, row, {
        event,
        from: row.state,
        to,
        by: firing.by,
        reason,
        audience: firing.audience ?? AUDIENCES[event],
        late: firing.late ?? false,
        ...(firing.kinds === undefined ? {} : { kinds: firing.kinds }),
      });
      const after = await lockCase(tx, row.id);
      await this.tasks.renew(tx, after);
      await this.journal.record(tx, firing.by, {
        command: event,
        subject: 'case',
        subjectId: row.id,
        districtId: row.districtId,
        placeId: row.responsibleId,
        fields: ['state', ...Object.keys(firing.changes ?? {})],
      });
      await this.consequences.follow(tx, after, {
        event,
        from: row.state,
        to,
        by: firing.by === 'invited' ? 'system' : firing.by,
        reason,
        at,
      });
      return lockCase(tx, row.id);
    });
  }

  /** Writes one line of the timeline, also for what is no event of the machine (the notification, a signed phase). */
  async tell(
    tx: EntityManager,
    row: LockedCase,
    line: {
      readonly event: string;
      readonly from: CaseState | null;
      readonly to: CaseState;
      readonly by: Author;
      readonly reason: string | null;
      readonly audience: Audience;
      readonly late: boolean;
      readonly kinds?: ChangedKind;
    },
  ): Promise<void> {
    const [last]: readonly { seq: number }[] = await tx.query(
      'SELECT COALESCE(max(seq), 0)::int AS seq FROM app.case_event WHERE case_id = $1',
      [row.id],
    );
    await tx.insert(CaseEventRow, {
      caseId: row.id,
      seq: (last?.seq ?? 0) + 1,
      event: line.event,
      fromState: line.from,
      toState: line.to,
      personId: typeof line.by === 'string' ? null : line.by.person.id,
      role: typeof line.by === 'string' ? line.by : actingRole(line.by, row, line.event),
      reason: line.reason,
      at: this.clock.now(),
      late: line.late,
      audience: line.audience,
      fromKind: line.kinds?.from ?? null,
      toKind: line.kinds?.to ?? null,
    });
  }
}

/** When a case is concluded, closed, or taken out of either again. */
function datesOf(row: LockedCase, to: CaseState, at: Date): CaseChanges {
  return {
    concludedAt: CONCLUDED.includes(to) ? (row.concludedAt ?? at) : null,
    closedAt: to === 'closed' ? at : null,
  };
}

/** The role under which a person acts on a case: the first membership that allows the event, else the first that reaches it. */
export function actingRole(actor: Actor, row: LockedCase, event: string): Role {
  const reach = reachOf(row);
  const allowing = actor.memberships.find((held) =>
    may(
      abilitiesOf({ id: actor.person.id, memberships: [held], bars: NO_BARS }),
      event as CasePersonEvent,
      'Case',
      reach,
    ),
  );
  const reading = actor.memberships.find((held) =>
    may(abilitiesOf({ id: actor.person.id, memberships: [held], bars: NO_BARS }), 'read', 'Case', reach),
  );
  return (allowing ?? reading ?? actor.memberships[0])?.role ?? 'notifier';
}
