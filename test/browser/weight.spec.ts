import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DEMONSTRATION_PASSWORD } from '../../backend/src/accounts/demonstration.js';
import { tellDemonstration } from '../../backend/src/commands/load-demonstration.js';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { openSite, type Site } from '../support/browser/site.js';
import { people } from '../support/people.js';

jest.setTimeout(60_000);

const SIGN_IN_KB = 125;
const WORKLIST_KB = 170;

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-16T10:00', { DENBA_DEMO: '1' });
  await tellDemonstration(site.app.nest, site.app.clock);
  await site.app.sql('UPDATE app.person SET password_hash = $1 WHERE username = $2', [
    await site.app.nest.get(Passwords).hash(DEMONSTRATION_PASSWORD),
    people.focalPoint,
  ]);
}, 120_000);
afterAll(() => site.close());

/** Counts what comes over the wire, compressed, headers included, as the browser itself measures it. */
async function scaleOf(page: Page): Promise<() => number> {
  const protocol = await page.context().newCDPSession(page);
  let bytes = 0;
  protocol.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await protocol.send('Network.enable');
  await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
  return () => bytes / 1000;
}

describe('the weight of the first visit on a phone', () => {
  it(`is at most ${String(SIGN_IN_KB)} kB until sign-in works, ${String(WORKLIST_KB)} kB until the first worklist`, async () => {
    const page = await (await site.open(null, 'phone')).context().newPage();
    const kilobytes = await scaleOf(page);
    await page.goto(site.address, { waitUntil: 'networkidle' });
    const enter = page.getByRole('button', { name: 'Entrer', exact: true });
    await enter.waitFor();
    const untilSignIn = kilobytes();

    await page.getByLabel('Identifiant').fill(people.focalPoint);
    await page.getByLabel('Code secret', { exact: true }).fill(DEMONSTRATION_PASSWORD);
    await enter.click();
    await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
    await page.locator('main .row').first().waitFor();
    await page.waitForLoadState('networkidle');
    const untilWorklist = kilobytes();

    process.stderr.write(
      `until sign-in ${untilSignIn.toFixed(1)} kB, until the worklist ${untilWorklist.toFixed(1)} kB\n`,
    );
    expect(untilSignIn).toBeGreaterThan(50);
    expect(untilSignIn).toBeLessThanOrEqual(SIGN_IN_KB);
    expect(untilWorklist).toBeGreaterThan(untilSignIn);
    expect(untilWorklist).toBeLessThanOrEqual(WORKLIST_KB);
  });

  it('asks for the password in a form that works without a script', async () => {
    const page = await site.open(null, 'phone');
    const form = page.locator('form[method="post"]');
    await form.waitFor();
    expect(await form.locator('input[name="username"], input[name="password"]').count()).toBe(2);
    expect(await form.getAttribute('action')).toBe('/entrer');
  });
});
