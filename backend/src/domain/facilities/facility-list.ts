import type { PlaceKind } from '../accounts/person.js';
import { normalName } from './place-name.js';
import { isInMali } from './place-tree.js';
import type { RefusedLine } from './place.js';

/** The columns a list may have, by every heading they are known under. */
const HEADINGS = {
  name: [
    'facility name',
    'name',
    'nom',
    'structure',
    'nom de la structure',
    'etablissement',
    'formation sanitaire',
  ],
  kind: ['facility type', 'type', 'kind', 'type de structure', 'categorie'],
  region: ['admin1', 'region', 'admin 1'],
  district: ['admin2', 'district', 'district sanitaire', 'cercle'],
  latitude: ['lat', 'latitude'],
  longitude: ['long', 'lon', 'lng', 'longitude'],
  code: ['code', 'code structure', 'identifiant'],
} as const;
type Column = keyof typeof HEADINGS;

const REQUIRED: readonly Column[] = ['name', 'kind', 'region'];

/** Kinds of facility by how lists in French and English call them. */
const KINDS: Readonly<Record<string, PlaceKind>> = {
  'community health centre': 'cscom',
  'community health center': 'cscom',
  'centre de sante communautaire': 'cscom',
  cscom: 'cscom',
  'referral health centre': 'csref',
  'referral health center': 'csref',
  'centre de sante de reference': 'csref',
  csref: 'csref',
  hospital: 'hospital',
  'university hospital': 'hospital',
  'regional hospital': 'hospital',
  hopital: 'hospital',
  'hopital regional': 'hospital',
  chu: 'hospital',
  clinic: 'private',
  polyclinic: 'private',
  clinique: 'private',
  polyclinique: 'private',
  cabinet: 'private',
  prive: 'private',
  private: 'private',
};

/** English endings of names, which French screens show as their French beginning. */
const FRENCH_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(.*\S)\s+Community Health (?:Centre|Center)$/i, 'CSCom $1'],
  [/^(.*\S)\s+Referral Health (?:Centre|Center)$/i, 'CSRéf $1'],
  [/^(.*\S)\s+Regional Hospital$/i, 'Hôpital régional $1'],
  [/^(.*\S)\s+University Hospital$/i, 'CHU $1'],
  [/^(.*\S)\s+Hospital$/i, 'Hôpital $1'],
  [/^(.*\S)\s+Polyclinic$/i, 'Polyclinique $1'],
  [/^(.*\S)\s+Clinic$/i, 'Clinique $1'],
];

const LONGEST_NAME = 160;

/** One line of a list that can be kept. `key` is the normal name; `line` counts from 1, the heading included. */
export interface ListedFacility {
  readonly line: number;
  readonly name: string;
  readonly key: string;
  readonly kind: PlaceKind;
  readonly region: string;
  readonly district: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly code: string | null;
}

export type ColumnsOfList =
  | { readonly positions: Readonly<Partial<Record<Column, number>>>; readonly width: number }
  | { readonly missing: string };

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .trim();
}

/** Finds the columns by their headings; name, type and region must be there. */
export function columnsOf(heading: readonly string[]): ColumnsOfList {
  const names = heading.map(folded);
  const positions: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(HEADINGS)) {
    const at = names.findIndex((name) => (known as readonly string[]).includes(name));
    if (at >= 0) positions[column as Column] = at;
  }
  const missing = REQUIRED.find((column) => positions[column] === undefined);
  return missing ? { missing: HEADINGS[missing][0] } : { positions, width: heading.length };
}

function present(text: string | undefined): string | null {
  const value = text?.trim() ?? '';
  return value === '' || value.toUpperCase() === 'NA' ? null : value;
}

/** Degrees with a point or a French comma; `undefined` when it is no number. */
function degrees(text: string | null): number | null | undefined {
  if (text === null) return null;
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

function inFrench(name: string): string {
  const found = FRENCH_NAMES.find(([ending]) => ending.test(name));
  return found ? name.replace(found[0], found[1]) : name;
}

/** Reads one line: a facility, or why it is refused. Places are only named here; whether they exist is known to the database. */
export function readLine(
  cells: readonly string[],
  line: number,
  columns: Exclude<ColumnsOfList, { missing: string }>,
): ListedFacility | RefusedLine {
  const refused = (code: string, params: RefusedLine['params'] = {}): RefusedLine => ({ line, code, params });
  if (cells.length !== columns.width) return refused('line.columns');
  const cell = (column: Column) => {
    const at = columns.positions[column];
    return at === undefined ? null : present(cells[at]);
  };
  const written = cell('name')?.replace(/\s+/g, ' ');
  if (!written) return refused('line.name-missing');
  const name = inFrench(written);
  if (name.length > LONGEST_NAME) return refused('field.too-long', { max: LONGEST_NAME });
  const type = cell('kind') ?? '';
  const kind = KINDS[folded(type)];
  if (!kind) return refused('line.kind-unknown', { value: type.slice(0, 60) });
  const latitude = degrees(cell('latitude'));
  const longitude = degrees(cell('longitude'));
  if (latitude === undefined || longitude === undefined || (latitude === null) !== (longitude === null)) {
    return refused('line.coordinates');
  }
  if (latitude !== null && longitude !== null && !isInMali(latitude, longitude)) {
    return refused('line.coordinates');
  }
  return {
    line,
    name,
    key: normalName(name),
    kind,
    region: cell('region') ?? '',
    district: cell('district'),
    latitude,
    longitude,
    code: cell('code'),
  };
}

/** A facility already known, with what tells it from its homonyms. */
export interface KnownFacility {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly kind: PlaceKind;
  readonly regionId: number | null;
  readonly districtId: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const SAME_POINT_DEGREES = 1e-9;

function isSamePoint(one: KnownFacility, other: ListedFacility): boolean {
  if (
    one.latitude === null ||
    one.longitude === null ||
    other.latitude === null ||
    other.longitude === null
  ) {
    return true;
  }
  return (
    Math.abs(one.latitude - other.latitude) < SAME_POINT_DEGREES &&
    Math.abs(one.longitude - other.longitude) < SAME_POINT_DEGREES
  );
}

/**
 * Among facilities of the same kind, region and normal name, the one this line means: at the same point, or the first when either
 * has no coordinates. Two homonyms at two points are two facilities, until somebody who knows them says otherwise.
 */
export function sameFacility(
  listed: ListedFacility,
  homonyms: readonly KnownFacility[],
): KnownFacility | undefined {
  return homonyms.find((known) => isSamePoint(known, listed));
}
