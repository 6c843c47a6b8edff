import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demonstrateCases } from '../../backend/src/cases/demonstration.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await demonstrateCases(app.nest, app.clock);
});
afterAll(() => app.close());

const states = () =>
  app.sql<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM app.death_case GROUP BY state ORDER BY state',
  );

describe('the cases of the demonstration', () => {
  it('stand in every state before the audit', async () => {
    expect(await states()).toEqual([
      { state: 'discarded', n: 1 },
      { state: 'documenting', n: 5 },
      { state: 'notified', n: 4 },
      { state: 'ready', n: 1 },
    ]);
  });

  it('give each role of the centre and the district something to do', async () => {
    const seats = await app.sql<{ seat: string }>(
      `SELECT DISTINCT t.role || ' ' || p.code AS seat FROM app.task t JOIN app.place p ON p.id = t.place_id ORDER BY 1`,
    );
    expect(seats.map(({ seat }) => seat)).toEqual(
      expect.arrayContaining([
        'centre-head CSCOM-DEMO-01',
        'centre-head CSCOM-DEMO-03',
        'centre-head CSREF-DEMO',
        'clinician CSCOM-DEMO-01',
        'clinician CSREF-DEMO',
        'focal-point DISTRICT-DEMO',
        'focal-point DISTRICT-DEMO-2',
      ]),
    );
  });

  it('happened before now, and stay as they are when told again', async () => {
    const now = app.clock.now();
    const [late] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM app.case_event WHERE at > $1',
      [now],
    );
    expect(late?.n).toBe(0);
    const before = await app.sql('SELECT id, version FROM app.death_case ORDER BY id');
    await demonstrateCases(app.nest, app.clock);
    expect(await app.sql('SELECT id, version FROM app.death_case ORDER BY id')).toEqual(before);
    expect(app.clock.now()).toEqual(now);
  });
});
