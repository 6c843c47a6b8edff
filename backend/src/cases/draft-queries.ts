import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { contextOf, pathIn, type CaseDocument } from '../domain/cases/case-documents.js';
import type { DraftSaved, DraftView } from '../domain/cases/case.js';
import { withoutHivQuestions, writableQuestions, type DraftRights } from '../domain/cases/draft-rights.js';
import { phasesOf, seenAnswers } from '../domain/cases/phases.js';
import type { Answers, Context, Issue, Validation } from '../domain/forms/form.js';
import { publishedForms } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { absent, Problem } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { documentsOf } from './case-documents.js';
import { CasePhases } from './case-phases.js';
import { draftAccess } from './draft-access.js';
import { findCase, reachOf, readingOf, type LockedCase } from './locked-case.js';
import { placeNames } from './place-names.js';
import { settingsAt } from '../facilities/settings.js';

/** One form of a case with everything that reading and writing it needs. */
export interface OpenDraft {
  readonly row: LockedCase;
  readonly document: CaseDocument;
  readonly documents: readonly CaseDocument[];
  readonly path: readonly number[];
  readonly access: DraftRights;
  readonly context: Context;
}

/** Drafts as each person may read them: the whole, or the own phase. */
@Injectable()
export class DraftQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly phases: CasePhases,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  async view(actor: Actor, id: string, form: string): Promise<DraftView> {
    const { row, draft } = await this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, id);
      if (row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
      return { row, draft: await this.viewOf(tx, actor, await this.open(tx, actor, row, form)) };
    });
    await this.journal.recordReading(actor, { ...readingOf(row, 'open-draft'), fields: [form] });
    return draft;
  }

  /** Gathers one form of a case already found; refuses a form the case does not have, and readers of no draft. */
  async open(tx: EntityManager, actor: Actor, row: LockedCase, name: string): Promise<OpenDraft> {
    if (!publishedForms.some((form) => form.name === name)) throw new Problem('absent', 'form.unknown');
    const documents = await documentsOf(tx, row);
    const document = documents.find(({ form }) => form.name === name);
    if (document === undefined) {
      throw may(actor.ability, 'read', 'Draft', reachOf(row))
        ? new Problem('conflict', 'form.other-kind')
        : new Problem('forbidden', 'forbidden');
    }
    const path = pathIn(documents, row.placeIds);
    const access = draftAccess(actor, row, document.form, path);
    if (access.reads === 'nothing') throw new Problem('forbidden', 'forbidden');
    const settings = await settingsAt(tx, row.responsibleId);
    return {
      row,
      document,
      documents,
      path,
      access,
      context: contextOf(documents, row, settings, this.clock.local()),
    };
  }

  private async viewOf(tx: EntityManager, actor: Actor, draft: OpenDraft): Promise<DraftView> {
    const { row, document, access, context } = draft;
    const writable = access.writes !== 'nothing';
    const answers = seenIn(draft, document);
    const others = draft.documents.filter(
      ({ form }) => draftAccess(actor, row, form, draft.path).reads !== 'nothing',
    );
    return {
      caseId: row.id,
      form: document.form.name,
      formVersion: document.form.version,
      version: document.version,
      answers,
      writable,
      ...(writable && access.writes === null && access.hiv
        ? {}
        : { writableQuestions: writableQuestions(document.form, access) }),
      context: {
        documents: Object.fromEntries(others.map((other) => [other.form.name, seenIn(draft, other)])),
        facts: context.facts ?? {},
      },
      places: await placeNames(tx, answers, [
        ...row.placeIds,
        ...draft.path,
        ...(row.villageId ? [row.villageId] : []),
      ]),
      keptWarnings: keptSeen(draft, judged(draft).issues),
      path: await this.phases.views(tx, actor, row, draft.path),
    };
  }
}

function seenIn(draft: OpenDraft, { form, answers }: CaseDocument): Answers {
  const { reads } = draft.access;
  if (reads === 'nothing') return {};
  return withoutHivQuestions(seenAnswers(form, answers, reads), draft.access);
}

/** What `validate` says of the whole form, as far as this reader may know: only messages on questions that they read. */
export function judged(draft: OpenDraft): Pick<DraftSaved, 'answers' | 'issues' | 'completeness'> {
  const { issues, completeness } = seenValidation(draft);
  return { answers: seenIn(draft, draft.document), issues, completeness };
}

/** The validation of a form, without messages on questions that this reader does not read. */
export function seenValidation(draft: OpenDraft): Validation {
  const { form, answers } = draft.document;
  const validation = validate(form, answers, draft.context);
  return { ...validation, issues: validation.issues.filter((issue) => isSeen(draft, issue)) };
}

function isSeen(draft: OpenDraft, { question }: Issue): boolean {
  const { reads, hiv } = draft.access;
  if (reads === null) return true;
  const [code = ''] = question.split('.');
  const phase = phasesOf(draft.document.form)[code] ?? 'any';
  const own = writableQuestions(draft.document.form, { reads, writes: reads, hiv });
  // A row number of the whole list would count the lines of the other facilities.
  return own.includes(code) && (phase !== 'own-rows' || !question.includes('.'));
}

function keptSeen({ document }: OpenDraft, issues: readonly Issue[]): Readonly<Record<string, string>> {
  const raised = new Set(issues.map(({ code }) => code));
  return Object.fromEntries(Object.entries(document.keptWarnings).filter(([code]) => raised.has(code)));
}
