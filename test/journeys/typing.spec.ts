import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { percentile, SLOWER } from '../support/browser/interactions.js';
import { openSite, type Site } from '../support/browser/site.js';
import { LONG_FORMS, openForm, typed } from '../support/browser/typing.js';

jest.setTimeout(180_000);

/** What holds today; the goal is 50 ms. */
const MOST_MS = 100;
const ROUNDS = 5;

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
}, 60_000);
afterAll(() => site.close());

describe('from a key to its paint on a slow phone', () => {
  it(`nineteen of twenty take at most ${String(MOST_MS)} ms in the long forms`, async () => {
    const delays: number[] = [];
    for (const long of LONG_FORMS) {
      const page = await openForm(site, long);
      const box = page.locator('input.num').first();
      for (let round = 0; round < ROUNDS; round += 1) {
        delays.push(...(await typed(page, box, SLOWER)).map(({ delay }) => delay));
      }
      await page.context().close();
    }
    process.stderr.write(
      `${String(delays.length)} keys: median ${percentile(delays, 0.5).toFixed(0)} ms, 95th percentile ${percentile(delays, 0.95).toFixed(0)} ms\n`,
    );
    expect(percentile(delays, 0.95)).toBeLessThanOrEqual(MOST_MS);
  });
});
