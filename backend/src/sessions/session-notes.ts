import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recommendationsOf } from '../audits/recommendation-count-queries.js';
import { Opinions } from '../audits/opinions.js';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import type { DraftRights } from '../domain/cases/draft-rights.js';
import { conflictsNow, mergePatches, refusePatches } from '../cases/draft-merge.js';
import type { LockedCase } from '../cases/locked-case.js';
import type { DraftSaved, FieldPatch } from '../domain/cases/case.js';
import type { Answers, Context, Form } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import type { SessionFound } from './session-door.js';
import { AuditSession } from './session.entity.js';

/** The course of a session belongs to it: whoever may write it writes all of it. */
const WHOLE: DraftRights = { reads: null, writes: null, hiv: true };
export const SESSION_FORM = 'session';

/** The course of a session: what was read, how it went, how far there was agreement. Form F6. */
@Injectable()
export class SessionNotes {
  constructor(
    private readonly opinions: Opinions,
    private readonly audits: FirstAuditQueries,
    private readonly clock: Clock,
  ) {}

  async save(
    tx: EntityManager,
    session: SessionFound,
    row: LockedCase,
    patches: readonly FieldPatch[],
  ): Promise<Omit<DraftSaved, 'receipt'>> {
    if (session.state !== 'open')
      throw new Problem('conflict', 'refused', { reasons: ['session.wrong-state'] });
    const context = await this.contextOf(tx, session, row);
    const form = getForm(SESSION_FORM, session.formVersion);
    refusePatches(form, patches, WHOLE, context);
    const { answers, changed, conflicts } = mergePatches(form, session.note, patches, WHOLE);
    const noteVersion = changed.length === 0 ? session.noteVersion : session.noteVersion + 1;
    if (changed.length > 0) {
      await tx.update(AuditSession, { id: session.id }, { note: answers, noteVersion });
    }
    return { id: session.id, version: noteVersion, answers, conflicts, ...checked(form, answers, context) };
  }

  /** What a repeated save answers: the course as it is now. */
  async saved(
    tx: EntityManager,
    session: SessionFound,
    row: LockedCase,
    patches: readonly FieldPatch[],
  ): Promise<Omit<DraftSaved, 'id' | 'version' | 'receipt'>> {
    const context = await this.contextOf(tx, session, row);
    const form = getForm(SESSION_FORM, session.formVersion);
    return {
      answers: session.note,
      conflicts: conflictsNow(form, session.note, patches, WHOLE),
      ...checked(form, session.note, context),
    };
  }

  async contextOf(tx: EntityManager, session: SessionFound, row: LockedCase): Promise<Context> {
    const audit = await this.audits.find(tx, row);
    const known = audit === null ? null : await this.opinions.contextOf(tx, audit);
    const held = session.openedAt ?? new Date(`${session.plannedFor}:00Z`);
    return {
      now: this.clock.local(),
      documents: known?.documents ?? {},
      facts: {
        ...known?.facts,
        sessionDate: held.toISOString().slice(0, 10),
        recommendations: await recommendationsOf(tx, { caseId: session.caseId, round: session.round }),
      },
    };
  }
}

function checked(
  form: Form,
  answers: Answers,
  context: Context,
): Pick<DraftSaved, 'issues' | 'completeness'> {
  const { issues, completeness } = validate(form, answers, context);
  return { issues, completeness };
}
