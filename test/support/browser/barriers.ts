import axe, { type AxeResults, type Result, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules that every page obeys: WCAG 2.2, levels A and AA. */
export const WCAG: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

/** Waits until a page has drawn what it was told to and nothing moves any more: what is still fading in has no contrast yet. */
async function standsStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    do {
      await Promise.allSettled(moving().map(({ finished }) => finished));
      await new Promise((idle) => requestIdleCallback(idle));
    } while (moving().some(({ playState }) => playState === 'running'));
  });
}

/** What axe finds on a page once it stands still. */
export async function barriersOn(page: Page, rules: RunOptions): Promise<readonly Result[]> {
  await standsStill(page);
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(rules)})`);
  return violations;
}

/** Everything on a page that keeps somebody out, a line each: what axe finds, and whether it is wider than the screen. */
export async function obstaclesOn(page: Page): Promise<readonly string[]> {
  const violations = await barriersOn(page, WCAG);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(wide > 0 ? ['wide'] : []),
  ];
}
