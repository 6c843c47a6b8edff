import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { answersIn } from '../domain/cases/case-documents.js';
import type { Answer, Answers } from '../domain/forms/form.js';
import { Clock } from '../platform/clock.js';
import { documentsOf } from './case-documents.js';
import { updateDraft } from './draft-rows.js';
import type { LockedCase } from './locked-case.js';

/** The notification as commands read it, and the answers that an event itself gives (the result of the verification). */
@Injectable()
export class NotificationAnswers {
  constructor(private readonly clock: Clock) {}

  async of(tx: EntityManager, row: LockedCase): Promise<Answers> {
    return answersIn(await documentsOf(tx, row), 'notification');
  }

  /** Sets codes, or takes an answer away with null. Only while the case is notified or documenting. */
  async amend(
    tx: EntityManager,
    row: LockedCase,
    codes: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const before = await this.of(tx, row);
    const kept = Object.entries(before).filter(([code]) => !Object.hasOwn(codes, code));
    const set = Object.entries(codes).flatMap(([code, value]): readonly (readonly [string, Answer])[] =>
      value === null ? [] : [[code, { value }]],
    );
    const key = { caseId: row.id, round: row.round, form: 'notification' };
    await updateDraft(tx, key, { answers: Object.fromEntries([...kept, ...set]) }, this.clock.now());
  }
}
