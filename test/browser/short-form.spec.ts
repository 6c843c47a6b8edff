import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { obstaclesOn } from '../support/browser/barriers.js';
import { openSite, type Site } from '../support/browser/site.js';
import { as } from '../support/api.js';
import { aNotifiedDeath, pageOf } from '../support/given.js';
import { c2 } from '../support/worked-cases.js';

jest.setTimeout(120_000);

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-04-17T12:30');
}, 120_000);
afterAll(() => site.close());

it('asks at the confirmation whether a facility had seen the child, says why the form is short, and can be made full', async () => {
  const placeId = await site.app.place('DISTRICT-DEMO');
  await as(site.app, 'admin').put('/settings', { placeId, key: 'short-form.sample', value: 0 });
  const { id } = await aNotifiedDeath(site.app, { worked: c2 });
  const page = await site.open('focalPoint', 'phone');
  await page.goto(`${site.address}/cas/${id}`);
  await page.getByRole('button', { name: 'Confirmer le décès' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Confirmer le décès' });
  await confirm.click();
  await dialog.getByText('Choisissez une réponse.').waitFor();
  await dialog.getByText('Oui, en consultation').click();
  await dialog.getByLabel('Quel jour, la dernière fois ?').waitFor();
  expect(await obstaclesOn(page)).toEqual([]);
  await dialog.getByText('Non', { exact: true }).click();
  await confirm.click();
  await page.getByText('aucune structure de santé n’avait vu la personne').waitFor();
  expect(await obstaclesOn(page)).toEqual([]);
  const desk = await site.open('focalPoint', 'desktop');
  await desk.goto(`${site.address}/cas/${id}`);
  await desk.getByText('aucune structure de santé n’avait vu la personne').waitFor();
  await page.getByText('Autres décisions').click();
  await page.getByRole('button', { name: 'Demander la revue complète' }).click();
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByRole('textbox').fill('Trois décès dans ce village ce mois-ci');
  await page.getByRole('dialog').getByRole('button', { name: 'Demander la revue complète' }).click();
  await page.getByText('le point focal l’a demandée').waitFor();
  expect((await pageOf(site.app, 'focalPoint', id)).extent).toEqual({ extent: 'full', reason: 'asked' });
});
