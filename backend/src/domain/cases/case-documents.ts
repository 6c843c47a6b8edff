import type { Answers, Context, Form, Validation } from '../forms/form.js';
import { factOf, textOf } from '../forms/read.js';
import { validate } from '../forms/validate.js';
import type { Settings } from '../settings.js';
import type { CaseState } from './case-workflow.js';
import { countsInFile } from './community-autopsy.js';
import { isCommunityDeath } from './notification-delay.js';
import { pathOf, pathQuestionOf } from './phases.js';
import type { Extent } from './review-extent.js';

/** A form of the running round with its answers; lists by facility stand in the order of the path. */
export interface CaseDocument {
  readonly form: Form;
  readonly answers: Answers;
  readonly keptWarnings: Readonly<Record<string, string>>;
  /** 0 while nothing was ever written. */
  readonly version: number;
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
  row: { readonly kind: string | null; readonly state: CaseState; readonly extent: Extent },
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
