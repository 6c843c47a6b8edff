import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/chromium.mjs';
import { type CastMember, tokenOf } from '../people.js';
import { Line } from './line.js';
import type { Site } from './site.js';

const SCREEN = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

/** A phone with a disk of its own and a network that can break; it can die as when its battery ends. Its clock stands at the site's. */
export class Phone {
  readonly folder = mkdtempSync(join(tmpdir(), 'denba-phone-'));
  private browser: BrowserContext | null = null;
  private shown: Page | null = null;

  private constructor(
    private readonly site: Site,
    readonly line: Line,
  ) {}

  /** A phone on which this person works without a network from now on, behind this code. */
  static async of(site: Site, member: CastMember, code: string): Promise<Phone> {
    const phone = new Phone(site, await Line.to(site.address));
    await phone.start();
    const cookie = { name: 'denba-sid', value: tokenOf(member), url: phone.line.address, httpOnly: true };
    await phone.context.addCookies([{ ...cookie, expires: Date.parse('2100-01-01') / 1000 }]);
    const { page } = phone;
    await page.goto(`${phone.line.address}/appareil`);
    await page.getByLabel('Choisissez un code').fill(code);
    await page.getByLabel('Le même code').fill(code);
    await page.getByRole('button', { name: 'Inscrire cet appareil' }).click();
    await page.getByText('Cet appareil travaille sans réseau.').waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    return phone;
  }

  get page(): Page {
    if (this.shown === null) throw new Error('the phone is off');
    return this.shown;
  }

  get context(): BrowserContext {
    if (this.browser === null) throw new Error('the phone is off');
    return this.browser;
  }

  /** With a `bug`, every page runs that first. */
  async start(bug: (() => void) | null = null): Promise<void> {
    this.browser = await chromium.launchPersistentContext(this.folder, {
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-gpu'],
      locale: 'fr-FR',
      timezoneId: 'UTC',
      ...SCREEN,
    });
    this.browser.setDefaultTimeout(30_000);
    await this.browser.clock.setFixedTime(this.site.app.clock.now());
    if (bug !== null) await this.browser.addInitScript(bug);
    this.shown = this.browser.pages()[0] ?? (await this.browser.newPage());
  }

  async leaveNetwork(): Promise<void> {
    this.line.cut();
    await this.context.setOffline(true);
  }

  async findNetwork(): Promise<void> {
    this.line.mend();
    await this.context.setOffline(false);
  }

  /** The browser is closed as one closes it, and writes what it has to. */
  async end(): Promise<void> {
    await this.context.close();
    this.browser = this.shown = null;
  }

  /** Every process of the browser ends at once, nothing is said goodbye to. */
  async kill(): Promise<void> {
    const lock = join(this.folder, 'SingletonLock');
    const pid = Number(readlinkSync(lock).split('-').at(-1));
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    process.kill(pid, 'SIGKILL');
    await closed;
    await pause(300);
    rmSync(lock, { force: true });
    this.browser = this.shown = null;
  }

  /** Opens what lies here with the code, at this address, in the one page or in another one. */
  async unlock(code: string, path: string, page = this.page): Promise<void> {
    await page.goto(`${this.line.address}${path}`);
    await page.getByLabel('Code de cet appareil').fill(code);
    await page.getByRole('button', { name: 'Ouvrir' }).click();
    await page.waitForURL(`${this.line.address}${path}`);
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.line.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
