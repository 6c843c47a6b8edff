import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileView, NameSpan } from '../../backend/src/domain/cases/case.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConfirmedDeath,
  aDocumentedCase,
  aFrozenCase,
  CANARIES,
  pageOf,
  write,
  type GivenCase,
} from '../support/given.js';
import type { CastMember } from '../support/people.js';
import { m2 } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const freeze = (
  member: CastMember,
  { id, version }: Pick<GivenCase, 'id' | 'version'>,
  body: object = { namesSeen: true },
) => as(app, member).post<Receipt & ProblemDocument>(`/cases/${id}/freeze`, body, { version });
const reasonsOf = (body: ProblemDocument) => (body.reasons ?? []).map(({ code }) => code);

describe('freezing a file', () => {
  it('keeps the facts alone, in canonical form, under their hash', async () => {
    const { id, worked } = await aFrozenCase(app);
    const file = (await as(app, 'focalPoint').get<FileView>(`/cases/${id}/file`)).body;
    expect(file).toMatchObject({ caseId: id, n: 1, frozenAt: '2026-03-14T18:10:00.000Z' });
    expect(Object.keys(file.documents)).toEqual(['notification', 'maternal_review']);
    expect(file.documents['maternal_review']?.answers).toEqual(worked.review);
    const notified = file.documents['notification']?.answers ?? {};
    expect(notified).toHaveProperty('death_date');
    for (const process of [
      'reporter_type',
      'channel',
      'facility_id',
      'notified_at',
      'death_known_date',
      'verification',
      'deceased_name',
    ]) {
      expect(notified).not.toHaveProperty(process);
    }
    const [kept] = await app.sql<{ content: string; sha256: string }>(
      'SELECT content, sha256 FROM app.case_file WHERE case_id = $1',
      [id],
    );
    expect(
      createHash('sha256')
        .update(kept?.content ?? '')
        .digest('hex'),
    ).toBe(file.sha256);
    expect(JSON.parse(kept?.content ?? '{}')).toMatchObject({
      kind: 'MAT',
      round: 1,
      documents: file.documents,
    });
    expect(kept?.content.startsWith('{"documents":{"maternal_review":{"answers":{"adm_at"')).toBe(true);
    expect((await pageOf(app, 'referralHead', id)).state).toBe('ready');
  });

  it('cannot be changed, even past every wall', async () => {
    const { id } = await aFrozenCase(app);
    await expect(app.sql(`UPDATE app.case_file SET sha256 = 'x' WHERE case_id = $1`, [id])).rejects.toThrow(
      'append-only',
    );
    await expect(
      app.sql(`UPDATE app.case_draft SET answers = '{}' WHERE case_id = $1`, [id]),
    ).rejects.toThrow('frozen');
  });

  it('waits for the core questions and for errors to be solved, and says so on the button', async () => {
    const given = await aConfirmedDeath(app);
    await write(app, 'referralHead', given.id, { gravidity: { value: 1 }, parity: { value: 4 } });
    const answer = await freeze('referralHead', given);
    expect([answer.status, answer.body.code]).toEqual([409, 'refused']);
    expect(reasonsOf(answer.body)).toEqual(['case.open-errors', 'case.core-unanswered', 'case.incomplete']);
    const offer = (await pageOf(app, 'referralHead', given.id)).offers.find(
      ({ event }) => event === 'freeze',
    );
    expect(offer).toMatchObject({
      irreversible: true,
      reasons: ['case.open-errors', 'case.core-unanswered'],
    });
  });

  it('asks that somebody looks at what resembles a name', async () => {
    const given = await aConfirmedDeath(app);
    const [family] = CANARIES.deceased_name.split(' ').slice(-1);
    const cscom = String(await app.place('CSCOM-DEMO-01'));
    const said = `Madame ${family ?? ''} reçue par la matrone Nana, appeler le 76 12 34 56. `;
    const text = said + 'Elle saigne. '.repeat(20);
    await write(app, 'referralHead', given.id, {
      ...given.worked.review,
      narrative: { value: [{ ref: { value: cscom }, text: { value: text } }] },
    });
    const screen = (
      await as(app, 'focalPoint').get<{ spans: readonly NameSpan[] }>(`/cases/${given.id}/name-screen`)
    ).body;
    expect(
      screen.spans.map(({ question, row, start, end }) => [question, row, text.slice(start, end)]),
    ).toEqual([
      ['narrative.text', 0, `Madame ${family ?? ''}`],
      ['narrative.text', 0, 'matrone Nana'],
      ['narrative.text', 0, '76 12 34 56'],
    ]);
    const [journalled] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM trail.entry WHERE command = 'screen-names' AND subject_id = $1`,
      [given.id],
    );
    expect(journalled?.n).toBe(1);
    const unseen = await freeze('referralHead', given, { namesSeen: false });
    expect(reasonsOf(unseen.body)).toEqual(['case.names-not-screened']);
    expect((await freeze('referralHead', given)).status).toBe(201);
  });

  it('needs no look when nothing resembles a name', async () => {
    const given = await aDocumentedCase(app);
    expect((await freeze('referralHead', given, { namesSeen: false })).status).toBe(201);
  });

  it('is the head’s, and the focal point’s when the head took part in the care', async () => {
    const given = await aDocumentedCase(app);
    expect(reasonsOf((await freeze('focalPoint', given)).body)).toEqual(['case.head-freezes']);
    expect((await freeze('midwife', given)).status).toBe(403);
    expect((await freeze('head', given)).status).toBe(403);
    const declare = (member: CastMember, version: number) =>
      as(app, member).post<Receipt>(
        `/cases/${given.id}/declare-involvement`,
        { involved: true },
        { version },
      );
    expect((await declare('focalPoint', given.version)).status).toBe(403);
    const declared = await declare('referralHead', given.version);
    expect(declared.status).toBe(201);
    const [task] = await app.sql(`SELECT role FROM app.task WHERE case_id = $1 AND event = 'freeze'`, [
      given.id,
    ]);
    expect(task).toEqual({ role: 'focal-point' });
    const now = { id: given.id, version: declared.body.version };
    expect(reasonsOf((await freeze('referralHead', now)).body)).toEqual(['case.head-took-part']);
    expect((await freeze('focalPoint', now)).status).toBe(201);
  });

  it('is the focal point’s where the centre has no head', async () => {
    const given = await aDocumentedCase(app, { worked: m2, answers: { late_reason: { value: 'NETWORK' } } });
    await app.sql(
      `UPDATE app.membership SET to_date = '2026-01-01' WHERE role = 'centre-head' AND place_id = $1`,
      [await app.place('CSCOM-DEMO-01')],
    );
    const answer = await freeze('focalPoint', given);
    await app.sql(`UPDATE app.membership SET to_date = NULL WHERE role = 'centre-head' AND place_id = $1`, [
      await app.place('CSCOM-DEMO-01'),
    ]);
    expect(answer.status).toBe(201);
  });

  it('has one winner when two freeze at once', async () => {
    const given = await aDocumentedCase(app);
    const answers = await Promise.all([freeze('referralHead', given), freeze('referralHead', given)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const files = await app.sql('SELECT n FROM app.case_file WHERE case_id = $1', [given.id]);
    expect(files).toEqual([{ n: 1 }]);
  });

  it('lets a save or the freeze go first, and loses neither', async () => {
    const given = await aDocumentedCase(app);
    const [saved, frozen] = await Promise.all([
      as(app, 'midwife').patch<ProblemDocument>(`/cases/${given.id}/forms/maternal_review`, {
        patches: [{ question: 'gravidity', base: { value: 6 }, value: { value: 7 } }],
      }),
      freeze('referralHead', given),
    ]);
    expect(frozen.status).toBe(201);
    const file = (await as(app, 'focalPoint').get<FileView>(`/cases/${given.id}/file`)).body;
    const expected = saved.status === 200 ? 7 : 6;
    expect(file.documents['maternal_review']?.answers['gravidity']).toEqual({ value: expected });
    expect([200, 409]).toContain(saved.status);
  });
});

describe('unfreezing', () => {
  it('opens the file again, with a reason, and the next freeze is a second file', async () => {
    const given = await aFrozenCase(app);
    const unfreeze = (body: object) =>
      as(app, 'focalPoint').post<Receipt & ProblemDocument>(`/cases/${given.id}/unfreeze`, body, {
        version: given.version,
      });
    expect(reasonsOf((await unfreeze({})).body)).toEqual(['case.reason-missing']);
    expect(
      (
        await as(app, 'referralHead').post(
          `/cases/${given.id}/unfreeze`,
          { reason: 'x' },
          { version: given.version },
        )
      ).status,
    ).toBe(403);
    const opened = await unfreeze({ reason: 'Une heure était fausse' });
    expect(opened.status).toBe(201);
    await as(app, 'referralHead').patch(`/cases/${given.id}/forms/maternal_review`, {
      patches: [{ question: 'adm_pulse', base: { value: 148 }, value: { value: 140 } }],
    });
    const again = await freeze('referralHead', { id: given.id, version: opened.body.version });
    expect(again.status).toBe(201);
    const file = (await as(app, 'focalPoint').get<FileView>(`/cases/${given.id}/file`)).body;
    expect([file.n, file.documents['maternal_review']?.answers['adm_pulse']]).toEqual([2, { value: 140 }]);
  });
});

describe('reading the file', () => {
  it('is for the district and the heads of the path; others document their phase only', async () => {
    const { id } = await aFrozenCase(app);
    const status = async (member: CastMember) => (await as(app, member).get(`/cases/${id}/file`)).status;
    expect(await status('focalPoint')).toBe(200);
    expect(await status('head')).toBe(200);
    expect(await status('midwife')).toBe(403);
    expect(await status('otherFocalPoint')).toBe(404);
    expect(await status('region')).toBe(403);
  });

  it('is absent until the case is frozen', async () => {
    const { id } = await aConfirmedDeath(app);
    const answer = await as(app, 'focalPoint').get<ProblemDocument>(`/cases/${id}/file`);
    expect([answer.status, answer.body.code]).toEqual([404, 'file.absent']);
  });
});
