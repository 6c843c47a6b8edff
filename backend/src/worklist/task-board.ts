import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import type { TaskView } from '../domain/tasks.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Task } from './task.entity.js';

/** Who is waited for: one person, or whoever holds the role at the place. */
export type TaskOwner = { readonly personId: string } | { readonly role: Role; readonly placeId: number };

export interface NewTask {
  readonly subject: TaskView['subject'];
  readonly subjectId: string;
  /** The machine event, or the verb, that ends the task. */
  readonly event: string;
  readonly to: TaskOwner;
  readonly caseId?: string | null;
  readonly districtId?: number | null;
  readonly regionId?: number | null;
  readonly kind: string | null;
  readonly label: string;
  readonly placeName: string | null;
  /** When it may begin, where that is later than now. */
  readonly startsAt?: Date | null;
  /** Without a deadline the task stands at the end of the list. */
  readonly dueAt?: Date | null;
}

/** The board every home page reads. Tasks are written by the commands that make somebody wait, in the same transaction. */
@Injectable()
export class TaskBoard {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async open(tx: EntityManager, task: NewTask): Promise<void> {
    const owner = 'personId' in task.to ? { personId: task.to.personId } : task.to;
    await this.transactions.asSystem(tx, () =>
      tx.insert(Task, {
        id: randomUUIDv7(),
        subject: task.subject,
        subjectId: task.subjectId,
        event: task.event,
        ...owner,
        caseId: task.caseId ?? null,
        districtId: task.districtId ?? null,
        regionId: task.regionId ?? null,
        kind: task.kind,
        label: task.label,
        placeName: task.placeName,
        startedAt: task.startsAt ?? this.clock.now(),
        ...(task.dueAt ? { dueAt: task.dueAt } : {}),
      }),
    );
  }

  /** Ends what waits on this subject; with an event, only that. */
  async done(tx: EntityManager, subjectId: string, event?: string): Promise<void> {
    await this.transactions.asSystem(tx, () =>
      tx.query(`DELETE FROM app.task WHERE subject_id = $1 AND ($2::text IS NULL OR event = $2)`, [
        subjectId,
        event ?? null,
      ]),
    );
  }

  /** Ends what waits on a case and on whatever belongs to it; with events, only these. */
  async doneForCase(tx: EntityManager, caseId: string, events?: readonly string[]): Promise<void> {
    await this.transactions.asSystem(tx, () =>
      tx.query(`DELETE FROM app.task WHERE case_id = $1 AND ($2::text[] IS NULL OR event = ANY ($2))`, [
        caseId,
        events ?? null,
      ]),
    );
  }

  /** Moves the deadlines of a case by the time it was on hold. */
  async shift(tx: EntityManager, caseId: string, milliseconds: number): Promise<void> {
    await this.transactions.asSystem(tx, () =>
      tx.query(
        `UPDATE app.task SET due_at = due_at + $2 * interval '1 millisecond' WHERE case_id = $1 AND due_at < 'infinity'`,
        [caseId, milliseconds],
      ),
    );
  }
}
