import type { Page } from 'playwright-core';
import { originOf } from '../../../../backend/src/domain/audits/relative-time.js';
import type { Answers } from '../../../../backend/src/domain/forms/form.js';
import { dateTimeOf } from '../../../../backend/src/domain/forms/local-time.js';
import { getForm } from '../../../../backend/src/domain/forms/registry.js';
import type { CastMember } from '../../people.js';
import type { FormPilot } from '../form-pilot.js';
import { Auditing } from './auditing.js';

/** Reviewers write their own opinions, blind; a third one settles what differs. */
export class CounterAuditing extends Auditing {
  /** The coordination gives the first free place to somebody it is offered. */
  async assign(member: CastMember, username: string): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/sieges`);
    await page
      .getByRole('link', { name: /^Désigner un/ })
      .first()
      .click();
    await page.getByRole('button', { name: `Désigner ${username}`, exact: true }).click();
    await this.settle(page, 'Désigner');
    await page.getByText('Place attribuée').first().waitFor();
  }

  /** Two reviewers, each without the other and without the first audit. */
  async counterAudit(): Promise<void> {
    const [first, second] = this.worked.reviews;
    await this.assign('coordinator', 'relecteur-1');
    await this.assign('coordinator', 'relecteur-2');
    await this.review('reviewerOne', first);
    await this.review('reviewerTwo', second);
  }

  /** A reviewer declares no tie, reads the packet, writes an opinion of their own, seals. */
  async review(member: CastMember, answers: Answers): Promise<void> {
    const { page, pilot } = await this.enter(member, 'Mon avis');
    await page.locator('app-form-sheet').waitFor();
    for (const { code } of getForm('opinion').sections) await pilot.fillOwn(code, answers);
    await this.sealReview(page, 'Sceller mon avis');
  }

  /** The third reviewer gives a value of their own wherever the three differ, takes over what all say, and writes why. */
  async adjudicate(member: CastMember, answers: Answers): Promise<void> {
    const { page, pilot } = await this.enter(member, 'Arbitrage');
    await page.getByText('Vous lisez les avis et le dossier').waitFor();
    const own = page.locator('fieldset.matter').getByText('Autre valeur', { exact: true });
    for (const choice of await own.all()) if (await choice.isVisible()) await choice.click();
    for (const { code } of getForm('opinion').sections) await pilot.fillOwn(code, answers);
    const same = page.getByText('Ce que tous disent');
    await same.click();
    await page.getByRole('button', { name: 'Reprendre les réponses communes' }).click();
    await this.sealReview(page, 'Sceller l’arbitrage');
  }

  private async enter(member: CastMember, tab: string): Promise<{ page: Page; pilot: FormPilot }> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/contre-audits`);
    await page
      .getByRole('link', { name: /avant d’ouvrir/ })
      .first()
      .click();
    const said: readonly (readonly [RegExp, string])[] = [
      [/mes postes/i, 'Oui'],
      [/reconnaître ce cas/, 'Non'],
      [/cas proche/, 'Non'],
      [/de mes proches/, 'Non'],
    ];
    for (const [name, word] of said) {
      const group = page.getByRole('radiogroup', { name }).or(page.getByRole('group', { name }));
      await group.getByText(word, { exact: true }).click();
    }
    await page.getByText(/Je lis seul/).click();
    await page.getByRole('button', { name: 'Je n’ai aucun lien : ouvrir' }).click();
    await page.getByText('Chronologie et faits').first().waitFor();
    if (this.device === 'phone') await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    const dayZero = dateTimeOf(originOf(this.worked.review) ?? 0);
    const pilot = await this.pilot(page, getForm('opinion'), dayZero);
    return { page, pilot };
  }

  private async sealReview(page: Page, verb: string): Promise<void> {
    await page.getByRole('button', { name: verb }).click();
    await this.settle(page, verb);
    await page
      .getByText(/scellé\. Merci/)
      .first()
      .waitFor();
  }
}
