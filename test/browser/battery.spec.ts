import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { CaseRow } from '../../backend/src/domain/cases/case.js';
import type { Page as PageOf } from '../../backend/src/domain/receipt.js';
import { as } from '../support/api.js';
import { OnAPhone } from '../support/browser/cycle/on-a-phone.js';
import { Phone } from '../support/browser/phone.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aConfirmedDeath } from '../support/given.js';
import { m1 } from '../support/worked-cases.js';

const ROUNDS = Number(process.env['DENBA_KILLS'] ?? '3');
const SEED = Number(process.env['DENBA_SEED'] ?? '7');
const CODE = '904175';
const FORM = 'maternal_review';

jest.setTimeout(120_000 + ROUNDS * 20_000);

/** What the network does while somebody saves, and how long after the save the battery ends. */
interface Moment {
  readonly network: 'is there' | 'is away' | 'goes' | 'answers 500';
  readonly after: number;
}
/** One answer typed into a case of its own: what the page said of it last, and how often the server took it. */
interface Outcome extends Moment {
  readonly said: string;
  readonly taken: number;
}

let site: Site;
let phone: Phone;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  phone = await Phone.of(site, 'midwife', CODE);
}, 120_000);
afterAll(async () => {
  await phone.close();
  await site.close();
});

const isAcknowledged = ({ said }: Outcome) => said.startsWith('Enregistré');

async function takenBy(caseId: string): Promise<number> {
  const [row] = await site.app.sql<{ version: number }>(
    'SELECT version FROM app.case_draft WHERE case_id = $1 AND form = $2',
    [caseId, FORM],
  );
  return row?.version ?? 0;
}

/** Types, saves, and loses the battery; what the page had said just before. */
async function killedWhileSaving(caseId: string, { network, after }: Moment): Promise<string> {
  const { page, line } = phone;
  await phone.unlock(CODE, `/cas/${caseId}/formulaire/${FORM}`);
  const box = page.locator('app-form-section input.num').first();
  await box.waitFor();
  if (network === 'is away') line.cut();
  line.failing = network === 'answers 500';
  await box.fill('2');
  await box.press('Tab');
  await page.waitForTimeout(network === 'goes' ? after / 2 : after);
  if (network === 'goes') {
    line.cut();
    await page.waitForTimeout(after / 2);
  }
  const said = (await page.locator('app-saved-mark').first().innerText()).trim();
  await phone.kill();
  line.failing = false;
  line.mend();
  return said;
}

async function campaign(moments: readonly Moment[]): Promise<readonly Outcome[]> {
  const killed: (Moment & { readonly id: string; readonly before: number; readonly said: string })[] = [];
  for (const moment of moments) {
    const { id } = await aConfirmedDeath(site.app);
    site.goTo('2026-03-14T20:00');
    const before = await takenBy(id);
    killed.push({ ...moment, id, before, said: await killedWhileSaving(id, moment) });
    await phone.start();
  }
  await phone.unlock(CODE, '/envois');
  await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor({ timeout: 90_000 });
  return Promise.all(
    killed.map(async ({ id, before, ...rest }) => ({ ...rest, taken: (await takenBy(id)) - before })),
  );
}

const told = (outcomes: readonly Outcome[]) => {
  const acknowledged = outcomes.filter(isAcknowledged);
  process.stderr.write(
    `${String(outcomes.length)} batteries ended, ${String(acknowledged.length)} after "Enregistré"\n`,
  );
  return {
    lost: acknowledged.filter(({ taken }) => taken === 0),
    doubled: outcomes.filter(({ taken }) => taken > 1),
  };
};

describe('a phone whose battery ends', () => {
  it('has kept the notification behind its code, and sends it once when there is a network', async () => {
    const cycle = new OnAPhone(site, phone, CODE, m1);
    await cycle.fillNotification('midwife');
    await phone.page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await phone.page.getByRole('heading', { name: 'Enregistré sur cet appareil' }).waitFor();
    const number = /DNB-\w{4}-?\w{4}-\w/.exec(await phone.page.locator('main').innerText())?.[0] ?? '';
    await phone.kill();

    await phone.start();
    await phone.leaveNetwork();
    await phone.unlock(CODE, '/envois');
    await phone.page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
    expect(await phone.page.locator('main').innerText()).toContain(number);

    await phone.findNetwork();
    await phone.page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
    const { items } = (await as(site.app, 'focalPoint').get<PageOf<CaseRow>>('/cases')).body;
    const mine = items.filter((row) => row.number.replaceAll('-', '') === number.replaceAll('-', ''));
    expect(mine).toHaveLength(1);
  });
});

describe('a battery that ends between saving and sending', () => {
  it(`loses and doubles nothing that was acknowledged, ${String(ROUNDS)} times`, async () => {
    const moments = fc.sample(
      fc.record<Moment>({
        network: fc.constantFrom('is away', 'goes', 'is there', 'answers 500'),
        after: fc.integer({ min: 0, max: 1200 }),
      }),
      { numRuns: ROUNDS, seed: SEED },
    );
    expect(told(await campaign(moments))).toEqual({ lost: [], doubled: [] });
  });

  it.each([
    { bug: latePuts, network: 'is away' },
    { bug: droppedAt500, network: 'answers 500' },
  ] as const)('is caught by $bug.name', async ({ bug, network }) => {
    await phone.kill();
    await phone.start(bug);
    const { lost } = told(await campaign([{ network, after: 1200 }]));
    expect(lost).toHaveLength(1);
  });
});

/** How often the server was asked to take one answer that waited on a phone while two of its pages saw the network come back. */
async function askedByTwoPages(bug: (() => void) | null): Promise<number> {
  const { id } = await aConfirmedDeath(site.app);
  site.goTo('2026-03-14T20:00');
  await phone.kill();
  await phone.start(bug);
  await phone.unlock(CODE, `/cas/${id}/formulaire/${FORM}`);
  const box = phone.page.locator('app-form-section input.num').first();
  await box.waitFor();
  await phone.leaveNetwork();
  await box.fill('2');
  await box.press('Tab');
  await phone.page.getByText('Enregistré sur cet appareil').filter({ visible: true }).first().waitFor();
  const pages = [phone.page, await phone.context.newPage()];
  for (const page of pages) {
    await phone.unlock(CODE, '/envois', page);
    await page.getByRole('heading', { name: '1 élément à envoyer' }).waitFor();
  }
  phone.line.asked.length = 0;
  await phone.findNetwork();
  for (const page of pages) await page.getByRole('heading', { name: 'Tout est envoyé' }).waitFor();
  expect(await takenBy(id)).toBe(2);
  return phone.line.asked.filter(({ request }) => request.endsWith(`/forms/${FORM}`)).length;
}

describe('two pages of one phone', () => {
  it('take turns: what waits is sent once', async () => {
    expect(await askedByTwoPages(null)).toBe(1);
  });

  it('would be seen to send it twice', async () => {
    expect(await askedByTwoPages(withoutTurns)).toBeGreaterThan(1);
  });
});

/** A bug: no page waits for another. */
function withoutTurns(): void {
  const now = (_: string, work: LockGrantedCallback<unknown>) => Promise.resolve(work(null));
  navigator.locks.request = now as typeof navigator.locks.request;
}

/** A bug: what is put on the disk of a person comes there two seconds after it was said to be there. */
function latePuts(): void {
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (value: unknown) => IDBRequest<IDBValidKey>;
  IDBObjectStore.prototype.put = function (value: unknown) {
    if (this.name !== 'records') return put.call(this, value);
    const { db } = this.transaction;
    setTimeout(() => db.transaction('records', 'readwrite').objectStore('records').put(value), 2000);
    return this.count() as unknown as IDBRequest<IDBValidKey>;
  };
}

/** A bug: a row that the server answers with 500 is taken away. */
function droppedAt500(): void {
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (value: unknown) => IDBRequest<IDBValidKey>;
  let disk: IDBDatabase | undefined;
  IDBObjectStore.prototype.put = function (value: unknown) {
    if (this.name === 'records') disk = this.transaction.db;
    return put.call(this, value);
  };
  const ask = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    const answer = await ask(...given);
    const records =
      answer.status === 500 ? disk?.transaction('records', 'readwrite').objectStore('records') : null;
    const all = records?.getAll() as IDBRequest<{ id: string; sealed?: unknown }[]> | undefined;
    all?.addEventListener('success', () => {
      for (const { id, sealed } of all.result) if (sealed !== undefined) records?.delete(id);
    });
    return answer;
  };
}
