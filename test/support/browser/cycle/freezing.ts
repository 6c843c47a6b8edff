import type { CastMember } from '../../people.js';
import { Documenting } from './documenting.js';

/** The file is frozen, its anonymous packet handed over. */
export class Freezing extends Documenting {
  /** The head of the responsible facility freezes; words that resemble a name have been looked at. */
  async freeze(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await this.press(page, 'Geler le dossier');
    const dialog = page.locator('dialog[open]');
    const seen = dialog.getByText('J’ai relu : aucun nom ne reste.');
    await dialog.getByRole('button', { name: 'Geler le dossier' }).waitFor();
    if ((await seen.count()) > 0) await seen.click();
    await this.settle(page, 'Geler le dossier');
  }

  /** The focal point hides every marked passage and hands the anonymous file over. */
  async release(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await page.goto(`${this.address}/paquet`);
    const release = page.getByRole('button', { name: 'Remettre le dossier anonymisé' });
    await release.waitFor();
    const undecided = page.locator('button[aria-pressed="false"]').filter({ hasText: /^\s*Masquer\s*$/ });
    for (let left = await undecided.count(); left > 0; left -= 1) {
      await undecided.first().click();
      await undecided.nth(left - 1).waitFor({ state: 'detached' });
    }
    await release.click();
    const dialog = page.locator('dialog[open]');
    if ((await dialog.count()) > 0) await this.settle(page, 'Remettre le dossier anonymisé');
    await page.getByText('Le dossier anonymisé est remis').first().waitFor();
  }
}
