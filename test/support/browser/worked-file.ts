import { expect } from '@jest/globals';
import { opinionFormV1 } from '../../../backend/src/domain/audits/opinion-form.v1.js';
import { COMMUNITY_AUTOPSY } from '../../../backend/src/domain/cases/community-autopsy.js';
import { notificationFormV1 } from '../../../backend/src/domain/cases/notification-form.v1.js';
import type { Answers, Context, Value } from '../../../backend/src/domain/forms/form.js';
import { getForm, reviewFormName } from '../../../backend/src/domain/forms/registry.js';
import { validate } from '../../../backend/src/domain/forms/validate.js';
import type { TestApp } from '../app.js';
import type { WorkedCase } from '../worked-cases.js';
import { withPlaces } from '../worked-cases.js';

interface Worked {
  /** The frozen review, and what the worked case says it is: times are exact to the minute when typed. */
  readonly answers: Answers;
  readonly wanted: Answers;
  /** What the family told, as it was frozen, and as the worked case says it: the file keeps no language of the family. */
  readonly autopsy: Answers;
  readonly told: Answers;
  readonly computed: Readonly<Record<string, Value | null>>;
  readonly rules: readonly string[];
}

/** What was frozen, beside what the worked case expects of file and first opinion. */
async function expectedOf(app: TestApp, caseId: string, worked: WorkedCase): Promise<Worked> {
  const [file] = await app.sql<{ documents: Readonly<Record<string, { readonly answers: Answers }>> }>(
    'SELECT documents FROM app.case_file WHERE case_id = $1',
    [caseId],
  );
  const [draft] = await app.sql<{ answers: Answers }>(
    `SELECT answers FROM app.case_draft WHERE case_id = $1 AND form = 'notification'`,
    [caseId],
  );
  const [cscom, csref, village] = await Promise.all(
    ['CSCOM-DEMO-01', 'CSREF-DEMO', 'V-M1'].map(async (code) => String(await app.place(code))),
  );
  const placed = withPlaces(worked, { cscom: cscom ?? '', csref: csref ?? '', village: village ?? '' });
  const { kind } = worked;
  const review = reviewFormName(kind) ?? '';
  const answers = file?.documents[review]?.answers ?? {};
  const notification = { ...draft?.answers, verification: { value: 'ELIGIBLE' } };
  const autopsy = file?.documents[COMMUNITY_AUTOPSY]?.answers;
  const documents = {
    notification,
    [review]: answers,
    ...(autopsy === undefined ? {} : { [COMMUNITY_AUTOPSY]: autopsy }),
  };
  const context: Context = { now: '2026-10-01T12:00', documents, facts: { kind, auditKind: 'audit' } };
  const read = [
    validate(notificationFormV1, notification, { ...context, facts: { kind, stage: 'confirmation' } }),
    validate(getForm(review), answers, context),
    ...(autopsy === undefined ? [] : [validate(getForm(COMMUNITY_AUTOPSY), autopsy, context)]),
    validate(opinionFormV1, placed.opinion, context),
  ];
  const all = Object.assign({}, ...read.map(({ computed }) => computed)) as Readonly<Record<string, Value>>;
  const told = Object.fromEntries(
    Object.entries(placed.autopsy ?? {}).filter(([code]) => code !== 'va_lang'),
  );
  return {
    answers: plain(answers),
    wanted: plain(placed.review),
    autopsy: plain(autopsy ?? {}),
    told: plain(told),
    computed: Object.fromEntries(Object.keys(worked.computed).map((code) => [code, all[code] ?? null])),
    rules: read.flatMap(({ issues }) => issues.map(({ code }) => code)).sort(),
  };
}

/** The frozen file holds what the worked case says, no more and no less, and its rules and computed values are those named there. */
export async function expectWorkedFile(...subject: Parameters<typeof expectedOf>): Promise<void> {
  const [, , worked] = subject;
  const { answers, wanted, autopsy, told, computed, rules } = await expectedOf(...subject);
  expect(answers).toEqual(wanted);
  expect(autopsy).toEqual(told);
  expect(computed).toEqual(worked.computed);
  expect(rules).toEqual([...worked.rules].sort());
}

/** Answers without how exact a time is said to be, which typing adds; several codes have no order. */
export function plain(answers: unknown): Answers {
  return JSON.parse(
    JSON.stringify(answers, (key, value: unknown) => {
      if (key === 'precision') return undefined;
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? [...value].sort()
        : value;
    }),
  ) as Answers;
}
