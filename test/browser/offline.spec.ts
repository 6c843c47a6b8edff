import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CaseRow, DraftView } from '../../backend/src/domain/cases/case.js';
import type { Page as PageOf } from '../../backend/src/domain/receipt.js';
import { as } from '../support/api.js';
import { obstaclesOn } from '../support/browser/barriers.js';
import { Cycle } from '../support/browser/cycle/cycle.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aConfirmedDeath, write } from '../support/given.js';
import type { CastMember } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';

jest.setTimeout(120_000);

const SHOTS = process.env['DENBA_SHOTS'];

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
}, 120_000);
afterAll(() => site.close());

async function shown(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  await page.screenshot({ path: `${SHOTS}/${name}-phone.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.screenshot({ path: `${SHOTS}/${name}-desktop.png`, fullPage: true });
  await page.setViewportSize({ width: 360, height: 740 });
}

const envois = (page: Page) => page.locator('header a[href="/envois"]');

/** As the server refuses an answer that cannot be. */
const REFUSAL = {
  type: 'urn:denba:problem:answers.refused',
  title: 'An answer cannot be taken.',
  status: 422,
  code: 'answers.refused',
  detail: { fr: 'Une réponse ne peut pas être prise.', en: 'An answer cannot be taken.' },
  fields: [
    {
      field: 'answers.death_date',
      code: 'FUTURE',
      fr: 'Cette date est dans l’avenir.',
      en: 'In the future.',
    },
  ],
  requestId: 'none',
};

describe('a notification that the server refuses', () => {
  it('is never called sent: it waits for its writer with the reason, then where it was put aside', async () => {
    const cycle = new Cycle(site, 'phone', m1, { deceased_name: { value: 'Fatoumata Diarra' } });
    const page = await cycle.fillNotification('midwife');
    await page.route('**/api/cases', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 422,
            contentType: 'application/problem+json',
            body: JSON.stringify(REFUSAL),
          })
        : route.continue(),
    );
    await page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await page.getByText('La notification n’est pas partie. Vos réponses sont gardées.').waitFor();
    await envois(page).click();
    await page.getByRole('heading', { name: '1 envoi à régler' }).waitFor();
    await page.getByText('Cette date est dans l’avenir.').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Tout est envoyé');
    expect(await obstaclesOn(page)).toEqual([]);
    await shown(page, 'refused');
    await page.getByRole('button', { name: 'Mettre de côté' }).click();
    await page.getByRole('heading', { name: 'Rien n’attend de partir' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Tout est envoyé');
  });
});

/** What the page of what waits says of a rescue file that somebody sends from another device. */
async function brought(member: CastMember, file: Buffer): Promise<string> {
  const page = await site.open(member, 'desktop');
  await page.goto(`${site.address}/envois`);
  await page
    .getByLabel('Envoyer un fichier')
    .setInputFiles({ name: 'a.denba', mimeType: 'application/octet-stream', buffer: file });
  const said = page.locator('app-rescue-file [role="status"]');
  await said.first().waitFor();
  return (await said.allInnerTexts()).join(' ');
}

describe('an answer that two people changed', () => {
  it('is kept twice, shown on the page of what waits, and becomes what its writer chooses', async () => {
    const { id } = await aConfirmedDeath(site.app);
    site.goTo('2026-03-14T20:00');
    const page = await site.open('midwife', 'phone');
    await page.goto(`${site.address}/cas/${id}/formulaire/maternal_review`);
    const box = page.locator('app-form-section input.num').first();
    await box.waitFor();
    await page.context().setOffline(true);
    await box.fill('27');
    await box.press('Tab');
    await page.getByText('Gardé dans cette page').filter({ visible: true }).first().waitFor();
    await write(site.app, 'referralHead', id, { m_age: { value: 31 } });
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /31/ }).waitFor();
    await envois(page).click();
    await page.getByText('1 réponse à choisir').first().waitFor();
    const card = page.locator('app-choose-row');
    await card.locator('b', { hasText: '27' }).waitFor();
    expect(await card.innerText()).toMatch(/27[\s\S]*écrit ici[\s\S]*31[\s\S]*sur le serveur/);
    expect(await obstaclesOn(page)).toEqual([]);
    await shown(page, 'choose');
    await card.getByText('écrit ici').click();
    await card.getByRole('button', { name: 'Garder mon choix' }).click();
    await page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    const { answers } = (await as(site.app, 'midwife').get<DraftView>(`/cases/${id}/forms/maternal_review`))
      .body;
    expect(answers['m_age']).toEqual({ value: 27 });
  });
});

describe('without a network', () => {
  it('a notification is kept, listed under what waits, and received once, with nothing typed missing', async () => {
    const cycle = new Cycle(site, 'phone', m1, { deceased_name: { value: 'Fatoumata Diarra' } });
    const greeted = (await cycle.screen('midwife')).waitForResponse((answer) =>
      answer.url().endsWith('/api/sync'),
    );
    const page = await cycle.fillNotification('midwife');
    // The page knows the key of the server: what it keeps from now on is closed to everybody else.
    await greeted;
    // The page of what waits has been seen once: no service worker keeps it in this test.
    await envois(page).click();
    await page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    await page.goBack();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await page
      .getByRole('heading', { name: /^(Gardé dans cette page|Enregistré sur cet appareil)$/ })
      .waitFor();
    await shown(page, 'kept');
    const number = (await page.locator('main').innerText()).match(/DNB-[\w-]+/)?.[0] ?? '';
    await envois(page).click();
    await page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
    expect(await page.locator('main').innerText()).toContain(number);
    await shown(page, 'waiting');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Enregistrer le fichier' }).click(),
    ]);
    const rescue = await readFile(await saved.path());
    expect(rescue.toString()).not.toMatch(/Diarra|deceased_name|death_date/);
    expect(await brought('head', rescue)).toBe('0 envoi reçu par le serveur. 1 envoi pas accepté.');
    expect(await brought('midwife', rescue)).toBe('1 envoi reçu par le serveur.');

    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    expect(await page.locator('main').innerText()).toMatch(/Reçu par le serveur\s+reçu R-/);
    await shown(page, 'received');

    const { items } = (await as(site.app, 'focalPoint').get<PageOf<CaseRow>>('/cases')).body;
    const mine = items.filter((row) => row.number.replaceAll('-', '') === number.replaceAll('-', ''));
    expect([items.length, mine.length]).toEqual([2, 1]);
  });
});
