import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { barriersOn, WCAG } from '../support/browser/barriers.js';
import { crawl, look, type Seen, Traffic } from '../support/browser/crawl.js';
import { VISITORS } from '../support/browser/roles.js';
import type { Site } from '../support/browser/site.js';
import { openToldSite } from '../support/browser/told-site.js';
import { englishIn, foreignLines } from '../support/languages.js';
import type { CastMember } from '../support/people.js';

jest.setTimeout(120_000);

/** As high as a long page, so that nothing lies behind the foot that sticks to the screen. */
const PHONE = { width: 360, height: 3000 };
const DESKTOP = { width: 1280, height: 900 };
const CONTRAST: RunOptions = { runOnly: ['color-contrast'], resultTypes: ['violations'] };

let site: Site;
beforeAll(async () => {
  site = await openToldSite();
}, 120_000);
afterAll(() => site.close());

/** What axe finds, a line each: the rule, the element, what to do. */
async function barriers(page: Page, rules: RunOptions): Promise<readonly string[]> {
  const violations = await barriersOn(page, rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}

/** What is wrong with a page at first sight. */
function flaws({ title, language, mute, overflow, wide }: Seen): readonly string[] {
  return [
    ...(/^.{3,} – Denba$/.test(title) ? [] : [`title "${title}"`]),
    ...(language === 'fr' ? [] : [`language "${language}"`]),
    ...mute.map((element) => `without words: ${element}`),
    ...(overflow > 0 ? [`${String(overflow)} px wider than the screen: ${wide.join(' ')}`] : []),
  ];
}

/** Kinds of pages that axe has been through; the other roles' visits look at the rest. */
const examined = new Set<string>();

async function examine(
  page: Page,
  traffic: Traffic,
  seen: Seen,
  pattern: string,
): Promise<readonly string[]> {
  const isNew = !examined.has(pattern);
  examined.add(pattern);
  const found = [
    ...flaws(seen),
    ...foreignLines(seen.words, englishIn).map((line) => `English: ${line}`),
    ...(isNew ? await barriers(page, WCAG) : []),
  ];
  if (isNew) {
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await barriers(page, CONTRAST)).map((barrier) => `dark: ${barrier}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.setViewportSize(PHONE);
  await traffic.settled();
  const onPhone = [...flaws(await look(page)), ...(isNew ? await barriers(page, WCAG) : [])];
  await page.setViewportSize(DESKTOP);
  return [...found, ...onPhone.map((flaw) => `phone: ${flaw}`), ...traffic.faults.splice(0)];
}

describe('every screen that a role can reach', () => {
  it.each(Object.entries(VISITORS) as [CastMember, readonly string[]][])(
    'is whole, and open to everybody, for %s',
    async (member, expected) => {
      const page = await site.open(member, 'desktop');
      const traffic = await Traffic.follow(page);
      const found: string[] = [];
      const patterns = await crawl(page, traffic, async (seen, pattern) => {
        const flawsHere = await examine(page, traffic, seen, pattern);
        found.push(...flawsHere.map((flaw) => `${pattern} ${seen.path}: ${flaw}`));
      });
      await page.context().close();
      expect(found).toEqual([]);
      expect(patterns).toEqual(expect.arrayContaining([...expected]));
    },
  );

  it('is whole at the door', async () => {
    const page = await site.open(null, 'desktop');
    const traffic = await Traffic.follow(page);
    traffic.faults.splice(0);
    expect(await examine(page, traffic, await look(page), '/entrer')).toEqual([]);
    await page.goto(`${site.address}/invitation`);
    await page.getByRole('button', { name: 'Ouvrir' }).waitFor();
    traffic.faults.splice(0);
    expect(await examine(page, traffic, await look(page), '/invitation')).toEqual([]);
  });

  it('is looked at by somebody who would see a barrier', async () => {
    const page = await site.open('relais', 'desktop');
    const traffic = await Traffic.follow(page);
    await page.evaluate(() => {
      const pale = Object.assign(document.createElement('p'), { textContent: 'sealed' });
      pale.style.color = '#ccc';
      const wide = Object.assign(document.createElement('div'), { textContent: 'large' });
      wide.style.width = '2000px';
      document.querySelector('main')?.append(document.createElement('button'), pale, wide);
      document.title = 'Denba';
    });
    const found = (await examine(page, traffic, await look(page), 'planted')).join('\n');
    for (const flaw of [
      'title "Denba"',
      'English: sealed in "sealed"',
      'without words: <button',
      'wider than the screen',
      'button-name: ',
      'color-contrast: ',
    ])
      expect(found).toContain(flaw);
  });
});
