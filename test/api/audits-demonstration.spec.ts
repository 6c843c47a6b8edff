import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AssignmentRow } from '../../backend/src/domain/audits/audit.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { demonstrateAudits } from '../../backend/src/sessions/demonstration.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { runClock, seats } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';

jest.setTimeout(120_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await demonstrateAudits(app.nest, app.clock);
});
afterAll(() => app.close());

const tasksOf = async (by: CastMember) =>
  (await as(app, by).get<WorklistView>('/tasks?limit=100')).body.items.map(
    ({ subject, event }) => `${subject} ${event}`,
  );

describe('the demonstration of audits', () => {
  it.each<[CastMember, readonly string[]]>([
    ['head', ['session open']],
    ['referralHead', ['session seal']],
    ['focalPoint', ['packet release', 'packet release', 'packet release']],
    ['coordinator', ['assignment assign', 'assignment assign']],
    ['reviewerOne', ['audit declare-none']],
    ['reviewerTwo', ['audit seal']],
    ['reviewerFive', ['audit seal']],
  ])('gives %s something to do today', async (by, expected) => {
    const tasks = await tasksOf(by);
    for (const task of new Set(expected)) {
      expect(tasks.filter((one) => one === task)).toHaveLength(expected.filter((one) => one === task).length);
    }
  });

  it('shows a case in every state from the session to the conclusion', async () => {
    const states = await app.sql<{ state: string; n: number }>(
      'SELECT state, count(*)::int AS n FROM app.death_case GROUP BY state ORDER BY state',
    );
    expect(states).toEqual([
      { state: 'adjudicating', n: 1 },
      { state: 'concluded', n: 2 },
      { state: 'counter-auditing', n: 3 },
      { state: 'ready', n: 2 },
    ]);
  });

  it('leaves nothing that the clock would take away at once', async () => {
    const before = await seats(app);
    await runClock(app);
    expect(await seats(app)).toEqual(before);
    expect(
      (await as(app, 'reviewerTwo').get<readonly AssignmentRow[]>('/audits')).body.map(({ state }) => state),
    ).toEqual(['in-progress', 'sealed']);
  });

  it('changes nothing when it is told again', async () => {
    const count = () =>
      app.sql(
        'SELECT (SELECT count(*) FROM app.audit) AS audits, (SELECT count(*) FROM trail.entry) AS entries, (SELECT count(*) FROM app.task) AS tasks',
      );
    const before = await count();
    const now = app.clock.now();
    await demonstrateAudits(app.nest, app.clock);
    expect(await count()).toEqual(before);
    expect(app.clock.now()).toEqual(now);
  });
});
