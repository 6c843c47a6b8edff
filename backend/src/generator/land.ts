import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Profession, Role } from '../domain/accounts/person.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { writePeople, writePlaces } from './land-rows.js';
import { Seeded } from './seeded.js';
import { planned, Survey, type PlannedDistrict } from './survey.js';

export interface Held {
  readonly id: string;
  readonly username: string;
  readonly profession: Profession;
  readonly role: Role;
}

/** A health area: its centre, its ASACO, its villages, who works there. */
export interface Centre {
  readonly id: number;
  readonly name: string;
  readonly districtId: number;
  readonly regionId: number;
  readonly partner: boolean;
  readonly communeId: number;
  readonly asacoId: number;
  readonly villages: readonly number[];
  readonly head: Held;
  readonly midwife: Held;
  readonly matrone: Held;
  readonly asaco: Held;
}

export interface District {
  readonly id: number;
  readonly name: string;
  readonly regionId: number;
  readonly countryId: number;
  readonly csref: {
    readonly id: number;
    readonly name: string;
    readonly head: Held;
    readonly midwife: Held;
    readonly nurse: Held;
    readonly owner: Held;
  };
  readonly focalPoint: Held;
  readonly coordinator: Held;
  readonly reviewers: Reviewers;
  /** Reviewers of other districts. */
  readonly neighbours: readonly Reviewers[];
  readonly centres: readonly Centre[];
}

/** What a reviewer is chosen for. */
export type Field = 'doctor' | 'midwife' | 'nurse' | 'third';
/** The reviewers that one district lends to the others. */
export type Reviewers = Readonly<Record<Field, readonly Held[]>>;

const NEIGHBOURS = 6;
const CASES_OF_A_DISTRICT = 1500;
const LEAST_DISTRICTS = 4;
const MOST_DISTRICTS = 66;

/** How many districts so many cases need: a district has some hundreds of deaths a year. */
export function districtsFor(cases: number): number {
  return Math.min(MOST_DISTRICTS, Math.max(LEAST_DISTRICTS, Math.ceil(cases / CASES_OF_A_DISTRICT)));
}

/** Writes districts, centres and people of a seed, and gives them with the numbers they got. Refuses a seed that was used before. */
export async function settle(client: pg.Client, seed: number, cases: number): Promise<readonly District[]> {
  const mark = `g${createHash('sha256').update(String(seed)).digest('hex').slice(0, 6)}`;
  const { rows: known } = await client.query('SELECT 1 FROM app.place WHERE code LIKE $1 LIMIT 1', [
    `${mark}-%`,
  ]);
  if (known.length > 0) {
    throw new StartupRefusal(
      `Les cas de la graine ${seed} sont déjà dans cette base : choisissez une autre graine.`,
      `The cases of seed ${seed} are already in this database: choose another seed.`,
    );
  }
  const random = new Seeded(seed ^ 0x5eed);
  const survey = new Survey(mark, random);
  const { rows: regions } = await client.query<{ id: number }>(
    `SELECT id FROM app.place WHERE kind = 'region' ORDER BY id`,
  );
  const count = districtsFor(cases);
  const used = regions.slice(0, Math.max(2, Math.ceil(count / 8))).map(({ id }) => `#${id}`);
  const coordinators = new Map(
    used.map((region, n) => [region, survey.person('coordinator', 'MD', `r${n}-coordination`, region)]),
  );
  for (const [n, region] of used.entries()) survey.person('region', 'MD', `r${n}-region`, region);
  survey.person('national-viewer', 'MANAGEMENT', 'national', 'ML');
  const plan = planned(survey, random, used, count);
  const ids = await writePlaces(client, survey.levels);
  await writePeople(client, survey.people, ids);
  return plan.map((district, n) => ({
    ...placed(district, ids, coordinators),
    neighbours: neighboursOf(plan, n),
  }));
}

/** The reviewers of the districts that come next; never the district's own. */
function neighboursOf(plan: readonly PlannedDistrict[], n: number): readonly Reviewers[] {
  const count = Math.min(NEIGHBOURS, plan.length - 1);
  return Array.from(
    { length: count },
    (_, step) => plan[(n + step + 1) % plan.length]?.people.reviewers,
  ).filter((reviewers) => reviewers !== undefined);
}

function placed(
  plan: PlannedDistrict,
  ids: ReadonlyMap<string, number>,
  coordinators: ReadonlyMap<string, Held>,
): Omit<District, 'neighbours'> {
  const id = (code: string): number => ids.get(code) ?? 0;
  const coordinator = coordinators.get(plan.region);
  if (coordinator === undefined) throw new Error('every region has its coordination');
  const { focalPoint, reviewers, ...staff } = plan.people;
  const place = { districtId: id(plan.code), regionId: id(plan.region) };
  return {
    id: place.districtId,
    name: plan.name,
    regionId: place.regionId,
    countryId: id('ML'),
    csref: { id: id(plan.csref), name: `CSRéf de ${plan.name}`, ...staff },
    focalPoint,
    coordinator,
    reviewers,
    centres: plan.centres.map((centre) => ({
      id: id(centre.code),
      name: centre.name,
      ...place,
      partner: centre.partner,
      communeId: id(centre.commune),
      asacoId: id(centre.asacoCode),
      villages: centre.villages.map(id),
      ...centre.people,
    })),
  };
}
