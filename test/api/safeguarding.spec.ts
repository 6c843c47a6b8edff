import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  SURVIVOR_ITEMS,
  type ConcernView,
} from '../../backend/src/domain/safeguarding/survivor-checklist.js';
import type { ReviewView } from '../../backend/src/domain/audits/audit.js';
import type { ConcernRaised } from '../../backend/src/domain/safeguarding/survivor-checklist.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aReviewedCase, ok } from '../support/given-audits.js';
import { aConfirmedDeath, aNotifiedDeath, pageOf } from '../support/given.js';
import { people, type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';
import { m2 } from '../support/worked-cases.js';

/** Whom the district names in these stories: somebody without any other way to its cases. */
const NAMED: CastMember = 'otherMidwife';
const TELEPHONE = '20 22 33 44';

let app: TestApp;
let restore: Restore;
beforeAll(async () => {
  app = await startApp();
  restore = await keepWorld(app);
});
beforeEach(() => restore());
afterAll(() => app.close());

async function put(placeCode: string, key: string, value: unknown): Promise<number> {
  const placeId = await app.place(placeCode);
  return (await as(app, 'admin').put('/settings', { placeId, key, value })).status;
}

const raise = (by: CastMember, id: string) =>
  as(app, by).post<Receipt & ConcernRaised & ProblemDocument>(`/cases/${id}/raise-concern`, {});

async function taskOf(by: CastMember): Promise<WorklistView['items'][number] | undefined> {
  const { items } = ok(await as(app, by).get<WorklistView>('/tasks?limit=100'), 'tasks');
  return items.find(({ subject }) => subject === 'concern');
}

describe('a suspicion of a crime or of ill-treatment', () => {
  it('holds the case, says whom to call, and alerts the person whom the district names', async () => {
    expect(await put('DISTRICT-DEMO', 'safeguarding.person', people[NAMED])).toBe(200);
    expect(await put('DISTRICT-DEMO', 'safeguarding.telephone', TELEPHONE)).toBe(200);
    const { id, number } = await aConfirmedDeath(app);
    const raised = ok(await raise('midwife', id), 'raise');
    expect(raised.route).toEqual({ service: '', telephone: TELEPHONE });
    const task = await taskOf(NAMED);
    expect(task).toMatchObject({ event: 'protect', label: number, kind: null });
    expect(Date.parse(task?.dueAt ?? '') - Date.parse(task?.startedAt ?? '')).toBe(24 * 3_600_000);
    const view = ok(await as(app, NAMED).get<ConcernView>(`/concerns/${task?.subjectId ?? ''}`), 'concern');
    expect(view).toMatchObject({ caseNumber: number, caseId: null, closedAt: null, version: 1 });
    expect(view.checklist.children).toBeNull();
    expect(Object.values(view.checklist.items)).toEqual(SURVIVOR_ITEMS.map(() => 'todo'));
    expect((await as(app, NAMED).get(`/cases/${id}`)).status).toBe(404);
  });

  it('writes nothing into the case but that it is on hold, and names nobody', async () => {
    await put('DISTRICT-DEMO', 'safeguarding.person', people[NAMED]);
    const { id } = await aConfirmedDeath(app);
    ok(await raise('midwife', id), 'raise');
    for (const by of ['midwife', 'head', 'referralHead', 'referralMidwife'] as const) {
      const page = await pageOf(app, by, id);
      expect(page).toMatchObject({ onHold: true, hold: { route: null } });
      const line = page.timeline.find(({ event }) => event === 'hold');
      expect(line).toMatchObject({ byRole: 'system', reason: null });
      expect(page.safeguarding).toEqual({ service: '', telephone: '' });
      expect(JSON.stringify({ ...page, safeguarding: undefined })).not.toMatch(/safeguarding|concern/);
    }
    const told = await as(app, 'focalPoint').get<{
      items: readonly { command: string; subjectId: string; username: string | null }[];
    }>('/journal?limit=100');
    const holds = told.body.items.filter(({ command, subjectId }) => command === 'hold' && subjectId === id);
    expect(holds.map(({ username }) => username)).toEqual([null]);
    expect(told.body.items.some(({ command }) => /concern|protect|check/.test(command))).toBe(false);
    const traces = await app.sql<{ text: string }>(
      `SELECT (SELECT string_agg(e::text, '') FROM app.case_event e WHERE e.case_id = $1)
         || (SELECT string_agg(d::text, '') FROM app.case_draft d WHERE d.case_id = $1)
         || (SELECT string_agg(t::text, '') FROM app.task t WHERE t.case_id = $1) AS text`,
      [id],
    );
    expect(traces[0]?.text).not.toMatch(/safeguarding|concern|protect/);
  });

  it('is read by the named person alone: not by the focal point, who raised it, the administrator, nor by whom was named before', async () => {
    await put('DISTRICT-DEMO', 'safeguarding.person', people[NAMED]);
    const { id } = await aConfirmedDeath(app);
    ok(await raise('midwife', id), 'raise');
    const concern = (await taskOf(NAMED))?.subjectId ?? '';
    for (const by of ['focalPoint', 'midwife', 'head', 'admin', 'coordinator', 'region', 'nobody'] as const) {
      expect([by, (await as(app, by).get(`/concerns/${concern}`)).status]).toEqual([by, 404]);
      expect([by, await taskOf(by)]).toEqual([by, undefined]);
      const patched = await as(app, by).patch(`/concerns/${concern}`, { children: 1 }, { version: 1 });
      expect([by, patched.status]).toEqual([by, 404]);
    }
    const { elsewhere } = ok(await as(app, 'focalPoint').get<WorklistView>('/tasks'), 'tasks');
    expect(elsewhere.some(({ event }) => event === 'protect')).toBe(false);
    await put('DISTRICT-DEMO', 'safeguarding.person', people.nurse);
    expect((await as(app, NAMED).get(`/concerns/${concern}`)).status).toBe(404);
    expect((await as(app, 'nurse').get(`/concerns/${concern}`)).status).toBe(200);
    expect((await taskOf('nurse'))?.subjectId).toBe(concern);
    expect(await taskOf(NAMED)).toBeUndefined();
  });

  it('goes to the focal point while nobody is named', async () => {
    const { id } = await aNotifiedDeath(app, { worked: m2, by: 'relais' });
    ok(await raise('relais', id), 'raise');
    const concern = (await taskOf('focalPoint'))?.subjectId ?? '';
    const view = ok(await as(app, 'focalPoint').get<ConcernView>(`/concerns/${concern}`), 'concern');
    expect(view).toMatchObject({ caseId: id, raisedBy: expect.any(String) as unknown });
    expect((await as(app, 'otherFocalPoint').get(`/concerns/${concern}`)).status).toBe(404);
    expect(await pageOf(app, 'focalPoint', id)).toMatchObject({ hold: { route: 'safeguarding' } });
  });

  it('raised twice, or at once by two, is one alert and one hold', async () => {
    const { id } = await aConfirmedDeath(app);
    const answers = await Promise.all([raise('midwife', id), raise('head', id), raise('referralHead', id)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const [count] = await app.sql('SELECT count(*)::int AS n FROM app.concern WHERE case_id = $1', [id]);
    expect(count).toEqual({ n: 1 });
    const page = await pageOf(app, 'focalPoint', id);
    expect(page.timeline.filter(({ event }) => event === 'hold')).toHaveLength(1);
    const tasks = await app.sql(`SELECT id FROM app.task WHERE event = 'protect'`);
    expect(tasks).toHaveLength(1);
  });

  it('is raised on a case already on hold too, and on one that is set aside, without changing it', async () => {
    const held = await aConfirmedDeath(app);
    const { version } = held;
    ok(
      await as(app, 'focalPoint').post(`/cases/${held.id}/hold`, { route: 'judicial' }, { version }),
      'hold',
    );
    const before = await pageOf(app, 'focalPoint', held.id);
    ok(await raise('midwife', held.id), 'raise');
    expect(await pageOf(app, 'focalPoint', held.id)).toMatchObject({
      version: before.version,
      hold: { route: 'judicial' },
    });
    expect((await taskOf('focalPoint'))?.label).toBe(held.number);
  });
});

describe('the checklist for the surviving children', () => {
  it('is ticked item by item, in the version that was read, and closes once everything is settled', async () => {
    const { id } = await aConfirmedDeath(app);
    ok(await raise('midwife', id), 'raise');
    const concern = (await taskOf('focalPoint'))?.subjectId ?? '';
    const save = (body: object, version: number) =>
      as(app, 'focalPoint').patch<Receipt & ProblemDocument>(`/concerns/${concern}`, body, { version });
    ok(await save({ children: 3, items: [{ item: 'seen', state: 'done' }] }, 1), 'save');
    const stale = await save({ children: 2 }, 1);
    expect([stale.status, stale.body.code]).toEqual([409, 'stale']);
    const early = await as(app, 'focalPoint').post<ProblemDocument>(
      `/concerns/${concern}/close`,
      {},
      { version: 2 },
    );
    expect([early.status, early.body.code]).toEqual([409, 'concern.checklist-open']);
    const items = SURVIVOR_ITEMS.map((item) => ({ item, state: 'not-needed' }));
    ok(await save({ items }, 2), 'save');
    ok(await as(app, 'focalPoint').post(`/concerns/${concern}/close`, {}, { version: 3 }), 'close');
    expect(await taskOf('focalPoint')).toBeUndefined();
    const after = await save({ children: 1 }, 4);
    expect([after.status, after.body.code]).toEqual([409, 'concern.closed']);
    expect(await pageOf(app, 'focalPoint', id)).toMatchObject({ onHold: true });
    ok(await raise('head', id), 'raise again');
    expect((await taskOf('focalPoint'))?.subjectId).not.toBe(concern);
  });

  it.each([
    [{ children: -1 }, 'children'],
    [{ children: 2.5 }, 'children'],
    [{ items: [{ item: 'accuse', state: 'done' }] }, 'items.0.item'],
    [{ items: [{ item: 'seen', state: 'maybe' }] }, 'items.0.state'],
    [{ note: 'le voisin' }, 'note'],
  ])('refuses %j', async (body, field) => {
    const { id } = await aConfirmedDeath(app);
    ok(await raise('midwife', id), 'raise');
    const concern = (await taskOf('focalPoint'))?.subjectId ?? '';
    const refused = await as(app, 'focalPoint').patch<ProblemDocument>(`/concerns/${concern}`, body, {
      version: 1,
    });
    expect([refused.status, refused.body.fields?.[0]?.field]).toEqual([422, field]);
  });
});

describe('a suspicion that comes from a blind packet', () => {
  it('alerts without the reviewer’s name, and shows the other reviewer only that the case is on hold', async () => {
    expect(await put('DISTRICT-DEMO', 'safeguarding.telephone', TELEPHONE)).toBe(200);
    const found = await aReviewedCase(app);
    const [review, other] = found.reviews;
    const gate = (of: typeof review) => as(app, of.by).get<ReviewView>(`/audits/${of.id}`);
    const { version, safeguarding } = (await gate(review)).body;
    expect(safeguarding).toEqual({ service: '', telephone: '' });
    const before = (await gate(other)).body;
    ok(await as(app, review.by).post(`/audits/${review.id}/raise-concern`, {}, { version }), 'raise');
    const concern = (await taskOf('focalPoint'))?.subjectId ?? '';
    const view = ok(await as(app, 'focalPoint').get<ConcernView>(`/concerns/${concern}`), 'concern');
    expect(view).toMatchObject({ raisedBy: null, caseNumber: found.number });
    const after = await gate(other);
    expect(after.body).toEqual({ ...before, onHold: true });
    expect(after.text).not.toMatch(/concern|protect/);
    expect((await as(app, review.by).get(`/concerns/${concern}`)).status).toBe(404);
  });
});

describe('the settings of the route', () => {
  it.each([
    ['safeguarding.telephone', 'appeler le chef'],
    ['safeguarding.telephone', '1'.repeat(70)],
    ['safeguarding.service', '  '],
    ['safeguarding.person', 'personne-inconnue'],
    ['safeguarding.person', 'admin'],
    ['safeguarding.person', 7],
  ])('%s refuses %j', async (key, value) => {
    expect(await put('DISTRICT-DEMO', key, value)).toBe(422);
  });
});
