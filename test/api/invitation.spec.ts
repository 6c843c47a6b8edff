import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { groupedCode, type InvitedPartView } from '../../backend/src/domain/cases/invitation.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { rowsOf, textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { as, newId, visitor, type Answer, type WriteOptions } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok } from '../support/given-audits.js';
import { invite, newCode, type GivenInvitation } from '../support/given-invitations.js';
import { aPathOfThree, placesOfPath, ref, type PathPlaces } from '../support/given-path.js';
import { CANARIES, pageOf, type GivenCase } from '../support/given.js';
import { pdfText } from '../support/pdf-text.js';
import { idOf, type CastMember } from '../support/people.js';
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
const TOLD = 'Reçue en choc à 6 h 30, perfusion posée, pas de sang à la clinique, envoyée au CSRéf par taxi.';
const narrative = { question: 'narrative', base: null, value: { value: [{ text: { value: TOLD } }] } };

const open = (code: string): Promise<Answer<InvitedPartView & ProblemDocument>> =>
  visitor(app).post('/invitation/open', { code });
const sign = (
  code: string,
  changes: object = {},
  options: WriteOptions = {},
): Promise<Answer<Receipt & ProblemDocument>> =>
  visitor(app).post('/invitation/sign', { code, from: 'MIDWIFE', patches: [narrative], ...changes }, options);
const revoke = (
  { id }: Pick<GivenInvitation, 'id'>,
  by: CastMember = 'focalPoint',
  version = 1,
): Promise<Answer<Receipt & ProblemDocument>> =>
  as(app, by).post(`/invitations/${id}/revoke`, {}, { version });
const phaseOf = async (by: CastMember, { id }: Pick<GivenCase, 'id'>) =>
  (await pageOf(app, by, id)).path.find(({ placeId }) => placeId === places.clinic);
const reasonsOf = ({ body }: Answer<ProblemDocument>) => (body.reasons ?? []).map(({ code }) => code);
const afterDays = (days: number): void => {
  app.clock.set(new Date(app.clock.now().getTime() + days * DAY));
};
const sealedNothing = ({ status, body }: Answer<ProblemDocument>): readonly unknown[] => {
  const { requestId, ...said } = body;
  return [status, typeof requestId, said];
};

async function invited(): Promise<GivenInvitation & { readonly given: GivenCase }> {
  const given = await aPathOfThree(app);
  const invitation = await invite(app, given.id, places.clinic);
  ok(invitation.answer, 'invite');
  return { ...invitation, given };
}

describe('a facility without accounts, invited by the focal point', () => {
  it('reads its own part with the code alone, writes it, and signs it', async () => {
    const { given, code, id } = await invited();
    expect(await phaseOf('focalPoint', given)).toMatchObject({
      invitation: { id, standing: 'open', openedAt: null, version: 1 },
    });
    expect((await phaseOf('referralHead', given))?.invitation).toBeNull();
    const part = ok(await open(groupedCode(code).toLowerCase()), 'open');
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
    const signed = ok(await sign(code), 'sign');
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
    const { given, code, id } = await invited();
    ok(await open(code), 'open');
    ok(await sign(code), 'sign');
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
    const { code } = await invited();
    const key = newId();
    const first = ok(await sign(code, {}, { key }), 'sign');
    expect(ok(await sign(code, {}, { key }), 'again')).toEqual(first);
    expect((await sign(code, { from: 'MD' }, { key })).status).toBe(404);
    expect((await sign(code)).status).toBe(404);
    expect((await open(code)).status).toBe(404);
  });

  it('signs once also when two send at the same moment', async () => {
    const { given, code } = await invited();
    const statuses = (await Promise.all([sign(code), sign(code), sign(code)])).map(({ status }) => status);
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
    ok(await open(older.code), 'older');
    const newer = await invite(app, given.id, places.clinic);
    expect((await open(older.code)).status).toBe(404);
    ok(await open(newer.code), 'newer');
    expect((await phaseOf('focalPoint', given))?.invitation?.id).toBe(newer.id);
    const ended = await app.sql(
      `SELECT command FROM trail.entry WHERE subject = 'invitation' AND subject_id = $1 ORDER BY seq`,
      [body.id],
    );
    expect(ended.map(({ command }) => command)).toEqual(['invite', 'open', 'revoke']);
  });
});

describe('the code of an invitation', () => {
  it('opens nothing when it is unknown, late, revoked or used, and all four are answered alike', async () => {
    const known = newCode();
    const unknown = sealedNothing(await open(known.code));
    expect(unknown[0]).toBe(404);
    const noCode = sealedNothing(await open('rien'));
    const revoked = await invited();
    ok(await revoke(revoked), 'revoke');
    const used = await invited();
    ok(await sign(used.code), 'sign');
    const late = await invited();
    afterDays(7);
    const others = [revoked, used, late].map(({ code }) => code);
    for (const code of others) {
      expect(sealedNothing(await open(code))).toEqual(unknown);
      expect(sealedNothing(await sign(code))).toEqual(unknown);
    }
    expect(noCode).toEqual(unknown);
    expect((await phaseOf('focalPoint', late.given))?.invitation).toMatchObject({ standing: 'expired' });
    expect((await phaseOf('focalPoint', revoked.given))?.invitation).toMatchObject({ standing: 'revoked' });
  });

  it('is good to the last minute, for the days that the district sets', async () => {
    const { given } = await invited();
    const placeId = await app.place('DISTRICT-DEMO');
    ok(await as(app, 'admin').put('/settings', { placeId, key: 'cases.invitation-days', value: 2 }), 'set');
    const { code } = await invite(app, given.id, places.clinic);
    app.clock.set(new Date(app.clock.now().getTime() + 2 * DAY - 60_000));
    ok(await open(code), 'last minute');
    app.clock.set(new Date(app.clock.now().getTime() + 60_000));
    expect((await open(code)).status).toBe(404);
  });

  it('opens nothing once its hash was changed, and the server cannot change it', async () => {
    const { id, code } = await invited();
    const flipped = `set_byte(code_sha256, 0, get_byte(code_sha256, 0) # 1)`;
    const write = app.nest
      .get(Transactions)
      .system((tx) => tx.query(`UPDATE app.invitation SET code_sha256 = ${flipped} WHERE id = $1`, [id]));
    await expect(write).rejects.toMatchObject({ code: 'absent' });
    ok(await open(code), 'unchanged');
    await app.sql(`UPDATE app.invitation SET code_sha256 = ${flipped} WHERE id = $1`, [id]);
    expect((await open(code)).status).toBe(404);
    await expect(
      app.sql(`UPDATE app.invitation SET code_sha256 = '\\x00' WHERE id = $1`, [id]),
    ).rejects.toThrow(/invitation_code/);
  });

  it('is not guessed: whoever has no session is counted by address', async () => {
    const slow = await startApp({ DENBA_REQUESTS_PER_MINUTE: '1' });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1)
      statuses.push((await visitor(slow).post('/invitation/open', { code: newCode().code })).status);
    await slow.close();
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404));
    expect(statuses[11]).toBe(429);
  });

  it('stands nowhere in the database, nor in what is logged', async () => {
    const { code } = await invited();
    const printed: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      printed.push(String(line));
      return true;
    });
    ok(await open(code), 'open');
    expect((await sign(code, { patches: [] })).status).toBe(409);
    expect((await open(newCode().code)).status).toBe(404);
    ok(await sign(code), 'sign');
    spy.mockRestore();
    const search = await everyTable();
    const find = (pattern: string) => app.sql<{ place: string }>(search, [[pattern]]);
    expect(await find(`%${code}%`)).toEqual([]);
    expect(await find(`%${groupedCode(code)}%`)).toEqual([]);
    expect(printed.join('')).not.toContain(code);
    // The same search finds what was typed beside it, and the hash where it belongs, there alone.
    expect((await find(`%perfusion posée%`)).map(({ place }) => place)).toEqual(
      expect.arrayContaining(['app.case_draft', 'app.contribution']),
    );
    const { sha256 } = { sha256: await hashIn(code) };
    expect((await find(`%${sha256}%`)).map(({ place }) => place)).toEqual(['app.invitation']);
  });
});

describe('whoever holds a code', () => {
  it('sees nothing of the rest of the file: no name, no other facility, no story of others', async () => {
    const { given, code } = await invited();
    const others = { value: [{ ...ref(places.csref), text: { value: 'Récit du CSRéf, à lui seul.' } }] };
    ok(
      await as(app, 'referralHead').patch(`/cases/${given.id}/forms/maternal_review`, {
        patches: [
          { question: 'narrative', base: null, value: others },
          { question: 'gravidity', base: null, value: { value: 6 } },
        ],
      }),
      'write',
    );
    const text = JSON.stringify(ok(await open(code), 'open'));
    for (const canary of [...Object.values(CANARIES), 'CSRéf', 'gravidity', given.id, '2026-03-14T08:05'])
      expect(text).not.toContain(canary);
    expect(text).toContain('2026-03-14T06:30');
  });

  it('writes no question of anybody else, and is told which', async () => {
    const { code } = await invited();
    for (const [question, value] of [
      ['gravidity', 6],
      ['adm_sbp', 60],
      ['death_place', 'HOME'],
    ] as const) {
      const refused = await sign(code, {
        patches: [narrative, { question, base: null, value: { value } }],
      });
      expect([refused.status, refused.body.code, refused.body.fields?.map(({ field }) => field)]).toEqual([
        422,
        'draft.not-your-phase',
        [`patches.${question}`],
      ]);
    }
    const twice = {
      value: [{ arrival: { value: '2026-03-14T06:30' } }, { arrival: { value: '2026-03-14T09:00' } }],
    };
    const path = { question: 'm_facility_path', base: null, value: twice };
    expect((await sign(code, { patches: [narrative, path] })).body.code).toBe('phase.stays');
    expect((await sign(code, { patches: [] })).body.code).toBe('phase.narrative-missing');
    expect((await sign(code, { from: 'Mme Coulibaly' })).status).toBe(422);
    ok(await sign(code), 'sign after all');
  });

  it('opens no other route with it', async () => {
    const { given, code, id } = await invited();
    const headers = { authorization: `Bearer ${code}`, cookie: `denba-sid=${code}`, 'x-invitation': code };
    const closed = app.nest
      .get(RouteDeclarations, { strict: false })
      .all()
      .filter(({ access }) => access?.kind !== 'public');
    expect(closed.length).toBeGreaterThan(100);
    for (const { method, path } of closed) {
      const url = path.replace(/^\/api/, '').replace(':id', path.includes('invitations') ? id : given.id);
      const verb = method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete';
      const answer =
        verb === 'get'
          ? await visitor(app).get(url, headers)
          : await visitor(app)[verb](url, ...([{ code }, { headers }] as [object, object]));
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });

  it('is kept by the database to one case and one facility', async () => {
    const { given, id } = await invited();
    const other = await aPathOfThree(app);
    const guest = { invitationId: id, caseId: given.id, placeId: places.clinic };
    const within = <T>(work: Parameters<Transactions['invited']>[1]): Promise<T> =>
      app.nest.get(Transactions).invited(guest, work) as Promise<T>;
    await app.sql(
      `INSERT INTO app.contribution (case_id, round, place_id, narrative) VALUES ($1, 1, $2, 'Récit du CSRéf')`,
      [given.id, places.csref],
    );
    const seen = await within<Record<string, number>>(async (tx) => {
      const counts: Record<string, number> = {};
      for (const table of await tablesOf()) {
        const [row] = await tx.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
        if ((row?.n ?? 0) > 0) counts[table] = row?.n ?? 0;
      }
      return counts;
    });
    expect(Object.keys(seen).sort()).toEqual([
      'app.case_draft',
      'app.invitation',
      'app.migration',
      'app.place',
      'app.server',
    ]);
    // The forms of this case, of two with three each: its path and times are needed to find the part.
    expect([seen['app.case_draft'], seen['app.invitation']]).toEqual([3, 1]);
    const claim = (caseId: string, place: number, how: string) =>
      within(async (tx) => {
        await tx.query(
          `INSERT INTO app.contribution (case_id, round, place_id, narrative, signed_at, obtained_how, obtained_from, obtained_on)
           VALUES ($1, 1, $2, 'x', now(), $3, 'MD', '2026-03-14')`,
          [caseId, place, how],
        );
        throw new Error('written');
      });
    await expect(claim(other.id, places.clinic, 'invitation')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim(given.id, places.csref, 'invitation')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim(given.id, places.clinic, 'visit')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim(given.id, places.clinic, 'invitation')).rejects.toThrow('written');
    const [, changed] = await within<readonly [unknown, number]>((tx) =>
      tx.query(`UPDATE app.case_draft SET answers = '{}' WHERE case_id = $1`, [other.id]),
    );
    expect(changed).toBe(0);
    await app.sql(`UPDATE app.death_case SET state = 'ready' WHERE id = $1`, [given.id]);
    await expect(
      within((tx) => tx.query(`UPDATE app.case_draft SET answers = '{}' WHERE case_id = $1`, [given.id])),
    ).rejects.toMatchObject({ kind: 'conflict' });
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
    const invitation = await invited();
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
    const [one, other] = [await invited(), await invited()];
    expect((await sheet(one, other.code)).body.code).toBe('invitation.other-code');
    expect((await sheet(one, 'rien')).status).toBe(422);
    expect((await sheet(one, one.code, {}, 'referralHead')).status).toBe(403);
    expect((await sheet(one, one.code, {}, 'otherFocalPoint')).status).toBe(404);
    ok(await revoke(one), 'revoke');
    expect((await sheet(one, one.code)).body.code).toBe('invitation.over');
  });
});

describe('inviting is refused, with its reason', () => {
  it('to everybody but the focal point of the district, and so is revoking', async () => {
    const invitation = await invited();
    const { given } = invitation;
    for (const by of ['referralHead', 'head', 'midwife', 'admin', 'coordinator', 'region'] as const) {
      expect([by, (await invite(app, given.id, places.clinic, by)).answer.status]).toEqual([by, 403]);
      expect([by, (await revoke(invitation, by)).status]).toEqual([by, 403]);
    }
    expect((await invite(app, given.id, places.clinic, 'otherFocalPoint')).answer.status).toBe(404);
    expect((await revoke(invitation, 'otherFocalPoint')).status).toBe(404);
    ok(await open(invitation.code), 'still open');
  });

  it('for a facility off the path, with accounts, or signed; and a second end of an invitation', async () => {
    const invitation = await invited();
    const { given } = invitation;
    const reasons = async (placeId: number) => reasonsOf((await invite(app, given.id, placeId)).answer);
    expect(await reasons(await app.place('CSCOM-DEMO-03'))).toContain('case.not-on-path');
    expect(await reasons(places.cscom)).toEqual(['case.facility-signs']);
    expect((await revoke(invitation, 'focalPoint', 7)).status).toBe(409);
    ok(await revoke(invitation), 'revoke');
    expect((await revoke(invitation, 'focalPoint', 2)).body.code).toBe('invitation.over');
    const { code } = await invite(app, given.id, places.clinic);
    ok(await sign(code), 'sign');
    expect(await reasons(places.clinic)).toEqual(['case.phase-signed']);
  });

  it('and the holder learns when the file no longer waits for the part', async () => {
    const entered = await invited();
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
    for (const answer of [await open(entered.code), await sign(entered.code)])
      expect([answer.status, answer.body.code]).toEqual([409, 'invitation.closed']);
    const discarded = await invited();
    const seen = await pageOf(app, 'focalPoint', discarded.given.id);
    ok(
      await as(app, 'focalPoint').post(
        `/cases/${discarded.given.id}/discard`,
        { reasonCode: 'OUT_OF_AREA', reason: 'Autre pays' },
        { version: seen.version },
      ),
      'discard',
    );
    expect((await open(discarded.code)).body.code).toBe('invitation.closed');
  });

  it('by the database too: a part without a person is an invited one, and an ended invitation stays ended', async () => {
    const invitation = await invited();
    const { given, code, id } = invitation;
    ok(await sign(code), 'sign');
    const change = (set: string) =>
      app.sql(`UPDATE app.contribution SET ${set} WHERE case_id = $1 AND place_id = $2`, [
        given.id,
        places.clinic,
      ]);
    await expect(change(`obtained_how = 'visit'`)).rejects.toThrow(/contribution_signed/);
    await expect(change(`signed_by = '${idOf('focalPoint')}'`)).rejects.toThrow(/contribution_signed/);
    await expect(app.sql('UPDATE app.invitation SET used_at = NULL WHERE id = $1', [id])).rejects.toThrow(
      /has ended/,
    );
  });
});

async function tablesOf(): Promise<readonly string[]> {
  const rows = await app.sql<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('app', 'trail') AND c.relkind = 'r' AND has_table_privilege('denba_app', c.oid, 'SELECT') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function everyTable(): Promise<string> {
  const rows = await app.sql<{ sql: string }>(
    `SELECT format('SELECT %L AS place FROM %I.%I t WHERE t::text LIKE ANY ($1::text[])', n.nspname || '.' || c.relname,
       n.nspname, c.relname) AS sql FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('app', 'trail', 'vault') AND c.relkind = 'r'`,
  );
  return rows.map(({ sql }) => sql).join(' UNION ');
}

async function hashIn(code: string): Promise<string> {
  const [row] = await app.sql<{ hash: string }>(`SELECT encode(sha256($1::bytea), 'hex') AS hash`, [code]);
  return row?.hash ?? '';
}
