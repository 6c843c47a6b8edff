import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { facilitiesOf } from '../domain/cases/case-roles.js';
import { mayEverWrite } from '../domain/cases/draft-rights.js';
import { FACILITY_KINDS } from '../domain/facilities/place.js';
import type { DraftSaved, FieldPatch } from '../domain/cases/case.js';
import { narrativeOf, pathQuestionOf } from '../domain/cases/phases.js';
import { consented } from '../domain/forms/consent.js';
import type { Answers, Form } from '../domain/forms/form.js';
import { rowsOf, textOf } from '../domain/forms/read.js';
import { Problem, type FieldFault } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions, type Written } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CarriedDrafts } from './carried-drafts.js';
import { CaseDoor } from './case-door.js';
import { CaseFollow } from './case-follow.js';
import { placesById } from './case-places.js';
import { CaseTasks } from './case-tasks.js';
import { standingOf } from './draft-access.js';
import { conflictsNow, facilitiesTouched, mergePatches, refusePatches } from './draft-merge.js';
import { DraftQueries, judged, type OpenDraft } from './draft-queries.js';
import { insertDraft, unsign, updateDraft } from './draft-rows.js';
import { Extents } from './extents.js';
import type { KeptWarningDto } from './dto/draft.dto.js';
import type { Plain } from './dto/plain.js';
import { lockCase } from './locked-case.js';

type Saved = Omit<DraftSaved, keyof Receipt>;

/** Writing the file while it is documented: field by field, each facility its own phase. */
@Injectable()
export class DraftCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly drafts: DraftQueries,
    private readonly follow: CaseFollow,
    private readonly extents: Extents,
    private readonly carried: CarriedDrafts,
    private readonly tasks: CaseTasks,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  save(
    actor: Actor,
    request: WriteRequest,
    id: string,
    form: string,
    patches: readonly FieldPatch[],
  ): Promise<DraftSaved> {
    return this.transactions.run<Saved>(
      actor,
      request,
      (tx) => this.saved(tx, actor, id, form, patches),
      async (tx) => {
        const draft = await this.drafts.open(tx, actor, await this.door.reached(tx, actor, id), form);
        const { form: asked, answers } = draft.document;
        return { ...judged(draft), conflicts: conflictsNow(asked, answers, patches, draft.access) };
      },
    );
  }

  keepWarning(
    actor: Actor,
    request: WriteRequest,
    id: string,
    form: string,
    kept: Plain<KeptWarningDto>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const draft = await this.writable(tx, actor, id, form);
      const raised = judged(draft).issues.some(
        ({ code, severity }) => code === kept.code && severity === 'WARN',
      );
      if (!raised) throw new Problem('conflict', 'warning.not-raised');
      const { document, row } = draft;
      const keptWarnings = { ...document.keptWarnings, [kept.code]: kept.reason };
      const version = await updateDraft(
        tx,
        { caseId: id, round: row.round, form },
        { keptWarnings },
        this.clock.now(),
      );
      await this.record(tx, actor, draft, 'keep-warning', [kept.code]);
      return { id, version };
    });
  }

  /** A facility says that its phase is written: its narrative is kept as signed. */
  signPhase(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.door.reached(tx, actor, id);
      if (row.state !== 'documenting') throw new Problem('conflict', 'draft.frozen');
      const draft = await this.drafts.open(tx, actor, row, (await this.follow.reviewOf(tx, row)).form.name);
      const places = facilitiesOf(actor.memberships, row).filter((place) => draft.path.includes(place));
      if (draft.access.writes === 'nothing' || places.length === 0)
        throw new Problem('forbidden', 'forbidden');
      const { form, answers } = draft.document;
      for (const place of places) {
        const narrative = narrativeOf(form, answers, place);
        if (narrative.trim() === '') throw new Problem('conflict', 'phase.narrative-missing');
        await tx.query(
          `INSERT INTO app.contribution AS t (case_id, round, place_id, narrative, signed_by, signed_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id, round, place_id)
           DO UPDATE SET narrative = $4, signed_by = $5, signed_at = $6, obtained_how = NULL, obtained_from = NULL,
             obtained_on = NULL, version = t.version + 1`,
          [id, row.round, place, narrative, actor.person.id, this.clock.now()],
        );
      }
      await this.transactions.asSystem(tx, () => this.tasks.renew(tx, row));
      await this.record(tx, actor, draft, 'sign-phase', places.map(String));
      return { id, version: row.version };
    });
  }

  private async saved(
    tx: EntityManager,
    actor: Actor,
    id: string,
    name: string,
    patches: readonly FieldPatch[],
  ): Promise<Written & Saved> {
    const draft = await this.writable(tx, actor, id, name);
    const { row, document, access, context, path } = draft;
    const { form, answers: before } = document;
    refusePatches(form, patches, access, context);
    const merged = mergePatches(form, before, patches, access);
    const { changed, conflicts } = merged;
    const answers = consented(form, merged.answers);
    if (changed.length === 0) return { id, version: document.version, ...judged(draft), conflicts };
    await refusePlaces(tx, form, answers, changed);
    const key = { caseId: id, round: row.round, form: name };
    await insertDraft(tx, { ...key, form, answers: {}, at: this.clock.now() });
    const version = await updateDraft(tx, key, { answers }, this.clock.now());
    await unsign(tx, row, facilitiesTouched(form, before, answers, changed, path));
    await this.record(tx, actor, draft, 'document', changed);
    await this.transactions.asSystem(tx, async () => {
      await this.follow.afterSaving(tx, row);
      const now = await lockCase(tx, id);
      if (now.category !== row.category) await this.carried.over(tx, row, now);
      await this.extents.reconsider(tx, now);
    });
    const after = await this.drafts.open(tx, actor, await lockCase(tx, id), name);
    return { id, version, ...judged(after), conflicts };
  }

  private async writable(tx: EntityManager, actor: Actor, id: string, form: string): Promise<OpenDraft> {
    const row = await this.door.reached(tx, actor, id);
    if (!mayEverWrite(standingOf(actor, row), form)) throw new Problem('forbidden', 'forbidden');
    const draft = await this.drafts.open(tx, actor, row, form);
    if (draft.access.writes === 'nothing') {
      throw new Problem('conflict', row.state === 'documenting' ? 'draft.confirmed' : 'draft.frozen');
    }
    return draft;
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    { row }: OpenDraft,
    command: string,
    fields: readonly string[],
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'draft',
      subjectId: row.id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields,
    });
  }
}

/** Places named in what was typed must exist; those of the path must give care. */
async function refusePlaces(
  tx: EntityManager,
  form: Form,
  answers: Answers,
  changed: readonly string[],
): Promise<void> {
  const questions = form.sections
    .flatMap(({ questions: all }) => all)
    .filter(({ code }) => changed.includes(code));
  const named = questions.flatMap((question): readonly { question: string; id: string }[] => {
    const { code } = question;
    if (question.type === 'place') {
      const id = textOf(answers, code);
      return id === undefined ? [] : [{ question: code, id }];
    }
    const columns = (question.columns ?? [])
      .filter(({ type }) => type === 'place')
      .map((column) => column.code);
    return rowsOf(answers, code).flatMap((row) =>
      columns.flatMap((column) => {
        const id = textOf(row, column);
        return id === undefined ? [] : [{ question: code, id }];
      }),
    );
  });
  const places = await placesById(
    tx,
    named.map(({ id }) => id),
  );
  const path = pathQuestionOf(form);
  const faults = named.flatMap(({ question, id }): readonly FieldFault[] => {
    const place = places.get(id);
    const field = `patches.${question}`;
    if (place === undefined)
      return question === 'village_code' && id === 'OTHER' ? [] : [{ field, code: 'place.unknown' }];
    return question === path && !FACILITY_KINDS.includes(place.kind)
      ? [{ field, code: 'place.not-facility' }]
      : [];
  });
  if (faults.length > 0) throw new Problem('invalid', 'answers.refused', { fields: faults });
}
