import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComparisonView, ReviewView } from '../../backend/src/domain/audits/audit.js';
import type { DraftSaved, DraftView, FileView } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import { structureText } from '../../backend/src/domain/forms/structure-hash.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConcludedCase,
  aPlannedSession,
  aReviewedCase,
  attendAll,
  COURSE,
  detailOf,
  gateOf,
  ok,
  packetOf,
  sealReview,
  typeReview,
} from '../support/given-audits.js';
import { aConfirmedDeath, aDocumentedCase, headOf, pageOf, write, type GivenCase } from '../support/given.js';
import { pdfText } from '../support/pdf-text.js';
import { maternalReviewV2, NEW_QUESTION, opinionV2, publish, sessionV2 } from '../support/second-version.js';

const FORM = 'maternal_review';
const NEW = { [NEW_QUESTION]: { value: 'YES' } };

let app: TestApp;
/** Begun under v1, and gone on with after v2: a draft, and a case whose reviewers were at work. */
let begun: GivenCase;
let reviewed: Awaited<ReturnType<typeof aReviewedCase>>;
/** Begun after v2. */
let fresh: GivenCase;
let concluded: Awaited<ReturnType<typeof aConcludedCase>>;
let structureOfV1 = '';
let fileOfV1: FileView;

beforeAll(async () => {
  app = await startApp();
  structureOfV1 = structureText(getForm(FORM));
  reviewed = await aReviewedCase(app);
  fileOfV1 = await fileOf(reviewed);
  begun = await aConfirmedDeath(app);
  const { review } = begun.worked;
  const some = Object.fromEntries(Object.entries(review).slice(0, 6));
  await write(app, headOf(begun.worked), begun.id, some);
  publish(maternalReviewV2);
}, 60_000);
afterAll(() => app.close());

const draftOf = async ({ id, worked }: GivenCase): Promise<DraftView> =>
  ok(await as(app, headOf(worked)).get<DraftView>(`/cases/${id}/forms/${FORM}`), 'draft');
const fileOf = async ({ id, worked }: GivenCase): Promise<FileView> =>
  ok(await as(app, headOf(worked)).get<FileView>(`/cases/${id}/file`), 'file');
const save = ({ id, worked }: GivenCase, answers: Answers) =>
  as(app, headOf(worked)).patch<DraftSaved>(`/cases/${id}/forms/${FORM}`, {
    patches: Object.entries(answers).map(([question, value]) => ({ question, base: null, value })),
  });
async function freeze({ id, worked }: GivenCase): Promise<void> {
  const { version } = await pageOf(app, headOf(worked), id);
  const body = { namesSeen: true };
  ok(await as(app, headOf(worked)).post<Receipt>(`/cases/${id}/freeze`, body, { version }), 'freeze');
}
const asksNew = (seen: unknown): boolean => JSON.stringify(seen).includes(NEW_QUESTION);

describe('after a second version of a form', () => {
  it('keeps the first one as it was published, and asks the second of whoever begins', () => {
    expect(getForm(FORM).version).toBe(2);
    expect(getForm(FORM, 1).version).toBe(1);
    expect(structureText(getForm(FORM, 1))).toBe(structureOfV1);
    expect(structureText(getForm(FORM))).not.toBe(structureOfV1);
  });

  it('a draft that was begun stays at its version, and is not asked what is new', async () => {
    expect(await draftOf(begun)).toMatchObject({ formVersion: 1 });
    const refused = await save(begun, NEW);
    expect(refused.status).toBe(422);
    expect((await draftOf(begun)).answers).not.toHaveProperty(NEW_QUESTION);
    const answered = Object.keys((await draftOf(begun)).answers);
    const rest = Object.entries(begun.worked.review).filter(([code]) => !answered.includes(code));
    ok(await save(begun, Object.fromEntries(rest)), 'rest of the draft');
    expect(await draftOf(begun)).toMatchObject({ formVersion: 1 });
  });

  it('a new draft is of the second, and is asked what is new', async () => {
    fresh = await aDocumentedCase(app);
    expect(await draftOf(fresh)).toMatchObject({ formVersion: 2 });
    ok(await save(fresh, NEW), 'new question');
    expect(await draftOf(fresh)).toMatchObject({ formVersion: 2, answers: NEW });
  });

  it('both are frozen, each with its version and its hash', async () => {
    for (const found of [begun, fresh]) await freeze(found);
    const [first, second] = [await fileOf(begun), await fileOf(fresh)];
    expect([first.documents[FORM]?.version, second.documents[FORM]?.version]).toEqual([1, 2]);
    expect(first.documents[FORM]?.answers).not.toHaveProperty(NEW_QUESTION);
    expect(second.documents[FORM]?.answers).toMatchObject(NEW);
    for (const { caseId, sha256 } of [first, second]) {
      const [kept] = await app.sql<{ content: string }>(
        'SELECT content FROM app.case_file WHERE case_id = $1 ORDER BY n DESC LIMIT 1',
        [caseId],
      );
      expect(
        createHash('sha256')
          .update(kept?.content ?? '')
          .digest('hex'),
      ).toBe(sha256);
    }
  });

  it('a file that is opened again to be written stays at its version', async () => {
    const { version } = await pageOf(app, 'focalPoint', begun.id);
    const body = { reason: 'Une page du registre a été retrouvée' };
    ok(
      await as(app, 'focalPoint').post<Receipt>(`/cases/${begun.id}/unfreeze`, body, { version }),
      'unfreeze',
    );
    expect(await draftOf(begun)).toMatchObject({ formVersion: 1 });
    await freeze(begun);
    expect((await fileOf(begun)).documents[FORM]?.version).toBe(1);
  });

  it('a file frozen before opens as it was, and its packet is read by who had begun', async () => {
    expect(await fileOf(reviewed)).toEqual(fileOfV1);
    for (const review of reviewed.reviews) {
      const seen = (await gateOf(app, review)) as ReviewView;
      expect(asksNew(seen)).toBe(false);
      expect(seen.packet.formVersions).toMatchObject({ [FORM]: 1 });
    }
  });

  it('reviews begun before are sealed, compared and concluded after', async () => {
    for (const [at, review] of reviewed.reviews.entries()) {
      await typeReview(app, reviewed, review, reviewed.worked.reviews[at === 0 ? 0 : 1]);
      ok(await sealReview(app, review), `seal of ${review.by}`);
    }
    concluded = await aConcludedCase(app, { reviewers: ['reviewerThree', 'reviewerFour'] });
    const compared = async ({ id }: GivenCase) =>
      ok(await as(app, 'focalPoint').get<ComparisonView>(`/cases/${id}/comparison`), 'comparison');
    const [before, after] = [await compared(reviewed), await compared(concluded)];
    expect(before.items.map(({ item }) => item)).toEqual(after.items.map(({ item }) => item));
    expect(before.columns.at(-1)).toEqual(after.columns.at(-1));
    expect((await fileOf(concluded)).documents[FORM]?.version).toBe(2);
    expect((await fileOf(reviewed)).documents[FORM]?.version).toBe(1);
  });

  it('the packet of each is derived from its own version', async () => {
    const [before, after] = [await packetOf(app, reviewed.id), await packetOf(app, concluded.id)];
    expect(asksNew(before)).toBe(false);
    expect(after.alias).not.toBe(before.alias);
  });

  it('both are printed', async () => {
    for (const { sessionId } of [reviewed, concluded]) {
      const printed = await as(app, 'referralHead').get(`/sessions/${sessionId}/minutes.pdf`);
      expect([printed.status, printed.headers['content-type']]).toEqual([200, 'application/pdf']);
    }
  });

  it('a session that was planned before is written, shown and printed with its own version', async () => {
    const before = await aPlannedSession(app);
    publish(sessionV2);
    const after = await aPlannedSession(app);
    const versionOf = async ({ sessionId }: typeof before): Promise<number> =>
      (await detailOf(app, 'referralHead', sessionId)).formVersion;
    expect([await versionOf(before), await versionOf(after)]).toEqual([1, 2]);
    const note = { question: 'minutes_note', base: null, value: COURSE['minutes_note'] };
    const said = [];
    for (const { sessionId } of [before, after]) {
      app.clock.advance(2 * 86_400_000);
      await attendAll(app, 'referralHead', sessionId);
      ok(await as(app, 'referralHead').post(`/sessions/${sessionId}/open`, {}, { version: 1 }), 'open');
      const saved = await as(app, 'referralHead').patch<ProblemDocument>(`/sessions/${sessionId}/note`, {
        patches: [note],
      });
      said.push([saved.status, saved.body.fields?.map(({ field, code }) => [field, code])]);
    }
    expect(said).toEqual([
      [200, undefined],
      [422, [['patches.minutes_note', 'field.unknown']]],
    ]);
    const printed = await as(app, 'referralHead').get<Buffer>(`/sessions/${reviewed.sessionId}/minutes.pdf`);
    expect(printed.status).toBe(200);
    expect((await detailOf(app, 'referralHead', reviewed.sessionId)).formVersion).toBe(1);
  });

  it('a classification is shown and printed with the version that it was answered with', async () => {
    const fileOnPaper = async (): Promise<string> => {
      const printed = await as(app, 'referralHead').get<Buffer>(`/cases/${reviewed.id}/file.pdf`);
      expect([printed.status, printed.headers['content-type']]).toEqual([200, 'application/pdf']);
      return pdfText(printed.body);
    };
    const before = await fileOnPaper();
    expect(before).toContain('avoidability');
    publish(opinionV2);
    expect(await fileOnPaper()).toBe(before);
    expect((await pageOf(app, 'focalPoint', reviewed.id)).conclusion).toMatchObject({ formVersion: 1 });
  });
});
