import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Line } from './line.js';
import type { Site } from './site.js';

export const door = (page: Page): Locator => page.getByRole('button', { name: 'Entrer', exact: true });

/** A device on which somebody has signed in once, and which has had the time to keep the application. */
export async function settled(
  site: Site,
  line: Line,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await site.device('head', 'phone');
  const page = await context.newPage();
  await page.goto(line.address);
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return { context, page };
}
