import { describe, expect, it } from '@jest/globals';
import {
  columnsOf,
  type KnownFacility,
  type ListedFacility,
  readLine,
  sameFacility,
} from './facility-list.js';

const HEADING = ['Nom', 'Type', 'Région', 'Latitude', 'Longitude'];
const columns = columnsOf(HEADING);
const read = (...cells: readonly string[]) => {
  if ('missing' in columns) throw new Error(columns.missing);
  return readLine(cells, 2, columns);
};

describe('the heading of a list of facilities', () => {
  it('is understood in French and in English, in any order', () => {
    expect(columnsOf(['Country', 'Admin1', 'Facility name', 'Facility type', 'Lat', 'Long'])).toEqual({
      positions: { region: 1, name: 2, kind: 3, latitude: 4, longitude: 5 },
      width: 6,
    });
    expect(columns).toEqual({
      positions: { name: 0, kind: 1, region: 2, latitude: 3, longitude: 4 },
      width: 5,
    });
  });

  it('without the type says so', () => {
    expect(columnsOf(['Nom', 'Région'])).toEqual({ missing: 'facility type' });
  });
});

describe('a line of a list of facilities', () => {
  it('is a facility, its name in French', () => {
    expect(
      read('Abosac Community Health Centre', 'Community Health Centre', 'Bamako', '12.63364', '-7,98637'),
    ).toEqual({
      line: 2,
      name: 'CSCom Abosac',
      key: 'abosac',
      kind: 'cscom',
      region: 'Bamako',
      district: null,
      latitude: 12.63364,
      longitude: -7.98637,
      code: null,
    });
  });

  it.each([
    ['line.columns', ['CSCom Koro', 'CSCom', 'Mopti']],
    ['line.name-missing', ['  ', 'CSCom', 'Mopti', '', '']],
    ['line.kind-unknown', ['Koro', 'Pharmacie', 'Mopti', '', '']],
    ['line.coordinates', ['Koro', 'CSCom', 'Mopti', '48.85', '2.35']],
    ['line.coordinates', ['Koro', 'CSCom', 'Mopti', 'nord', '-3']],
    ['line.coordinates', ['Koro', 'CSCom', 'Mopti', '14.0', 'NA']],
    ['field.too-long', ['x'.repeat(161), 'CSCom', 'Mopti', 'NA', 'NA']],
  ])('is refused with %s', (code, cells) => {
    expect(read(...cells)).toMatchObject({ line: 2, code });
  });
});

describe('whether a line means a known facility', () => {
  const known = (latitude: number | null, longitude: number | null): KnownFacility => ({
    id: 1,
    name: 'CSCom de Sabalibougou',
    key: 'sabalibougou',
    kind: 'cscom',
    regionId: 2,
    districtId: null,
    latitude,
    longitude,
  });
  const listed = (latitude: number | null, longitude: number | null) =>
    ({ latitude, longitude }) as unknown as ListedFacility;

  it.each([
    ['at the same point', known(12.5, -8), listed(12.5, -8), true],
    ['when the line has no point', known(12.5, -8), listed(null, null), true],
    ['when the place has no point', known(null, null), listed(12.5, -8), true],
    ['not at another point', known(12.5, -8), listed(14.5, -8), false],
  ])('%s', (_case, place, line, expected) => {
    expect(sameFacility(line, [place]) !== undefined).toBe(expected);
  });
});
