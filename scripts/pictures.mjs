import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { Failure } from './failure.mjs';
import { smallPng } from './small-png.mjs';

/** A Monday morning of the demonstration: the stories, their deadlines and the browser's own clock all stand at it. */
const MOMENT = new Date('2026-03-16T10:00:00Z');
const HEAVIEST = 150_000;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const SCREENS = {
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};
const FLAGS = ['--no-sandbox', '--no-first-run', '--disable-gpu', '--disable-sync', '--disable-lcd-text'];

const at = (path) => () => path;
/** The first of a list that fits, in an order that does not depend on when it was written. */
const first =
  (list, fits, pathOf, order = ({ id }) => id) =>
  async (read) => {
    const body = await read(list);
    const found = (Array.isArray(body) ? body : body.items)
      .filter(fits)
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))[0];
    if (!found) throw new Error(`Nothing in ${list} for ${String(pathOf)}`);
    return pathOf(found);
  };
const aCase = (state, page = '') =>
  first(
    '/cases?limit=100',
    (one) => one.state === state && one.kind === 'MAT' && !one.onHold,
    ({ id }) => `/cas/${id}${page}`,
    ({ number }) => number,
  );
const aSession = (state) =>
  first(
    '/sessions?limit=100',
    (one) => one.state === state,
    ({ id }) => `/seances/${id}`,
  );
const anAudit = (state) =>
  first(
    '/audits',
    (one) => one.state === state,
    ({ id }) => `/contre-audits/${id}`,
  );
const anAction = (word) =>
  first(
    '/actions',
    (one) => one.progressWord === word,
    ({ id }) => `/actions/${id}`,
  );

/** The main screens: who looks, on what, where; `dark` in the dark colours. */
const PICTURES = {
  'sign-in-desktop': { path: at('/entrer') },
  'sign-in-phone': { path: at('/entrer') },
  'worklist-desktop': { who: 'point-focal', path: at('/') },
  'worklist-phone': { who: 'dtc', path: at('/') },
  'worklist-dark-phone': { who: 'dtc', path: at('/'), dark: true },
  'notify-phone': { who: 'relais', path: at('/notifier') },
  'case-desktop': { who: 'dtc', path: aCase('documenting') },
  'case-phone': { who: 'dtc', path: aCase('documenting') },
  'review-desktop': { who: 'sage-femme', path: aCase('documenting', '/formulaire/maternal_review') },
  'review-phone': { who: 'sage-femme', path: aCase('documenting', '/formulaire/maternal_review') },
  'delays-desktop': { who: 'dtc', path: aCase('ready', '/retards') },
  'packet-desktop': { who: 'point-focal', path: aCase('ready', '/paquet') },
  'session-desktop': { who: 'medecin-csref', path: aSession('open') },
  'session-phone': { who: 'dtc', path: aSession('planned') },
  'gate-phone': { who: 'relecteur-1', path: anAudit('assigned') },
  'blind-desktop': { who: 'relecteur-2', path: anAudit('in-progress') },
  'seats-desktop': { who: 'coordination', path: at('/sieges') },
  'comparison-desktop': { who: 'point-focal', path: aCase('responding', '/comparaison') },
  'recommendations-desktop': { who: 'point-focal', path: at('/suites') },
  'actions-phone': { who: 'asaco', path: at('/actions') },
  'action-phone': { who: 'asaco', path: anAction('not-started') },
  'facilities-desktop': { who: 'admin', path: at('/structures') },
};

/** The built server in this process, on a database that is migrated, with the demonstration told up to the moment. */
async function serve(environment) {
  const module = (path) => import(new URL(`../dist/backend/${path}.js`, import.meta.url).href);
  await import('reflect-metadata');
  const [{ AppModule }, { configFrom }, { SetClock }, { createServer }, { tellDemonstration }] =
    await Promise.all(
      [
        'app.module',
        'platform/config',
        'platform/clock',
        'platform/http/server',
        'commands/load-demonstration',
      ].map(module),
    );
  const config = configFrom({
    ...environment,
    PORT: '0',
    DENBA_DEMO: '1',
    DENBA_TEST: '1',
    DENBA_LOG: 'error',
  });
  const clock = new SetClock(MOMENT);
  const server = await createServer(AppModule.with(config, clock), config);
  await tellDemonstration(server, clock);
  await server.listen(0, '127.0.0.1');
  return { server, address: `http://127.0.0.1:${server.getHttpServer().address().port}` };
}

async function signedIn(browser, address, { who, device, dark }) {
  const context = await browser.newContext({
    ...SCREENS[device],
    locale: 'fr-FR',
    timezoneId: 'UTC',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  await context.clock.setFixedTime(MOMENT);
  const page = await context.newPage();
  await page.goto(`${address}/entrer`);
  if (!who) return page;
  await page
    .locator('.account', { hasText: who })
    .filter({ has: page.getByText(who, { exact: true }) })
    .click();
  await page.locator('form button.btn-primary').click();
  await page.waitForURL((url) => url.pathname !== '/entrer');
  return page;
}

async function take(browser, address, folder, [name, screen]) {
  const device = name.endsWith('-phone') ? 'phone' : 'desktop';
  const page = await signedIn(browser, address, { ...screen, device });
  const read = (path) =>
    page.evaluate(async (url) => (await fetch(url, { headers: { 'x-denba': '1' } })).json(), `/api${path}`);
  await page.goto(address + (await screen.path(read)), { waitUntil: 'networkidle' });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(join(folder, `${name}.png`), smallPng(picture));
  await page.context().close();
}

/** One picture; what hinders it is told with its name and what it shows. */
async function takeNamed(browser, address, folder, picture) {
  try {
    await take(browser, address, folder, picture);
  } catch (error) {
    const [name, { who = 'nobody' }] = picture;
    throw new Error(`${name} (${who}): ${error.message}`, { cause: error });
  }
}

/**
 * Draws every main screen of the built product into `folder`, from the database that `environment` names. The pictures that were there
 * go once all the new ones are drawn: without a browser, or when one cannot be drawn, they stay.
 */
export async function drawPictures(folder, environment) {
  const executablePath = findChromium();
  const fresh = mkdtempSync(join(dirname(folder), '.screens-'));
  try {
    const { server, address } = await serve(environment);
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    try {
      for (const picture of Object.entries(PICTURES)) await takeNamed(browser, address, fresh, picture);
    } finally {
      await browser.close();
      await server.close();
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    chmodSync(folder, 0o755);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Pixels differ from one machine to the next: what is compared is which pictures there are, and that each can be shown. */
export function checkPictures(folder) {
  const kept = readdirSync(folder).sort();
  const wanted = Object.keys(PICTURES)
    .map((name) => `${name}.png`)
    .sort();
  const wrong = [...new Set([...kept, ...wanted])].filter((name) => {
    if (!kept.includes(name) || !wanted.includes(name)) return true;
    const content = readFileSync(join(folder, name));
    return content.length > HEAVIEST || !content.subarray(0, 4).equals(PNG);
  });
  if (wrong.length === 0) return;
  throw new Failure(
    `Images d’écran manquantes, en trop ou trop lourdes (${wrong.join(', ')}) : lancez « npm run docs » et gardez le résultat.`,
    `Pictures of screens are missing, unknown or too heavy (${wrong.join(', ')}): run "npm run docs" and keep the result.`,
  );
}
