import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JSHandle, Page } from 'playwright-core';
import { questionsOf } from '../../backend/src/domain/forms/questions.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aDocumentedCase } from '../support/given.js';

jest.setTimeout(180_000);

/** A cheap phone is about six times slower than the machine that runs this. */
const SLOWER = 6;
/** What half of the keys keep in the least disturbed round, also on a machine with much else to do. */
const MOST_MS = 100;
/** What the check must find too long. */
const HELD_UP_MS = 200;
const LETTERS = 20;
const ROUNDS = 5;
/** The browser does not tell of shorter delays. */
const LEAST_MS = 16;

/** The longest delay of each interaction, kept in the page. */
type Watched = JSHandle<Map<number, number>>;

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
}, 60_000);
afterAll(() => site.close());

/** From each key to the paint that follows it, as the browser itself measures it. */
function watch(page: Page): Promise<Watched> {
  return page.evaluateHandle(() => {
    const delays = new Map<number, number>();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[])
        if (interactionId > 0) delays.set(interactionId, Math.max(delays.get(interactionId) ?? 0, duration));
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    return delays;
  });
}

async function typed(page: Page, watched: Watched): Promise<number> {
  await watched.evaluate((delays) => {
    delays.clear();
  });
  for (let letter = 0; letter < LETTERS; letter += 2) {
    await page.keyboard.press('1', { delay: 30 });
    await page.keyboard.press('Backspace', { delay: 30 });
  }
  await page.waitForTimeout(400);
  const told = await watched.evaluate((delays) => [...delays.values()]);
  const quick = Array.from({ length: Math.max(0, LETTERS - told.length) }, () => LEAST_MS);
  const sorted = [...told, ...quick].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Half of the keys are painted within this many milliseconds, in the least disturbed round. */
async function leastDisturbed(page: Page, watched: Watched): Promise<number> {
  let least = await typed(page, watched);
  for (let round = 1; round < ROUNDS && least > MOST_MS; round += 1)
    least = Math.min(least, await typed(page, watched));
  return least;
}

describe('typing in the longest form on a slow phone', () => {
  it('draws one section at a time and paints each key without waiting for the whole form', async () => {
    const { id } = await aDocumentedCase(site.app);
    const page = await site.open('referralHead', 'phone');
    await page.goto(`${site.address}/cas/${id}/formulaire/maternal_review`, { waitUntil: 'networkidle' });
    const box = page.locator('input.num').first();
    await box.waitFor();
    const drawn = await page.locator('app-form-field').count();
    expect(drawn).toBeLessThan(questionsOf(getForm('maternal_review')).length / 3);

    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await box.press('End');
    const watched = await watch(page);
    expect(await leastDisturbed(page, watched)).toBeLessThanOrEqual(MOST_MS);

    await box.evaluate((element, held) => {
      element.addEventListener('input', () => {
        const until = performance.now() + held;
        while (performance.now() < until);
      });
    }, HELD_UP_MS);
    expect(await leastDisturbed(page, watched)).toBeGreaterThan(MOST_MS);
  });
});
