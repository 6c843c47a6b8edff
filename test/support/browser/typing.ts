import type { Locator, Page } from 'playwright-core';
import { aDocumentedCase, headOf } from '../given.js';
import { c2, m1, p1, type WorkedCase } from '../worked-cases.js';
import { type Interaction, interactionsDuring } from './interactions.js';
import type { Site } from './site.js';

export interface LongForm {
  readonly form: string;
  readonly worked: WorkedCase;
}

export const LONG_FORMS: readonly LongForm[] = [
  { form: 'maternal_review', worked: m1 },
  { form: 'perinatal_review', worked: p1 },
  { form: 'child_review', worked: c2 },
];
/**
 * From one key to the next, in milliseconds: a thumb writes one in a third of a second on average (Palin et al. 2019, "How do people type
 * on mobile devices?": 36 words a minute), quick pairs and short stops among them, so that the form judges itself between some of them.
 */
const PACE = [180, 240, 420, 300, 520, 260, 350, 210, 480, 340];
const KEYS = 2 * PACE.length;
/** How long a key is held down. */
const HELD = 70;

/** A long form, filled, on a phone, open for whoever writes it. */
export async function openForm(site: Site, { form, worked }: LongForm): Promise<Page> {
  const { id } = await aDocumentedCase(site.app, { worked });
  const page = await site.open(headOf(worked), 'phone', 'runs');
  await page.goto(`${site.address}/cas/${id}/formulaire/${form}`, { waitUntil: 'networkidle' });
  await page.locator('input.num').first().waitFor();
  return page;
}

/** Writes a figure and takes it away again, key by key, the page slowed down this many times; what each key cost. */
export async function typed(page: Page, box: Locator, slower = 1): Promise<readonly Interaction[]> {
  await box.press('End');
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const done = await interactionsDuring(protocol, async () => {
    for (let key = 0; key < KEYS; key += 1) {
      await page.keyboard.press(key % 2 === 0 ? '1' : 'Backspace', { delay: HELD });
      await page.waitForTimeout((PACE[key % PACE.length] ?? 0) - HELD);
    }
    await page.waitForTimeout(500);
  });
  await protocol.detach();
  return done;
}
