import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { crawl, look, type Seen, Traffic, visit } from '../support/browser/crawl.js';
import { VISITORS } from '../support/browser/roles.js';
import type { Site } from '../support/browser/site.js';
import { openToldSite } from '../support/browser/told-site.js';
import { englishIn, foreignLines, frenchIn, keysIn } from '../support/languages.js';
import type { CastMember } from '../support/people.js';

jest.setTimeout(120_000);

let site: Site;
beforeAll(async () => {
  site = await openToldSite();
}, 120_000);
afterAll(() => site.close());

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What is written on a page without what people wrote: their names, places, stories and reasons stay in their language. */
function ownWords({ words }: Seen, sent: readonly string[]): readonly string[] {
  const data = sent.map(plain).filter((text) => /[\p{L}]{2}/u.test(text));
  const whole = data.join('\n');
  const phrases = data.filter((text) => /[ A-ZÀ-Ý]/.test(text)).sort((a, b) => b.length - a.length);
  return words
    .map(plain)
    .filter((line) => !whole.includes(line))
    .map((line) => phrases.reduce((rest, phrase) => rest.replaceAll(phrase, ' '), line));
}

describe('a person who reads English', () => {
  // The other half, English on a French screen, is looked for by the crawl in screens.spec.
  it.each(Object.keys(VISITORS) as CastMember[])('meets no French: %s', async (member) => {
    const page = await site.open(member, 'desktop');
    const traffic = await Traffic.follow(page);
    await visit(page, traffic, '/plus');
    await page.getByText('English', { exact: true }).click();
    await page.locator('html[lang="en"]').waitFor();
    const found = new Set<string>();
    const each = async (seen: Seen, pattern: string): Promise<void> => {
      const lines = foreignLines(ownWords(seen, await traffic.sent()), frenchIn);
      for (const line of lines) found.add(`${pattern}: ${line}`);
    };
    // One record of each kind: the words of a state stand beside each other in both languages.
    await crawl(page, traffic, each, {});
    expect([...found]).toEqual([]);
    await page.context().close();
  });

  it('would be seen to meet some', async () => {
    const page = await site.open('otherFocalPoint', 'desktop');
    const traffic = await Traffic.follow(page);
    await page.locator('main').waitFor();
    const plant = (text: string) =>
      page.evaluate((planted) => {
        const line = document.createElement('p');
        line.textContent = planted;
        document.querySelector('main')?.append(line);
      }, text);
    await plant('The file is sealed. case.sealed CL_PLACE');
    const { words } = await look(page);
    expect(words.flatMap(englishIn)).toEqual(['the', 'is', 'sealed', 'sealed']);
    expect(words.flatMap(keysIn)).toEqual(['case.sealed', 'CL_PLACE']);

    await plant('Le dossier est scellé');
    expect(ownWords(await look(page), await traffic.sent()).flatMap(frenchIn)).toEqual(
      expect.arrayContaining(['le', 'dossier', 'est', 'scellé', 'décès']),
    );
  });
});
