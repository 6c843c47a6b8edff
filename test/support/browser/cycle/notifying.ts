import type { Page } from 'playwright-core';
import { textOf } from '../../../../backend/src/domain/forms/read.js';
import { getForm } from '../../../../backend/src/domain/forms/registry.js';
import notifyTexts from '../../../../frontend/src/app/cases/notify/texts.fr.js';
import type { CastMember } from '../../people.js';
import { only, without } from './words-of-answers.js';
import { Stage } from './stage.js';

/** What the first step of a notification keeps folded. */
const IF_KNOWN = ['gestational_weeks', 'multiple', 'birth_weight_g'];

/** A death is notified and confirmed. */
export class Notifying extends Stage {
  /** Fills in the three steps, up to the button that sends. */
  async fillNotification(member: CastMember, late: string | null = null): Promise<Page> {
    const page = await this.screen(member);
    const pilot = await this.pilot(page, getForm('notification'));
    await this.visit(page, `${this.site.address}/notifier`);
    const all = this.worked.notification;
    await page.getByText(notifyTexts[`category.${this.worked.kind}.hint`]).click();
    const undelivered = textOf(all, 'pregnancy_outcome') === 'UNDELIV';
    await pilot.fillSection(
      'who',
      without(all, 'death_category', ...IF_KNOWN, ...(undelivered ? ['pregnancy_outcome'] : [])),
    );
    const known = only(all, ...IF_KNOWN);
    if (Object.keys(known).length > 0) await page.getByText('Si vous le savez').click();
    await pilot.fillSection('who', known);
    await page.getByRole('button', { name: 'Continuer' }).click();

    await page.getByRole('heading', { name: 'Quand et où ?' }).waitFor();
    await pilot.fillSection('when-where', only(all, 'death_date', 'death_time'));
    const place = notifyText(`place.${textOf(all, 'death_place') ?? ''}`);
    await page.getByText(place, { exact: true }).click();
    await pilot.fillSection('when-where', only(all, 'death_facility_id', 'village_code'));
    await pilot.fillSection('report', only(all, 'death_known_date'));
    await page.getByText('Si vous le savez').click();
    await pilot.fillSection('when-where', only(all, 'residence_status'));
    await page.getByRole('button', { name: 'Continuer' }).click();

    await page.getByRole('heading', { name: 'Qui notifie ?' }).waitFor();
    if (late !== null) await page.getByText(late, { exact: true }).click();
    await pilot.fillSection('identity', this.identity);
    return page;
  }

  /** Notifies through the three steps; the case number is read from the saved page. */
  async notify(member: CastMember, late: string | null = null): Promise<string> {
    const page = await this.fillNotification(member, late);
    await page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await page.getByRole('heading', { name: 'Décès notifié' }).waitFor();
    const number =
      /DNB-\w{4}-?\w{4}-\w/.exec(await page.locator('main, body').first().innerText())?.[0] ?? '';
    await page.getByRole('link', { name: 'Ouvrir le cas' }).click();
    await page.waitForURL(/\/cas\/[0-9a-f-]{36}/);
    this.address = page.url();
    return number;
  }

  /** `consultedOn` is the day when a facility had seen a child who died outside any. */
  async confirm(member: CastMember, consultedOn: string | null = null): Promise<void> {
    const page = await this.casePage(member);
    await this.press(page, /^Confirmer/);
    if (consultedOn !== null) {
      await page.getByText('Oui, en consultation', { exact: true }).click();
      await page.getByLabel('Quel jour, la dernière fois ?').fill(consultedOn);
    }
    await this.settle(page, 'Confirmer le décès');
  }
}

/** What a page of the notification says under a key. */
function notifyText(key: string): string {
  const text = Object.entries(notifyTexts).find(([known]) => known === key)?.[1];
  if (text === undefined) throw new Error(`The notification says nothing for ${key}`);
  return text;
}
