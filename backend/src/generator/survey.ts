import type { PlaceKind, Profession, Role } from '../domain/accounts/person.js';
import { inventedName } from './clinical/story.js';
import type { Centre, District, Held } from './land.js';
import type { Seeded } from './seeded.js';

const CENTRES = 12;
const CENTRES_OF_A_COMMUNE = 3;
const VILLAGES = 2;
const REVIEWERS_OF_A_FIELD = 12;
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

const several = (one: (seat: number) => Held): readonly Held[] =>
  Array.from({ length: REVIEWERS_OF_A_FIELD }, (_, seat) => one(seat + 1));

export interface NewPlace {
  readonly code: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly within: string;
  readonly partner?: boolean;
}

export interface NewPerson extends Held {
  readonly name: string;
  /** Codes of the places of membership and of work. */
  readonly at: string;
  readonly works?: string;
}

/** The invented districts of a seed, as they are about to be written. Codes say which seed made them. */
export class Survey {
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

export interface PlannedCentre {
  readonly code: string;
  readonly name: string;
  readonly commune: string;
  readonly asacoCode: string;
  readonly villages: readonly string[];
  readonly partner: boolean;
  readonly people: Pick<Centre, 'head' | 'midwife' | 'matrone' | 'asaco'>;
}

export interface PlannedDistrict {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly csref: string;
  readonly people: Pick<District['csref'], 'head' | 'midwife' | 'nurse' | 'owner'> &
    Pick<District, 'focalPoint' | 'reviewers'>;
  readonly centres: readonly PlannedCentre[];
}

export function planned(
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
