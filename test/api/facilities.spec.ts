import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  FacilityImportView,
  PlaceView,
  SettingView,
} from '../../backend/src/domain/facilities/place.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import { type Answer, as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';

const NATIONAL_LIST = new URL('../../../shared/data/mali/facilities.csv', import.meta.url);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const names = ({ body }: Answer<Page<PlaceView>>) => body.items.map(({ name }) => name);
const places = (query: string) => as(app, 'admin').get<Page<PlaceView>>(`/places?${query}`);

/** Starts an import as the administrator and watches it to its end. */
async function imported(csv: string): Promise<FacilityImportView> {
  const id = newId();
  const started = await as(app, 'admin').post('/facility-imports', { id, fileName: 'liste.csv', csv });
  expect(started.status).toBe(201);
  for (;;) {
    const { body } = await as(app, 'admin').get<FacilityImportView>(`/facility-imports/${id}`);
    if (body.state !== 'running') return body;
    await pause(20);
  }
}

describe('the tree of places', () => {
  it('is read by everybody signed in, each place with the names above it', async () => {
    const answer = await as(app, 'relais').get<Page<PlaceView>>('/places?search=nièbala&kind=cscom');
    expect(answer.body.items).toEqual([
      expect.objectContaining({
        name: 'CSCom de Nièbala',
        code: 'CSCOM-DEMO-01',
        within: ['Wolonka', 'Kolomba', 'Nièbala', 'Aire de Nièbala'],
        partner: true,
        districtId: await app.place('DISTRICT-DEMO'),
      }),
    ]);
  });

  it('is paged without loss or repetition', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await places(`kind=region&limit=7${cursor}`);
      seen.push(...body.items.map(({ name }) => name));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(22);
    expect(new Set(seen).size).toBe(22);
  });

  it('gives one place, or nothing when there is none', async () => {
    const id = await app.place('CSREF-DEMO');
    expect((await as(app, 'head').get<PlaceView>(`/places/${id}`)).body.name).toBe('CSRéf de Kolomba');
    for (const unknown of ['999999', 'abc', '-1', '99999999999999']) {
      expect((await as(app, 'head').get(`/places/${unknown}`)).status).toBe(404);
    }
  });

  it('grows by the administrator alone, and only where a place may lie', async () => {
    const parentId = await app.place('COMMUNE-DEMO-01');
    const body = { kind: 'health-area', name: 'Aire de Sanankoro', parentId };
    expect((await as(app, 'focalPoint').post('/places', body)).status).toBe(403);
    const created = await as(app, 'admin').post<Receipt>('/places', body);
    expect(created.status).toBe(201);
    const { body: place } = await as(app, 'admin').get<PlaceView>(`/places/${created.body.id}`);
    expect(place.path.at(-2)).toBe(parentId);
    const again = await as(app, 'admin').post('/places', { ...body, name: 'AIRE DE  SANANKORO' });
    expect([again.status, again.body['code']]).toEqual([409, 'place.taken']);
    const misplaced = await as(app, 'admin').post('/places', { ...body, kind: 'region', name: 'Ailleurs' });
    expect([misplaced.status, misplaced.body['code']]).toEqual([422, 'place.parent-kind']);
  });

  it('changes against the version that was looked at', async () => {
    const id = await app.place('PRIVATE-DEMO');
    const stale = await as(app, 'admin').patch(`/places/${id}`, { name: 'Clinique Dème' }, { version: 7 });
    expect([stale.status, stale.body['code']]).toEqual([409, 'stale']);
    const none = await as(app, 'admin').patch(`/places/${id}`, { name: 'Clinique Dème' });
    expect([none.status, none.body['code']]).toEqual([422, 'version.missing']);
    const done = await as(app, 'admin').patch<Receipt>(`/places/${id}`, { partner: true }, { version: 1 });
    expect(done.body.version).toBe(2);
  });
});

describe('importing a list of facilities', () => {
  const LIST = [
    'Nom;Type;Région;District;Latitude;Longitude',
    'CSCOM de Sabalibougou;CSCom;Bamako;;12,60;-8,00',
    'Cscom Sabalibougou;CSCom;BAMAKO;;;',
    'CSCom de Wolobara;CSCom;Wolonka;Kolomba;;',
    'CSCom de Wolobara;CSCom;Wolonka;Kolomba;;',
    'Clinique du Fleuve;Clinique;Segou;;13.43;-6.26',
    ';CSCom;Bamako;;;',
    'CSCom X;CSCom;Atlantide;;;',
    'CSCom Y;CSCom;Wolonka;Nulle part;;',
    'CSCom Z;Boutique;Bamako;;;',
    'CSCom Q;CSCom;Bamako;;48.8;2.3',
    'CSCom trop court;CSCom',
  ].join('\r\n');

  it('reports what was created, found again, and refused with its line and reason', async () => {
    const report = await imported(LIST);
    expect(report).toMatchObject({ state: 'finished', total: 11, done: 11, created: 3, unchanged: 1 });
    expect(report.nearDuplicates).toEqual([
      { line: 3, name: 'Cscom Sabalibougou', existing: 'CSCOM de Sabalibougou' },
    ]);
    expect(report.refused.map(({ line, code }) => [line, code])).toEqual([
      [5, 'line.repeated'],
      [7, 'line.name-missing'],
      [8, 'line.region-unknown'],
      [9, 'line.district-unknown'],
      [10, 'line.kind-unknown'],
      [11, 'line.coordinates'],
      [12, 'line.columns'],
    ]);
  });

  it('twice changes nothing', async () => {
    const before = await app.sql('SELECT * FROM app.place ORDER BY id');
    const report = await imported(LIST);
    expect(report).toMatchObject({ created: 0, unchanged: 4 });
    expect(await app.sql('SELECT * FROM app.place ORDER BY id')).toEqual(before);
  });

  it.each([
    ['', 'request.invalid'],
    ['\n\n', 'import.empty'],
    ['Nom;Type;Région\n', 'import.empty'],
    ['Nom;Région\nCSCom A;Bamako\n', 'import.column-missing'],
    ['12;34\n56;78\n', 'import.no-heading'],
  ])('refuses %j whole with %s', async (csv, code) => {
    const answer = await as(app, 'admin').post('/facility-imports', { id: newId(), fileName: 'x.csv', csv });
    expect([answer.status, answer.body['code']]).toEqual([422, code]);
  });

  it('refuses a file of too many lines', async () => {
    const csv = `Nom;Type;Région\n${'a;b;c\n'.repeat(20_001)}`;
    const answer = await as(app, 'admin').post('/facility-imports', { id: newId(), fileName: 'x.csv', csv });
    expect([answer.status, answer.body['code']]).toEqual([422, 'import.too-long']);
  });

  it('is not for a focal point', async () => {
    const answer = await as(app, 'focalPoint').post('/facility-imports', {
      id: newId(),
      fileName: 'x.csv',
      csv: LIST,
    });
    expect(answer.status).toBe(403);
  });
});

describe('the national list', () => {
  const there = existsSync(NATIONAL_LIST);
  (there ? it : it.skip)('imports whole, and twice changes nothing', async () => {
    const csv = readFileSync(NATIONAL_LIST, 'utf8');
    const first = await imported(csv);
    expect(first).toMatchObject({ state: 'finished', total: 1478, done: 1478, created: 1478, refused: [] });
    const second = await imported(csv);
    expect(second).toMatchObject({ created: 0, unchanged: 1478, refused: [], nearDuplicates: [] });
    expect(names(await places('search=abosac'))).toEqual(['CSCom Abosac']);
  });
});

describe('the district of imported facilities', () => {
  it('is given to one or many at a time, inside their region', async () => {
    const district = await as(app, 'admin').post<Receipt>('/places', {
      kind: 'district',
      name: 'Commune V',
      parentId: (await places('kind=region&search=bamako')).body.items[0]?.id,
    });
    const districtId = Number(district.body.id);
    await imported('Nom,Type,Région\nCSCom Un,CSCom,Bamako\nCSCom Deux,CSCom,Bamako\n');
    const without = (await places('without=district&kind=cscom&limit=100&search=un')).body.items;
    const ids = [
      without.find(({ name }) => name === 'CSCom Un'),
      (await places('search=deux')).body.items[0],
    ].map((place) => place?.id ?? 0);
    const answer = await as(app, 'admin').post<Receipt>('/places/assign-district', {
      placeIds: ids,
      districtId,
    });
    expect(answer.status).toBe(201);
    for (const id of ids) {
      expect((await as(app, 'admin').get<PlaceView>(`/places/${id}`)).body.districtId).toBe(districtId);
    }
  });

  it('is refused for another region, for what is no facility, and for what is no district: all or none', async () => {
    const kolomba = await app.place('DISTRICT-DEMO');
    const assign = async (placeIds: readonly number[], districtId: number) => {
      const { status, body } = await as(app, 'admin').post('/places/assign-district', {
        placeIds,
        districtId,
      });
      return [status, body['code']];
    };
    const cscom = await app.place('CSCOM-DEMO-04');
    const csref = await app.place('CSREF-DEMO-2');
    expect(await assign([csref, cscom], kolomba)).toEqual([422, 'place.other-region']);
    expect(await assign([await app.place('V-M1')], kolomba)).toEqual([422, 'place.not-facility']);
    expect(await assign([cscom], csref)).toEqual([422, 'place.not-district']);
    const [row] = await app.sql<{ district_id: number }>('SELECT district_id FROM app.place WHERE id = $1', [
      csref,
    ]);
    expect(row?.district_id).toBe(await app.place('DISTRICT-DEMO-2'));
  });
});

describe('settings', () => {
  const value = async (place: string, key: string) => {
    const { body } = await as(app, 'admin').get<readonly SettingView[]>(
      `/settings?place=${await app.place(place)}`,
    );
    return body.find((setting) => setting.key === key);
  };
  const put = async (place: string, key: string, given: unknown) =>
    as(app, 'admin').put('/settings', { placeId: await app.place(place), key, value: given });

  it('have a usual value until a place gives another, and the nearest place wins', async () => {
    const key = 'audit.maternal-days';
    expect(await value('CSCOM-DEMO-01', key)).toEqual({ key, value: 7, default: 7, placeId: null });
    await put('ML', key, 10);
    await put('DISTRICT-DEMO', key, 14);
    expect(await value('CSCOM-DEMO-01', key)).toMatchObject({
      value: 14,
      placeId: await app.place('DISTRICT-DEMO'),
    });
    expect(await value('CSCOM-DEMO-03', key)).toMatchObject({ value: 10 });
    await put('DISTRICT-DEMO', key, null);
    expect(await value('CSCOM-DEMO-01', key)).toMatchObject({ value: 10 });
  });

  it.each([
    ['audit.maternal-days', 0, 'setting.bounds'],
    ['audit.maternal-days', 1.5, 'setting.type'],
    ['audit.maternal-days', '7', 'setting.type'],
    ['audit.maternal-days', { a: 1 }, 'setting.type'],
    ['no.such', 1, 'setting.unknown'],
    ['no.such', null, 'setting.unknown'],
    ['constructor', 1, 'setting.unknown'],
  ])('refuse %s = %j with %s', async (key, given, code) => {
    const answer = await put('ML', key, given);
    expect([answer.status, answer.body['code']]).toEqual([422, code]);
  });

  it('are changed by the administrator alone', async () => {
    const body = { placeId: await app.place('ML'), key: 'audit.maternal-days', value: 9 };
    expect((await as(app, 'focalPoint').put('/settings', body)).status).toBe(403);
  });
});
