import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ActionsView } from '../../backend/src/domain/recommendations/recommendation.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { demonstrateRecommendations } from '../../backend/src/recommendations/demonstration.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { runClock } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';

jest.setTimeout(120_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await demonstrateRecommendations(app.nest, app.clock);
});
afterAll(() => app.close());

const tasksOf = async (by: CastMember) =>
  (await as(app, by).get<WorklistView>('/tasks?limit=100')).body.items.map(
    ({ subject, event }) => `${subject} ${event}`,
  );
const states = () =>
  app.sql<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM app.recommendation GROUP BY state ORDER BY state',
  );

describe('the demonstration of recommendations', () => {
  it('shows actions in every state from the proposal to the verification', async () => {
    expect(await states()).toEqual([
      { state: 'accepted', n: 2 },
      { state: 'blocked', n: 1 },
      { state: 'done', n: 1 },
      { state: 'proposed', n: 3 },
      { state: 'verified', n: 2 },
    ]);
  });

  it.each<[CastMember, string]>([
    ['asaco', 'recommendation accept'],
    ['mayor', 'recommendation accept'],
    ['referralOwner', 'recommendation accept'],
    ['focalPoint', 'recommendation verify'],
  ])('gives %s something to do today: %s', async (by, task) => {
    expect(await tasksOf(by)).toContain(task);
  });

  it('shows the ASACO its actions, and none on the skills of its staff', async () => {
    const { body } = await as(app, 'asaco').get<ActionsView>('/actions');
    const actions = body.items.map(({ what }) => what).join('\n');
    expect(actions).toContain('réfrigérateur');
    expect(actions).not.toContain('partogramme');
  });

  it('leaves nothing to the clock, and stays as it is when told again', async () => {
    const before = await states();
    const [{ n } = { n: 0 }] = await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM trail.entry');
    await demonstrateRecommendations(app.nest, app.clock);
    expect(await app.sql('SELECT count(*)::int AS n FROM trail.entry')).toEqual([{ n }]);
    await runClock(app);
    expect(await states()).toEqual(before);
  });
});
