import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseDocument } from '../domain/cases/case-documents.js';
import { carriedAnswers } from '../domain/cases/shared-questions.js';
import { reviewFormName } from '../domain/forms/registry.js';
import { Clock } from '../platform/clock.js';
import { documentsOf } from './case-documents.js';
import { insertDraft, updateDraft } from './draft-rows.js';
import { Extents } from './extents.js';
import type { LockedCase } from './locked-case.js';

/** What was written of a death goes on with it when its kind turns out to be another one, before the confirmation or after. */
@Injectable()
export class CarriedDrafts {
  constructor(
    private readonly extents: Extents,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens the forms of the new kind with what they share with the old ones. Those of the old kind stay where they are, and come back with
   * it; what was written since then is newer, and goes before.
   */
  async over(tx: EntityManager, before: LockedCase, after: LockedCase): Promise<void> {
    const { id: caseId, round } = after;
    await this.extents.openForms(tx, after);
    const [from, to] = [await reviewOf(tx, before), await reviewOf(tx, after)];
    if (from === undefined || to === undefined || from.form.name === to.form.name) return;
    if (from.version === 0) return;
    const carried = carriedAnswers(from.form, to.form, from.answers);
    const at = this.clock.now();
    await insertDraft(tx, { caseId, round, form: to.form, answers: {}, at });
    const key = { caseId, round, form: to.form.name };
    await updateDraft(tx, key, { answers: { ...to.answers, ...carried } }, at);
  }
}

async function reviewOf(tx: EntityManager, row: LockedCase): Promise<CaseDocument | undefined> {
  const name = reviewFormName(row.kind ?? row.category);
  return (await documentsOf(tx, row)).find(({ form }) => form.name === name);
}
