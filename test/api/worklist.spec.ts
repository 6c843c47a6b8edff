import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import { type NewTask, TaskBoard } from '../../backend/src/worklist/task-board.js';
import { as, newId } from '../support/api.js';
import { MORNING, startApp, type TestApp } from '../support/app.js';
import { type CastMember, idOf } from '../support/people.js';

let app: TestApp;
let district: number;
const later = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);

/** As a command would open it. */
async function open(event: string, to: NewTask['to'], more: Partial<NewTask> = {}): Promise<void> {
  await app.nest.get(Transactions).system((tx) =>
    app.nest.get(TaskBoard).open(tx, {
      subject: 'case',
      subjectId: newId(),
      event,
      to,
      kind: 'MAT',
      label: event,
      placeName: 'CSCom de Nièbala',
      districtId: district,
      ...more,
    }),
  );
}

beforeAll(async () => {
  app = await startApp();
  district = await app.place('DISTRICT-DEMO');
  const cscom = await app.place('CSCOM-DEMO-01');
  await open('confirm', { role: 'focal-point', placeId: district }, { dueAt: later(72) });
  await open('close', { role: 'focal-point', placeId: district }, { dueAt: null });
  await open('release', { role: 'focal-point', placeId: district }, { dueAt: later(-5), kind: 'SB' });
  await open('freeze', { role: 'centre-head', placeId: cscom }, { dueAt: later(10) });
  await open('freeze', { role: 'centre-head', placeId: cscom }, { dueAt: later(11), kind: 'CHILD' });
  await open('seal', { personId: idOf('reviewerOne') }, { subject: 'audit', districtId: null });
  await open('verify', { personId: idOf('head') }, { subject: 'recommendation', dueAt: later(1) });
});
afterAll(() => app.close());

const read = async (member: CastMember, query = '') =>
  (await as(app, member).get<WorklistView>(`/tasks${query}`)).body;
const events = (view: WorklistView) => view.items.map(({ event }) => event);

describe('the worklist', () => {
  it('shows what waits for me or for whoever holds my seat, by deadline, what has none last', async () => {
    const view = await read('focalPoint');
    expect(events(view)).toEqual(['release', 'confirm', 'close']);
    expect(view.total).toBe(3);
    expect(view.items[0]).toEqual({
      id: expect.any(String),
      event: 'release',
      subject: 'case',
      subjectId: expect.any(String),
      label: 'release',
      kind: 'SB',
      placeName: 'CSCom de Nièbala',
      startedAt: MORNING.toISOString(),
      dueAt: later(-5).toISOString(),
    });
    expect(view.items[2]?.dueAt).toBeNull();
    expect(events(await read('head'))).toEqual(['verify', 'freeze', 'freeze']);
    expect(events(await read('reviewerOne'))).toEqual(['seal']);
  });

  it('counts what waits at others only for whoever oversees them', async () => {
    expect((await read('focalPoint')).elsewhere).toEqual([
      { event: 'freeze', count: 2 },
      { event: 'verify', count: 1 },
    ]);
    for (const member of ['head', 'otherFocalPoint', 'national', 'region', 'admin'] as const) {
      expect((await read(member)).elsewhere).toEqual([]);
    }
  });

  it('is nobody else’s', async () => {
    const nobody = [
      'midwife',
      'referralHead',
      'otherFocalPoint',
      'national',
      'admin',
      'asaco',
      'reviewerTwo',
    ] as const;
    for (const member of nobody) expect(events(await read(member))).toEqual([]);
  });

  it('is narrowed by the kind of death, or to the follow-up', async () => {
    expect(events(await read('head', '?filter=child'))).toEqual(['freeze']);
    expect(events(await read('head', '?filter=follow-up'))).toEqual(['verify']);
    expect(events(await read('focalPoint', '?filter=perinatal'))).toEqual(['release']);
    expect((await read('focalPoint', '?filter=maternal')).total).toBe(2);
    expect((await as(app, 'head').get('/tasks?filter=late')).status).toBe(422);
  });

  it('is paged without loss, the endless deadlines included', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const view = await read('focalPoint', `?limit=1${cursor}`);
      seen.push(...events(view));
      cursor = view.next === null ? '' : `&cursor=${view.next}`;
    } while (cursor !== '' && seen.length < 9);
    expect(seen).toEqual(['release', 'confirm', 'close']);
  });
});
