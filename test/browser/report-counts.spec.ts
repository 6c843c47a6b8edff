import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { obstaclesOn } from '../support/browser/barriers.js';
import { openSite, type Site } from '../support/browser/site.js';
import { runClockAt } from '../support/given-recommendations.js';
import { tellDeaths } from '../support/given-reports.js';

jest.setTimeout(120_000);

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-09T06:00');
  await runClockAt(site.app, '2026-03-09T06:00:00Z');
  await tellDeaths(site.app, 'midwife', 'CSCOM-DEMO-01', '2026-W10', 2);
  await tellDeaths(site.app, 'referralMidwife', 'CSREF-DEMO', '2026-W10', 4);
  await tellDeaths(site.app, 'otherHead', 'CSCOM-DEMO-03', '2026-W10', 1);
  await runClockAt(site.app, '2026-03-23T06:00:00Z');
});
afterAll(() => site.close());

/** Heading and last cell of each row, as they are read. */
async function rowsOf(page: Page): Promise<readonly string[]> {
  const rows = await page.getByRole('table').locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = [row.locator('th'), row.locator('td').last()].map((cell) => cell.innerText());
      return (await Promise.all(cells)).join(': ').replaceAll(/\s+/g, ' ');
    }),
  );
}

describe('the counts of the country', () => {
  it.each(['desktop', 'phone'] as const)('say < 5 and what is withheld, on a %s', async (device) => {
    const page = await site.open('national', device);
    await page.goto(`${site.address}/rapports/nombres`);
    await page.getByText('pas encore publiés').waitFor();
    expect(await page.getByText('Décès', { exact: true }).count()).toBe(0);
    expect(await obstaclesOn(page)).toEqual([]);
    await page.getByLabel('Période').selectOption('2026-W10');
    await page.getByText('de 1 à 4 décès').waitFor();
    expect(await rowsOf(page)).toEqual([
      'Mali tout le pays: retenu',
      'Djitoumala toute la région: sans rapport',
      'Djitoumala: sans rapport',
      'Wolonka toute la région: retenu',
      'Farakélé: < 5',
      'Kolomba: 6',
    ]);
    expect(await obstaclesOn(page)).toEqual([]);
  });
});
