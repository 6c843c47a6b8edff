import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriersOn, WCAG } from '../support/browser/barriers.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aDocumentedCase } from '../support/given.js';
import { aPathOfThree } from '../support/given-path.js';

jest.setTimeout(120_000);

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
}, 120_000);
afterAll(() => site.close());

async function barriers(page: Page): Promise<readonly string[]> {
  const violations = await barriersOn(page, WCAG);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(wide > 0 ? ['wide'] : []),
  ];
}

describe('the part of a private clinic without accounts, on a phone', () => {
  it('is entered by the focal point, who first says where it comes from', async () => {
    const given = await aPathOfThree(site.app);
    const page = await site.open('focalPoint', 'phone');
    await page.goto(`${site.address}/cas/${given.id}`);
    const enter = page.getByRole('link', { name: 'Saisir sa partie : Clinique Dèmè' });
    await enter.waitFor();
    await enter.click();
    await page.getByRole('heading', { name: 'D’où vient cette partie ?' }).waitFor();
    await page.getByRole('button', { name: 'Signer cette partie' }).click();
    await page.getByText('Dites d’abord d’où vient cette partie').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByText('Téléphone', { exact: true }).click();
    await page.getByText('Sage-femme', { exact: true }).click();
    await page.getByLabel('Quel jour ?').fill('2026-03-14');
    await page
      .getByRole('button', { name: /Ajouter/ })
      .last()
      .click();
    const story = page.getByRole('textbox', { name: 'Ce qui s’est passé' });
    await story.fill('Reçue en choc, perfusion posée, envoyée au CSRéf sans sang.');
    await story.blur();
    await page.getByRole('button', { name: 'Signer cette partie' }).click();
    await page.getByText('Vous signez pour Clinique Dèmè').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Signer cette partie' }).click();
    await page.getByText('saisi par le point focal').waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

describe('a death that was confirmed as another kind, on a phone', () => {
  it('gets the right one with a reason, and the timeline tells both', async () => {
    const { id } = await aDocumentedCase(site.app);
    const page = await site.open('focalPoint', 'phone');
    await page.goto(`${site.address}/cas/${id}`);
    await page.getByRole('button', { name: 'Changer le type de décès' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Changer le type' }).click();
    await dialog.getByText('Dites de quel type de décès il s’agit.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByText('Mort-né', { exact: true }).click();
    await dialog.getByRole('textbox').fill('La mère est vivante : c’est l’enfant qui est mort.');
    await dialog.getByRole('button', { name: 'Changer le type' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Mort-né', { exact: true }).first().waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
