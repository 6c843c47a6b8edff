import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { noisy, photo, telling } from '../support/corpus.js';
import { obstaclesOn } from '../support/browser/barriers.js';
import { Phone } from '../support/browser/phone.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aDocumentedCase, type GivenCase } from '../support/given.js';
import {
  aSealedAudit,
  assign,
  declare,
  packetOf,
  release,
  type GivenSession,
} from '../support/given-audits.js';
import { recordsPdf } from '../support/pdf-made.js';

jest.setTimeout(180_000);

const CODE = '904175';
/** As the server refuses a picture of a frozen file. */
const FROZEN = {
  type: 'urn:denba:problem:attachment.frozen',
  title: 'The file is frozen.',
  status: 409,
  code: 'attachment.frozen',
  detail: {
    fr: 'Le dossier est gelé. Ses photos ne changent plus.',
    en: 'The file is frozen. Its pictures no longer change.',
  },
  requestId: 'none',
};
const SHOTS = process.env['DENBA_SHOTS'];

let site: Site;
let found: GivenCase;
let audited: GivenSession;
beforeAll(async () => {
  site = await openSite('2026-03-16T09:00');
  found = await aDocumentedCase(site.app);
  audited = await aSealedAudit(site.app, {
    pictures: [
      ['register', await photo(1, 1200, 850)],
      ['partograph', await photo(2, 1200, 850)],
    ],
  });
});
afterAll(() => site.close());

async function shown(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

async function waitUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}

describe('the pictures of a case', () => {
  it('are taken on a telephone, opened, and taken away with a reason', async () => {
    const page = await site.open('referralMidwife', 'phone');
    await page.goto(`${site.address}/cas/${found.id}`);
    const card = page.getByRole('region', { name: 'Photos du dossier' });
    await card.getByText('Aucune photo.').waitFor();
    await card.getByLabel('Que montre la photo ?').selectOption({ label: 'Partogramme' });
    const picture = { name: 'Coulibaly Aminata.jpg', mimeType: 'image/jpeg', buffer: await telling(6) };
    await card.getByLabel('Prendre une photo').setInputFiles(picture);
    await card
      .getByRole('button', { name: /Partogramme 1/ })
      .first()
      .waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    await card
      .getByRole('button', { name: /Partogramme 1/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Partogramme 1' });
    await dialog.getByRole('img', { name: 'Partogramme 1' }).waitFor();
    const shape = () =>
      dialog.locator('canvas').evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        return [width, height];
      });
    expect(await shape()).toEqual([480, 640]);
    await dialog.getByRole('group').press('r');
    await dialog.locator('canvas[width="640"]').waitFor();
    expect(await shape()).toEqual([640, 480]);
    expect(await obstaclesOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Fermer' }).click();

    const pdf = { name: 'dossier.pdf', mimeType: 'application/pdf', buffer: recordsPdf(2) };
    await card.getByLabel('Choisir des photos').setInputFiles(pdf);
    await card.getByRole('button', { name: 'Retirer : Partogramme 3' }).waitFor();
    const junk = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('Aminata') };
    await card.getByLabel('Choisir des photos').setInputFiles(junk);
    await card.getByText('Cet appareil ne sait pas lire ce fichier.').waitFor();

    await page.route('**/api/uploads/*/attach', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify(FROZEN),
      }),
    );
    await card.getByLabel('Prendre une photo').setInputFiles(picture);
    await card.getByText('Pas acceptée').waitFor();
    await card.getByText('Ses photos ne changent plus.').waitFor();
    await shown(page, 'picture-refused');
    expect(await obstaclesOn(page)).toEqual([]);
    await card.getByRole('button', { name: 'Ne pas envoyer : Partogramme' }).click();
    const drop = page.getByRole('dialog', { name: 'Ne pas envoyer cette photo ?' });
    await drop.getByRole('button', { name: 'La garder' }).click();
    await card.getByText('Pas acceptée').waitFor();
    await card.getByRole('button', { name: 'Ne pas envoyer : Partogramme' }).click();
    await drop.getByRole('button', { name: 'Ne pas envoyer' }).click();
    await card.getByText('Pas acceptée').waitFor({ state: 'detached' });
    await page.unroute('**/api/uploads/*/attach');

    await card.getByRole('button', { name: 'Retirer : Partogramme 1' }).click();
    const question = page.getByRole('dialog', { name: 'Retirer cette photo ?' });
    await question.getByRole('textbox').fill('Photo floue');
    await question.getByRole('button', { name: 'Retirer la photo' }).click();
    await card.getByRole('button', { name: 'Retirer : Partogramme 1' }).waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'Retirer : Partogramme 2' }).waitFor();
  });

  it('wait on the telephone while there is no network, go on where it broke off, and are received once', async () => {
    const { id } = await aDocumentedCase(site.app);
    const phone = await Phone.of(site, 'referralMidwife', CODE);
    try {
      await phone.unlock(CODE, `/cas/${id}`);
      const card = () => phone.page.getByRole('region', { name: 'Photos du dossier' });
      await card().getByText('Aucune photo.').waitFor();
      await phone.leaveNetwork();
      const picture = { name: 'registre.jpg', mimeType: 'image/jpeg', buffer: await noisy() };
      await card().getByLabel('Prendre une photo').setInputFiles(picture);
      await card().getByText('Sur cet appareil').waitFor();
      await shown(phone.page, 'picture-kept');
      await phone.kill();

      await phone.start();
      await phone.leaveNetwork();
      await phone.unlock(CODE, '/envois');
      await phone.page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
      await phone.page.getByText('Photo', { exact: true }).waitFor();
      await shown(phone.page, 'picture-waiting');
      phone.line.asked.length = 0;
      phone.line.goesAt = /\/pieces\/1$/;
      await phone.findNetwork();
      await waitUntil(() => phone.line.asked.some(({ request }) => request.endsWith('/pieces/1')));
      const [upload] = await site.app.sql<{ sha256: string; size: number }>(
        'SELECT sha256, size FROM app.upload WHERE case_id = $1',
        [id],
      );
      expect(upload?.size).toBeGreaterThan(2 * 65_536);
      await phone.findNetwork();
      await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
      expect(await phone.page.locator('main').innerText()).toMatch(/Photo[^]*reçu R-/);
      await shown(phone.page, 'picture-received');
      const pieces = phone.line.asked.flatMap(({ request }) => /\/pieces\/(\d+)$/.exec(request)?.[1] ?? []);
      const count = Math.ceil((upload?.size ?? 0) / 65_536);
      expect(pieces.map(Number)).toEqual([0, 1, ...[...Array(count).keys()].slice(1)]);
      await phone.unlock(CODE, `/cas/${id}`);
      await card()
        .getByRole('button', { name: /Registre 1.*reçu R-/ })
        .waitFor();

      // The code is forgotten before the next one has left: what is closed to the server leaves all the same.
      await phone.leaveNetwork();
      const other = { name: 'verso.jpg', mimeType: 'image/jpeg', buffer: await noisy(600, 480) };
      await card().getByLabel('Prendre une photo').setInputFiles(other);
      await card().getByText('Sur cet appareil').waitFor();
      await phone.page.reload();
      await phone.page.getByRole('button', { name: 'Code oublié ?' }).click();
      await phone.page.getByRole('dialog').getByRole('button', { name: 'Détruire les brouillons' }).click();
      await phone.page.getByText('Ce qui est prêt à partir partira. Entrez').waitFor();
      await phone.findNetwork();
      await phone.page.goto(`${phone.line.address}/cas/${id}`);
      await card()
        .getByRole('button', { name: /Registre 1/ })
        .first()
        .waitFor();
      await waitUntil(async () => {
        const kept = await site.app.sql('SELECT 1 FROM app.attachment WHERE case_id = $1', [id]);
        return kept.length === 2;
      });
    } finally {
      await phone.close();
    }
    const kept = await site.app.sql<{ width: number; state: string }>(
      'SELECT width, state FROM app.attachment WHERE case_id = $1 ORDER BY n',
      [id],
    );
    expect(kept).toEqual([
      { width: 640, state: 'kept' },
      { width: 600, state: 'kept' },
    ]);
    expect(await site.app.sql('SELECT 1 FROM app.upload WHERE case_id = $1', [id])).toEqual([]);
  });

  it('are covered by the focal point, by mouse and by keys, and read by the reviewer as documents', async () => {
    const page = await site.open('focalPoint', 'desktop');
    await page.goto(`${site.address}/cas/${audited.id}/paquet`);
    const card = page.getByRole('region', { name: 'Photos pour le contre-auditeur' });
    await card.getByText('Partogramme 1', { exact: true }).click();
    await card.getByRole('button', { name: 'Regarder et couvrir : Partogramme 1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Partogramme 1' });
    const canvas = dialog.getByRole('img', { name: 'Partogramme 1' });
    await canvas.waitFor();
    const place = await canvas.boundingBox();
    if (place === null) throw new Error('the picture is on the screen');
    await page.mouse.move(place.x + 30, place.y + 30);
    await page.mouse.down();
    await page.mouse.move(place.x + 330, place.y + 90, { steps: 4 });
    await page.mouse.up();
    await dialog.getByText('1 cadre noir').waitFor();
    await dialog.getByRole('button', { name: 'Ajouter un cadre' }).click();
    await dialog.getByRole('button', { name: /^Cadre 2/ }).press('ArrowLeft');
    await dialog.getByRole('button', { name: /^Cadre 2/ }).press('Delete');
    await dialog.getByText('1 cadre noir').waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await dialog.getByText('2 cadres noirs').waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Garder cette copie' }).click();
    await card.getByText('2 cadres noirs').waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    const { pictures, alias } = await packetOf(site.app, audited.id);
    const [chosen, other] = pictures;
    expect(chosen?.boxes).toHaveLength(2);
    expect(chosen?.boxes?.[0]?.width).toBeGreaterThan(250);
    expect(other).toMatchObject({ chosen: false, boxes: null });

    await release(site.app, audited.id);
    await declare(site.app, await assign(site.app, alias, 'reviewerOne'));
    const [{ id } = { id: '' }] = await site.app.sql<{ id: string }>(
      `SELECT id FROM app.audit WHERE case_id = $1 AND state = 'in-progress' AND kind = 'counter-audit'`,
      [audited.id],
    );
    const review = await site.open('reviewerOne', 'desktop');
    await review.goto(`${site.address}/contre-audits/${id}`);
    await review.getByRole('button', { name: 'Document 1' }).click();
    await review
      .getByRole('dialog', { name: 'Document 1' })
      .getByRole('img', { name: 'Document 1' })
      .waitFor();
    expect(await obstaclesOn(review)).toEqual([]);
  });
});
