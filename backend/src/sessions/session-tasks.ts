import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dueAt } from '../domain/cases/deadlines.js';
import { isCommunityDeath } from '../domain/cases/notification-delay.js';
import type { Role } from '../domain/accounts/person.js';
import { CaseTasks, instantOf } from '../cases/case-tasks.js';
import type { LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { TaskBoard } from '../worklist/task-board.js';

/** Who is waited for around a session: the head of the centre, or the focal point when no head is free to: none is there, or they took part. */
@Injectable()
export class SessionTasks {
  constructor(
    private readonly board: TaskBoard,
    private readonly cases: CaseTasks,
  ) {}

  /** A frozen case waits for its session. */
  async callForPlan(tx: EntityManager, row: LockedCase): Promise<void> {
    await this.board.done(tx, row.id, 'plan');
    await this.open(tx, row, { subject: 'case', subjectId: row.id, event: 'plan' });
  }

  async planned(tx: EntityManager, row: LockedCase, sessionId: string): Promise<void> {
    await this.board.done(tx, row.id, 'plan');
    await this.open(tx, row, { subject: 'session', subjectId: sessionId, event: 'open' });
  }

  async opened(tx: EntityManager, row: LockedCase, sessionId: string): Promise<void> {
    await this.board.done(tx, sessionId);
    await this.open(tx, row, { subject: 'session', subjectId: sessionId, event: 'seal' });
  }

  /** The audit is sealed: what remains is to close the session. */
  async sealed(tx: EntityManager, row: LockedCase, sessionId: string): Promise<void> {
    await this.board.done(tx, sessionId);
    await this.open(tx, row, { subject: 'session', subjectId: sessionId, event: 'close' });
  }

  async ended(tx: EntityManager, sessionId: string): Promise<void> {
    await this.board.done(tx, sessionId);
  }

  async nothingToPlan(tx: EntityManager, row: LockedCase): Promise<void> {
    await this.board.done(tx, row.id, 'plan');
  }

  private async open(
    tx: EntityManager,
    row: LockedCase,
    task: { readonly subject: 'case' | 'session'; readonly subjectId: string; readonly event: string },
  ): Promise<void> {
    const to: { readonly role: Role; readonly placeId: number } = !(await this.cases.hasFreeHead(tx, row))
      ? { role: 'focal-point', placeId: row.districtId }
      : { role: 'centre-head', placeId: row.responsibleId };
    await this.board.open(tx, {
      ...task,
      to,
      caseId: row.id,
      districtId: row.districtId,
      regionId: row.regionId,
      kind: row.kind,
      label: row.number,
      placeName: row.responsibleName,
      dueAt: await deadlineOf(tx, row),
    });
  }
}

/** The audit is due so many days after the death, by its kind and place. [domain 1.3] */
async function deadlineOf(tx: EntityManager, row: LockedCase): Promise<Date | null> {
  const start = row.deathTime === null ? row.deathDate : `${row.deathDate}T${row.deathTime}`;
  const community = isCommunityDeath({ death_place: { value: row.deathPlace } }) === true;
  const due = dueAt('audit', start, { kind: row.kind, community }, await settingsAt(tx, row.responsibleId));
  return due === null ? null : instantOf(due);
}
