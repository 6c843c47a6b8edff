import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ComparisonView, DrawRecipe, DrawView } from '../../backend/src/domain/audits/audit.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { pageOf } from '../support/given.js';
import { anOpenSession, aSealedAudit, detailOf, ok, runClock, seats } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';
import { c2, type WorkedCase } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const AFTER_THE_QUARTER = new Date('2026-04-01T00:00:00Z');
const draws = async (by: CastMember = 'focalPoint') =>
  ok(await as(app, by).get<readonly DrawView[]>('/draws'), 'draws');
const set = async (key: string, value: number) => {
  ok(
    await as(app, 'admin').put('/settings', { placeId: await app.place('DISTRICT-DEMO'), key, value }),
    'setting',
  );
};

/** What a third party does with the printed recipe, a hash tool and a calculator: nothing of the product. */
function recomputed(
  text: string,
): readonly { readonly number: string; readonly rank: number; readonly selected: boolean }[] {
  const [commitment = '', seed = ''] = text.match(/\b[0-9a-f]{64}\b/g) ?? [];
  const bytes = Buffer.from(seed, 'hex');
  if (createHash('sha256').update(bytes).digest('hex') !== commitment)
    throw new Error('the seed is not the one committed to');
  return [...text.matchAll(/^(DNB-\S+)\t([\d.]+)\t([\d.]+)\t(.+)$/gm)].map(
    ([, number = '', rank = '', probability = '']) => {
      const digest = createHmac('sha256', bytes).update(number).digest('hex');
      const own = Number.parseInt(digest.slice(0, 13), 16) / 16 ** 13;
      if (own.toFixed(6) !== rank) throw new Error(`${number} has another rank`);
      return { number, rank: own, selected: own < Number(probability) };
    },
  );
}

describe('committing to a draw', () => {
  it('happens before the first seal, is journalled, and shows on the session and its minutes', async () => {
    const { sessionId } = await anOpenSession(app);
    const [draw] = await draws();
    expect(draw).toMatchObject({ districtName: 'Kolomba', quarter: '2026-Q1', seed: null, state: 'open' });
    expect((await detailOf(app, 'referralHead', sessionId)).drawCommitment).toBe(draw?.commitment);
    const entries = await app.sql<{ fields: string[] }>(
      `SELECT fields FROM trail.entry WHERE command = 'commit'`,
    );
    expect(entries).toEqual([{ fields: [`commitment:${draw?.commitment ?? ''}`] }]);
    const [kept] = await app.sql<{ seed: Buffer }>('SELECT seed FROM app.draw_seed');
    expect(
      createHash('sha256')
        .update(kept?.seed ?? '')
        .digest('hex'),
    ).toBe(draw?.commitment);
  });

  it('keeps the seed from everybody until the quarter is over', async () => {
    await aSealedAudit(app);
    const [draw] = await draws();
    const early = await as(app, 'focalPoint').get<ProblemDocument>(`/draws/${draw?.id ?? ''}/recipe`);
    expect(early).toMatchObject({ status: 409, body: { code: 'draw.not-revealed' } });
    expect((await draws('coordinator')).map(({ seed }) => seed)).toEqual([null]);
    expect(await draws('otherFocalPoint')).toEqual([]);
    for (const by of ['reviewerOne', 'referralHead', 'asaco', 'partner'] as const) {
      expect([by, (await as(app, by).get('/draws')).status]).toEqual([by, 403]);
    }
  });

  it('makes one draw a district and quarter', async () => {
    await anOpenSession(app);
    await aSealedAudit(app);
    expect(await draws()).toHaveLength(1);
    app.clock.set(AFTER_THE_QUARTER);
    await anOpenSession(app);
    expect((await draws()).map(({ quarter }) => quarter)).toEqual(['2026-Q1']);
  });
});

describe('drawing a case at the seal', () => {
  it('selects every maternal death, with two seats, and keeps rank and probability', async () => {
    const { id } = await aSealedAudit(app);
    expect((await pageOf(app, 'focalPoint', id)).state).toBe('counter-auditing');
    expect(await seats(app)).toHaveLength(2);
    const [drawn] = await app.sql(
      'SELECT phase, probability, selected FROM app.draw_result WHERE case_id = $1',
      [id],
    );
    expect(drawn).toEqual({ phase: 'seal', probability: 1, selected: true });
  });

  it('follows the settings of the district: one seat', async () => {
    await set('review.seats-maternal', 1);
    await aSealedAudit(app);
    expect(await seats(app)).toHaveLength(1);
  });

  it('concludes for now what it leaves out, on the audit alone', async () => {
    await set('draw.maternal', 0);
    const { id, worked } = await aSealedAudit(app);
    const page = await pageOf(app, 'focalPoint', id);
    expect(page.state).toBe('concluded');
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${id}/comparison`);
    expect(body).toMatchObject({ route: 'skipped', items: [] });
    expect(body.columns.find(({ seat }) => seat === 'FINAL')?.answers).toEqual(worked.opinion);
    expect(await seats(app)).toEqual([]);
    const [kept] = await app.sql('SELECT provisional FROM app.death_case WHERE id = $1', [id]);
    expect(kept).toEqual({ provisional: true });
  });
});

describe('a targeted death', () => {
  const older = { age_months: { value: 14 } };
  const inReview = (changes: WorkedCase['review']): WorkedCase => ({
    ...c2,
    review: { ...c2.review, c_age_m: { value: 14 }, ...changes },
  });
  const probabilityOf = async (id: string) =>
    (
      await app.sql<{ probability: number }>('SELECT probability FROM app.draw_result WHERE case_id = $1', [
        id,
      ])
    )[0]?.probability;

  it('is drawn with the targeted share, read from the frozen file: severe malnutrition seen in the centre', async () => {
    await set('draw.other', 0);
    await set('draw.targeted', 1);
    const { id } = await aSealedAudit(app, { worked: inReview({}), answers: older });
    expect((await pageOf(app, 'focalPoint', id)).state).toBe('counter-auditing');
    expect(await probabilityOf(id)).toBe(1);
    await set('draw.targeted', 0.25);
    const other = await aSealedAudit(app, { worked: inReview({}), answers: older });
    expect(await probabilityOf(other.id)).toBe(0.25);
  });
});

describe('the end of a quarter', () => {
  it('tops the sample up to its minimum, makes the rest final and reveals the seed', async () => {
    await set('draw.maternal', 0);
    await set('draw.top-up', 1);
    const left = [await aSealedAudit(app), await aSealedAudit(app), await aSealedAudit(app)];
    await runClock(app);
    expect((await draws())[0]?.state).toBe('open');
    app.clock.set(AFTER_THE_QUARTER);
    await runClock(app);
    const states = await Promise.all(left.map(async ({ id }) => (await pageOf(app, 'focalPoint', id)).state));
    expect([...states].sort()).toEqual(['concluded', 'concluded', 'counter-auditing']);
    const [draw] = await draws();
    expect(draw?.state).toBe('revealed');
    const { fr, en } = ok(
      await as(app, 'focalPoint').get<DrawRecipe>(`/draws/${draw?.id ?? ''}/recipe`),
      'recipe',
    );
    const ranks = recomputed(fr);
    expect(new Set(ranks.map(({ number }) => number))).toEqual(new Set(left.map(({ number }) => number)));
    const [lowest] = [...ranks].sort((one, other) => one.rank - other.rank);
    expect(left[states.indexOf('counter-auditing')]?.number).toBe(lowest?.number);
    expect(recomputed(en)).toEqual(ranks);
    const kept = await app.sql<{ provisional: boolean }>('SELECT DISTINCT provisional FROM app.death_case');
    expect(kept).toEqual([{ provisional: false }]);
    const weights = await app.sql<{ probability: number }>(
      `SELECT probability FROM app.draw_result WHERE phase = 'top-up'`,
    );
    expect(weights).toEqual([{ probability: 1 / 3 }]);
  });

  it('happens once', async () => {
    await aSealedAudit(app);
    app.clock.set(AFTER_THE_QUARTER);
    await runClock(app);
    await runClock(app);
    expect(await app.sql(`SELECT 1 FROM trail.entry WHERE command = 'reveal'`)).toHaveLength(1);
  });

  it('lets a third party notice a seed that is not the one committed to', async () => {
    const { number } = await aSealedAudit(app);
    app.clock.set(AFTER_THE_QUARTER);
    await runClock(app);
    const [draw] = await draws();
    const { fr } = ok(await as(app, 'region').get<DrawRecipe>(`/draws/${draw?.id ?? ''}/recipe`), 'recipe');
    expect(recomputed(fr)).toEqual([expect.objectContaining({ number, selected: true })]);
    const forged = fr.replaceAll(draw?.seed ?? '', createHash('sha256').update('another seed').digest('hex'));
    expect(() => recomputed(forged)).toThrow('not the one committed to');
    expect(() => recomputed(fr.replace(/\t0\.\d{6}\t/, '\t0.999999\t'))).toThrow('another rank');
  });
});
