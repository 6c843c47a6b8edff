import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openSite, type Site } from '../support/browser/site.js';

jest.setTimeout(60_000);

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-16T10:00');
}, 120_000);
afterAll(() => site.close());

/** What comes of each way to make a page run or show what somebody slipped into it. */
async function tried(page: Page): Promise<Readonly<Record<string, unknown>>> {
  await page.goto(site.address);
  await page.getByLabel('Identifiant').waitFor();
  return page.evaluate(async () => {
    const ran = window as unknown as Record<string, boolean>;
    const attempt = (work: () => unknown): void => {
      try {
        work();
      } catch {
        // Refused on the spot; whether anything ran is looked at below.
      }
    };
    const place = document.body.appendChild(document.createElement('div'));
    attempt(() => (place.innerHTML = '<img src="/none.png" onerror="window.byMarkup = true">'));
    attempt(() => {
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.byHandler = true');
      image.src = '/none.png';
      place.append(image);
    });
    attempt(() => {
      const script = document.createElement('script');
      script.text = 'window.byScript = true';
      place.append(script);
    });
    // The debugger may evaluate what it likes, so this is tried after it has let go.
    setTimeout(() => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the very thing that must not run
      attempt(() => new Function('window.byFunction = true')());
    });
    const styled = document.createElement('p');
    styled.setAttribute('style', 'letter-spacing: 9px');
    place.append(styled);
    await new Promise((shown) => setTimeout(shown, 500));
    return {
      markup: ran['byMarkup'] === true,
      handler: ran['byHandler'] === true,
      script: ran['byScript'] === true,
      function: ran['byFunction'] === true,
      style: getComputedStyle(styled).letterSpacing === '9px',
    };
  });
}

describe('the page itself', () => {
  it('has no script and no style of its own inside', async () => {
    const body = await (await fetch(site.address)).text();
    expect(body).toContain('<app-root');
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  });
});

describe('what somebody slips into a page', () => {
  it('neither runs nor shows, and would without the policy', async () => {
    const browser = (await site.open(null, 'desktop')).context().browser();
    if (browser === null) throw new Error('no browser');
    const outcomes = await Promise.all(
      [false, true].map(async (bypassCSP) => {
        const context = await browser.newContext({ locale: 'fr-FR', bypassCSP });
        const outcome = await tried(await context.newPage());
        await context.close();
        return outcome;
      }),
    );
    const all = (value: boolean) => ({
      markup: value,
      handler: value,
      script: value,
      function: value,
      style: value,
    });
    expect(outcomes).toEqual([all(false), all(true)]);
  });
});
