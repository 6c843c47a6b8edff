import type { Page } from 'playwright-core';
import type { Answers } from '../../../../backend/src/domain/forms/form.js';
import { textOf } from '../../../../backend/src/domain/forms/read.js';
import { getForm } from '../../../../backend/src/domain/forms/registry.js';
import type { CastMember } from '../../people.js';
import { codeTextsFr } from '../words.js';
import { only, wholeWord, without } from './words-of-answers.js';
import { Freezing } from './freezing.js';

/** Somebody who attends a session, with an account or without one. */
export interface Attendee {
  readonly username: string | null;
  readonly name: string;
  readonly profession: string;
  readonly function: string;
  readonly involved: boolean;
}

/** The session is held, recommends, and seals the first opinion. */
export class Auditing extends Freezing {
  /** The session: planned, attended, charter signed by everybody, opened, the opinion filled live, sealed, closed. */
  async hold(member: CastMember, when: string, room: readonly Attendee[], note: Answers): Promise<string> {
    const page = await this.casePage(member);
    await page.getByRole('link', { name: 'Planifier la séance d’audit' }).click();
    await page.getByLabel('Quel jour ?').fill(when.slice(0, 10));
    await page.getByLabel('À quelle heure ?').fill(when.slice(-5));
    await page.getByRole('button', { name: 'Planifier la séance' }).click();
    await page.waitForURL(/\/seances\/[0-9a-f-]{36}/);
    this.session = page.url().replace(/\?.*$/, '');
    this.site.goTo(when);
    for (const one of room) await this.attend(page, one);
    for (;;) {
      await page.goto(`${this.session}?etape=charte`);
      const next = page.getByRole('button', { name: /^à signer/ });
      await page.getByRole('heading', { name: 'Charte de la séance' }).waitFor();
      if ((await next.count()) === 0) break;
      await next.first().click();
      await this.settle(page, 'Signer');
    }
    await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
    await page
      .getByText(/^Séance ouverte/)
      .first()
      // The narrow screen says it in its bar and hides the line.
      .waitFor({ state: 'attached' });
    await this.fillOpinion(page, note);
    return this.session;
  }

  private async attend(page: Page, one: Attendee): Promise<void> {
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    const dialog = page.locator('dialog[open]');
    const group = (name: RegExp) =>
      dialog.getByRole('radiogroup', { name }).or(dialog.getByRole('group', { name }));
    if (one.username === null) {
      await group(/compte/)
        .getByText('Non', { exact: true })
        .click();
      await dialog.getByLabel('Nom', { exact: true }).fill(one.name);
      await dialog.getByLabel('Métier').selectOption({ label: one.profession });
    } else {
      await group(/compte/)
        .getByText('Oui', { exact: true })
        .click();
      await dialog.getByRole('combobox', { name: /Identifiant/ }).fill(one.username);
      await dialog
        .getByRole('option')
        .filter({ hasText: wholeWord(one.username) })
        .first()
        .click();
    }
    const box = dialog.getByLabel(/^Fonction/);
    // The profession of the account is proposed a moment after it was chosen, and may come between two letters.
    do await box.fill(one.function);
    while ((await box.inputValue()) !== one.function);
    await group(/soins/)
      .getByText(one.involved ? 'Oui' : 'Non', { exact: true })
      .click();
    await this.settle(page, 'Ajouter une personne');
  }

  private async fillOpinion(page: Page, note: Answers): Promise<void> {
    await page.goto(`${this.session}?etape=recit`);
    const course = await this.pilot(page, getForm('session'));
    await page.getByText('Déroulement de la séance').first().waitFor();
    await course.fillSection('course', note);
    await this.kept(page, course);
    await page.goto(`${this.session}?etape=avis`);
    const form = getForm('opinion');
    const pilot = await this.pilot(page, form);
    await page.locator('app-form-sheet').waitFor();
    for (const { code } of form.sections) await pilot.fillOwn(code, this.worked.opinion);
    await course.fillOwn('agreement', note);
    await this.kept(page, course);
    await page.goto(`${this.session}?etape=recommandations`);
    await page.getByText('Recommandations de cet audit').first().waitFor();
    await course.fillOwn('agreement', note);
    await this.kept(page, course);
  }

  /** A recommendation from a factor of the opinion just written, in the session. */
  async recommend(member: CastMember, answers: Answers): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.session}?etape=recommandations`);
    await page.getByRole('link', { name: 'Ajouter une recommandation' }).click();
    const form = getForm('recommendation');
    const pilot = await this.pilot(page, form);
    const factor = textOf(answers, 'rec_factor') ?? '';
    await page.locator('#q-rec_factor').getByText(codeTextsFr('FACTOR', factor)).first().click();
    await pilot.fillSection('what', without(answers, 'rec_factor'));
    await pilot.fillSection('who', only(answers, 'rec_level', 'rec_owner_role'));
    const follower = page.getByRole('combobox', { name: 'Qui suit et rend compte ?' });
    const username = textOf(answers, 'rec_follow_member') ?? '';
    await follower.fill(username);
    await page
      .getByRole('option')
      .filter({ hasText: wholeWord(username) })
      .first()
      .click();
    const audience = codeTextsFr('CL_REC_AUDIENCE', textOf(answers, 'rec_audience') ?? '');
    await page.locator('app-audience-choice label').filter({ hasText: audience }).first().click();
    await pilot.fillSection('means', answers);
    await pilot.fillSection('when', answers);
    await page.getByRole('button', { name: 'Proposer', exact: true }).click();
    await page.getByText('Recommandation proposée').first().waitFor();
  }

  /** The head of the responsible facility seals, then closes the session. */
  async seal(member: CastMember): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.session}?etape=sceller`);
    const panel = page.locator('section[aria-labelledby="seal"]');
    const seal = panel.locator('.btn-primary');
    await seal.waitFor().catch(async () => {
      throw new Error(await panel.innerText());
    });
    await seal.click();
    await this.settle(page, 'Sceller l’avis');
    await page.getByRole('heading', { name: 'Avis scellé' }).waitFor();
    await page.getByRole('button', { name: 'Clore la séance' }).click();
    await page
      .getByText(/^Séance close/)
      .first()
      // The narrow screen says it in its bar and hides the line.
      .waitFor({ state: 'attached' });
  }
}
