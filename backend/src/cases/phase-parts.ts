import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { contextOf, pathIn, reviewIn } from '../domain/cases/case-documents.js';
import type { FieldPatch } from '../domain/cases/case.js';
import { partOf, partQuestions, staysOf, withPart, type PhaseEntry } from '../domain/cases/clinic-phase.js';
import { narrativeOf, pathQuestionOf } from '../domain/cases/phases.js';
import { isSame } from '../domain/forms/is-same.js';
import type { Answer, Answers, Context, Form } from '../domain/forms/form.js';
import { Problem } from '../domain/problem.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { documentsOf } from './case-documents.js';
import { CaseFollow } from './case-follow.js';
import { refusePatches } from './draft-merge.js';
import { insertDraft, updateDraft } from './draft-rows.js';
import type { LockedCase } from './locked-case.js';

/** The part of one facility in the file of a case: its form, the file as it stands, and where the facility is on the path. */
export interface OpenPart {
  readonly row: LockedCase;
  readonly placeId: number;
  readonly form: Form;
  readonly answers: Answers;
  readonly path: readonly number[];
  readonly context: Context;
}

/** Under what signature a part is written: the person who signs, nobody for an invited facility, and where it comes from. */
export interface PartSignature {
  readonly personId: string | null;
  readonly entry: PhaseEntry;
}

/** Reads and writes the part of a facility that cannot sign by itself. Its lines carry no place: they are all of this facility. */
@Injectable()
export class PhaseParts {
  constructor(
    private readonly transactions: Transactions,
    private readonly follow: CaseFollow,
    private readonly clock: Clock,
  ) {}

  async open(tx: EntityManager, row: LockedCase, placeId: number): Promise<OpenPart> {
    const documents = await documentsOf(tx, row);
    const review = reviewIn(documents);
    if (review === undefined) throw new Error('a case without documents');
    const settings = await settingsAt(tx, row.responsibleId);
    return {
      row,
      placeId,
      form: review.form,
      answers: review.answers,
      path: pathIn(documents, row.placeIds),
      context: contextOf(documents, row, settings, this.clock.local()),
    };
  }

  /** The answers of the part with these written over them; refused when they are no answers, not of this part, or changed meanwhile. */
  merged(part: OpenPart, patches: readonly FieldPatch[]): Answers {
    const { form, answers, placeId, path, context } = part;
    const own = partQuestions(form, placeId, path);
    const fields = patches
      .filter(({ question }) => !own.includes(question))
      .map(({ question }) => ({
        field: `patches.${question.slice(0, 64)}`,
        code: 'draft.not-your-phase' as const,
      }));
    if (fields.length > 0) throw new Problem('invalid', 'draft.not-your-phase', { fields });
    const stays = staysOf(form, answers, placeId);
    const times = patches.find(({ question }) => question === pathQuestionOf(form))?.value;
    if (linesIn(times) > stays) throw new Problem('invalid', 'phase.stays', { params: { most: stays } });
    const hand = { facilities: [placeId], path };
    refusePatches(form, patches, { reads: hand, writes: hand, hiv: path[0] === placeId }, context);
    const kept = partOf(form, answers, placeId, path);
    if (patches.some(({ question, base }) => !isSame(kept[question] ?? null, base)))
      throw new Problem('conflict', 'phase.changed');
    const written = patches.map(({ question, value }) => [question, value ?? { value: [] }] as const);
    return withPart(form, answers, Object.fromEntries(written), placeId, path);
  }

  /** Writes the part and signs it. Returns the questions whose answer changed. */
  async sign(
    tx: EntityManager,
    { row, form, answers: before, placeId }: OpenPart,
    answers: Answers,
    { personId, entry }: PartSignature,
  ): Promise<readonly string[]> {
    const narrative = narrativeOf(form, answers, placeId);
    if (narrative.trim() === '') throw new Problem('conflict', 'phase.narrative-missing');
    const changed = Object.keys({ ...before, ...answers }).filter(
      (code) => !isSame(before[code] ?? null, answers[code] ?? null),
    );
    const key = { caseId: row.id, round: row.round, form: form.name };
    const at = this.clock.now();
    if (changed.length > 0) {
      await insertDraft(tx, { ...key, form, answers: {}, at });
      await updateDraft(tx, key, { answers }, at);
    }
    await tx.query(
      `INSERT INTO app.contribution AS t (case_id, round, place_id, narrative, signed_by, signed_at,
         obtained_how, obtained_from, obtained_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (case_id, round, place_id)
       DO UPDATE SET narrative = $4, signed_by = $5, signed_at = $6, obtained_how = $7, obtained_from = $8,
         obtained_on = $9, version = t.version + 1`,
      [row.id, row.round, placeId, narrative, personId, at, entry.how, entry.from, entry.on],
    );
    await this.transactions.asSystem(tx, () => this.follow.afterSaving(tx, row));
    return changed;
  }
}

const linesIn = (answer: Answer | null | undefined): number =>
  answer && 'value' in answer && Array.isArray(answer.value) ? answer.value.length : 0;
