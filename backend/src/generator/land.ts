import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { PlaceKind, Profession, Role } from '../domain/accounts/person.js';
import { normalName } from '../domain/facilities/place-name.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { inventedName } from './clinical/story.js';
import { Seeded } from './seeded.js';

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

const CENTRES = 12;
const CENTRES_OF_A_COMMUNE = 3;
const VILLAGES = 2;
const REVIEWERS_OF_A_FIELD = 12;
const NEIGHBOURS = 6;
const CASES_OF_A_DISTRICT = 1500;
const LEAST_DISTRICTS = 4;
const MOST_DISTRICTS = 66;
const SINCE = '2019-01-01';

const STARTS = [
  'Sana',
  'Koro',
  'Fara',
  'Dou',
  'Zan',
  'Kolo',
  'Nia',
  'Tin',
  'Sira',
  'Dio',
  'Ban',
  'Wolo',
  'Sé',
  'Gouan',
  'Mass',
  'Bla',
];
const ENDS = [
  'koro',
  'bougou',
  'so',
  'la',
  'guéla',
  'nkoro',
  'dougou',
  'kélé',
  'ssa',
  'gola',
  'nina',
  'ntou',
  'rila',
  'mana',
  'folo',
  'bala',
];

/** How many districts so many cases need: a district has some hundreds of deaths a year. */
export function districtsFor(cases: number): number {
  return Math.min(MOST_DISTRICTS, Math.max(LEAST_DISTRICTS, Math.ceil(cases / CASES_OF_A_DISTRICT)));
}

interface NewPlace {
  readonly code: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly within: string;
  readonly partner?: boolean;
}

interface NewPerson extends Held {
  readonly name: string;
  /** Codes of the places of membership and of work. */
  readonly at: string;
  readonly works?: string;
}

/** The invented districts of a seed, as they are about to be written. Codes say which seed made them. */
class Survey {
  readonly levels: NewPlace[][] = [[], [], [], []];
  readonly people: NewPerson[] = [];

  constructor(
    readonly mark: string,
    private readonly random: Seeded,
  ) {}

  place(level: number, place: NewPlace): string {
    this.levels[level]?.push(place);
    return place.code;
  }

  person(role: Role, profession: Profession, job: string, at: string, works?: string): NewPerson {
    const person = {
      id: this.random.uuid(),
      username: `${this.mark}.${job}`.toLowerCase(),
      profession,
      role,
      name: inventedName(this.random),
      at,
      ...(works === undefined ? {} : { works }),
    };
    this.people.push(person);
    return person;
  }
}

interface PlannedCentre {
  readonly code: string;
  readonly name: string;
  readonly commune: string;
  readonly asacoCode: string;
  readonly villages: readonly string[];
  readonly partner: boolean;
  readonly people: Pick<Centre, 'head' | 'midwife' | 'matrone' | 'asaco'>;
}

interface PlannedDistrict {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly csref: string;
  readonly people: Pick<District['csref'], 'head' | 'midwife' | 'nurse' | 'owner'> &
    Pick<District, 'focalPoint' | 'reviewers'>;
  readonly centres: readonly PlannedCentre[];
}

function planned(
  survey: Survey,
  random: Seeded,
  regions: readonly string[],
  count: number,
): readonly PlannedDistrict[] {
  return Array.from({ length: count }, (_, n) => {
    const code = `${survey.mark}-D${n}`;
    const region = regions[n % regions.length] ?? '';
    const name = nameOf(random, n);
    survey.place(0, { code, kind: 'district', name, within: region });
    const csref = survey.place(1, {
      code: `${code}-R`,
      kind: 'csref',
      name: `CSRéf de ${name}`,
      within: code,
    });
    const own = (role: Role, profession: Profession, job: string, at: string): NewPerson =>
      survey.person(role, profession, `d${n}-${job}`, at, csref);
    return {
      code,
      name,
      region,
      csref,
      people: {
        head: own('centre-head', 'MD', 'medecin', csref),
        midwife: own('clinician', 'MIDWIFE', 'sage-femme', csref),
        nurse: own('clinician', 'NURSE', 'infirmier', csref),
        owner: own('action-owner', 'MANAGEMENT', 'gestion', csref),
        focalPoint: own('focal-point', 'MIDWIFE', 'point-focal', code),
        reviewers: {
          doctor: several((seat) => own('counter-auditor', 'OBG', `gyneco-${seat}`, code)),
          midwife: several((seat) => own('counter-auditor', 'MIDWIFE', `maieutique-${seat}`, code)),
          nurse: several((seat) => own('counter-auditor', 'NURSE', `pediatrie-${seat}`, code)),
          third: several((seat) => own('counter-auditor', 'MD', `arbitre-${seat}`, code)),
        },
      },
      centres: Array.from({ length: CENTRES }, (_unused, c) => plannedCentre(survey, random, { code, n, c })),
    };
  });
}

function plannedCentre(
  survey: Survey,
  random: Seeded,
  { code, n, c }: { readonly code: string; readonly n: number; readonly c: number },
): PlannedCentre {
  const commune = `${code}-M${Math.floor(c / CENTRES_OF_A_COMMUNE)}`;
  const name = nameOf(random, n * CENTRES + c);
  if (c % CENTRES_OF_A_COMMUNE === 0) {
    survey.place(1, { code: commune, kind: 'commune', name, within: code });
    survey.person('action-owner', 'MANAGEMENT', `d${n}-mairie-${c}`, commune);
  }
  const area = survey.place(2, {
    code: `${code}-A${c}`,
    kind: 'health-area',
    name: `Aire de ${name}`,
    within: commune,
  });
  const partner = random.chance(0.12);
  const centre = survey.place(3, {
    code: `${code}-C${c}`,
    kind: 'cscom',
    name: `CSCom de ${name}`,
    within: area,
    partner,
  });
  const asacoCode = survey.place(3, {
    code: `${code}-X${c}`,
    kind: 'asaco',
    name: `ASACO de ${name}`,
    within: area,
  });
  const villages = Array.from({ length: VILLAGES }, (_, v) =>
    survey.place(3, {
      code: `${code}-V${c}-${v}`,
      kind: 'village',
      name: nameOf(random, c * VILLAGES + v),
      within: area,
    }),
  );
  const own = (role: Role, profession: Profession, job: string, works?: string): NewPerson =>
    survey.person(role, profession, `d${n}-${job}-${c}`, centre, works);
  return {
    code: centre,
    name: `CSCom de ${name}`,
    commune,
    asacoCode,
    villages,
    partner,
    people: {
      head: own('centre-head', 'MD', 'dtc', centre),
      midwife: own('clinician', 'MIDWIFE', 'sage-femme', centre),
      matrone: own('clinician', 'MATRONE', 'matrone', centre),
      asaco: own('asaco-member', 'COMMUNITY', 'asaco'),
    },
  };
}

function nameOf(random: Seeded, n: number): string {
  const number = Math.floor(n / (STARTS.length * ENDS.length)) + 1;
  return `${random.pick(STARTS)}${ENDS[n % ENDS.length] ?? 'la'}${number > 1 ? ` ${number}` : ''} ${random.pick(['Kouroula', 'Dougoutigui', 'Faladié', 'Gouana', 'Sido', 'Banan'])} ${n + 1}`;
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

const several = (one: (seat: number) => Held): readonly Held[] =>
  Array.from({ length: REVIEWERS_OF_A_FIELD }, (_, seat) => one(seat + 1));

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

/** Numbers of the places by code; places that were there before go by their number, `#12`. */
async function writePlaces(
  client: pg.Client,
  levels: readonly (readonly NewPlace[])[],
): Promise<ReadonlyMap<string, number>> {
  const { rows: before } = await client.query<{ id: number; code: string | null }>(
    'SELECT id, code FROM app.place',
  );
  const ids = new Map(
    before.flatMap(({ id, code }): [string, number][] => [
      [`#${id}`, id],
      [code ?? `#${id}`, id],
    ]),
  );
  for (const level of levels) {
    const { rows } = await client.query<{ id: number; code: string }>(
      `INSERT INTO app.place (kind, name, normal_name, code, parent_id, partner)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bool[]) RETURNING id, code`,
      [
        level.map(({ kind }) => kind),
        level.map(({ name }) => name),
        level.map(({ name }) => normalName(name)),
        level.map(({ code }) => code),
        level.map(({ within }) => ids.get(within)),
        level.map(({ partner }) => partner ?? false),
      ],
    );
    for (const { id, code } of rows) ids.set(code, id);
  }
  return ids;
}

async function writePeople(
  client: pg.Client,
  people: readonly NewPerson[],
  places: ReadonlyMap<string, number>,
): Promise<void> {
  await client.query(
    `INSERT INTO app.person (id, username, display_name, profession, password_hash, must_change_password)
     SELECT p.id, p.username, p.name, p.profession, '', TRUE
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS p (id, username, name, profession)`,
    [
      people.map(({ id }) => id),
      people.map(({ username }) => username),
      people.map(({ name }) => name),
      people.map(({ profession }) => profession),
    ],
  );
  await client.query(
    `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
     SELECT gen_random_uuid(), m.person, m.role, m.place, $4::date FROM unnest($1::uuid[], $2::text[], $3::int[]) AS m (person, role, place)`,
    [
      people.map(({ id }) => id),
      people.map(({ role }) => role),
      people.map(({ at }) => places.get(at)),
      SINCE,
    ],
  );
  const workers = people.filter(({ works }) => works !== undefined);
  await client.query(
    `INSERT INTO app.affiliation (id, person_id, place_id, link, from_date, source)
     SELECT gen_random_uuid(), f.person, f.place, 'works', $3::date, 'posting' FROM unnest($1::uuid[], $2::int[]) AS f (person, place)`,
    [workers.map(({ id }) => id), workers.map(({ works }) => places.get(works ?? '')), SINCE],
  );
}
