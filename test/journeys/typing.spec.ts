import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { percentile, SLOWER } from '../support/browser/interactions.js';
import { openSite, type Site } from '../support/browser/site.js';
import { LONG_FORMS, openForm, typed } from '../support/browser/typing.js';

jest.setTimeout(180_000);

const MOST_MS = 50;
const ROUNDS = 5;

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
}, 60_000);
afterAll(() => site.close());

/** Nineteen of twenty keys of a round take no longer than this. */
const slowest = (delays: readonly number[]): number => percentile(delays, 0.95);

/** Every key of these rounds, in milliseconds from its press to its paint. */
async function roundsOf(page: Page, box: Locator): Promise<readonly (readonly number[])[]> {
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push((await typed(page, box, SLOWER)).map(({ delay }) => delay));
  return rounds;
}

function tell(what: string, rounds: readonly (readonly number[])[]): void {
  const all = rounds.flat();
  const each = rounds.map((round) => slowest(round).toFixed(0)).join(' ');
  process.stderr.write(
    `${what}: median ${percentile(all, 0.5).toFixed(0)} ms, 95th percentile ${slowest(all).toFixed(0)} ms, by round ${each}\n`,
  );
}

describe('from a key to its paint on a slow phone', () => {
  // What else the machine does makes a round longer, never shorter; the rounds of a bare page tell how much of it there is.
  it.each(LONG_FORMS)(
    `takes at most ${String(MOST_MS)} ms, nineteen times of twenty: $form`,
    async (long) => {
      const page = await openForm(site, long);
      const rounds = await roundsOf(page, page.locator('input.num').first());
      await page.goto('about:blank');
      await page.setContent('<input value="12">');
      tell(long.form, rounds);
      tell('  a bare page', await roundsOf(page, page.locator('input')));
      await page.context().close();
      expect(Math.min(...rounds.map(slowest))).toBeLessThanOrEqual(MOST_MS);
    },
  );
});
