import type { EntityManager } from 'typeorm';
import { countsInFile } from '../domain/cases/community-autopsy.js';
import { isCommunityDeath } from '../domain/cases/notification-delay.js';
import { inPathOrder, pathOf, pathQuestionOf } from '../domain/cases/phases.js';
import type { Answers, Context, Form, Validation } from '../domain/forms/form.js';
import { fileForms, getForm } from '../domain/forms/registry.js';
import { factOf, textOf } from '../domain/forms/read.js';
import { validate } from '../domain/forms/validate.js';
import type { Settings } from '../domain/settings.js';
import type { LockedCase } from './locked-case.js';

/** A form of the running round with its answers; lists by facility stand in the order of the path. */
export interface CaseDocument {
  readonly form: Form;
  readonly answers: Answers;
  readonly keptWarnings: Readonly<Record<string, string>>;
  /** 0 while nothing was ever written. */
  readonly version: number;
}

interface DraftRow {
  readonly form: string;
  readonly formVersion: number;
  readonly answers: Answers;
  readonly keptWarnings: Readonly<Record<string, string>>;
  readonly version: number;
}

/** The documents of a case in the order in which they are filled: before confirmation the notification alone. */
export async function documentsOf(
  tx: EntityManager,
  row: Pick<LockedCase, 'id' | 'round' | 'kind' | 'placeIds' | 'extent'>,
): Promise<readonly CaseDocument[]> {
  const drafts: readonly DraftRow[] = await tx.query(
    `SELECT form, form_version AS "formVersion", answers, kept_warnings AS "keptWarnings", version
     FROM app.case_draft WHERE case_id = $1 AND round = $2`,
    [row.id, row.round],
  );
  const asked = row.kind === null ? [getForm('notification')] : fileForms(row.kind, row.extent);
  return asked.map(({ name }) => {
    const draft = drafts.find(({ form }) => form === name);
    // A case keeps the version of the form it was answered with.
    const form = getForm(name, draft?.formVersion);
    const answers = draft?.answers ?? {};
    return {
      form,
      answers: inPathOrder(form, answers, pathOf(form, answers, row.placeIds)),
      keptWarnings: draft?.keptWarnings ?? {},
      version: draft?.version ?? 0,
    };
  });
}

/** The answers of one form of the case, empty when it has none. */
export function answersIn(documents: readonly CaseDocument[], name: string): Answers {
  return documents.find(({ form }) => form.name === name)?.answers ?? {};
}

/**
 * The document that tells the death and the path of facilities: the review; without one the last there is, the account of the family of a
 * short form, and before the confirmation the notification.
 */
export function reviewIn(documents: readonly CaseDocument[]): CaseDocument | undefined {
  return documents.find(({ form }) => pathQuestionOf(form) !== undefined) ?? documents.at(-1);
}

/** The facilities of the path, from the form that lists them, else from what the notification tells. */
export function pathIn(documents: readonly CaseDocument[], placeIds: readonly number[]): readonly number[] {
  const review = reviewIn(documents);
  return review === undefined ? placeIds : pathOf(review.form, review.answers, placeIds);
}

/** The facilities that the documents name: those of the written path in order, then the one that notified. */
export function facilitiesIn(documents: readonly CaseDocument[]): readonly number[] {
  const reporting = Number(textOf(answersIn(documents, 'notification'), 'facility_id'));
  const named = [...pathIn(documents, []), reporting].filter((id) => Number.isSafeInteger(id) && id > 0);
  return [...new Set(named)];
}

/** What `validate` needs beside the answers: the clock, the other documents and the facts of the case. */
export function contextOf(
  documents: readonly CaseDocument[],
  row: Pick<LockedCase, 'kind' | 'state' | 'extent'>,
  settings: Settings,
  now: string,
): Context {
  return {
    now,
    documents: Object.fromEntries(documents.map(({ form, answers }) => [form.name, answers])),
    facts: {
      ...factsOfCase(answersIn(documents, 'notification'), row.kind, settings),
      extent: row.extent,
      // The result of the verification is asked once somebody gave it: from the confirmation, or another decision, on.
      ...(row.state === 'notified' ? {} : { stage: 'confirmation' }),
    },
  };
}

/** Facts of a case that no form holds. */
export function factsOfCase(
  notification: Answers,
  kind: string | null,
  settings: Settings,
): NonNullable<Context['facts']> {
  const isChild = textOf(notification, 'death_category') === 'CHILD';
  const child = settings['notification.child-hours'];
  return {
    ...(kind === null ? {} : { kind }),
    facilityLimitH: isChild ? child : settings['notification.facility-hours'],
    communityLimitH:
      isChild && isCommunityDeath(notification) !== true ? child : settings['notification.community-hours'],
  };
}

/** How ready the file is to be frozen. `errors` counts ERR issues, `missing` core questions without an answer. */
export interface Readiness {
  readonly errors: number;
  readonly missing: number;
  readonly score: number;
}

export function readinessOf(documents: readonly CaseDocument[], context: Context): Readiness {
  const notification = answersIn(documents, 'notification');
  const extent = factOf(context, 'extent') === 'short' ? 'short' : 'full';
  const counted = documents.filter(({ form, answers }) => countsInFile(form, answers, notification, extent));
  const validations = counted.map(({ form, answers }) => validate(form, answers, context));
  const review = validations[counted.findIndex((document) => document === reviewIn(documents))];
  return {
    errors: validations.reduce((sum, validation) => sum + errorsIn(validation), 0),
    missing: validations.reduce((sum, { missing }) => sum + missing.length, 0),
    score: review?.completeness.score ?? 0,
  };
}

export function errorsIn({ issues }: Validation): number {
  return issues.filter(({ severity }) => severity === 'ERR').length;
}
