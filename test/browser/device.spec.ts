import { mkdirSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chromium, type BrowserContext, type Page, type Request, type Route } from 'playwright-core';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { findChromium } from '../../scripts/chromium.mjs';
import { obstaclesOn } from '../support/browser/barriers.js';
import { Disk } from '../support/browser/disk.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aNotifiedDeath } from '../support/given.js';
import { idOf, people, tokenOf, type CastMember } from '../support/people.js';

jest.setTimeout(180_000);

const PASSWORD = 'Grenier-du-matin-7';
const CODE = '904175836214';
const PLANTED = 'Zq7Kp-Planted-In-Clear-4Xw9';
/** The first person is called so: it stands in what is kept of their session, and they never type it. */
const NAME = 'nyebaara-wq83lkz';
/** Less than a page waits that has everything. */
const AT_ONCE_MS = 5000;
const isPull = (sent: Request): boolean => sent.method() === 'POST' && sent.url().endsWith('/api/sync');
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

let site: Site;
let folder: string;
let context: BrowserContext;
let page: Page;
let membership: string;
/** What the browser used as the key of the device, as the page's own script never sees it again. */
const keys: Buffer[] = [];

beforeAll(async () => {
  site = await openSite('2026-03-16T10:00');
  const hash = await site.app.nest.get(Passwords).hash(PASSWORD);
  await site.app.sql('UPDATE app.person SET password_hash = $1', [hash]);
  const [held] = await site.app.sql<{ id: string }>('SELECT id FROM app.membership WHERE person_id = $1', [
    idOf('midwife'),
  ]);
  membership = held?.id ?? '';
  await site.app.sql('UPDATE app.person SET username = $1 WHERE id = $2', [NAME, idOf('midwife')]);
  await aNotifiedDeath(site.app);
  site.goTo('2026-03-16T10:00');
  folder = mkdtempSync(join(tmpdir(), 'denba-profile-'));
  await openBrowser();
}, 120_000);
afterAll(async () => {
  await context.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  await site.close();
});

async function openBrowser(): Promise<void> {
  context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
    locale: 'fr-FR',
    timezoneId: 'UTC',
    ...PHONE,
  });
  context.setDefaultTimeout(30_000);
  await context.exposeFunction('tellKey', (bytes: number[]) => keys.push(Buffer.from(bytes)));
  await context.addInitScript(() => {
    const told = globalThis as unknown as { tellKey(bytes: number[]): void };
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    crypto.subtle.encrypt = (rule, key, data) => {
      if (data instanceof Uint8Array && data.length === 32) told.tellKey([...data]);
      return encrypt(rule, key, data);
    };
  });
  page = context.pages()[0] ?? (await context.newPage());
}

/** The browser dies as a phone whose battery ends. */
async function kill(): Promise<void> {
  const pid = Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1));
  const closed = new Promise((resolve) => context.on('close', resolve));
  process.kill(pid, 'SIGKILL');
  await closed;
  await pause(300);
  rmSync(join(folder, 'SingletonLock'), { force: true });
}

async function enter(member: CastMember): Promise<void> {
  await page.getByLabel('Identifiant').fill(people[member]);
  await page.getByLabel('Code secret', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
}

async function open(code: string): Promise<void> {
  await page.getByLabel('Code de cet appareil').fill(code);
  await page.getByRole('button', { name: 'Ouvrir' }).click();
}

async function register(code: string): Promise<void> {
  await page.goto(`${site.address}/plus`);
  await page.getByRole('link', { name: 'Travailler sans réseau' }).click();
  await page.getByLabel('Choisissez un code').fill(code);
  await page.getByLabel('Le même code').fill(code);
  await page.getByRole('button', { name: 'Inscrire cet appareil' }).click();
}

async function look(name: string): Promise<void> {
  expect(await obstaclesOn(page)).toEqual([]);
  const shots = process.env['DENBA_SHOTS'];
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}-phone.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.screenshot({ path: `${shots}/${name}-desktop.png` });
  await page.setViewportSize(PHONE.viewport);
}

const locked = () => page.getByRole('heading', { name: 'Votre travail est verrouillé' }).waitFor();
/** Of who works here: what their session holds is kept on the device, and stands nowhere on the disk. */
const marks = (): readonly string[] => [idOf('midwife'), membership, NAME, CODE, PASSWORD];

describe('a device that works without a network', () => {
  it('is registered with a code that a colleague does not guess', async () => {
    await context.addCookies([
      { name: 'denba-sid', value: tokenOf('midwife'), url: site.address, httpOnly: true },
    ]);
    await page.goto(site.address);
    await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
    await register('123456');
    await page.getByText('Ces chiffres se suivent').waitFor();
    await look('register');
    const registered = page.waitForResponse((answer) => answer.url().endsWith('/api/session/devices'));
    const asked = page.waitForRequest((sent) => isPull(sent));
    await register(CODE);
    await registered;
    const since = Date.now();
    await asked;
    expect(Date.now() - since).toBeLessThan(AT_ONCE_MS);
    await page.getByText('Cet appareil travaille sans réseau.').waitFor();
    await look('registered');
    expect(keys.length).toBe(1);
  });

  it('asks for the code when the page is loaded anew, and opens the lists that it took at once without a network', async () => {
    await context.setOffline(true);
    await page.goto(`${site.address}/cas`);
    await locked();
    expect(await page.getByText(NAME).count()).toBe(0);
    await look('lock');
    await open('274913');
    await page.getByText('Ce n’est pas ce code. Encore 9 essais').waitFor();
    await look('lock-wrong');
    await open(CODE);
    await page.waitForURL(`${site.address}/cas`);
    await page.getByRole('link', { name: /Décès maternel/ }).waitFor();
    await context.setOffline(false);
    await page.goto(`${site.address}/plus`);
    await locked();
  });

  it('opens a session on the server with its code', async () => {
    await context.clearCookies({ name: 'denba-sid' });
    await page.clock.install();
    await page.goto(`${site.address}/plus`);
    await open(CODE);
    await page.getByText(`Identifiant : ${NAME}`).waitFor();
    expect((await context.cookies()).some(({ name }) => name === 'denba-sid')).toBe(true);
  });

  it('locks by itself when nobody has touched it for five minutes, and ends the session', async () => {
    await page.clock.fastForward('04:30');
    expect(await page.getByText(`Identifiant : ${NAME}`).isVisible()).toBe(true);
    await page.clock.fastForward('00:45');
    await locked();
    await page.waitForLoadState('networkidle');
    expect((await context.cookies()).some(({ name }) => name === 'denba-sid')).toBe(false);
  });

  it('leaves nothing on the disk that reads without the code, when the battery ends', async () => {
    await page.evaluate(
      (text) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('control', 1);
          request.onupgradeneeded = () => request.result.createObjectStore('plain').add(text, 1);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        }),
      PLANTED,
    );
    await kill();
    const disk = Disk.read(folder);
    expect(disk.where(PLANTED).length).toBeGreaterThan(0);
    expect([...marks(), ...keys].flatMap((mark) => disk.where(mark))).toEqual([]);
  });

  it('shows a second person nothing of the first, and keeps both apart', async () => {
    await openBrowser();
    await page.goto(site.address);
    await locked();
    await page.getByRole('link', { name: 'Quelqu’un d’autre' }).click();
    await enter('head');
    const cut = (asked: Route) => (isPull(asked.request()) ? asked.abort() : asked.continue());
    await page.route('**/api/sync', cut);
    await register('318904');
    await page
      .getByText(/^Cet appareil (se prépare|n’est pas encore prêt) à travailler sans réseau/)
      .waitFor();
    await look('not-ready');
    await page.unroute('**/api/sync', cut);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByText('Cet appareil travaille sans réseau.').waitFor();
    await page.getByRole('button', { name: 'Verrouiller maintenant' }).click();
    await locked();
    expect(await page.getByRole('radio').count()).toBe(2);
    await look('lock-two');
    await page.getByRole('radio').first().check();
    const [first] = await page.locator('.opt').allInnerTexts();
    await open(first?.includes('Resp') ? CODE : '318904');
    await page.getByText('Ce n’est pas ce code').waitFor();
  });

  it('destroys the key at the tenth wrong code, and nothing that lay there is found afterwards', async () => {
    await page.goto(site.address);
    await locked();
    await site.app.sql(`DELETE FROM app.sign_in_attempt`);
    const before = await page.getByRole('radio').count();
    await page.evaluate(() => {
      // Ten tries take an hour of waiting: the clock of the phone is put forward, as its owner can.
      const now = Date.now.bind(Date);
      let ahead = 0;
      Object.assign(globalThis, { putForward: () => (ahead += 16 * 60_000) });
      Date.now = () => now() + ahead;
    });
    const gone = page.getByText('Ce qui est prêt à partir partira. Entrez');
    for (let n = 0; n < 10 && !(await gone.isVisible()); n += 1) {
      await page.evaluate(() => {
        (globalThis as unknown as { putForward(): void }).putForward();
      });
      await open('555123');
      // The box is emptied with the answer.
      await page.waitForFunction(() => !document.querySelector<HTMLInputElement>('#code')?.value);
    }
    await gone.waitFor();
    expect(await page.getByRole('radio').count()).toBeLessThan(before);
    await look('lock-wiped');
    await kill();
    const disk = Disk.read(folder);
    expect(disk.where(PLANTED).length).toBeGreaterThan(0);
    expect([...marks(), '318904', ...keys].flatMap((mark) => disk.where(mark))).toEqual([]);
  });

  it('destroys the key when it hears that it was revoked', async () => {
    await openBrowser();
    await site.app.sql(
      `UPDATE app.device SET revoked_at = now(), revoked_for = 'owner' WHERE revoked_at IS NULL`,
    );
    await page.goto(site.address);
    await page.getByRole('link', { name: 'Entrer avec le code secret' }).waitFor();
  });
});
