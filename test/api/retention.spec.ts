import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ClockJobs } from '../../backend/src/reminders/clock-jobs.js';
import { newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { idOf } from '../support/people.js';

const A_DAY = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function plantRequest(daysAgo: number): Promise<string> {
  const key = newId();
  await app.sql(
    `INSERT INTO app.idempotency (person_id, key, request_sha256, status, record_id, version, receipt, at)
     VALUES ($1, $2, 'x', 200, 'y', 1, 'R-1', now() - make_interval(days => $3))`,
    [idOf('focalPoint'), key, daysAgo],
  );
  return key;
}

const kept = async (): Promise<readonly string[]> =>
  (await app.sql<{ key: string }>('SELECT key FROM app.idempotency')).map(({ key }) => key);

const runClock = (): Promise<void> => app.nest.get(ClockJobs, { strict: false }).runClock();

describe('keeping requests for 180 days', () => {
  it('forgets the older ones, once a day, and keeps the others', async () => {
    const [old, young] = [await plantRequest(181), await plantRequest(179)];
    await runClock();
    expect(await kept()).toEqual([young]);

    const next = await plantRequest(200);
    app.clock.advance(A_DAY / 2);
    await runClock();
    expect(await kept()).toEqual(expect.arrayContaining([young, next]));

    app.clock.advance(A_DAY / 2);
    await runClock();
    expect(await kept()).toEqual([young]);
    expect(old).not.toBe(young);
  });

  it('is refused by the database before their time, whatever the keeper says it is', async () => {
    const young = await plantRequest(170);
    const source = await new DataSource({ type: 'postgres', url: app.urls.keeper, poolSize: 1 }).initialize();
    await source.query(`SELECT set_config('app.reach', 'system', false)`);
    await source.query('DELETE FROM app.idempotency');
    const read = source.query('SELECT receipt FROM app.idempotency');
    await expect(read).rejects.toThrow(/permission denied/);
    await source.destroy();
    expect(await kept()).toContain(young);
  });
});
