import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportCountsView } from '../../backend/src/domain/reports/zero-report.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok } from '../support/given-audits.js';
import { runClockAt } from '../support/given-recommendations.js';
import { tellDeaths } from '../support/given-reports.js';
import type { CastMember } from '../support/people.js';
import { readXlsx } from '../support/spreadsheet.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const view = async (by: CastMember): Promise<ReportCountsView> =>
  ok(await as(app, by).get<ReportCountsView>('/reports/counts'), 'counts');

/** The deaths of a week as a reader gets them, by place: what is told, or how it is hidden. */
async function deathsOf(by: CastMember, week: string): Promise<Readonly<Record<string, number | string>>> {
  const { items } = await view(by);
  return Object.fromEntries(
    items
      .filter(({ period }) => period === week)
      .map(({ placeName, placeKind, mark, deaths }) => [`${placeKind} ${placeName}`, deaths ?? mark]),
  );
}

describe('deaths outside the district', () => {
  beforeAll(async () => {
    await runClockAt(app, '2026-03-09T06:00:00Z');
    await tellDeaths(app, 'midwife', 'CSCOM-DEMO-01', '2026-W10', 1);
    await tellDeaths(app, 'referralMidwife', 'CSREF-DEMO', '2026-W10', 1);
    await tellDeaths(app, 'otherHead', 'CSCOM-DEMO-03', '2026-W10', 3);
    await runClockAt(app, '2026-03-16T06:00:00Z');
    await tellDeaths(app, 'midwife', 'CSCOM-DEMO-01', '2026-W11', 2);
    await tellDeaths(app, 'referralMidwife', 'CSREF-DEMO', '2026-W11', 4);
    await tellDeaths(app, 'otherHead', 'CSCOM-DEMO-03', '2026-W11', 1);
  });

  it('are to come while late reports may change them', async () => {
    await runClockAt(app, '2026-03-21T23:59:00Z');
    expect(await deathsOf('region', '2026-W10')).toEqual({
      'region Wolonka': 'to-come',
      'district Farakélé': 'to-come',
      'district Kolomba': 'to-come',
    });
    expect(await app.sql("SELECT FROM app.published_count WHERE period = '2026-W10'")).toEqual([]);
  });

  it('are published two weeks after the end, and a total that leaves every small number open is told', async () => {
    await runClockAt(app, '2026-03-22T00:01:00Z');
    const region = { 'region Wolonka': 5, 'district Farakélé': 'small', 'district Kolomba': 'small' };
    expect(await deathsOf('region', '2026-W10')).toEqual(region);
    expect(await deathsOf('national', '2026-W10')).toEqual({
      'country Mali': 5,
      ...region,
      'region Djitoumala': 'silent',
      'district Djitoumala': 'silent',
    });
  });

  it('are told from 5 on, without the total that would give the next district away', async () => {
    await runClockAt(app, '2026-03-29T06:00:00Z');
    expect(await deathsOf('national', '2026-W11')).toEqual({
      'country Mali': 'withheld',
      'region Wolonka': 'withheld',
      'district Farakélé': 'small',
      'district Kolomba': 6,
      'region Djitoumala': 'silent',
      'district Djitoumala': 'silent',
    });
  });

  it('leave as a file with what is hidden still hidden', async () => {
    for (const by of ['region', 'national'] as const) {
      const { bytes, status } = await as(app, by).take('/reports/export', { format: 'xlsx' });
      expect(status).toBe(200);
      const lines = readXlsx(bytes).rows.filter(([period]) => period === '2026-W11');
      const told = lines.map(([, , , place = '', kind = '', , , , , deaths = '', note = '']) => [
        `${kind} ${place}`,
        deaths,
        note,
      ]);
      expect(told.filter(([, deaths]) => deaths !== '')).toEqual([['district Kolomba', '6', 'publié']]);
      expect(told).toContainEqual(['district Farakélé', '', 'moins de 5']);
      expect(told).toContainEqual(['toute la région Wolonka', '', 'retenu']);
    }
  });

  it('stand beside the reports as they come now', async () => {
    const { items, periods } = await view('region');
    expect(periods).toHaveLength(12);
    const counts = items
      .filter(({ period }) => period === '2026-W10')
      .map(({ placeName, expected, received, onTime, missing, smallest }) => [
        ...[placeName, expected, received, onTime, missing, smallest],
      ]);
    expect(counts).toEqual([
      ['Wolonka', 7, 3, 3, 4, 5],
      ['Farakélé', 2, 1, 1, 1, 5],
      ['Kolomba', 5, 2, 2, 3, 5],
    ]);
  });

  it('do not change by what comes later: the difference would be the number', async () => {
    const weeks = ['2026-W10', '2026-W11'];
    const before = await Promise.all(weeks.map((week) => deathsOf('national', week)));
    await tellDeaths(app, 'neighbourHead', 'CSCOM-DEMO-02', '2026-W10', 1);
    await tellDeaths(app, 'neighbourHead', 'CSCOM-DEMO-02', '2026-W11', 1);
    await app.sql(`UPDATE app.zero_report SET deaths = 9 WHERE n > 0`);
    const country = await app.sql<{ id: number }>(`SELECT id FROM app.place WHERE kind = 'country'`);
    ok(
      await as(app, 'admin').put('/settings', {
        ...{ placeId: country[0]?.id, key: 'aggregates.smallest-cell', value: 7 },
      }),
      'setting',
    );
    await runClockAt(app, '2026-03-29T06:01:00Z');
    expect(await Promise.all(weeks.map((week) => deathsOf('national', week)))).toEqual(before);
    const { items } = await view('region');
    expect(
      items.find(({ period, placeName }) => period === '2026-W10' && placeName === 'Kolomba'),
    ).toMatchObject({ received: 3, mark: 'small', deaths: null, smallest: 5 });
  });

  it('follow the strictest limit that any place gives, the same for all readers', async () => {
    const placeId = await app.place('DISTRICT-DEMO-3');
    const give = (value: number) =>
      as(app, 'admin').put('/settings', { placeId, key: 'aggregates.smallest-cell', value });
    expect((await give(4)).status).toBe(422);
    ok(await give(8), 'setting');
    await runClockAt(app, '2026-03-30T06:00:00Z');
    await tellDeaths(app, 'midwife', 'CSCOM-DEMO-01', '2026-W13', 7);
    await tellDeaths(app, 'otherHead', 'CSCOM-DEMO-03', '2026-W13', 9);
    await runClockAt(app, '2026-04-12T06:00:00Z');
    expect(await deathsOf('region', '2026-W13')).toEqual({
      'region Wolonka': 'withheld',
      'district Farakélé': 9,
      'district Kolomba': 'small',
    });
  });
});

describe('a week of which nothing came', () => {
  it('is not published as silence, but a week after the first report', async () => {
    const week = '2026-W12';
    expect(await deathsOf('region', week)).toMatchObject({ 'district Kolomba': 'to-come' });
    await tellDeaths(app, 'midwife', 'CSCOM-DEMO-01', week, 0);
    await runClockAt(app, '2026-04-19T05:59:00Z');
    expect(await deathsOf('region', week)).toMatchObject({ 'district Kolomba': 'to-come' });
    await tellDeaths(app, 'otherHead', 'CSCOM-DEMO-03', week, 12);
    await runClockAt(app, '2026-04-19T06:00:00Z');
    expect(await deathsOf('region', week)).toEqual({
      'region Wolonka': 12,
      'district Farakélé': 12,
      'district Kolomba': 0,
    });
  });
});

describe('the published table', () => {
  it('holds no small number, and takes none', async () => {
    expect(
      await app.sql(
        `SELECT FROM app.published_count WHERE deaths BETWEEN 1 AND 4 OR (mark <> 'told') = (deaths IS NOT NULL)`,
      ),
    ).toEqual([]);
    const insert = (deaths: number) =>
      app.sql(
        `INSERT INTO app.published_count (period, place_id, mark, deaths, smallest, published_at) VALUES ('2026-W01', $1, 'told', $2, 5, now())`,
        [1, deaths],
      );
    await expect(insert(4)).rejects.toThrow('published_count_small');
    await expect(app.sql('UPDATE app.published_count SET deaths = 12')).rejects.toThrow('append-only');
  });

  it('is read in pieces: a region has no row of another', async () => {
    const { items } = await view('region');
    expect(new Set(items.map(({ placeName }) => placeName))).toEqual(
      new Set(['Wolonka', 'Farakélé', 'Kolomba']),
    );
  });
});
