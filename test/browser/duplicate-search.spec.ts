import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ALLOWED_IN_AN_HOUR } from '../../backend/src/platform/security/allowances.js';
import { Cycle } from '../support/browser/cycle/cycle.js';
import { openSite, type Site } from '../support/browser/site.js';
import { aNotifiedDeath } from '../support/given.js';
import { idOf } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';

jest.setTimeout(180_000);

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-03-14T16:10');
  await aNotifiedDeath(site.app);
}, 60_000);
afterAll(() => site.close());

it('says that duplicates are not checked once the searches of the hour are used up, and what resembles when it is received', async () => {
  await site.app.sql(
    `INSERT INTO app.allowance (person_id, act, used) SELECT $1, 'similar', array_agg($2::timestamptz) FROM generate_series(1, $3)`,
    [idOf('midwife'), site.app.clock.now(), ALLOWED_IN_AN_HOUR.similar],
  );
  const cycle = new Cycle(site, 'phone', m1);
  const page = await cycle.fillNotification('midwife');
  await page.getByText('Doublons non vérifiés.').waitFor();
  expect(await page.getByText('Doublon possible.').count()).toBe(0);
  await page.getByRole('button', { name: 'Envoyer la notification' }).click();
  await page.getByText('Doublon possible.').waitFor();
});

it('says what resembles, and nothing of a check that was made', async () => {
  await site.app.sql('DELETE FROM app.allowance');
  const cycle = new Cycle(site, 'phone', m1);
  const page = await cycle.fillNotification('nurse');
  await page.getByText('Doublon possible.').waitFor();
  expect(await page.getByText('Doublons non vérifiés.').count()).toBe(0);
});
