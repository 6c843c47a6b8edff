import type { CastMember } from '../../people.js';
import { codeTextsFr } from '../words.js';
import { CounterAuditing } from './counter-auditing.js';

/** One death taken through the browser to its end, by clicks alone, each person on a screen of their own. */
export class Cycle extends CounterAuditing {
  /** The ASACO answers with a picture, never with words. */
  async answerAction(
    member: CastMember,
    what: string,
    answer: string,
    why: string | null = null,
  ): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/actions`);
    await page.getByRole('link').filter({ hasText: what }).first().click();
    await page.locator('label.answer-big').filter({ hasText: answer }).first().click();
    if (why !== null) await page.locator('app-why-tiles').getByText(why, { exact: true }).click();
    await page.getByRole('button', { name: 'Noter', exact: true }).click();
    await page.getByText('C’est noté').first().waitFor();
  }

  /** Another person than the one who finished has seen the proof. */
  async verify(member: CastMember, what: string): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/suites`);
    await page.getByRole('link').filter({ hasText: what }).first().click();
    await page.waitForURL(/\/suites\/[0-9a-f-]{36}/);
    await this.press(page, 'Vérifier');
    await this.settle(page, 'Vérifier');
    await page.getByText('Vérifiée').filter({ visible: true }).first().waitFor();
  }

  async close(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await this.press(page, 'Clore le cas');
    const dialog = page.locator('dialog[open]');
    await dialog.getByText(codeTextsFr('CL_REC_FEEDBACK_DONE', 'STAFF'), { exact: true }).click();
    await this.settle(page, 'Clore le cas');
  }

  /** What the case page and the comparison say once the case is concluded. */
  async comparison(member: CastMember): Promise<string> {
    const page = await this.casePage(member);
    await page.goto(`${this.address}/comparaison`);
    await page.getByRole('heading', { name: 'Trois avis, un dossier' }).first().waitFor();
    await page.waitForLoadState('networkidle');
    return page.locator('main').innerText();
  }
}
