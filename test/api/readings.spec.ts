import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IdentityView } from '../../backend/src/domain/cases/case.js';
import type { JournalEntryView } from '../../backend/src/domain/journal/entry.js';
import type { Page } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { Log } from '../../backend/src/platform/logging.js';
import { as, newId, type WriteOptions } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConcludedCase, aReviewedCase } from '../support/given-audits.js';
import { aConfirmedDeath, CANARIES } from '../support/given.js';
import { idOf, type CastMember } from '../support/people.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const SEARCHED = 'Nièbala';

/** Each answer that holds a file, an opinion, or what somebody looked for: who reads it, and the line it leaves. */
async function readings(): Promise<readonly (readonly [CastMember, string, string])[]> {
  const { id } = await aConcludedCase(app);
  return [
    ['focalPoint', `/cases/${id}/file`, 'open-file'],
    ['referralHead', `/cases/${id}/forms/maternal_review`, 'open-draft'],
    ['focalPoint', `/cases/${id}/packet`, 'open-packet'],
    ['focalPoint', `/cases/${id}/comparison`, 'open-comparison'],
    ['referralHead', `/cases/${id}/file.pdf`, 'print-file'],
    ['referralHead', `/cases/${id}/forms/maternal_review/paper.pdf`, 'print-form'],
    ['focalPoint', `/cases?search=${encodeURIComponent(SEARCHED)}`, 'search'],
    ['focalPoint', '/journal', 'read'],
  ];
}

async function linesOf(member: CastMember, command: string): Promise<number> {
  const [found] = await app.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM trail.entry WHERE command = $1 AND person_id = $2 AND outcome = 'done'`,
    [command, idOf(member)],
  );
  return found?.n ?? NaN;
}

/** What a journal that can take no such line answers instead. */
async function withoutRoomFor(command: string, work: () => Promise<void>): Promise<void> {
  await app.sql(`ALTER TABLE trail.entry ADD CONSTRAINT no_room CHECK (command <> '${command}') NOT VALID`);
  try {
    await work();
  } finally {
    await app.sql('ALTER TABLE trail.entry DROP CONSTRAINT no_room');
  }
}

describe('reading a file, an opinion or a search', () => {
  it('leaves one line each time, or gives nothing', async () => {
    for (const [member, path, command] of await readings()) {
      const before = await linesOf(member, command);
      for (let time = 1; time <= 2; time += 1) {
        expect([path, (await as(app, member).get(path)).status]).toEqual([path, 200]);
        expect([path, await linesOf(member, command)]).toEqual([path, before + time]);
      }
      await withoutRoomFor(command, async () => {
        const refused = await as(app, member).get<Readonly<Record<string, unknown>>>(path);
        expect([path, refused.status]).toEqual([path, 422]);
        expect(Object.keys(refused.body)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/documents|answers|columns|texts|items/)]),
        );
      });
    }
  });

  it('is refused when out of reach, and told in the log with who tried', async () => {
    const { id } = await aConcludedCase(app);
    const event = jest.spyOn(app.nest.get(Log), 'event');
    expect((await as(app, 'otherFocalPoint').get(`/cases/${id}/file`)).status).toBe(404);
    expect((await as(app, 'admin').get(`/cases/${id}`)).status).toBe(403);
    expect((await as(app, 'otherFocalPoint').get('/cases?colour=red')).status).toBe(422);
    const told = event.mock.calls.filter(([, name]) => name === 'reading refused').map(([, , what]) => what);
    event.mockRestore();
    expect(told).toMatchObject([
      { person: idOf('otherFocalPoint'), route: '/api/cases/:id/file', record: id, code: 'absent' },
      { person: idOf('admin'), route: '/api/cases/:id', record: id, code: 'forbidden' },
    ]);
    const lines = await app.sql(
      `SELECT FROM trail.entry WHERE subject_id = $1 AND person_id = $2 AND outcome = 'done'`,
      [id, idOf('otherFocalPoint')],
    );
    expect(lines).toHaveLength(0);
  });

  it('tells the focal point of the district who opened a file, and nobody which reviewer opened a packet', async () => {
    const found = await aReviewedCase(app);
    await as(app, 'referralHead').get(`/cases/${found.id}/file`);
    const seen = await as(app, 'focalPoint').get<{ items: readonly { command: string; username: string }[] }>(
      '/journal?limit=100&command=open-file',
    );
    expect(seen.body.items.map(({ username }) => username)).toContain('medecin-csref');
    const packets = await app.sql<{ district_id: number | null; place_id: number | null }>(
      `SELECT district_id, place_id FROM trail.entry WHERE command = 'open-packet' AND subject = 'audit'`,
    );
    expect(packets.length).toBeGreaterThan(0);
    expect(new Set(packets.map(({ district_id, place_id }) => district_id ?? place_id))).toEqual(
      new Set([null]),
    );
  });

  it('keeps what was looked for as a keyed hash alone', async () => {
    const [leak] = await app.sql<{ found: boolean }>(
      `SELECT bool_or(lower(e::text) LIKE '%niebala%' OR lower(e::text) LIKE '%nièbala%') AS found FROM trail.entry e`,
    );
    expect(leak?.found).toBe(false);
    const hashes = await app.sql<{ hash: string }>(
      `SELECT DISTINCT hashes->>'search' AS hash FROM trail.entry WHERE command = 'search'`,
    );
    expect(hashes).toEqual([{ hash: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  });
});

describe('the identity of the dead person', () => {
  const readingsOf = async (id: string): Promise<readonly (string | null)[]> =>
    (
      await app.sql<{ code: string | null }>(
        `SELECT code FROM trail.entry WHERE command = 'read-identity' AND subject_id = $1 AND outcome = 'done' ORDER BY seq`,
        [id],
      )
    ).map(({ code }) => code);
  const read = (member: CastMember, id: string, options: WriteOptions = {}) =>
    as(app, member).post<IdentityView>(`/cases/${id}/identity-readings`, { reason: 'family' }, options);

  it('opens to those who need it, and journals each reading with its reason', async () => {
    const { id } = await aConfirmedDeath(app, { by: 'relais' });
    for (const member of ['focalPoint', 'head', 'midwife', 'relais'] as const) {
      const answer = await read(member, id);
      expect([answer.status, answer.body.deceased_name]).toEqual([201, CANARIES.deceased_name]);
    }
    expect((await read('otherFocalPoint', id)).status).toBe(404);
    expect((await read('admin', id)).status).toBe(403);
    expect(await readingsOf(id)).toEqual(['family', 'family', 'family', 'family']);
    const journal = await as(app, 'focalPoint').get<Page<JournalEntryView>>('/journal?command=read-identity');
    expect(journal.body.items[0]).toMatchObject({ subjectId: id, reason: 'family' });
  });

  it('stays closed without a reason', async () => {
    const { id } = await aConfirmedDeath(app);
    for (const body of [{}, { reason: '' }, { reason: 'curiosity' }]) {
      const answer = await as(app, 'focalPoint').post<ProblemDocument>(
        `/cases/${id}/identity-readings`,
        body,
      );
      expect([answer.status, answer.body.fields]).toMatchObject([422, [{ field: 'reason' }]]);
    }
    expect(await readingsOf(id)).toEqual([]);
  });

  it('shown again to a request that is repeated, leaves a line again', async () => {
    const { id } = await aConfirmedDeath(app);
    const key = newId();
    for (const times of [1, 2, 3]) {
      expect((await read('focalPoint', id, { key })).body.deceased_name).toBe(CANARIES.deceased_name);
      expect(await readingsOf(id)).toHaveLength(times);
    }
  });

  it('is not told where the journal can take no line, the first time or again', async () => {
    const { id } = await aConfirmedDeath(app);
    const key = newId();
    await read('focalPoint', id, { key });
    await withoutRoomFor('read-identity', async () => {
      for (const options of [{ key }, {}]) {
        const answer = await read('focalPoint', id, options);
        expect([answer.status, answer.text.includes(CANARIES.deceased_name)]).toEqual([422, false]);
      }
    });
  });
});
