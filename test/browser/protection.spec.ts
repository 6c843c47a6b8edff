import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { obstaclesOn } from '../support/browser/barriers.js';
import { openSite, type Device, type Site } from '../support/browser/site.js';
import { as, newId } from '../support/api.js';
import { aConfirmedDeath, newNumber, notificationOf, type GivenCase } from '../support/given.js';
import { aReviewedCase, ok } from '../support/given-audits.js';

jest.setTimeout(120_000);

let site: Site;
let reviewed: Awaited<ReturnType<typeof aReviewedCase>>;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  reviewed = await aReviewedCase(site.app);
  const { app } = site;
  const body = {
    placeId: await app.place('DISTRICT-DEMO'),
    key: 'safeguarding.telephone',
    value: '20 22 33 44 / 80 00 11 16',
  };
  ok(await as(app, 'admin').put('/settings', body), 'telephone');
}, 120_000);
afterAll(() => site.close());

async function aStillbornChild(mother: GivenCase): Promise<string> {
  const { app } = site;
  const cscom = String(await app.place('CSCOM-DEMO-01'));
  const number = newNumber();
  const answers = {
    ...notificationOf(mother.worked),
    death_category: { value: 'SB' },
    sex: { value: 'F' },
    birth_weight_g: { value: 2900 },
    stillbirth_type: { value: 'FRESH' },
    death_place: { value: 'CSCOM' },
    death_facility_id: { value: cscom },
  };
  ok(await as(app, 'midwife').post('/cases', { id: newId(), number, answers, identity: {} }), 'baby');
  return number;
}

describe.each<Device>(['phone', 'desktop'])('a mother and her baby on a %s', (device) => {
  it('lead from her page to the notification of the baby, filled in, and to the link that is confirmed', async () => {
    const mother = await aConfirmedDeath(site.app, { answers: { pregnancy_outcome: { value: 'SB' } } });
    const page = await site.open('head', device);
    await page.goto(`${site.address}/cas/${mother.id}`);
    await page.getByRole('link', { name: 'Notifier le bébé' }).click();
    await page.getByText('Rempli d’après le dossier de la mère').waitFor();
    expect(await page.getByRole('radio', { name: 'Mort-né' }).isChecked()).toBe(true);
    expect(await obstaclesOn(page)).toEqual([]);
    const number = await aStillbornChild(mother);
    const focal = await site.open('focalPoint', device);
    await focal.goto(`${site.address}/cas/${mother.id}`);
    const panel = focal.getByRole('region', { name: 'Mère et bébé' });
    await panel.getByText('Proposé d’après les deux dossiers').first().waitFor();
    expect(await obstaclesOn(focal)).toEqual([]);
    expect((await panel.innerText()).replace(/[^0-9A-Z]/g, '')).toContain(number.replaceAll('-', ''));
    await panel.getByRole('button', { name: 'Lier ces cas' }).first().click();
    await focal.getByText('Cas liés.').waitFor();
    const other = await site.open('referralMidwife', device);
    await other.goto(`${site.address}/cas/${mother.id}`);
    await other.getByText('Un cas lié existe.').waitFor();
    expect(await obstaclesOn(other)).toEqual([]);
  });
});

describe.each<Device>(['phone', 'desktop'])('the separate door on a %s', (device) => {
  it('says whom to call, asks for no word, and leads the named person to the checklist', async () => {
    const given = await aConfirmedDeath(site.app);
    const page = await site.open('midwife', device);
    await page.goto(`${site.address}/cas/${given.id}`);
    await page.getByRole('button', { name: 'Acte grave ou maltraitance' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('link').first().getAttribute('href')).toBe('tel:20223344');
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    expect(await obstaclesOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Donner l’alerte' }).click();
    await page.getByText('Alerte donnée.').waitFor();
    await dialog.getByRole('button', { name: 'Fermer' }).click();
    await page.getByText('Cas suspendu.').waitFor();
    const keeper = await site.open('focalPoint', device);
    await keeper
      .getByRole('link', { name: /Protéger les enfants/ })
      .first()
      .click();
    await keeper.getByRole('heading', { name: 'Pour chaque enfant qui reste' }).waitFor();
    expect(await obstaclesOn(keeper)).toEqual([]);
    await keeper.getByLabel('Combien d’enfants').fill('0');
    await keeper.getByRole('button', { name: 'Noter' }).click();
    await keeper.getByText('Tout est vu').waitFor();
    await keeper.getByRole('button', { name: 'Clore l’alerte' }).click();
    await keeper.getByText(/Close le/).waitFor();
    expect(await obstaclesOn(keeper)).toEqual([]);
  });

  it('stands beside a blind packet too, and tells the reviewer only that the case is on hold', async () => {
    const review = reviewed.reviews[device === 'phone' ? 0 : 1];
    const page = await site.open(review.by, device);
    await page.goto(`${site.address}/contre-audits/${review.id}`);
    if (device === 'phone') await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Acte grave' }).click();
    await page.getByRole('button', { name: 'Donner l’alerte' }).click();
    await page.getByText('Alerte donnée.').waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Fermer' }).click();
    if (device === 'phone') await page.getByRole('tab', { name: /avis/i }).click();
    await page.getByText('Cas suspendu.').waitFor();
  });
});
