import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Passwords } from '../../dist/backend/platform/security/passwords.js';
import { Secrets } from '../../dist/backend/platform/security/secrets.js';
import { findChromium } from '../chromium.mjs';

const PASSWORD = 'une-longue-phrase-de-mesure';
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** A focal point who signs in by typing. */
async function somebody(site) {
  const secrets = new Secrets(readFileSync(site.database.environment().DENBA_MASTER_KEY_FILE));
  const [{ username }] = await site.sql(
    `UPDATE app.person SET password_hash = $1, must_change_password = FALSE
     WHERE id = (SELECT person_id FROM app.membership WHERE role = 'focal-point' ORDER BY place_id DESC LIMIT 1) RETURNING username`,
    [await new Passwords(secrets).hash(PASSWORD)],
  );
  return username;
}

/** Kilobytes that a phone receives, compressed and with headers, as the browser itself counts them. */
export async function measureWeight(site, server) {
  const username = await somebody(site);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const context = await browser.newContext({ ...PHONE, locale: 'fr-FR' });
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    let bytes = 0;
    protocol.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await protocol.send('Network.enable');
    await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });

    await page.goto(`http://127.0.0.1:${server.port}`, { waitUntil: 'networkidle' });
    const enter = page.getByRole('button', { name: 'Entrer', exact: true });
    await enter.waitFor();
    const signIn = bytes / 1000;

    await page.getByLabel('Identifiant').fill(username);
    await page.getByLabel('Code secret', { exact: true }).fill(PASSWORD);
    await enter.click();
    await page.locator('main .row').first().waitFor();
    await page.waitForLoadState('networkidle');
    return { signIn, worklist: bytes / 1000 };
  } finally {
    await browser.close();
  }
}
