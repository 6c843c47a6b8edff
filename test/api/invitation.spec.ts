import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Actors } from '../../backend/src/accounts/actors.js';
import type { FileView } from '../../backend/src/domain/cases/case.js';
import { groupedCode } from '../../backend/src/domain/cases/invitation.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { rowsOf, textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok } from '../support/given-audits.js';
import {
  invite,
  invited,
  newCode,
  open,
  revoke,
  sign,
  type GivenInvitation,
} from '../support/given-invitations.js';
import {
  aPathOfThree,
  clinicsPart,
  narrative,
  pathOfThree,
  placesOfPath,
  TOLD,
  type PathPlaces,
} from '../support/given-path.js';
import { CANARIES, pageOf, write, type GivenCase } from '../support/given.js';
import { pdfText } from '../support/pdf-text.js';
import { idOf, people, type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
let restore: Restore;
let places: PathPlaces;
beforeAll(async () => {
  app = await startApp();
  restore = await keepWorld(app);
  places = await placesOfPath(app);
});
beforeEach(() => restore());
afterAll(() => app.close());

const DAY = 86_400_000;
const phaseOf = (by: CastMember, found: Pick<GivenCase, 'id'>) => clinicsPart(app, by, found);
const reasonsOf = ({ body }: Answer<ProblemDocument>) => (body.reasons ?? []).map(({ code }) => code);

describe('a facility without accounts, invited by the focal point', () => {
  it('reads its own part with the code alone, writes it, and signs it', async () => {
    const { given, code, id } = await invited(app);
    expect(await phaseOf('focalPoint', given)).toMatchObject({
      invitation: { id, standing: 'open', openedAt: null, version: 1 },
    });
    expect((await phaseOf('referralHead', given))?.invitation).toBeNull();
    const part = ok(await open(app, groupedCode(code).toLowerCase()), 'open');
    expect(part).toEqual({
      number: given.number,
      placeName: 'Clinique Dèmè',
      until: new Date(app.clock.now().getTime() + 7 * DAY).toISOString(),
      form: 'maternal_review',
      formVersion: 1,
      questions: ['m_facility_path', 'care_given', 'narrative'],
      stays: 1,
      answers: {
        m_facility_path: {
          value: [{ arrival: { value: '2026-03-14T06:30' }, departure: { value: '2026-03-14T07:10' } }],
        },
      },
    });
    expect((await phaseOf('focalPoint', given))?.invitation?.openedAt).toBe(app.clock.now().toISOString());
    const signed = ok(await sign(app, code), 'sign');
    expect(signed).toMatchObject({ id, version: 2, receipt: expect.stringMatching(/^R-/) });
    expect(await phaseOf('referralMidwife', given)).toMatchObject({
      signedAt: app.clock.now().toISOString(),
      entry: { how: 'invitation', from: 'MIDWIFE', on: app.clock.today() },
      enterable: false,
      invitation: null,
    });
    const draft = ok(
      await as(app, 'referralHead').get<{ answers: Answers }>(`/cases/${given.id}/forms/maternal_review`),
      'draft',
    );
    expect(
      rowsOf(draft.answers, 'narrative').map((row) => [textOf(row, 'ref'), textOf(row, 'text')]),
    ).toEqual([[String(places.clinic), TOLD]]);
  });

  it('stands on the timeline without a person, and each step in the journal', async () => {
    const { given, code, id } = await invited(app);
    ok(await open(app, code), 'open');
    ok(await sign(app, code), 'sign');
    const { timeline } = await pageOf(app, 'focalPoint', given.id);
    expect(timeline.at(-1)).toMatchObject({ event: 'enter-phase', byRole: 'invited' });
    const lines = await app.sql(
      `SELECT command, role, person_id IS NULL AS nobody, place_id AS place, fields FROM trail.entry
       WHERE subject = 'invitation' AND subject_id = $1 ORDER BY seq`,
      [id],
    );
    expect(lines).toEqual([
      { command: 'invite', role: 'focal-point', nobody: false, place: places.clinic, fields: [] },
      { command: 'open', role: 'invited', nobody: true, place: places.clinic, fields: [] },
      { command: 'sign', role: 'invited', nobody: true, place: places.clinic, fields: ['narrative'] },
    ]);
    const [waiting] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM app.task WHERE case_id = $1 AND place_id = $2',
      [given.id, places.clinic],
    );
    expect(waiting?.n).toBe(0);
  });

  it('signs once: the same request gets the same receipt, everything else finds nothing', async () => {
    const { code } = await invited(app);
    const key = newId();
    const first = ok(await sign(app, code, {}, { key }), 'sign');
    expect(ok(await sign(app, code, {}, { key }), 'again')).toEqual(first);
    expect((await sign(app, code, { from: 'MD' }, { key })).status).toBe(404);
    expect((await sign(app, code)).status).toBe(404);
    expect((await open(app, code)).status).toBe(404);
  });

  it('signs once also when two send at the same moment', async () => {
    const { given, code } = await invited(app);
    const statuses = (await Promise.all([sign(app, code), sign(app, code), sign(app, code)])).map(
      ({ status }) => status,
    );
    expect([...statuses].sort()).toEqual([200, 404, 404]);
    const [signed] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM app.case_event WHERE case_id = $1 AND event = 'enter-phase'`,
      [given.id],
    );
    expect(signed?.n).toBe(1);
  });

  it('is invited once by a request that is repeated, and anew by a new one, which ends the older', async () => {
    const given = await aPathOfThree(app);
    const [older, key] = [newCode(), newId()];
    const body = { id: newId(), placeId: places.clinic, sha256: older.sha256 };
    const send = () => as(app, 'focalPoint').post<Receipt>(`/cases/${given.id}/invitations`, body, { key });
    const first = ok(await send(), 'invite');
    expect(ok(await send(), 'again')).toEqual(first);
    ok(await open(app, older.code), 'older');
    const newer = await invite(app, given.id, places.clinic);
    expect((await open(app, older.code)).status).toBe(404);
    ok(await open(app, newer.code), 'newer');
    expect((await phaseOf('focalPoint', given))?.invitation?.id).toBe(newer.id);
    const ended = await app.sql(
      `SELECT command FROM trail.entry WHERE subject = 'invitation' AND subject_id = $1 ORDER BY seq`,
      [body.id],
    );
    expect(ended.map(({ command }) => command)).toEqual(['invite', 'open', 'revoke']);
  });
});

describe('the sheet of an invitation', () => {
  const sheet = (
    { id }: Pick<GivenInvitation, 'id'>,
    code: string,
    more: object = {},
    by: CastMember = 'focalPoint',
  ): Promise<Answer<Buffer & ProblemDocument>> =>
    as(app, by).post(`/invitations/${id}/sheet.pdf`, { code, telephone: '20 22 00 00', ...more });

  it('is one page in either language: the passage, what is asked, until when, the code, whom to call', async () => {
    const invitation = await invited(app);
    const { given, code } = invitation;
    const french = ok(await sheet(invitation, code), 'sheet');
    const text = pdfText(french).replaceAll(/\s+/g, ' ');
    for (const words of [
      'Page 1 / 1',
      'Clinique Dèmè',
      given.number,
      '14 mars 2026, 06 h 30',
      'Ce qui s’est passé, dans vos mots',
      '20 22 00 00',
      '/invitation',
      groupedCode(code).slice(0, 19),
      groupedCode(code).slice(20),
    ])
      expect(text).toContain(words);
    for (const canary of [...Object.values(CANARIES), 'décès', 'décédée', 'CSRéf', '06 h 05', '08 h 05'])
      expect(text).not.toContain(canary);
    const english = ok(await sheet(invitation, code, { language: 'en' }), 'english');
    expect(pdfText(english).replaceAll(/\s+/g, ' ')).toContain('What happened, in your own words');
    const lines = await app.sql(
      `SELECT command FROM trail.entry WHERE subject = 'invitation' AND subject_id = $1 ORDER BY seq`,
      [invitation.id],
    );
    expect(lines.map(({ command }) => command)).toEqual(['invite', 'print', 'print']);
  });

  it('is drawn for the code of this invitation alone, while it opens something, and for who may invite', async () => {
    const [one, other] = [await invited(app), await invited(app)];
    expect((await sheet(one, other.code)).body.code).toBe('invitation.other-code');
    expect((await sheet(one, 'rien')).status).toBe(422);
    expect((await sheet(one, one.code, {}, 'referralHead')).status).toBe(403);
    expect((await sheet(one, one.code, {}, 'otherFocalPoint')).status).toBe(404);
    ok(await revoke(app, one), 'revoke');
    expect((await sheet(one, one.code)).body.code).toBe('invitation.over');
  });
});

describe('an invited part in the frozen file', () => {
  it('is told by the same line on screen and paper', async () => {
    const { given, code } = await invited(app);
    const rest = Object.entries(given.worked.review).filter(
      ([code]) => !Object.keys(pathOfThree(places)).includes(code),
    );
    await write(app, 'referralHead', given.id, Object.fromEntries(rest));
    ok(await sign(app, code), 'sign');
    const { version } = await pageOf(app, 'referralHead', given.id);
    const head = as(app, 'referralHead');
    ok(await head.post(`/cases/${given.id}/freeze`, { namesSeen: true }, { version }), 'freeze');
    const file = ok(await head.get<FileView>(`/cases/${given.id}/file`), 'file');
    expect(file.entries).toEqual([
      { placeId: places.clinic, how: 'invitation', from: 'MIDWIFE', on: app.clock.today() },
    ]);
    const paper: Answer<Buffer> = await head.get<Buffer>(`/cases/${given.id}/file.pdf`);
    expect(pdfText(paper.body).replaceAll(/\s+/g, ' ')).toContain(
      'écrit et signé par la structure, sur invitation : sage-femme, le 14 mars 2026',
    );
    expect((await open(app, code)).status).toBe(404);
  });
});

describe('inviting is refused, with its reason', () => {
  it('to everybody but the focal point of the district, and so is revoking', async () => {
    const invitation = await invited(app);
    const { given } = invitation;
    for (const by of ['referralHead', 'head', 'midwife', 'admin', 'coordinator', 'region'] as const) {
      expect([by, (await invite(app, given.id, places.clinic, by)).answer.status]).toEqual([by, 403]);
      expect([by, (await revoke(app, invitation, by)).status]).toEqual([by, 403]);
    }
    expect((await invite(app, given.id, places.clinic, 'otherFocalPoint')).answer.status).toBe(404);
    expect((await revoke(app, invitation, 'otherFocalPoint')).status).toBe(404);
    ok(await open(app, invitation.code), 'still open');
  });

  it('for a facility off the path, with accounts, or signed; and a second end of an invitation', async () => {
    const invitation = await invited(app);
    const { given } = invitation;
    const reasons = async (placeId: number) => reasonsOf((await invite(app, given.id, placeId)).answer);
    expect(await reasons(await app.place('CSCOM-DEMO-03'))).toContain('case.not-on-path');
    expect(await reasons(places.cscom)).toEqual(['case.facility-signs']);
    expect((await revoke(app, invitation, 'focalPoint', 7)).status).toBe(409);
    ok(await revoke(app, invitation), 'revoke');
    expect((await revoke(app, invitation, 'focalPoint', 2)).body.code).toBe('invitation.over');
    const { code } = await invite(app, given.id, places.clinic);
    ok(await sign(app, code), 'sign');
    expect(await reasons(places.clinic)).toEqual(['case.phase-signed']);
  });

  it('and the holder learns when the file no longer waits for the part', async () => {
    const entered = await invited(app);
    const { version } = await pageOf(app, 'focalPoint', entered.given.id);
    const body = {
      placeId: places.clinic,
      how: 'telephone',
      from: 'MIDWIFE',
      on: '2026-03-14',
      patches: [narrative],
    };
    ok(
      await as(app, 'focalPoint').post(`/cases/${entered.given.id}/enter-phase`, body, { version }),
      'enter',
    );
    for (const answer of [await open(app, entered.code), await sign(app, entered.code)])
      expect([answer.status, answer.body.code]).toEqual([409, 'invitation.closed']);
    const discarded = await invited(app);
    const seen = await pageOf(app, 'focalPoint', discarded.given.id);
    ok(
      await as(app, 'focalPoint').post(
        `/cases/${discarded.given.id}/discard`,
        { reasonCode: 'OUT_OF_AREA', reason: 'Autre pays' },
        { version: seen.version },
      ),
      'discard',
    );
    expect((await open(app, discarded.code)).body.code).toBe('invitation.closed');
  });

  it('by the database too: a part without a person is an invited one, and an ended invitation stays ended', async () => {
    const invitation = await invited(app);
    const { given, code, id } = invitation;
    ok(await sign(app, code), 'sign');
    const change = (set: string) =>
      app.sql(`UPDATE app.contribution SET ${set} WHERE case_id = $1 AND place_id = $2`, [
        given.id,
        places.clinic,
      ]);
    const focalPoint = await app.nest.get(Actors).named(people.focalPoint);
    const claim = app.nest
      .get(Transactions)
      .run(focalPoint, { key: newId(), hash: 'claim', ifMatch: null }, async (tx) => {
        await tx.query(
          `INSERT INTO app.contribution (case_id, round, place_id, narrative, signed_at, obtained_how, obtained_from, obtained_on)
           VALUES ($1, 1, $2, 'x', now(), 'invitation', 'MD', '2026-03-14')`,
          [given.id, places.csref],
        );
        return { id: given.id, version: 1 };
      });
    await expect(claim).rejects.toMatchObject({ code: 'absent' });
    await expect(change(`obtained_how = 'visit'`)).rejects.toThrow(/contribution_signed/);
    await expect(change(`signed_by = '${idOf('focalPoint')}'`)).rejects.toThrow(/contribution_signed/);
    await expect(app.sql('UPDATE app.invitation SET used_at = NULL WHERE id = $1', [id])).rejects.toThrow(
      /has ended/,
    );
  });
});
