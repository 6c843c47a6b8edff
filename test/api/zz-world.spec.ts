import { afterAll, beforeAll, it, jest } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { keepWorld } from '../support/snapshot.js';
import { aWholeWorld, goOn, LATER_STATES } from '../permissions/world.js';
jest.setTimeout(300_000);
let app: TestApp;
beforeAll(async () => { app = await startApp(); });
afterAll(() => app.close());
it('x', async () => {
  const t0 = performance.now();
  const world = await aWholeWorld(app);
  const t1 = performance.now();
  const restore = await keepWorld(app);
  const t2 = performance.now();
  for (let i = 0; i < 20; i++) await restore();
  const t3 = performance.now();
  for (const s of LATER_STATES) await goOn(app, world, s);
  console.log('world', t1 - t0, 'keep', t2 - t1, 'restore', (t3 - t2) / 20, 'later', performance.now() - t3);
});
