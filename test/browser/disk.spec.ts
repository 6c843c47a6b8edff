import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { OnAPhone } from '../support/browser/cycle/on-a-phone.js';
import { Disk } from '../support/browser/disk.js';
import { unsnapped } from '../support/browser/leveldb.js';
import { Phone } from '../support/browser/phone.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aConfirmedDeath } from '../support/given.js';
import { people } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';

jest.setTimeout(120_000);

const CODE = '904175836214';
const PASSWORD = 'Grenier-du-matin-7';
/** What is typed, each word found nowhere else. */
const NAME = 'Nyebaarawq';
const NARRATIVE = 'Kurukanfugazq';
const SEARCHED = 'Sumanguruwx';
const typed = [NAME, NARRATIVE, SEARCHED, CODE, PASSWORD];
/** What a browser is given to keep in each way that it has. */
const PLANTED = {
  database: 'Zq7Database4Xw9',
  address: 'Zq7Address4Xw9',
  box: 'Zq7Box4Xw9',
  choice: 'Zq7Choice4Xw9',
};
const PACKED = 'Zq7Packed4Xw9';
/** How a browser calls what somebody chose on a page, where it keeps it for the next time. */
const CHOSEN = ['radio', 'checkbox', 'select-one'];

let site: Site;
let phone: Phone;
let caseId: string;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  const hash = await site.app.nest.get(Passwords).hash(PASSWORD);
  await site.app.sql('UPDATE app.person SET password_hash = $1', [hash]);
  caseId = (await aConfirmedDeath(site.app)).id;
  site.goTo('2026-03-14T20:00');
  phone = await Phone.of(site, 'midwife', CODE);
}, 120_000);
afterAll(async () => {
  await phone.close();
  await site.close();
});

/** By the password, looked at as it is typed, and the code. */
async function enter(): Promise<void> {
  const { page, line } = phone;
  await page.goto(`${line.address}/verrou`);
  await page.getByRole('link', { name: 'Quelqu’un d’autre' }).click();
  await page.getByLabel('Identifiant').fill(people.midwife);
  await page.getByLabel('Code secret', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Voir le code secret' }).click();
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.getByLabel('Code de cet appareil').fill(CODE);
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
}

/** A search that finds nobody, left for another page and come back to. */
async function search(): Promise<void> {
  const { page } = phone;
  await phone.unlock(CODE, '/cas');
  const box = page.getByRole('searchbox');
  await page
    .getByRole('link', { name: /Décès maternel/ })
    .first()
    .waitFor();
  await box.fill(SEARCHED);
  await box.press('Enter');
  const nobody = page.getByText('Aucun cas').first();
  await nobody.waitFor();
  await page.getByRole('link', { name: 'Plus', exact: true }).click();
  await page.waitForURL('**/plus');
  await page.goBack();
  await nobody.waitFor();
  expect(await box.inputValue()).toBe(SEARCHED);
  await page.goBack();
  await page
    .getByRole('link', { name: /Décès maternel/ })
    .first()
    .waitFor();
  expect(await box.inputValue()).toBe('');
}

/** What the product must not do, done on a page of its address. */
async function plant(): Promise<void> {
  const { page, line } = phone;
  await page.goto(`${line.address}/api/health`);
  await page.evaluate(async ({ database, address, choice }) => {
    await new Promise<void>((resolve) => {
      const request = indexedDB.open('control', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('plain').add(database, 1);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    const several = document.createElement('select');
    several.multiple = true;
    several.append(new Option(choice, choice));
    document.body.append(document.createElement('textarea'), several);
    history.replaceState({}, '', `?recherche=${address}`);
  }, PLANTED);
  await page.locator('textarea').fill(PLANTED.box);
  await page.locator('select').selectOption(PLANTED.choice);
  // A browser reads the boxes of a page when its reader goes on.
  await page.evaluate(() => {
    history.pushState({}, '', '?');
  });
  writeFileSync(join(phone.folder, 'packed'), gzipSync(PACKED.repeat(3)));
}

/** The browser has ended: what was typed is looked for, and what was planted is found. */
function expectNothingRead(): void {
  const disk = Disk.read(phone.folder);
  expect(disk.where(PLANTED.database).join()).toContain('IndexedDB');
  expect(disk.where(PLANTED.address).join()).toContain('History');
  expect(disk.where(PLANTED.box).join()).toContain('Sessions');
  expect(disk.where(PLANTED.choice).join()).toContain('Sessions');
  expect(disk.where(PACKED)).toEqual(['packed']);
  expect(typed.flatMap((word) => disk.where(word).map((path) => `${word} in ${path}`))).toEqual([]);
  const kept = (path: string): boolean => path.includes('Sessions');
  expect(CHOSEN.filter((kind) => disk.where(kind).some(kept))).toEqual([]);
}

describe('what a midwife types on a registered device', () => {
  it('stands nowhere on its disk after she used it', async () => {
    const narrative = { value: [{ ref: { value: 'cscom' }, text: { value: NARRATIVE } }] };
    const cycle = new OnAPhone(
      site,
      phone,
      CODE,
      { ...m1, review: { narrative } },
      { deceased_name: { value: NAME } },
    );
    await enter();
    await cycle.notify('midwife');
    await search();
    await phone.leaveNetwork();
    cycle.address = `${phone.line.address}/cas/${caseId}`;
    await cycle.document({ member: 'midwife', facility: 'cscom' });
    expect(cycle.typed).toEqual(['narrative']);
    // The page is left while its boxes are full: a browser takes down then what stands in them.
    await phone.page
      .getByRole('button', { name: /^Modifier CSCom/ })
      .last()
      .click();
    await phone.page.waitForFunction(
      (text) => [...document.querySelectorAll('textarea')].some(({ value }) => value === text),
      NARRATIVE,
    );
    await phone.page.getByRole('link', { name: 'Retour' }).filter({ visible: true }).first().click();
    await phone.page.waitForURL(`**/cas/${caseId}`);
    await phone.findNetwork();
    await plant();
    await phone.end();
    expectNothingRead();
  });

  it('nor after it was locked and its battery ended', async () => {
    await phone.start();
    await phone.leaveNetwork();
    await phone.unlock(CODE, '/appareil');
    await phone.page.getByRole('button', { name: 'Verrouiller maintenant' }).click();
    await phone.page.getByRole('heading', { name: 'Votre travail est verrouillé' }).waitFor();
    await phone.kill();
    expectNothingRead();
  });

  it('nor after its key was destroyed', async () => {
    await phone.start();
    await phone.page.goto(`${phone.line.address}/verrou`);
    await phone.page.getByRole('button', { name: 'Code oublié ?' }).click();
    await phone.page.getByRole('button', { name: 'Détruire les brouillons' }).click();
    await phone.page.getByRole('button', { name: 'Détruire les brouillons' }).waitFor({ state: 'hidden' });
    await phone.end();
    expectNothingRead();
  });
});

describe('what a database packs', () => {
  it('is unpacked before it is searched', () => {
    const packed = Buffer.from([6, 8, 97, 98, 99, 10, 3, 0]);
    expect(packed.includes('cab')).toBe(false);
    expect(unsnapped(packed).toString()).toBe('abcabc');
    expect(() => unsnapped(Buffer.from([6, 10, 9, 0]))).toThrow(RangeError);
  });
});
