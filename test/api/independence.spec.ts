import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { TestApp } from '../support/app.js';
import type { CaseIds } from '../support/case-crawl.js';
import type { CastMember } from '../support/people.js';
import type { Restore } from '../support/snapshot.js';

// What a paper looks like is drawn and read in paper.spec; here only who is given one.
jest.unstable_mockModule('../../backend/src/platform/pdf/pdf.js', () => ({
  pdfOf: () => Promise.resolve(Buffer.from('%PDF-1.7')),
}));
const { startApp } = await import('../support/app.js');
const { as, newId } = await import('../support/api.js');
const { idsOf, marksOf, meetings } = await import('../support/case-crawl.js');
const { aReviewedCase, assign, declare, ok, packetOf, release, runClock, sealReview, seats, typeReview } =
  await import('../support/given-audits.js');
const { aNotifiedDeath, pageOf } = await import('../support/given.js');
const { ambulance, bloodOnGuard, recommended, refrigerator } =
  await import('../support/given-recommendations.js');
const { idOf, people } = await import('../support/people.js');
const { keepWorld } = await import('../support/snapshot.js');

jest.setTimeout(120_000);

interface Planted {
  readonly id: string;
  readonly ids: CaseIds;
  readonly marks: readonly string[];
}
type Which = 'reviewed' | 'responding';

let app: TestApp;
let restore: Restore;
const cases = new Map<Which, Planted>();

async function plant(which: Which, id: string): Promise<void> {
  const ids = await idsOf(app, id);
  cases.set(which, { id, ids, marks: await marksOf(app, id, ids) });
}

function planted(which: Which): Planted {
  const found = cases.get(which);
  if (found === undefined) throw new Error(`no case is ${which}`);
  return found;
}

/** Where somebody meets one of the cases, while nothing closes it to them. */
async function before(by: CastMember, which: Which): Promise<readonly string[]> {
  const { ids, marks } = planted(which);
  const found = await meetings(app, by, ids, marks);
  expect(found.length).toBeGreaterThan(1);
  return found;
}

/** Of these the ones where they meet it now, and every write that tells it from a case that never was. */
async function still(
  by: CastMember,
  which: Which,
  among: readonly string[],
  writes = false,
): Promise<readonly string[]> {
  const { ids, marks } = planted(which);
  return meetings(app, by, ids, marks, { among, writes });
}

beforeAll(async () => {
  app = await startApp();
  const ofRegion = { rec_level: { value: 'REGION' }, rec_owner_role: { value: 'REGION' } };
  const toRegion = bloodOnGuard({
    ...ofRegion,
    rec_action: { value: 'Livrer chaque lundi 10 poches de sang au CSRéf' },
  });
  const given = await recommended(app, [refrigerator(), ambulance(), bloodOnGuard(), toRegion]);
  await release(app, given.id);
  const { alias } = await packetOf(app, given.id);
  for (const by of ['reviewerThree', 'reviewerFour'] as const) {
    const review = await assign(app, alias, by);
    await declare(app, review);
    await typeReview(app, given, review, given.worked.reviews[0]);
    ok(await sealReview(app, review), 'seal');
  }
  app.clock.set(new Date('2026-04-01T06:00:00Z'));
  await runClock(app);
  const { version } = await pageOf(app, 'focalPoint', given.id);
  ok(
    await as(app, 'focalPoint').post(
      `/cases/${given.id}/reopen`,
      { reason: 'Une pièce nouvelle' },
      { version },
    ),
    'reopen',
  );
  const reviewed = await aReviewedCase(app);
  await app.sql(
    `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
     SELECT $1, $2, 'region', region_id, '2026-01-01' FROM app.death_case WHERE id = $3`,
    [newId(), idOf('admin'), given.id],
  );
  await plant('responding', given.id);
  await plant('reviewed', reviewed.id);
  restore = await keepWorld(app);
});
afterAll(() => app.close());
afterEach(() => restore());

const monthsAgo = (months: number): string => {
  const day = app.clock.now();
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, 15)).toISOString().slice(0, 10);
};

async function post(who: CastMember, place: string, from: string, to: string | null): Promise<void> {
  await app.sql(
    `INSERT INTO app.affiliation (id, person_id, place_id, link, from_date, to_date, source) VALUES ($1, $2, $3, 'works', $4, $5, 'posting')`,
    [newId(), idOf(who), await app.place(place), from, to],
  );
}

async function onTheList(who: CastMember, id: string, involved: boolean): Promise<void> {
  await app.sql(
    `INSERT INTO app.attendance (id, session_id, person_id, profession, function, presence, involved_in_care)
     SELECT $1, s.id, $2, 'MD', 'Médecin', 'present', $3 FROM app.audit_session s WHERE s.case_id = $4`,
    [newId(), idOf(who), involved, id],
  );
}

async function setAside(who: CastMember, id: string, reason: string): Promise<void> {
  const body = { username: people[who], reason };
  expect((await as(app, 'focalPoint').post(`/cases/${id}/set-aside`, body)).status).toBe(200);
}

/** Each fact that ties a person to a case. */
const TIES: Readonly<Record<string, (who: CastMember, id: string) => Promise<void>>> = {
  'works in the path': (who) => post(who, 'CSREF-DEMO', monthsAgo(1), null),
  'works in the health area': (who) => post(who, 'V-M1', monthsAgo(1), null),
  'worked there until 11 months ago': (who) => post(who, 'CSREF-DEMO', monthsAgo(40), monthsAgo(11)),
  'attended the session': (who, id) => onTheList(who, id, false),
  'gave care': (who, id) => onTheList(who, id, true),
  'is said to have given care': (who, id) => setAside(who, id, 'care'),
  'is kin': (who, id) => setAside(who, id, 'kin'),
  'had a part before': async (who, id) => {
    await app.sql(
      `INSERT INTO app.case_event (case_id, seq, event, from_state, to_state, person_id, role, at, audience)
       SELECT $1, max(seq) + 1, 'sign-phase', 'documenting', 'documenting', $2, 'clinician', $3, 'team' FROM app.case_event WHERE case_id = $1`,
      [id, idOf(who), app.clock.now()],
    );
  },
};

/** Those who judge or oversee from outside, each with the case that they have to do with. */
const OUTSIDE: readonly (readonly [CastMember, Which])[] = [
  ['reviewerOne', 'reviewed'],
  ['reviewerThree', 'responding'],
  ['coordinator', 'reviewed'],
  ['region', 'responding'],
  ['admin', 'responding'],
];
/** Whose writes are all tried: those who have the most of them, on either side. */
const WRITERS: readonly CastMember[] = ['reviewerOne', 'coordinator', 'focalPoint'];
const ROOM: readonly CastMember[] = ['midwife', 'head', 'referralHead'];
/** Those whose own work the case is. */
const INSIDE: readonly (readonly [CastMember, Which])[] = [
  ['midwife', 'responding'],
  ['head', 'responding'],
  ['referralHead', 'responding'],
  ['focalPoint', 'responding'],
  ['asaco', 'responding'],
];

describe.each(OUTSIDE)('%s, outside the care of the case', (who, which) => {
  let known: readonly string[];
  beforeAll(async () => {
    known = await before(who, which);
  });

  it.each(Object.keys(TIES))('meets it nowhere who %s', async (name) => {
    await TIES[name]?.(who, planted(which).id);
    expect(await still(who, which, known, name === 'gave care' && WRITERS.includes(who))).toEqual([]);
  });

  it('meets it again 13 months after the posting ended', async () => {
    await post(who, 'CSREF-DEMO', monthsAgo(40), monthsAgo(13));
    expect(await still(who, which, known)).toEqual(known);
  });
});

describe.each(INSIDE)('%s, whose own work the case is', (who, which) => {
  it('goes on with it whatever ties them to it, and meets it nowhere who is kin', async () => {
    const { id } = planted(which);
    const known = await before(who, which);
    for (const [name, tie] of Object.entries(TIES)) {
      // The room of the session is on its list already, and nobody says of themselves what the focal point says of others.
      const isSo = /attended|gave/.test(name) && (ROOM.includes(who) || name !== 'attended the session');
      const isOwn = who === 'focalPoint' && name.startsWith('is said');
      if (name !== 'is kin' && !isSo && !isOwn) await tie(who, id);
    }
    expect(await still(who, which, known)).toEqual(known);
    if (who === 'focalPoint')
      ok(await as(app, who).post(`/cases/${id}/step-aside`, { reason: 'kin' }), 'aside');
    else await setAside(who, id, 'kin');
    expect(await still(who, which, known, WRITERS.includes(who))).toEqual([]);
  });
});

describe('what waited for somebody who is set aside', () => {
  it('is handed on within the minute: a seat to the coordination, a session to the focal point', async () => {
    const { id } = planted('reviewed');
    await setAside('reviewerOne', id, 'kin');
    await runClock(app);
    const left = await app.sql<{ state: string }>(
      `SELECT state FROM app.audit WHERE case_id = $1 AND assignee_id = $2`,
      [id, idOf('reviewerOne')],
    );
    expect(left).toEqual([{ state: 'withdrawn' }]);
    const open = (await seats(app)).filter(({ state }) => state === 'open');
    expect(open).toHaveLength(1);
    const tasks = await as(app, 'coordinator').get('/tasks');
    expect(tasks.text).toContain(`"subjectId":"${open[0]?.id ?? ''}"`);
  });

  it('is called for elsewhere when the coordination itself is tied', async () => {
    const { id } = planted('reviewed');
    const country = await app.sql<{ id: number }>(`SELECT id FROM app.place WHERE kind = 'country'`);
    await app.sql(
      `INSERT INTO app.membership (id, person_id, role, place_id, from_date) VALUES ($1, $2, 'coordinator', $3, '2026-01-01')`,
      [newId(), idOf('nobody'), country[0]?.id],
    );
    await setAside('reviewerOne', id, 'conflict');
    await setAside('coordinator', id, 'care');
    await runClock(app);
    expect((await as(app, 'coordinator').get('/tasks')).text).not.toContain('"assignment"');
    expect((await as(app, 'nobody').get('/tasks')).text).toContain('"assignment"');
  });

  it('calls for another focal point when none of the district may know of the case, and says nothing of it', async () => {
    const { id, number } = await aNotifiedDeath(app);
    const called = async (who: CastMember): Promise<readonly unknown[]> => {
      await runClock(app);
      const { body, text } = await as(app, who).get<WorklistView>('/tasks');
      for (const mark of [id, number, 'CSRéf de Kolomba']) expect(text).not.toContain(mark);
      return body.items
        .filter(({ subject, label }) => subject === 'post' && label === 'Kolomba')
        .map(({ event, label, placeName, kind }) => [event, label, placeName, kind]);
    };
    const find = ['find-focal-point', 'Kolomba', null, null];
    const name = ['name-focal-point', 'Kolomba', null, null];
    const holds = (who: CastMember, role: string, code: string): Promise<unknown> =>
      app.sql(
        `INSERT INTO app.membership (id, person_id, role, place_id, from_date) SELECT $1, $2, $3, id, '2026-01-01' FROM app.place WHERE code = $4`,
        [newId(), idOf(who), role, code],
      );
    expect([await called('coordinator'), await called('admin')]).toEqual([[], []]);

    ok(await as(app, 'focalPoint').post(`/cases/${id}/step-aside`, { reason: 'kin' }), 'step aside');
    expect([await called('coordinator'), await called('admin')]).toEqual([[find], [name]]);
    expect([await called('otherFocalPoint'), await called('reviewerOne')]).toEqual([[], []]);

    // A coordination that is tied to the case itself is not told; the next one above is.
    await app.sql(`INSERT INTO app.case_bar (person_id, case_id, reason) VALUES ($1, $2, 'kin')`, [
      idOf('coordinator'),
      id,
    ]);
    const [country] = await app.sql<{ code: string }>(`SELECT code FROM app.place WHERE kind = 'country'`);
    await holds('nobody', 'coordinator', country?.code ?? '');
    expect([await called('coordinator'), await called('nobody')]).toEqual([[], [find]]);

    await holds('nurse', 'focal-point', 'DISTRICT-DEMO');
    expect([await called('nobody'), await called('admin')]).toEqual([[], []]);
  });

  it('calls for a focal point once, whatever waits, when nobody holds the post', async () => {
    const posts = async (who: CastMember): Promise<readonly string[]> => {
      await runClock(app);
      const { body } = await as(app, who).get<WorklistView>('/tasks');
      return body.items
        .filter(({ subject }) => subject === 'post')
        .map(({ event, label }) => `${event} ${label}`);
    };
    const until = (day: string | null): Promise<unknown> =>
      app.sql(
        `UPDATE app.membership SET to_date = $1 WHERE role = 'focal-point'
         AND place_id = (SELECT id FROM app.place WHERE code = 'DISTRICT-DEMO')`,
        [day],
      );
    await aNotifiedDeath(app);
    await aNotifiedDeath(app);
    await until('2026-01-31');
    const vacant = ['name-focal-point Djitoumala', 'name-focal-point Kolomba'];
    expect([...(await posts('admin'))].sort()).toEqual(vacant);
    expect(await posts('coordinator')).toContain('find-focal-point Kolomba');
    await app.sql('UPDATE app.person SET disabled_at = now() WHERE id = ANY ($1)', [
      [idOf('focalPoint'), idOf('nurse')],
    ]);
    await until(null);
    expect([...(await posts('admin'))].sort()).toEqual(vacant);
    await app.sql('UPDATE app.person SET disabled_at = NULL');
    expect(await posts('admin')).toEqual(vacant.slice(0, 1));
    expect(await posts('coordinator')).not.toContain('find-focal-point Kolomba');
  });

  it('comes back only by the word of somebody else', async () => {
    const { id } = planted('responding');
    ok(await as(app, 'focalPoint').post(`/cases/${id}/step-aside`, { reason: 'care' }), 'step aside');
    const own = { username: people.focalPoint };
    expect((await as(app, 'focalPoint').post(`/cases/${id}/let-back`, own)).status).toBe(403);
    await setAside('head', id, 'kin');
    expect((await as(app, 'head').get(`/cases/${id}`)).status).toBe(404);
    expect((await as(app, 'head').post(`/cases/${id}/let-back`, { username: people.head })).status).toBe(403);
    const list = await as(app, 'focalPoint').get<readonly object[]>(`/cases/${id}/set-aside`);
    expect(list.body).toHaveLength(2);
    expect(list.body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ username: people.focalPoint, reason: 'care', bySelf: true, mine: true }),
        expect.objectContaining({ username: people.head, reason: 'kin', bySelf: false, mine: false }),
      ]),
    );
    ok(await as(app, 'focalPoint').post(`/cases/${id}/let-back`, { username: people.head }), 'let back');
    expect((await as(app, 'head').get(`/cases/${id}`)).status).toBe(200);
  });
});
