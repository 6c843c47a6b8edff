import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { pageOf } from '../support/given.js';
import {
  aConcludedCase,
  assign,
  declare,
  ok,
  packetOf,
  release,
  sealReview,
  typeReview,
} from '../support/given-audits.js';
import {
  actionsOf,
  bloodOnGuard,
  drill,
  propose,
  recommended,
  refrigerator,
  runClockAt,
  viewOf,
  walk,
  type Refusal,
} from '../support/given-recommendations.js';

const EFFECT_DUE = '2026-06-15T06:00:00Z';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const tasks = (id: string) =>
  app.sql<{ event: string; role: string | null; place: string | null }>(
    `SELECT t.event, t.role, p.code AS place FROM app.task t LEFT JOIN app.place p ON p.id = t.place_id
     JOIN app.recommendation r ON t.subject_id IN (r.id, r.alias) WHERE r.id = $1 ORDER BY t.event, t.role, p.code`,
    [id],
  );

describe('an action that stands still', () => {
  let id = '';
  beforeAll(async () => {
    const { ids } = await recommended(app, [drill()]);
    [id = ''] = ids;
    await walk(app, id, [
      ['head', 'accept'],
      ['midwife', 'block', { obstacle: 'STAFF' }],
    ]);
  });

  it('is left alone for thirty days', async () => {
    await runClockAt(app, '2026-04-10T06:00:00Z');
    expect(await viewOf(app, 'head', id)).toMatchObject({ state: 'blocked', escalatedTo: null });
  });

  it('then goes up a level, which is asked to answer', async () => {
    await runClockAt(app, '2026-04-20T06:00:00Z');
    const view = await viewOf(app, 'head', id);
    expect(view).toMatchObject({ state: 'blocked', escalatedTo: 'DISTRICT' });
    expect(view.updates[0]).toMatchObject({ event: 'escalate', byRole: 'system' });
    expect(await tasks(id)).toContainEqual({ event: 'unblock', role: 'action-owner', place: 'CSREF-DEMO' });
    const [asked] = await actionsOf(app, 'referralOwner');
    expect(asked).toMatchObject({ what: view.action, progressWord: 'blocked' });
  });

  it('does not climb again before another thirty days', async () => {
    await runClockAt(app, '2026-05-10T06:00:00Z');
    expect(await viewOf(app, 'head', id)).toMatchObject({ escalatedTo: 'DISTRICT' });
    await runClockAt(app, '2026-05-22T06:00:00Z');
    expect(await viewOf(app, 'head', id)).toMatchObject({ escalatedTo: 'REGION' });
    await runClockAt(app, '2026-06-25T06:00:00Z');
    expect(await viewOf(app, 'head', id)).toMatchObject({ escalatedTo: 'NATIONAL' });
    await runClockAt(app, '2026-07-30T06:00:00Z');
    const { updates } = await viewOf(app, 'head', id);
    expect(updates.filter(({ event }) => event === 'escalate')).toHaveLength(3);
  });

  it('comes down again when it moves', async () => {
    await walk(app, id, [['focalPoint', 'unblock', { reason: 'Une sage-femme est affectée.' }]]);
    expect(await viewOf(app, 'head', id)).toMatchObject({
      state: 'in-progress',
      escalatedTo: null,
      blockedSince: null,
    });
  });
});

describe('an action that was verified', () => {
  it('calls the focal point for its effect ninety days later, once', async () => {
    const { ids } = await recommended(app, [bloodOnGuard()]);
    const [id = ''] = ids;
    await walk(app, id, [
      ['focalPoint', 'accept'],
      ['midwife', 'finish', { proof: 'Registre.' }],
      ['focalPoint', 'verify'],
    ]);
    await runClockAt(app, '2026-06-10T06:00:00Z');
    expect(await tasks(id)).toEqual([]);
    await runClockAt(app, EFFECT_DUE);
    await runClockAt(app, EFFECT_DUE);
    expect(await tasks(id)).toEqual([{ event: 'check-effect', role: 'focal-point', place: 'DISTRICT-DEMO' }]);
    await walk(app, id, [['focalPoint', 'check-effect', { effect: 'FACTOR_GONE' }]]);
    expect(await viewOf(app, 'head', id)).toMatchObject({ state: 'effective' });
    expect(await tasks(id)).toEqual([]);
  });
});

describe('a concluded case', () => {
  it('responds as soon as something is recommended, and closes when nothing is left to do', async () => {
    const concluded = await aConcludedCase(app);
    expect((await pageOf(app, 'focalPoint', concluded.id)).state).toBe('concluded');
    const { body } = await propose(app, concluded, refrigerator(), 'focalPoint');
    const page = await pageOf(app, 'focalPoint', concluded.id);
    expect(page.state).toBe('responding');
    const close = (version: number) =>
      as(app, 'focalPoint').post<Receipt & Refusal>(
        `/cases/${concluded.id}/close`,
        { feedback: ['STAFF'] },
        { version },
      );
    const refused = await close(page.version);
    expect(refused.status).toBe(409);
    expect(refused.body.reasons?.map(({ code }) => code)).toEqual(['case.recommendations-open']);
    await walk(app, body.id, [
      ['focalPoint', 'accept'],
      ['midwife', 'finish', { proof: 'Facture.' }],
      ['referralHead', 'verify'],
    ]);
    ok(await close(page.version), 'close');
    expect((await pageOf(app, 'focalPoint', concluded.id)).state).toBe('closed');
    const late = await propose(app, concluded, bloodOnGuard(), 'focalPoint');
    expect(late).toMatchObject({ status: 409, body: { code: 'recommendation.not-now' } });
  });

  it('responds at its conclusion when its session recommended', async () => {
    const found = await recommended(app, [refrigerator()]);
    await release(app, found.id);
    const { alias } = await packetOf(app, found.id);
    for (const [index, reviewer] of (['reviewerThree', 'reviewerFour'] as const).entries()) {
      const review = await assign(app, alias, reviewer);
      await declare(app, review);
      await typeReview(app, found, review, found.worked.reviews[index === 0 ? 0 : 1]);
      ok(await sealReview(app, review), 'review');
    }
    const page = await pageOf(app, 'focalPoint', found.id);
    expect(page.state).toBe('responding');
    expect(page.timeline.map(({ event }) => event).slice(-2)).toEqual(['compare', 'respond']);
  }, 20_000);
});
