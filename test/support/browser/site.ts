import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findHeadless } from '../../../scripts/chromium.mjs';
import { startApp, type TestApp } from '../app.js';
import { type CastMember, people, tokenOf } from '../people.js';

export type Device = 'phone' | 'desktop';

const SCREENS = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
} as const;

const FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
];

/** The built product on a database of its own, with a real browser before it. Its clock and the browser's stand at the same time. */
export interface Site {
  readonly app: TestApp;
  readonly address: string;
  /**
   * A screen where this person is signed in; `null` is a visitor at the door. Its clock stands still, which makes timers dearer: what
   * measures lets it `run`, at the time of the machine.
   */
  open(member: CastMember | null, device: Device, clock?: 'stands' | 'runs'): Promise<Page>;
  /** A device, still without a page, that keeps the application as a real one does; its clock runs. Elsewhere nothing is kept. */
  device(member: CastMember | null, device: Device): Promise<BrowserContext>;
  /** Moves time on, for the server and for every screen opened from now on. */
  goTo(moment: string): void;
  close(): Promise<void>;
}

export async function openSite(moment: string, more: Readonly<Record<string, string>> = {}): Promise<Site> {
  const app = await startApp(more);
  app.clock.set(new Date(`${moment}Z`));
  await app.nest.listen(0, '127.0.0.1');
  const { port } = app.nest.getHttpServer().address() as AddressInfo;
  const browser: Browser = await chromium.launch({ executablePath: findHeadless(), args: FLAGS });
  const contexts: BrowserContext[] = [];
  const address = `http://127.0.0.1:${String(port)}`;
  const enter = async (member: CastMember | null, device: Device, serviceWorkers: 'allow' | 'block') => {
    const place = { locale: 'fr-FR', timezoneId: 'UTC' };
    const context = await browser.newContext({ ...SCREENS[device], ...place, serviceWorkers });
    contexts.push(context);
    context.setDefaultTimeout(30_000);
    if (member !== null) {
      await context.addCookies([
        { name: 'denba-sid', value: tokenOf(member), url: address, httpOnly: true, sameSite: 'Strict' },
      ]);
    }
    return context;
  };
  return {
    app,
    address,
    async open(member, device, clock = 'stands') {
      // What a service worker asks passes by the tests that listen to a page.
      const context = await enter(member, device, 'block');
      if (clock === 'stands') await context.clock.setFixedTime(app.clock.now());
      const page = await context.newPage();
      failOnFaults(page, member === null ? 'visitor' : people[member]);
      await page.goto(address);
      return page;
    },
    device: (member, device) => enter(member, device, 'allow'),
    goTo(next) {
      app.clock.set(new Date(`${next}Z`));
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await app.close();
    },
  };
}

/** An error of the page's own script, or a refused style or script, is a failure whatever the test looks at. */
function failOnFaults(page: Page, who: string): void {
  page.on('pageerror', (error) => {
    throw new Error(`The page of ${who} failed: ${error.message}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|TrustedHTML/.test(message.text()))
      throw new Error(`The page of ${who} broke the content policy: ${message.text()}`);
  });
}
