import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ExportedCase } from '../../backend/src/audits/case-export-queries.js';
import type { ApprovalView, FileView } from '../../backend/src/domain/cases/case.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConcludedCase, ok } from '../support/given-audits.js';
import { aFrozenCase, CANARIES } from '../support/given.js';
import { idOf, people, type CastMember } from '../support/people.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

const REASON = 'Le comité national relit ce cas';
let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await startApp();
  ({ id } = await aConcludedCase(app));
});
afterAll(() => app.close());
beforeEach(() => app.sql('DELETE FROM app.allowance'));

const ask = (by: CastMember, reason = REASON, of = id) =>
  as(app, by).post<Receipt & ProblemDocument>(`/cases/${of}/export`, { reason });
const take = (by: CastMember, of = id, key = newId()) =>
  as(app, by).take(`/cases/${of}/take-export`, {}, { key });

async function grant(by: CastMember, of = id): Promise<number> {
  const approvals = ok(await as(app, by).get<readonly ApprovalView[]>('/approvals'), 'approvals');
  const found = approvals.find(({ action, caseId }) => action === 'export-case' && caseId === of);
  if (found === undefined) return 404;
  return (await as(app, by).post(`/approvals/${found.id}/confirm`, {}, { version: found.version })).status;
}

const codeOf = (text: string): string => (JSON.parse(text) as ProblemDocument).code;

describe('one case as a file', () => {
  it('needs a reason, and somebody else who grants it', async () => {
    expect((await ask('referralHead', '  ')).status).toBe(409);
    expect((await take('referralHead')).status).toBe(403);
    expect((await ask('referralHead')).status).toBe(201);
    expect(codeOf((await take('referralHead')).text)).toBe('export.not-granted');
    expect(await grant('referralHead')).toBe(403);
    expect(codeOf((await take('referralHead')).text)).toBe('export.not-granted');
    expect(await grant('focalPoint')).toBe(201);
  });

  it('is taken by who asked, once', async () => {
    expect(codeOf((await take('focalPoint')).text)).toBe('export.not-granted');
    const key = newId();
    const first = await take('referralHead', id, key);
    expect(first.status).toBe(200);
    expect(first.headers['content-disposition']).toMatch(
      /^attachment; filename="denba-[\w-]*CONFIDENTIEL[\w-]*\.json"$/,
    );
    const again = await take('referralHead', id, key);
    expect([again.status, codeOf(again.text)]).toEqual([409, 'export.used']);
    expect(codeOf((await take('referralHead')).text)).toBe('export.not-granted');
    await expect(
      app.sql(`UPDATE app.approval SET used_at = NULL WHERE action = 'export-case' AND used_at IS NOT NULL`),
    ).rejects.toThrow();
  });

  it('is taken once, also when it is asked for five times at once', async () => {
    await ask('referralHead');
    await grant('focalPoint');
    const answers = await Promise.all(Array.from({ length: 5 }, () => take('referralHead')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403]);
  });

  it('is granted for some days only', async () => {
    await ask('referralHead');
    await grant('focalPoint');
    await app.sql(
      `UPDATE app.approval SET until = confirmed_at + interval '1 second' WHERE action = 'export-case' AND used_at IS NULL`,
    );
    app.clock.advance(2000);
    expect(codeOf((await take('referralHead')).text)).toBe('export.not-granted');
  });

  it('holds the facts, the opinions that its reader may see and what happened; no name, no HIV, no reviewer', async () => {
    await ask('focalPoint');
    expect(await grant('referralHead')).toBe(201);
    const { text } = await take('focalPoint');
    const content = JSON.parse(text) as ExportedCase;
    const file = ok(await as(app, 'focalPoint').get<FileView>(`/cases/${id}/file`), 'file');
    expect(Object.keys(content.file?.documents ?? {})).toEqual(Object.keys(file.documents));
    expect(content.file?.sha256).toBe(file.sha256);
    expect(content.firstOpinion?.answers).not.toEqual({});
    expect(content.comparison?.columns.map(({ seat }) => seat)).toContain('FINAL');
    expect(content.timeline.length).toBeGreaterThan(3);
    expect(content).toMatchObject({ exportedBy: people.focalPoint, reason: REASON });
    const reviewers = Object.values(people).filter((username) => username.startsWith('relecteur'));
    expect(reviewers.length).toBeGreaterThan(3);
    const told = [...Object.values(CANARIES), ...reviewers];
    for (const word of [...told, 'anc_hiv', 'p_hiv', idOf('reviewerOne'), idOf('reviewerTwo')])
      expect(text).not.toContain(word);
  });

  it('hides a name that slipped into a text, and an answer about HIV', async () => {
    const frozen = await aFrozenCase(app);
    await app.sql('ALTER TABLE app.case_file DISABLE TRIGGER USER');
    await app.sql(
      `UPDATE app.case_file SET documents = jsonb_set(
         jsonb_set(documents, '{maternal_review,answers,narrative}', $2::jsonb),
         '{maternal_review,answers,anc_hiv}', '{"value": "POS"}') WHERE case_id = $1`,
      [
        frozen.id,
        JSON.stringify({
          value: [
            {
              at: { value: '2026-03-01T10:00' },
              text: { value: `Madame ${CANARIES.deceased_name} est arrivée` },
            },
          ],
        }),
      ],
    );
    await app.sql('ALTER TABLE app.case_file ENABLE TRIGGER USER');
    await ask('referralHead', REASON, frozen.id);
    await grant('focalPoint', frozen.id);
    const { text } = await take('referralHead', frozen.id);
    expect(text).toContain('est arrivée');
    expect(text).not.toContain('Canariba');
    expect(text).not.toContain('anc_hiv');
    expect((JSON.parse(text) as ExportedCase).firstOpinion).toBeNull();
  });

  it('leaves its lines: asked, confirmed, taken; and none leaves without', async () => {
    const lines = await app.sql<{ command: string }>(
      `SELECT DISTINCT command FROM trail.entry WHERE command LIKE '%export-case' AND outcome = 'done' ORDER BY command`,
    );
    expect(lines.map(({ command }) => command)).toEqual([
      'ask-export-case',
      'confirm-export-case',
      'export-case',
    ]);
    await ask('focalPoint');
    await grant('referralHead');
    await app.sql(
      `ALTER TABLE trail.entry ADD CONSTRAINT no_room CHECK (command <> 'export-case') NOT VALID`,
    );
    const refused = await take('focalPoint');
    await app.sql('ALTER TABLE trail.entry DROP CONSTRAINT no_room');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.text).not.toContain('denba-case-1');
    // Nothing was used up.
    expect((await take('focalPoint')).status).toBe(200);
  });
});
