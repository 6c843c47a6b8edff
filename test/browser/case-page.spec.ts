import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { obstaclesOn } from '../support/browser/barriers.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aDocumentedCase, write } from '../support/given.js';
import { aPathOfThree, placesOfPath, ref } from '../support/given-path.js';

jest.setTimeout(120_000);

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
}, 120_000);
afterAll(() => site.close());

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
    expect(await obstaclesOn(page)).toEqual([]);
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
    expect(await obstaclesOn(page)).toEqual([]);
  });
});

const STORY = 'Reçue en choc, perfusion posée, envoyée au CSRéf sans sang.';

describe('the invitation of a private clinic', () => {
  it('is made on the case page, and opened, written and signed on a telephone without an account', async () => {
    const given = await aPathOfThree(site.app);
    const { clinic: clinicId } = await placesOfPath(site.app);
    const desk = await site.open('focalPoint', 'desktop');
    await desk.goto(`${site.address}/cas/${given.id}`);
    await desk.getByRole('link', { name: 'Inviter la structure : Clinique Dèmè' }).click();
    await desk.getByRole('button', { name: 'Créer l’invitation' }).click();
    const groups = desk.getByText(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
    await groups.waitFor();
    const code = (await groups.innerText()).replaceAll(' ', '');
    expect(await obstaclesOn(desk)).toEqual([]);
    await desk.getByLabel('Votre téléphone').fill('20 22 00 00');
    const download = desk.waitForEvent('download');
    await desk.getByRole('button', { name: 'Feuille en français (PDF)' }).click();
    expect((await download).suggestedFilename()).toBe(`invitation-${given.number}.pdf`);

    const clinic = await site.open(null, 'phone');
    const asked: string[] = [];
    clinic.on('request', (request) => asked.push(request.url()));
    await clinic.goto(`${site.address}/invitation`);
    await clinic.getByLabel('Le code de votre feuille').fill('ABCD');
    await clinic.getByRole('button', { name: 'Ouvrir' }).click();
    await clinic.getByText('Ce code n’a pas 28 signes').waitFor();
    expect(await obstaclesOn(clinic)).toEqual([]);
    await clinic.goto('about:blank');
    await clinic.goto(`${site.address}/invitation#${code}`);
    await clinic.getByText('Vous écrivez la partie de Clinique Dèmè').waitFor();
    await clinic.getByRole('button', { name: 'Signer notre partie' }).click();
    await clinic.getByText('Dites d’abord votre fonction').waitFor();
    // The head of the page sticks: what lies behind it is no target now.
    await clinic.evaluate(() => {
      scrollTo(0, 0);
    });
    expect(await obstaclesOn(clinic)).toEqual([]);
    await clinic.getByText('Sage-femme', { exact: true }).click();
    await clinic
      .getByRole('button', { name: /Ajouter/ })
      .last()
      .click();
    const story = clinic.getByRole('textbox', { name: 'Ce qui s’est passé' });
    await story.fill(STORY);
    await story.blur();
    const warned = clinic.waitForEvent('dialog');
    await clinic.close({ runBeforeUnload: true });
    await (await warned).dismiss();
    // Somebody of the path writes in the same place meanwhile: what was typed here is not lost.
    await write(site.app, 'referralHead', given.id, {
      narrative: { value: [{ ...ref(clinicId), text: { value: 'Écrit par le CSRéf' } }] },
    });
    await clinic.getByRole('button', { name: 'Signer notre partie' }).click();
    const dialog = clinic.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Signer notre partie' }).click();
    await dialog.getByText('Cette partie a changé entre-temps').waitFor();
    await dialog.getByRole('button', { name: 'Signer notre partie' }).click();
    await clinic.getByText('Merci. Votre partie est signée.').waitFor();
    expect(await obstaclesOn(clinic)).toEqual([]);
    expect(asked.filter((url) => /invitation\/(open|sign)$/.test(url))).toHaveLength(4);
    expect(asked.filter((url) => url.includes(code))).toEqual([]);

    await desk.goto(`${site.address}/cas/${given.id}`);
    await desk.getByText('écrit et signé par la structure, sur invitation').waitFor();
    await desk.getByText('Partie écrite et signée sur invitation').waitFor();
    const [part] = await site.app.sql('SELECT narrative FROM app.contribution WHERE case_id = $1', [
      given.id,
    ]);
    expect(part).toEqual({ narrative: STORY });
  });
});

describe('a death that was confirmed as another kind, on a phone', () => {
  it('gets the right one with a reason, and the timeline tells both', async () => {
    const { id } = await aDocumentedCase(site.app);
    const page = await site.open('focalPoint', 'phone');
    await page.goto(`${site.address}/cas/${id}`);
    await page.getByText('Autres décisions').click();
    await page.getByRole('button', { name: 'Changer le type de décès' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Changer le type' }).click();
    await dialog.getByText('Dites de quel type de décès il s’agit.').waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    await dialog.getByText('Mort-né', { exact: true }).click();
    await dialog.getByRole('textbox').fill('La mère est vivante : c’est l’enfant qui est mort.');
    await dialog.getByRole('button', { name: 'Changer le type' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Mort-né', { exact: true }).first().waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
  });
});

describe('somebody who is not neutral', () => {
  it('steps aside on the page of the case, is told what follows, and does not find it again', async () => {
    const given = await aDocumentedCase(site.app);
    const page = await site.open('midwife', 'phone');
    await page.goto(`${site.address}/cas/${given.id}`);
    await page.getByRole('button', { name: 'Je ne suis pas neutre' }).click();
    await page.getByRole('button', { name: 'Me retirer' }).click();
    await page.getByText('Choisissez une réponse.').waitFor();
    await page.getByText('La personne décédée est de ma famille').click();
    await page.getByText('Vous ne verrez plus ce cas.').waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Me retirer' }).click();
    await page.waitForURL(`${site.address}/cas`);
    await page.getByText('C’est noté.').waitFor();
    expect(await page.getByText(given.number.slice(4, 8)).count()).toBe(0);
  });

  it('is set aside by the focal point, and let back', async () => {
    const given = await aDocumentedCase(site.app);
    const page = await site.open('focalPoint', 'desktop');
    await page.goto(`${site.address}/cas/${given.id}`);
    await page.getByRole('button', { name: 'Écarter quelqu’un' }).click();
    await page.getByLabel('Nom d’utilisateur').fill('nobody-here');
    await page.getByText('La personne décédée est de sa famille').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Écarter' }).click();
    await page.getByText('Ce compte n’existe pas ou n’est plus actif.').first().waitFor();
    await page.getByLabel('Nom d’utilisateur').fill('dtc');
    expect(await obstaclesOn(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Écarter' }).click();
    await page.getByText('dit par le point focal').waitFor();
    expect(await obstaclesOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Laisser revenir' }).click();
    await page.getByText('La personne revient sur le cas.').waitFor();
  });
});
