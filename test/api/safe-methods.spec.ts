import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConcludedCase } from '../support/given-audits.js';
import { type CastMember } from '../support/people.js';
import { crawl } from '../support/reviewer-crawl.js';
import { keepWorld } from '../support/snapshot.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

const READERS: readonly CastMember[] = [
  'focalPoint',
  'referralHead',
  'midwife',
  'reviewerOne',
  'region',
  'asaco',
  'admin',
];

let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await startApp();
  ({ id } = await aConcludedCase(app));
  await keepWorld(app);
});
afterAll(() => app.close());

/** The tables that a statement touched since the world was kept; the journal, which tells of readings, is not among them. */
const touched = async (): Promise<readonly string[]> =>
  (await app.sql<{ name: string }>('SELECT DISTINCT name FROM kept.touched ORDER BY name')).map(
    ({ name }) => name,
  );

describe('a link that somebody is made to open', () => {
  it('changes nothing, whichever it is and whoever opens it', async () => {
    for (const member of READERS) {
      const answers = await crawl(app, member, [id]);
      expect(answers.length).toBeGreaterThan(40);
      expect([member, await touched()]).toEqual([member, []]);
    }
  });

  it('would be seen to change something', async () => {
    expect((await as(app, 'midwife').patch('/session', { language: 'en' })).status).toBe(200);
    expect(await touched()).toEqual(['app.idempotency', 'app.person']);
  });
});
