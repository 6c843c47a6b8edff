import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppModule } from '../../backend/src/app.module.js';
import type { CaseRow } from '../../backend/src/domain/cases/case.js';
import type { JournalEntryView } from '../../backend/src/domain/journal/entry.js';
import type { Page } from '../../backend/src/domain/receipt.js';
import type { RecommendationRow } from '../../backend/src/domain/recommendations/recommendation.js';
import { statesFr } from '../../backend/src/domain/texts/states.fr.js';
import { JournalSealer } from '../../backend/src/journal/journal-sealer.js';
import { createServer } from '../../backend/src/platform/http/server.js';
import { hashOf } from '../../backend/src/platform/security/sign-ins.js';
import { as, newId, type Caller } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConcludedCase, ok } from '../support/given-audits.js';
import { runClockAt } from '../support/given-recommendations.js';
import { aConfirmedDeath, aNotifiedDeath, CANARIES } from '../support/given.js';
import { idOf, people, tokenOf, type CastMember } from '../support/people.js';
import { readCsv, readXlsx, unzip } from '../support/spreadsheet.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
let second: string;
beforeAll(async () => {
  app = await startApp();
  await aConcludedCase(app);
  ({ id: second } = await aConfirmedDeath(app));
  await aNotifiedDeath(app);
});
afterAll(() => app.close());

beforeEach(() => app.sql('DELETE FROM app.allowance'));

const take = (by: CastMember, list: string, body: object): ReturnType<Caller['take']> =>
  as(app, by).take(`/${list}/export`, body);

async function linesOf(by: CastMember): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return app.sql(
    `SELECT command, subject, outcome, fields, code, hashes, district_id AS district FROM trail.entry
     WHERE person_id = $1 AND command LIKE 'export%' ORDER BY seq`,
    [idOf(by)],
  );
}

async function screenOf(by: CastMember, query = ''): Promise<readonly CaseRow[]> {
  return ok(await as(app, by).get<Page<CaseRow>>(`/cases?limit=100${query}`), 'list').items;
}

describe('the list of cases as a file', () => {
  it('holds the lines and the columns of the screen', async () => {
    const { bytes, headers } = await take('head', 'cases', { format: 'csv' });
    const shown = await screenOf('head');
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const { header, rows } = readCsv(bytes);
    expect(header).toEqual([
      'N° de cas',
      'Type',
      'Étape',
      'Tour',
      'Suspension',
      'Structure responsable',
      'Date du décès',
      'Notifié le',
    ]);
    expect(rows.map(([number, , state]) => [number, state])).toEqual(
      shown.map(({ number, state }) => [number, statesFr.case[state]]),
    );
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['cache-control']).toContain('no-store');
  });

  it('holds the lines that the filter leaves, in words', async () => {
    const read = readCsv(
      (await take('focalPoint', 'cases', { format: 'csv', state: 'documenting', search: 'DNB' })).bytes,
    );
    const shown = await screenOf('focalPoint', '&state=documenting&search=DNB');
    expect(read.rows.map(([number]) => number)).toEqual(shown.map(({ number }) => number));
    expect(read.notes).toContain('Filtre : étape = Documentation · recherche = DNB');
    expect(read.rows.length).toBeLessThan((await screenOf('focalPoint')).length);
  });

  it('is refused when a filter is emptied', async () => {
    for (const filter of ['state', 'kind', 'search'])
      expect((await take('head', 'cases', { format: 'csv', [filter]: null })).status).toBe(422);
    expect((await take('region', 'reports', { format: 'csv', type: null })).status).toBe(422);
  });

  it('is a workbook with the same lines, days as days and texts as texts', async () => {
    const { bytes, headers } = await take('head', 'cases', { format: 'xlsx' });
    const read = readXlsx(bytes);
    expect(read.rows.map(([number]) => number)).toEqual((await screenOf('head')).map(({ number }) => number));
    expect(read.cells.filter(({ isFormula }) => isFormula)).toEqual([]);
    expect(new Set(read.cells.filter(({ at }) => at.startsWith('A')).map(({ type }) => type))).toEqual(
      new Set(['inlineStr']),
    );
    expect(read.cells.find(({ at }) => at === 'G2')?.type).toBe('n');
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="denba-cas-CONFIDENTIEL-.*\.xlsx"$/,
    );
  });

  it('tells nobody’s name, and nothing of a case that its reader is kept from', async () => {
    await app.sql(`INSERT INTO app.case_bar (person_id, case_id, reason) VALUES ($1, $2, 'conflict')`, [
      idOf('referralHead'),
      second,
    ]);
    for (const by of ['head', 'focalPoint', 'referralHead', 'otherFocalPoint'] as const) {
      const { text } = await take(by, 'cases', { format: 'csv' });
      for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary);
      const shown = await screenOf(by);
      expect(readCsv(Buffer.from(text)).rows.map(([number]) => number)).toEqual(
        shown.map(({ number }) => number),
      );
      expect(shown.some(({ id }) => id === second)).toBe(by === 'head' || by === 'focalPoint');
    }
  });

  it('cannot be made to run by the name of a place', async () => {
    const [place] = (await screenOf('head')).map(({ placeName }) => placeName);
    const called = (name: string, before: string): Promise<unknown> =>
      app.sql('UPDATE app.place SET name = $1 WHERE name = $2', [name, before]);
    await called('=HYPERLINK("http://x")', place ?? '');
    const { bytes } = await take('head', 'cases', { format: 'csv' });
    await called(place ?? '', '=HYPERLINK("http://x")');
    expect(readCsv(bytes).rows[0]?.[5]).toBe(`'=HYPERLINK("http://x")`);
  });
});

describe('a file that left', () => {
  it('says who took it, when, and that it is confidential, wherever it is opened', async () => {
    await app.nest.get(JournalSealer, { strict: false }).seal(app.clock.now());
    const [head] = await app.sql<{ root: string }>(
      `SELECT encode(root, 'hex') AS root FROM trail.head ORDER BY seq DESC LIMIT 1`,
    );
    const seal = (head?.root ?? '').slice(0, 8);
    const spaced = `${seal.slice(0, 4)} ${seal.slice(4)}`;
    const csv = await take('head', 'cases', { format: 'csv' });
    const { notes } = readCsv(csv.bytes);
    expect(notes[0]).toMatch(/^Confidentiel\. /);
    expect(notes[1]).toContain(`exporté par ${people.head} (`);
    expect(notes.join(' ')).toContain(`Sceau du journal : ${spaced}`);
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="denba-cas-CONFIDENTIEL-dtc-/);
    expect(csv.headers['content-disposition']).toContain(`-${seal}.csv"`);
    const parts = unzip((await take('head', 'cases', { format: 'xlsx' })).bytes);
    for (const path of ['docProps/core.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']) {
      expect(parts.get(path)).toContain(people.head);
      expect(parts.get(path)?.toLowerCase()).toContain('confidentiel');
      expect(parts.get(path)).toContain(spaced);
    }
  });

  it('leaves its line: who, which list, which filters, how many lines', async () => {
    const before = (await linesOf('focalPoint')).length;
    await take('focalPoint', 'cases', { format: 'xlsx', kind: 'MAT', search: 'Missala' });
    const [line] = (await linesOf('focalPoint')).slice(before);
    const n = (await screenOf('focalPoint', '&kind=MAT&search=Missala')).length;
    expect(line).toMatchObject({
      command: 'export-cases',
      subject: 'case',
      outcome: 'done',
      fields: ['xlsx', 'kind', 'search'],
      code: `lines-${String(n)}`,
      district: await app.place('DISTRICT-DEMO'),
    });
    expect(JSON.stringify(line)).not.toContain('Missala');
    expect(Object.keys(line?.['hashes'] as object)).toEqual(['kind', 'search']);
  });

  it('has not left when the journal has no room, and is counted when it has', async () => {
    const constraint = `ALTER TABLE trail.entry ADD CONSTRAINT no_room CHECK (command <> 'export-cases') NOT VALID`;
    await app.sql(constraint);
    const refused = await take('head', 'cases', { format: 'csv' });
    await app.sql('ALTER TABLE trail.entry DROP CONSTRAINT no_room');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.text).not.toContain('DNB-');
    expect(await app.sql('SELECT FROM app.allowance')).toEqual([]);
    expect((await take('head', 'cases', { format: 'csv' })).text).toContain('DNB-');
    expect(await app.sql('SELECT FROM app.allowance')).toHaveLength(1);
  });

  it('asks who is there when the last proof is old', async () => {
    const login = Buffer.from(hashOf(tokenOf('neighbourHead')), 'hex');
    await app.sql(`UPDATE app.login SET proved_at = '2026-01-01Z' WHERE token_hash = $1`, [login]);
    const { status, text } = await take('neighbourHead', 'cases', { format: 'csv' });
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([403, 'session.prove']);
    await app.sql(`UPDATE app.login SET proved_at = '2100-01-01Z' WHERE token_hash = $1`, [login]);
    expect((await take('neighbourHead', 'cases', { format: 'csv' })).status).toBe(200);
  });
});

describe('five files an hour', () => {
  it('are counted one by one, also when ten are asked for at once, and repeated ones too', async () => {
    const key = newId();
    const repeated = [key, key].map((one) =>
      as(app, 'head').take('/cases/export', { format: 'csv' }, { key: one }),
    );
    const others = Array.from({ length: 8 }, () => take('head', 'cases', { format: 'csv' }));
    const answers = await Promise.all([...repeated, ...others]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(5);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers['retry-after']).toBe('3600');
    expect((JSON.parse(refused?.text ?? '') as { detail: unknown }).detail).toEqual({
      fr: 'On exporte 5 fois par heure au plus. Le prochain sera possible dans 60 min.',
      en: 'At most 5 exports an hour. The next one is possible in 60 min.',
    });
    expect((await take('focalPoint', 'cases', { format: 'csv' })).status).toBe(200);
  });

  it('are remembered by another server, and forgotten after the hour', async () => {
    for (let n = 0; n < 5; n += 1) await take('head', 'cases', { format: 'csv' });
    const again = await createServer(AppModule.with(app.config, app.clock), app.config);
    const other = { ...app, nest: again };
    const limited = await as(other, 'head').take('/cases/export', { format: 'csv' });
    await again.close();
    expect(limited.status).toBe(429);
    app.clock.advance(3_600_000 + 1000);
    expect((await take('head', 'cases', { format: 'csv' })).status).toBe(200);
  });
});

describe('looking for resembling deaths', () => {
  it('is answered twenty times an hour', async () => {
    const answers = { death_date: { value: '2026-03-03' } };
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1)
      statuses.push((await as(app, 'midwife').post('/cases/similar', { answers })).status);
    expect(statuses).toEqual([...Array<number>(20).fill(200), 429]);
    app.clock.advance(3_600_000 + 1000);
    expect((await as(app, 'midwife').post('/cases/similar', { answers })).status).toBe(200);
  });
});

describe('the recommendations as a file', () => {
  it('are those of the screen, for each who may take them', async () => {
    for (const by of ['head', 'focalPoint', 'region', 'national'] as const) {
      const { items } = ok(
        await as(app, by).get<Page<RecommendationRow>>('/recommendations?limit=100'),
        'recommendations',
      );
      const { rows } = readCsv((await take(by, 'recommendations', { format: 'csv' })).bytes);
      expect(rows.map(([action]) => action)).toEqual(items.map(({ action }) => action));
    }
  });
});

describe('a file of several districts', () => {
  /** Lines of the file by the district they tell of; a total tells of none. */
  async function takenBy(by: CastMember): Promise<ReadonlyMap<string, number>> {
    const { rows } = readCsv((await take(by, 'reports', { format: 'csv' })).bytes);
    const districts = rows.filter(([, , , , kind]) => kind === 'district').map(([, , , place]) => place);
    return new Map([...Map.groupBy(districts, String)].map(([place, { length }]) => [place, length]));
  }

  it('leaves a line for each of them, with what was taken of it, beside that of the whole', async () => {
    await runClockAt(app, '2026-03-09T06:00:00Z');
    const before = (await linesOf('region')).length;
    const taken = await takenBy('region');
    const [whole, ...others] = (await linesOf('region')).slice(before);
    expect([...taken.keys()].sort()).toEqual(['Farakélé', 'Kolomba']);
    expect(whole).toMatchObject({ command: 'export-counts', fields: ['csv', 'type'], district: null });
    const told = new Map([
      [await app.place('DISTRICT-DEMO'), taken.get('Kolomba')],
      [await app.place('DISTRICT-DEMO-2'), taken.get('Farakélé')],
    ]);
    expect(new Map(others.map(({ district, code }) => [district, code]))).toEqual(
      new Map([...told].map(([district, n]) => [district, `lines-${String(n)}`])),
    );
    expect(others).toHaveLength(2);
  });

  it('is told to the focal point of each, whoever took it, and to nobody else', async () => {
    await takenBy('national');
    const toldTo = async (reader: CastMember): Promise<readonly unknown[]> => {
      const path = `/journal?limit=100&command=export-counts&username=${people.national}`;
      const { items } = ok(await as(app, reader).get<Page<JournalEntryView>>(path), 'journal');
      return items.map(({ role, reason }) => [role, reason]);
    };
    const taken = await takenBy('national');
    const own = [['national-viewer', `lines-${String(taken.get('Kolomba'))}`]];
    expect(await toldTo('focalPoint')).toEqual([...own, ...own]);
    expect(await toldTo('head')).toEqual([]);
  });
});
