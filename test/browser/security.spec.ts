import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { obstaclesOn } from '../support/browser/barriers.js';
import { openSite, type Device, type Site } from '../support/browser/site.js';
import { codeNow } from '../support/factor.js';
import { aConcludedCase } from '../support/given-audits.js';
import { idOf, people, type CastMember } from '../support/people.js';

jest.setTimeout(120_000);

const PASSWORD = 'Grenier-du-matin-7';
const DEVICES: readonly Device[] = ['phone', 'desktop'];

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-16T10:00');
  const hash = await site.app.nest.get(Passwords).hash(PASSWORD);
  await site.app.sql('UPDATE app.person SET password_hash = $1', [hash]);
  await site.app.sql(`UPDATE app.server SET second_factor = 'required'`);
}, 120_000);
afterAll(() => site.close());
afterEach(() => site.app.sql('DELETE FROM app.second_factor'));

async function look(page: Page, name: string): Promise<void> {
  expect(await obstaclesOn(page)).toEqual([]);
  const folder = process.env['DENBA_SHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function enter(page: Page, member: CastMember): Promise<void> {
  await page.getByLabel('Identifiant').fill(people[member]);
  await page.getByLabel('Code secret', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
}

/** Makes the second factor of whoever has just given the password; the key as it stands on the screen. */
async function enrol(page: Page, device: Device): Promise<string> {
  await page.getByRole('heading', { level: 1, name: 'Double vérification' }).waitFor();
  await look(page, `enrol-${device}`);
  await page.getByRole('button', { name: 'Commencer' }).click();
  await page.getByRole('img', { name: /Image à scanner/ }).waitFor();
  await look(page, `enrol-key-${device}`);
  const secret = (await page.locator('.key-groups').innerText()).replaceAll(' ', '');
  const box = page.getByLabel('2. Recopiez le code');
  expect([await box.getAttribute('autocomplete'), await box.getAttribute('inputmode')]).toEqual([
    'one-time-code',
    'numeric',
  ]);
  await box.fill('000000');
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('alert').filter({ hasText: 'Ce code ne va pas' }).waitFor();
  await box.fill(codeNow(site.app, secret));
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor();
  await look(page, `recovery-${device}`);
  return secret;
}

describe.each(DEVICES)('a focal point on a %s', (device) => {
  it('makes a second factor before anything else, and comes to the page that was asked for', async () => {
    const page = await site.open(null, device);
    await page.goto(`${site.address}/cas`);
    await enter(page, 'focalPoint');
    const secret = await enrol(page, device);
    expect(await page.locator('.recovery li').count()).toBe(10);
    await page.getByRole('button', { name: 'J’ai gardé mes codes' }).click();
    await page.waitForURL(`${site.address}/cas`);
    await page.goto(`${site.address}/plus`);
    await page.getByRole('button', { name: 'Sortir' }).click();
    site.app.clock.advance(60_000);
    await enter(page, 'focalPoint');
    await page.getByRole('heading', { level: 1, name: 'Encore un code' }).waitFor();
    await look(page, `code-${device}`);
    await page.getByLabel('Code à 6 chiffres').fill('000000');
    await page.getByRole('button', { name: 'Entrer', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Ce code ne va pas' }).waitFor();
    await page.getByRole('button', { name: 'Je n’ai pas mon téléphone' }).click();
    await look(page, `code-paper-${device}`);
    await page.getByRole('button', { name: 'J’ai mon téléphone' }).click();
    await page.getByLabel('Code à 6 chiffres').fill(codeNow(site.app, secret));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Plus' }).waitFor();
  });

  it('sees the devices, closes another one, and changes phones after proving to be there', async () => {
    const other = await site.open(null, 'phone');
    await enter(other, 'nurse');
    await other.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
    const page = await site.open(null, device);
    await enter(page, 'nurse');
    await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
    await page.goto(`${site.address}/plus`);
    await page.getByRole('link', { name: 'Sécurité et appareils' }).click();
    await page.getByText('cet appareil').waitFor();
    await look(page, `security-${device}`);
    await page.getByRole('button', { name: 'Fermer tous les autres' }).click();
    await look(page, `security-others-${device}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer tous les autres' }).click();
    await page.getByText('Les autres appareils sont fermés.').waitFor();
    await other.reload();
    await other.getByLabel('Identifiant').waitFor();
    await page.getByRole('link', { name: 'L’ajouter' }).click();
    await enrol(page, device);
    await page.getByRole('button', { name: 'J’ai gardé mes codes' }).click();
    await page.getByText('10 codes de secours restent.').waitFor();
    await look(page, `security-on-${device}`);
  });
});

describe.each(DEVICES)('an act that asks who is there, on a %s', (device) => {
  it('asks in a small dialog and then goes through: nothing typed is lost', async () => {
    await site.app.sql(`UPDATE app.server SET second_factor = 'offered'`);
    const given = await aConcludedCase(site.app);
    const page = await site.open(null, device);
    await enter(page, 'focalPoint');
    await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
    await page.goto(`${site.address}/cas/${given.id}`);
    await site.app.sql(`UPDATE app.login SET proved_at = '2026-01-01Z' WHERE device <> 'spec'`);
    await page.getByRole('button', { name: 'Rouvrir', exact: false }).first().click();
    const asking = page
      .getByRole('dialog')
      .filter({ has: page.getByRole('textbox') })
      .first();
    await asking.getByRole('textbox').fill('Un fait nouveau est apparu');
    await asking.locator('.btn-primary').click();
    const proof = page.getByRole('dialog', { name: 'Confirmez que c’est vous' });
    await proof.waitFor();
    await look(page, `proof-${device}`);
    await proof.getByLabel('Code secret').fill('pas le bon code');
    await page.keyboard.press('Enter');
    await proof.getByRole('alert').waitFor();
    await proof.getByLabel('Code secret').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await proof.waitFor({ state: 'detached' });
    // The act that was asked for goes out again by itself.
    await page.getByText('Demande envoyée').first().waitFor();
    const rows = await site.app.sql<{ reason: string }>(
      'SELECT reason FROM app.approval WHERE subject_id = $1',
      [given.id],
    );
    expect(rows).toEqual([{ reason: 'Un fait nouveau est apparu' }]);
  });
});

describe.each(DEVICES)('a role that opens files, on a %s', (device) => {
  it('is asked for by the administrator and given by the focal point', async () => {
    await site.app.sql(`UPDATE app.server SET second_factor = 'offered'`);
    await site.app.sql('DELETE FROM app.role_request');
    const page = await site.open('admin', device);
    await page.goto(`${site.address}/comptes/${idOf('nobody')}`);
    await page.getByRole('button', { name: 'Donner un rôle' }).click();
    await page.getByText('une deuxième personne le confirme').waitFor();
    await page.getByRole('combobox', { name: 'Lieu' }).fill('Niè');
    await page
      .getByRole('option', { name: /Nièbala/ })
      .first()
      .click();
    await look(page, `role-ask-${device}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Donner un rôle' }).click();
    await page.getByText('Ce ne peut pas être vous.').waitFor();
    await look(page, `role-waits-${device}`);
    const second = await site.open('focalPoint', device);
    await second.getByRole('link', { name: /Confirmer un rôle/ }).click();
    await second.getByRole('heading', { level: 1, name: 'Rôles à confirmer' }).waitFor();
    await look(second, `role-confirm-${device}`);
    await second.getByRole('button', { name: 'Confirmer', exact: true }).click();
    await second.getByRole('dialog').getByRole('button', { name: 'Confirmer', exact: true }).click();
    await second.getByText('Aucun rôle n’attend de confirmation').waitFor();
    await look(second, `role-none-${device}`);
    const rows = await site.app.sql('DELETE FROM app.membership WHERE person_id = $1 RETURNING role', [
      idOf('nobody'),
    ]);
    expect(rows[0]).toEqual([{ role: 'clinician' }]);
  });
});
