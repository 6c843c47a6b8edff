import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { installSecurityHeaders } from '../../backend/src/platform/http/security-headers.js';
import { installStaticFiles } from '../../backend/src/platform/http/static-files.js';
import { writeServiceWorker } from '../../scripts/service-worker.mjs';
import { crawl, Traffic } from '../support/browser/crawl.js';
import { Line } from '../support/browser/line.js';
import { settled } from '../support/browser/settled.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aDocumentedCase } from '../support/given.js';
import { ROOT } from '../ops/command.js';

jest.setTimeout(120_000);

const INSTALLED_KB = 1000;
const SHOTS = process.env['DENBA_SHOTS'];

let site: Site;
let line: Line;
beforeAll(async () => {
  site = await openSite('2026-03-16T10:00');
  line = await Line.to(site.address);
}, 120_000);
afterAll(async () => {
  await line.close();
  await site.close();
});

/** Every address that the device keeps. */
async function keptBy(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const caches = await window.caches.keys();
    const kept = await Promise.all(caches.map(async (name) => (await window.caches.open(name)).keys()));
    return kept.flat().map(({ url }) => url);
  });
}

const fromApi = (kept: readonly string[]) => kept.filter((url) => new URL(url).pathname.startsWith('/api'));

describe('the application kept on a device', () => {
  it('weighs at most 1 MB, and opens pages never seen without a network', async () => {
    const { page } = await settled(site, line);
    const kept = await keptBy(page);
    const folder = join(ROOT, 'dist/frontend');
    const weight = kept.map((url) => {
      const path = new URL(url).pathname;
      return readFileSync(join(folder, path.endsWith('.png') ? path : `${path}.gz`)).length;
    });
    const kilobytes = weight.reduce((sum, bytes) => sum + bytes, 0) / 1000;
    process.stderr.write(`kept ${String(kept.length)} files, ${kilobytes.toFixed(0)} kB\n`);
    expect(kept.length).toBeGreaterThan(150);
    expect(kilobytes).toBeLessThanOrEqual(INSTALLED_KB);

    line.cut();
    try {
      await page.getByRole('link', { name: 'Notifier' }).last().click();
      await page.getByRole('heading', { level: 1, name: 'Notifier' }).waitFor();
    } finally {
      line.mend();
    }
  });

  it('holds no answer of the server, whatever was read', async () => {
    await aDocumentedCase(site.app);
    const { page } = await settled(site, line);
    const read: string[] = [];
    page.on('response', (response) => read.push(new URL(response.url()).pathname));
    await crawl(page, await Traffic.follow(page), () => Promise.resolve());
    expect(read.filter((path) => path.startsWith('/api/')).length).toBeGreaterThanOrEqual(15);
    expect(fromApi(await keptBy(page))).toEqual([]);

    await page.evaluate(async () => {
      const [own = ''] = await window.caches.keys();
      await (await window.caches.open(own)).put('/api/cases', new Response('{}'));
    });
    expect(fromApi(await keptBy(page))).toHaveLength(1);
  });
});

/** What this person may need was asked for now, and has come. The browser tells it: what a service worker passes on never ends for the pilot. */
async function pulled(page: Page): Promise<void> {
  const asked = () =>
    page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/sync')).length,
    );
  const before = await asked();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  while ((await asked()) === before) await page.waitForTimeout(50);
}

describe('what a person read lately', () => {
  it('opens without a network, says how old it is, and is read again when the network is back', async () => {
    const given = await aDocumentedCase(site.app);
    const { page } = await settled(site, line);
    await pulled(page);

    line.cut();
    try {
      await page.getByRole('link', { name: 'Cas', exact: true }).last().click();
      const kept = page.getByRole('status').filter({ hasText: 'Copie du' });
      await kept.waitFor();
      const row = page.locator(`main a[href="/cas/${given.id}"]`);
      await row.waitFor();
      if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/kept-list-phone.png` });
      await row.click();
      await page.getByText('étape 2 sur 9').waitFor();
      await page.locator('.cloud').getByText('Pas de réseau').waitFor({ state: 'attached' });
      await kept.waitFor();
      if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/kept-case-phone.png` });
    } finally {
      line.mend();
    }
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByText('Copie du').waitFor({ state: 'detached' });
  });
});

/** The page has begun again as this version; where it has not, what the browser says of the versions it holds. */
async function begun(page: Page, version: string): Promise<void> {
  try {
    await page.locator(`html[data-version="${version}"]`).waitFor({ state: 'attached' });
  } catch (error) {
    const held = await page.evaluate(async () => {
      const { active, waiting, installing } = (await navigator.serviceWorker.getRegistration()) ?? {};
      const states = [active, waiting, installing].map((worker) => worker?.state ?? 'none');
      return `${states.join(', ')}; ${document.body.innerText.slice(0, 300)}`;
    });
    throw new Error(`Still the version before: ${held}`, { cause: error });
  }
}

describe('a newer version', () => {
  let newer: FastifyInstance;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'denba-newer-'));
    cpSync(join(ROOT, 'dist/frontend'), folder, { recursive: true });
    for (const end of ['', '.br', '.gz']) rmSync(join(folder, `service-worker.js${end}`));
    for (const end of ['.br', '.gz']) rmSync(join(folder, `index.html${end}`));
    const page = join(folder, 'index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replace('lang="fr"', 'lang="fr" data-version="2"'));
    await writeServiceWorker(folder);
    newer = fastify();
    installSecurityHeaders(newer, false);
    installStaticFiles(newer, folder);
    await newer.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await newer.close();
    rmSync(folder, { recursive: true });
  });

  it('waits until somebody agrees, and never comes in the middle of a form', async () => {
    const { context, page } = await settled(site, line);
    const other = await context.newPage();
    await other.goto(line.address);
    await other.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();

    const { port } = newer.server.address() as { port: number };
    line.leadTo(`http://127.0.0.1:${String(port)}`);
    try {
      await page.evaluate(() => dispatchEvent(new Event('online')));
      const offer = page.getByRole('button', { name: 'L’ouvrir' });
      await offer.waitFor();
      if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/new-version-phone.png` });
      await page.getByRole('link', { name: 'Notifier' }).last().click();
      await page.getByRole('heading', { level: 1, name: 'Notifier' }).waitFor();
      expect(await offer.isVisible()).toBe(false);

      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
      await offer.click();
      await begun(page, '2');
      expect(await other.locator('html[data-version]').count()).toBe(0);
      expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(2);
      // The page that has not changed asks for its own parts still.
      await other.getByRole('link', { name: 'Cas' }).last().click();
      await other.getByRole('heading', { level: 1, name: 'Cas' }).waitFor();
    } finally {
      line.leadTo(site.address);
    }
  });
});

describe('a page whose script does not come', () => {
  it('says so, and opens when the network is back', async () => {
    const page = await site.open('head', 'phone');
    await page.goto(line.address);
    await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
    line.cut();
    try {
      await page.getByRole('link', { name: 'Cas', exact: true }).last().click();
      await page.getByRole('alert').filter({ hasText: 'pas encore sur cet appareil' }).waitFor();
    } finally {
      line.mend();
    }
    await page.getByRole('alert').getByRole('button', { name: 'Essayer encore' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Cas' }).waitFor();
  });
});
