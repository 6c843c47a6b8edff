import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Phone } from '../support/browser/phone.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aConfirmedDeath } from '../support/given.js';

jest.setTimeout(180_000);

const CODE = '904175';
const FORM = 'maternal_review';
const TYPED = '27';
const TYPED_LAST = '34';
/** More than a page needs to be gone, less than a page waits for an answer. */
const SLOW_MS = 1500;

let site: Site;
let phone: Phone;
let caseId: string;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  caseId = (await aConfirmedDeath(site.app)).id;
  site.goTo('2026-03-14T20:00');
  phone = await Phone.of(site, 'midwife', CODE);
}, 120_000);
afterAll(async () => {
  await phone.close();
  await site.close();
});

const form = () => `/cas/${caseId}/formulaire/${FORM}`;
const box = () => phone.page.locator('app-form-section input.num').first();

const isSave = ({ request }: { readonly request: string }): boolean =>
  request.startsWith('PATCH') && request.endsWith(`/forms/${FORM}`);

async function allSent(): Promise<void> {
  const cloud = phone.page.locator('app-cloud', { hasText: 'Tout est envoyé' });
  await cloud.first().waitFor({ state: 'attached' });
}

async function taken(question: string): Promise<unknown> {
  const [row] = await site.app.sql<{ answers: Readonly<Record<string, { value: unknown }>> }>(
    'SELECT answers FROM app.case_draft WHERE case_id = $1 AND form = $2',
    [caseId, FORM],
  );
  return row?.answers[question]?.value;
}
const ageTaken = (): Promise<unknown> => taken('m_age');

/** The phone is on again at this moment, where there is no network. */
async function laterOn(moment: string, bug: (() => void) | null = null): Promise<void> {
  await phone.kill();
  site.goTo(moment);
  await phone.start(bug);
  await phone.leaveNetwork();
}

/** Cases that the list shows without a network. */
async function listed(): Promise<number> {
  await phone.unlock(CODE, '/envois');
  await phone.page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
  await phone.unlock(CODE, '/cas');
  await phone.page.locator('a[href^="/cas/"].row, app-problem-banner, app-empty').first().waitFor();
  return phone.page.getByRole('link', { name: /Décès maternel/ }).count();
}

async function tryCode(): Promise<void> {
  await phone.page.goto(`${phone.line.address}/envois`);
  await phone.page.getByLabel('Code de cet appareil').fill(CODE);
  await phone.page.getByRole('button', { name: 'Ouvrir' }).click();
}

describe('a phone that is away from the server', () => {
  it('opens everything for 72 hours, what was typed among it', async () => {
    await phone.leaveNetwork();
    await phone.unlock(CODE, form());
    await box().fill(TYPED);
    await box().press('Tab');
    await phone.page.getByText('Enregistré sur cet appareil').filter({ visible: true }).first().waitFor();
    await laterOn('2026-03-17T19:00');
    expect(await listed()).toBe(1);
    await phone.unlock(CODE, form());
    await box().waitFor();
    expect(await box().inputValue()).toBe(TYPED);
  });

  it('says that it reads what lies there, and nothing of what has left, until it has', async () => {
    await laterOn('2026-03-17T20:00', readsSlowly);
    await phone.unlock(CODE, '/envois');
    await phone.page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
    const said = await phone.page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    expect(said).toContain('Lecture de cet appareil…');
    expect(said.filter((text) => /Tout est envoyé|Rien n’attend|Lecture.*Rien n’est/.test(text))).toEqual([]);
  });

  it('would be seen to open more than its own work afterwards', async () => {
    await laterOn('2026-03-17T21:00', keepsAll);
    expect(await listed()).toBe(1);
  });

  it('opens its own work only, from then on', async () => {
    await laterOn('2026-03-17T21:00');
    expect(await listed()).toBe(0);
  });

  it('opens for 45 days, then nothing, and loses nothing of it', async () => {
    await laterOn('2026-04-28T19:00');
    await phone.unlock(CODE, '/envois');
    await phone.page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
    await laterOn('2026-04-28T21:00');
    await tryCode();
    await phone.page.getByText('Cet appareil est resté trop longtemps sans réseau.').waitFor();
    expect(await phone.page.getByText('élément à envoyer').count()).toBe(0);
    await phone.findNetwork();
    await phone.unlock(CODE, '/envois');
    await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    expect(String(await ageTaken())).toBe(TYPED);
  });
});

/** Opens the form on a phone that was just switched on, once what was left on it has gone: what is asked from now on is written now. */
async function openForm(bug: (() => void) | null): Promise<void> {
  await phone.kill();
  await phone.start(bug);
  await phone.unlock(CODE, form());
  await box().waitFor();
  await allSent();
  phone.line.asked.length = 0;
}

/** Goes on as a link does, without reading the application again. */
function go(path: string): Promise<void> {
  return phone.page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  }, path);
}

/** Whether an answer arrives whose page is gone the moment after it was sent, and was lost with nothing else. */
async function arrivesAfterItsPage(value: string, bug: (() => void) | null): Promise<boolean> {
  await openForm(bug);
  phone.line.slowness = SLOW_MS;
  await box().fill(value);
  await box().press('Tab');
  while (!phone.line.asked.some(isSave)) await pause(10);
  await phone.page.goto('about:blank');
  await pause(2 * SLOW_MS);
  phone.line.slowness = 0;
  return String(await ageTaken()) === value;
}

describe('a page that is left while it sends', () => {
  it('is outlived by its request, though what it sends lies in the encrypted store', async () => {
    expect(await arrivesAfterItsPage('28', null)).toBe(true);
  });

  it('would be seen to take its request with it; what was typed leaves at the next opening', async () => {
    expect(await arrivesAfterItsPage('29', withoutKeepalive)).toBe(false);
    await phone.unlock(CODE, '/envois');
    while (String(await ageTaken()) !== '29') await pause(50);
  });
});

/** How often the server is asked to take five answers that are written one after the other where there is a network. */
async function askedWhileWriting(bug: (() => void) | null): Promise<number> {
  await openForm(bug);
  for (const value of ['30', '31', '32', '33', TYPED_LAST]) {
    await box().fill(value);
    await box().press('Tab');
    await phone.page.locator('app-saved-mark', { hasText: 'Enregistré' }).first().waitFor();
  }
  return phone.line.asked.filter(isSave).length;
}

describe('a form that is written with a network', () => {
  it('lies here while its writer goes on, and leaves with them', async () => {
    expect(await askedWhileWriting(null)).toBe(1);
    await phone.page.getByText('Enregistré sur cet appareil').filter({ visible: true }).first().waitFor();
    await go('/envois');
    await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    expect(String(await ageTaken())).toBe(TYPED_LAST);
    expect(phone.line.asked.filter(isSave)).toHaveLength(2);
  });

  it('would be seen to leave answer by answer', async () => {
    expect(await askedWhileWriting(withoutRest)).toBeGreaterThan(3);
  });
});

describe('a save of which the server refuses one answer', () => {
  const travel = () =>
    phone.page.locator('app-form-field', { hasText: 'Temps de trajet habituel' }).locator('input.num');

  it('arrives but for that one, and what arrived stays when that one is corrected', async () => {
    await openForm(null);
    await phone.page.getByText('Aucune', { exact: true }).first().click();
    await box().fill('27,5');
    await travel().fill('40');
    await phone.page.keyboard.press('Tab');
    await phone.page.getByText('Enregistré sur cet appareil').filter({ visible: true }).first().waitFor();
    await go('/envois');
    await phone.page.getByRole('heading', { name: '1 envoi à régler' }).waitFor();
    while ((await taken('m_travel_min')) === undefined) await pause(50);
    expect(await taken('m_age')).not.toBe(27.5);
    const refusal = phone.page.locator('app-refused-row');
    expect(await refusal.getByText('Certaines réponses sont à revoir.').count()).toBe(1);
    await refusal.getByRole('button', { name: 'Corriger' }).click();
    await box().waitFor();
    expect(await box().inputValue()).toBe('27,5');
    await box().fill('28');
    await box().press('Tab');
    await phone.page.getByText('Enregistré sur cet appareil').filter({ visible: true }).first().waitFor();
    await go('/envois');
    await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    expect([await taken('m_age'), await taken('m_travel_min')].map(String)).toEqual(['28', '40']);
  });
});

describe('a browser that erased what it kept', () => {
  const lost = () => phone.page.getByText('Ce que cet appareil gardait a disparu.');

  it('is known by its cookie, and its person is told; a whole one is told nothing', async () => {
    await phone.unlock(CODE, '/appareil');
    await phone.page.getByText('Cet appareil travaille sans réseau.').waitFor();
    expect(await lost().count()).toBe(0);
    await phone.page.goto(`${phone.line.address}/api/health`);
    await phone.page.evaluate(async () => {
      for (const { name = '' } of await indexedDB.databases()) {
        await new Promise((done) => {
          indexedDB.deleteDatabase(name).onsuccess = done;
        });
      }
    });
    await phone.page.goto(`${phone.line.address}/appareil`);
    await lost().waitFor();
  });
});

/** A minute passes between any two answers. */
function withoutRest(): void {
  let minutes = 0;
  performance.now = () => (minutes += 1) * 60_000;
}

/** A slow device, and all that its pages say of what has left. */
function readsSlowly(): void {
  const said: string[] = [];
  Object.assign(globalThis, { said });
  const open = crypto.subtle.decrypt.bind(crypto.subtle);
  crypto.subtle.decrypt = async (...given) => {
    await new Promise((done) => setTimeout(done, 400));
    return open(...given);
  };
  new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('app-cloud [role="status"], .sync-page'))
      said.push(...textContent.split(/\n| {2,}/).map((text) => text.trim()));
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

/** A bug: what was read is not taken away. */
function keepsAll(): void {
  IDBObjectStore.prototype.delete = function () {
    return this.count() as unknown as IDBRequest<undefined>;
  };
}

/** A bug: requests end with their page. */
function withoutKeepalive(): void {
  const ask = globalThis.fetch;
  globalThis.fetch = (to, how) => ask(to, { ...how, keepalive: false });
}
