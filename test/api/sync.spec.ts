import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DraftView } from '../../backend/src/domain/cases/case.js';
import type { ReplicaDelta } from '../../backend/src/domain/sync/replica.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aDocumentedCase, CANARIES, type GivenCase } from '../support/given.js';
import { type CastMember, idOf } from '../support/people.js';

let app: TestApp;
let given: GivenCase;
beforeAll(async () => {
  app = await startApp();
  given = await aDocumentedCase(app);
});
afterAll(() => app.close());

const ask = async (member: CastMember, cursor?: string) =>
  (await as(app, member).post<ReplicaDelta>('/sync', { lasting: true, ...(cursor ? { cursor } : {}) })).body;

/** As a device does: again at once while there is more. */
async function pull(member: CastMember, cursor?: string): Promise<ReplicaDelta> {
  let delta = await ask(member, cursor);
  const changed = [...delta.changed];
  const gone = [...delta.gone];
  while (delta.more) {
    delta = await ask(member, delta.cursor);
    changed.push(...delta.changed);
    gone.push(...delta.gone);
  }
  return { ...delta, changed, gone };
}

const pathsOf = ({ changed }: ReplicaDelta): readonly string[] => changed.map(({ path }) => path);
const draftReadings = async (member: CastMember): Promise<number> => {
  const [row] = await app.sql<{ n: string }>(
    `SELECT count(*) AS n FROM trail.entry WHERE person_id = $1 AND command = 'open-draft'`,
    [idOf(member)],
  );
  return Number(row?.n);
};

describe('what a person may need without a network', () => {
  it('is word for word what their pages read', async () => {
    const delta = await pull('head');
    expect(pathsOf(delta)).toEqual(
      expect.arrayContaining([
        '/tasks',
        '/cases',
        '/sessions',
        '/recommendations',
        '/reports',
        `/cases/${given.id}`,
        `/cases/${given.id}/attachments`,
        `/cases/${given.id}/forms/maternal_review`,
      ]),
    );
    for (const { path, body } of delta.changed)
      expect([path, JSON.stringify(body)]).toEqual([path, (await as(app, 'head').get(path)).text]);
    expect(delta.gone).toEqual([]);
  });

  it('has no draft for a device that forgets with the page: none is opened in vain', async () => {
    const readings = await draftReadings('head');
    const { changed, more } = (await as(app, 'head').post<ReplicaDelta>('/sync')).body;
    expect([changed.filter(({ path }) => path.includes('/forms/')), more]).toEqual([[], false]);
    expect(await draftReadings('head')).toBe(readings);
  });

  it('names nobody', async () => {
    const told = JSON.stringify(await pull('head'));
    for (const name of Object.values(CANARIES)) expect(told).not.toContain(name);
  });

  it.each(['reviewerOne', 'coordinator', 'region', 'partner', 'national', 'admin', 'nobody'] as const)(
    'is nothing for %s, who reads online',
    async (member) => {
      expect(await pull(member)).toMatchObject({ changed: [], gone: [], more: false });
    },
  );

  it('is nothing any more for whoever becomes a reviewer', async () => {
    const { cursor } = await pull('nurse');
    const membership = `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
      SELECT uuidv7(), $1, 'counter-auditor', place_id, from_date FROM app.membership WHERE person_id = $1 LIMIT 1 RETURNING id`;
    const [added] = await app.sql<{ id: string }>(membership, [idOf('nurse')]);
    const after = await pull('nurse', cursor);
    expect(after.changed).toEqual([]);
    expect(after.gone).toContain('/tasks');
    await app.sql('DELETE FROM app.membership WHERE id = $1', [added?.id]);
  });
});

describe('pulling again', () => {
  it('brings nothing when nothing has changed, and opens no draft again', async () => {
    const { cursor } = await pull('head');
    const readings = await draftReadings('head');
    expect(readings).toBeGreaterThan(0);
    const again = await ask('head', cursor);
    expect(again).toMatchObject({ changed: [], gone: [], more: false, whole: false });
    expect(await draftReadings('head')).toBe(readings);
    expect(JSON.stringify(again).length).toBeLessThan(4000);
  });

  it('brings what has changed, and little else', async () => {
    const { cursor } = await pull('head');
    const path = `/cases/${given.id}/forms/maternal_review`;
    const { answers } = (await as(app, 'head').get<DraftView>(path)).body;
    const base = answers['gravidity'] ?? null;
    const patches = [{ question: 'gravidity', base, value: { value: 7 } }];
    expect((await as(app, 'head').patch(path, { patches })).status).toBe(200);
    const delta = await pull('head', cursor);
    expect(pathsOf(delta)).toContain(path);
    expect(pathsOf(delta).length).toBeLessThan(7);
    expect(delta.changed.find((one) => one.path === path)?.body).toMatchObject({
      answers: { gravidity: { value: 7 } },
    });
  });

  it('takes away what the person may no longer read', async () => {
    const { cursor } = await pull('head');
    await app.sql(`INSERT INTO app.case_bar (person_id, case_id, reason) VALUES ($1, $2, 'conflict')`, [
      idOf('head'),
      given.id,
    ]);
    try {
      const delta = await pull('head', cursor);
      expect(delta.gone).toEqual(
        expect.arrayContaining([`/cases/${given.id}`, `/cases/${given.id}/forms/maternal_review`]),
      );
      expect(JSON.stringify(delta.changed)).not.toContain(given.id);
      expect(JSON.stringify(delta.changed)).not.toContain(given.number);
    } finally {
      await app.sql('DELETE FROM app.case_bar WHERE person_id = $1', [idOf('head')]);
    }
  });

  it('begins anew with a cursor of somebody else, or with no cursor of ours', async () => {
    const { cursor } = await pull('head');
    const own = await pull('midwife');
    const others = await pull('midwife', cursor);
    expect([others.whole, pathsOf(others)]).toEqual([true, pathsOf(own)]);
    const broken = await ask('head', `${cursor.slice(0, -4)}AAAA`);
    expect([broken.whole, broken.changed.length > 0]).toEqual([true, true]);
    expect((await as(app, 'head').post('/sync', { cursor: 7 })).status).toBe(422);
  });

  it('travels compressed', async () => {
    for (const coding of ['br', 'gzip']) {
      const headers = { 'accept-encoding': coding };
      const answer = await as(app, 'head').post('/sync', {}, { headers });
      expect([answer.status, answer.headers['content-encoding'], answer.headers['cache-control']]).toEqual([
        200,
        coding,
        'no-store',
      ]);
    }
  });
});
