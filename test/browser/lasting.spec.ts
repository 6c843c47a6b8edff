import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseRow } from '../../backend/src/domain/cases/case.js';
import type { Page as PageOf } from '../../backend/src/domain/receipt.js';
import { as } from '../support/api.js';
import { OnAPhone } from '../support/browser/cycle/on-a-phone.js';
import { Phone } from '../support/browser/phone.js';
import { openSite, type Site } from '../support/browser/site.js';
import { m1 } from '../support/worked-cases.js';

jest.setTimeout(120_000);

const CODE = '904175';

let site: Site;
let phone: Phone;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  phone = await Phone.of(site, 'midwife', CODE);
}, 120_000);
afterAll(async () => {
  await phone.close();
  await site.close();
});

describe('a phone whose battery ends', () => {
  it('has kept the notification behind its code, and sends it once when there is a network', async () => {
    const cycle = new OnAPhone(site, phone, CODE, m1);
    await cycle.fillNotification('midwife');
    await phone.page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await phone.page.getByRole('heading', { name: 'Enregistré sur cet appareil' }).waitFor();
    const number = /DNB-\w{4}-?\w{4}-\w/.exec(await phone.page.locator('main').innerText())?.[0] ?? '';
    await phone.kill();

    await phone.start();
    await phone.leaveNetwork();
    await phone.unlock(CODE, '/envois');
    await phone.page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
    expect(await phone.page.locator('main').innerText()).toContain(number);

    await phone.findNetwork();
    await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    const { items } = (await as(site.app, 'focalPoint').get<PageOf<CaseRow>>('/cases')).body;
    const mine = items.filter((row) => row.number.replaceAll('-', '') === number.replaceAll('-', ''));
    expect(mine).toHaveLength(1);
  });
});
