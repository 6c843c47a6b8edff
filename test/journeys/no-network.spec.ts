import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seenAnswers } from '../../backend/src/domain/cases/phases.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import { obstaclesOn } from '../support/browser/barriers.js';
import { Cycle } from '../support/browser/cycle/cycle.js';
import { OnAPhone } from '../support/browser/cycle/on-a-phone.js';
import { Phone } from '../support/browser/phone.js';
import { openSite, type Site } from '../support/browser/site.js';
import { plain } from '../support/browser/worked-file.js';
import { photo } from '../support/corpus.js';
import { inThePlaces, notificationOf } from '../support/given.js';
import { m1 } from '../support/worked-cases.js';

jest.setTimeout(300_000);

const CODE = '904175';
const REVIEW = 'maternal_review';
const FILE_KB = 50;
const SHOTS = process.env['DENBA_SHOTS'];
const only = (answers: Answers, codes: readonly string[]): Answers =>
  Object.fromEntries(codes.flatMap((code) => (answers[code] ? [[code, answers[code]]] : [])));

let site: Site;
let phone: Phone;
let hers: OnAPhone;
/** What she is to write of the review. */
let own: Answers;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  phone = await Phone.of(site, 'midwife', CODE);
  hers = new OnAPhone(site, phone, CODE, m1);
  own = hers.ownOf('cscom');
}, 120_000);
afterAll(async () => {
  await phone.close();
  await site.close();
});

/** The battery ends; the phone is on again, where there still is no network. */
async function batteryEnds(path: string): Promise<void> {
  await phone.kill();
  await phone.start();
  await phone.leaveNetwork();
  await phone.unlock(CODE, path);
}

async function look(name: string): Promise<void> {
  expect(await obstaclesOn(phone.page)).toEqual([]);
  if (SHOTS !== undefined) await phone.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

async function draft(form: string): Promise<Answers> {
  const [row] = await site.app.sql<{ answers: Answers }>(
    'SELECT answers FROM app.case_draft WHERE case_id = $1 AND form = $2',
    [hers.caseId, form],
  );
  return row?.answers ?? {};
}

/** Every box of the form as it stands, section by section. */
async function boxesOf(page: Page): Promise<readonly string[]> {
  const all: string[] = [];
  await page.getByRole('button', { name: 'Voir les sections' }).click();
  const links = page.locator('dialog[open] app-section-list button');
  await links.first().waitFor();
  const sections = await links.count();
  await page.keyboard.press('Escape');
  for (let n = 0; n < sections; n += 1) {
    await page.getByRole('button', { name: 'Voir les sections' }).click();
    await links.nth(n).click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    all.push(...(await boxesIn(page)));
  }
  return all;
}

function boxesIn(page: Page): Promise<readonly string[]> {
  return page
    .locator('app-form-section')
    .first()
    .evaluate((section) =>
      Array.from(section.querySelectorAll<HTMLInputElement>('input, textarea, select')).map((box) =>
        ['radio', 'checkbox'].includes(box.type) ? `${box.value} ${String(box.checked)}` : box.value,
      ),
    );
}

describe('M1 where there is no network', () => {
  it('is notified, and stands on the phone as a case, with a picture of the register', async () => {
    await phone.leaveNetwork();
    await hers.fillNotification('midwife');
    const { page } = phone;
    await page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await page.getByRole('heading', { name: 'Enregistré sur cet appareil' }).waitFor();
    await page.getByRole('link', { name: 'Ouvrir le cas' }).click();
    await page.waitForURL(/\/cas\/[0-9a-f-]{36}$/);
    hers.address = page.url();
    await page.getByText('Sur cet appareil, pas encore reçu.').waitFor();
    const register = { name: 'registre.jpg', mimeType: 'image/jpeg', buffer: await photo(1, 1200, 850) };
    await page.getByLabel('Prendre une photo').setInputFiles(register);
    await page.getByRole('button', { name: 'Ne pas envoyer : Registre' }).waitFor();
    await look('case-here');
    await batteryEnds('/cas');
    await phone.page.getByText('Sur cet appareil, pas encore reçu').waitFor();
    await look('list-here');
  });

  it('is documented behind its notification, and nothing typed is gone when the battery ends', async () => {
    await hers.document({ member: 'midwife', facility: 'cscom' });
    expect(hers.typed.length).toBeGreaterThan(20);
    const before = await boxesOf(phone.page);
    await batteryEnds(new URL(phone.page.url()).pathname);
    await phone.page.locator('app-form-section').waitFor();
    expect(await boxesOf(phone.page)).toEqual(before);
    await phone.unlock(CODE, '/envois');
    await phone.page.getByText('Partira après la notification de ce cas').first().waitFor();
    await look('sending-here');
  });

  it('arrives whole once there is a network, to be confirmed by another person on another screen', async () => {
    site.goTo('2026-03-14T18:00');
    phone.line.asked.length = 0;
    await phone.findNetwork();
    await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    // The whole file, with its notification and all that is asked around it; pictures go by themselves.
    const sent = phone.line.asked.filter(({ request }) => !request.includes('/uploads'));
    const kilobytes = sent.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    process.stderr.write(`a maternal file is sent in ${kilobytes.toFixed(1)} kB\n`);
    expect(kilobytes).toBeGreaterThan(5);
    expect(kilobytes).toBeLessThanOrEqual(FILE_KB);
    const pictures = 'SELECT count(*)::int AS n FROM app.attachment WHERE case_id = $1';
    expect(await site.app.sql(pictures, [hers.caseId])).toEqual([{ n: 1 }]);
    const others = new Cycle(site, 'desktop', m1);
    others.address = `${site.address}/cas/${hers.caseId}`;
    await others.confirm('focalPoint');
    expect(await others.state()).toBe('documenting');

    const given = notificationOf(await inThePlaces(site.app, m1));
    // How a birth date is known is asked beside one alone.
    const asked = Object.keys(given).filter((code) => code !== 'dob_precision');
    const notified = plain(await draft('notification'));
    expect(only(notified, asked)).toEqual(plain(only(given, asked)));
    const { review } = await inThePlaces(site.app, { ...m1, review: own });
    const path = await Promise.all(['CSCOM-DEMO-01', 'CSREF-DEMO'].map((code) => site.app.place(code)));
    // Of the other facility she gives the name, and no times.
    const hersToSay = seenAnswers(getForm(REVIEW), review, { facilities: path.slice(0, 1), path });
    expect(only(plain(await draft(REVIEW)), hers.typed)).toEqual(plain(only(hersToSay, hers.typed)));
  });
});
