import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Affiliation, Profession, Role } from '../domain/accounts/person.js';

/** Every account of the demonstration has this password; it is shown on the sign-in page. */
export const DEMONSTRATION_PASSWORD = 'Kolomba-2026-demo';

/** Since when everybody holds their role and works at their place. */
const SINCE = '2024-01-01';

export interface DemonstrationPerson {
  readonly username: string;
  readonly displayName: string;
  readonly profession: Profession;
  readonly role: Role;
  /** Code of the place where the role is held. */
  readonly at: string;
  /** Where the person works, or which organisation's people support a centre. */
  readonly affiliations?: readonly { readonly link: Affiliation['link']; readonly place: string }[];
}

const worksAt = (place: string): NonNullable<DemonstrationPerson['affiliations']> => [
  { link: 'works', place },
];

/** One account per role, colleagues of the same file, another district, and reviewers from there. All names are invented. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { username: 'relais', displayName: 'Sira Kouranké', profession: 'COMMUNITY', role: 'notifier', at: 'V-M1' },
  {
    username: 'matrone',
    displayName: 'Nana Sogodié',
    profession: 'MATRONE',
    role: 'clinician',
    at: 'CSCOM-DEMO-01',
    affiliations: worksAt('CSCOM-DEMO-01'),
  },
  {
    username: 'sage-femme',
    displayName: 'Oumou Balanza',
    profession: 'MIDWIFE',
    role: 'clinician',
    at: 'CSCOM-DEMO-01',
    affiliations: worksAt('CSCOM-DEMO-01'),
  },
  {
    username: 'infirmier',
    displayName: 'Bakary Zerbola',
    profession: 'NURSE',
    role: 'clinician',
    at: 'CSCOM-DEMO-01',
    affiliations: worksAt('CSCOM-DEMO-01'),
  },
  {
    username: 'dtc',
    displayName: 'Lassana Fomba',
    profession: 'MD',
    role: 'centre-head',
    at: 'CSCOM-DEMO-01',
    affiliations: worksAt('CSCOM-DEMO-01'),
  },
  {
    username: 'sage-femme-csref',
    displayName: 'Kadia Niaré',
    profession: 'MIDWIFE',
    role: 'clinician',
    at: 'CSREF-DEMO',
    affiliations: worksAt('CSREF-DEMO'),
  },
  {
    username: 'medecin-csref',
    displayName: 'Modibo Tangara',
    profession: 'MD',
    role: 'centre-head',
    at: 'CSREF-DEMO',
    affiliations: worksAt('CSREF-DEMO'),
  },
  {
    username: 'asaco',
    displayName: 'Drissa Koumaré',
    profession: 'COMMUNITY',
    role: 'asaco-member',
    at: 'CSCOM-DEMO-01',
  },
  {
    username: 'mairie',
    displayName: 'Fanta Sanoba',
    profession: 'MANAGEMENT',
    role: 'action-owner',
    at: 'COMMUNE-DEMO-01',
  },
  {
    username: 'csref-action',
    displayName: 'Seydou Dabo',
    profession: 'MANAGEMENT',
    role: 'action-owner',
    at: 'CSREF-DEMO',
    affiliations: worksAt('CSREF-DEMO'),
  },
  {
    username: 'point-focal',
    displayName: 'Aïssata Kéïda',
    profession: 'MIDWIFE',
    role: 'focal-point',
    at: 'DISTRICT-DEMO',
    affiliations: worksAt('CSREF-DEMO'),
  },
  {
    username: 'coordination',
    displayName: 'Hawa Bagnan',
    profession: 'MD',
    role: 'coordinator',
    at: 'REGION-DEMO',
  },
  { username: 'region', displayName: 'Sékou Marikala', profession: 'MD', role: 'region', at: 'REGION-DEMO' },
  {
    username: 'partenaire',
    displayName: 'Claire Doumbila',
    profession: 'MANAGEMENT',
    role: 'partner',
    at: 'ONG-DEMO',
    affiliations: [
      { link: 'works', place: 'ONG-DEMO' },
      { link: 'funds', place: 'CSCOM-DEMO-01' },
    ],
  },
  {
    username: 'national',
    displayName: 'Youba Senoua',
    profession: 'MANAGEMENT',
    role: 'national-viewer',
    at: 'ML',
  },
  { username: 'admin', displayName: 'Rokia Fané', profession: 'MANAGEMENT', role: 'administrator', at: 'ML' },
  {
    username: 'relecteur-1',
    displayName: 'Adama Sidikan',
    profession: 'OBG',
    role: 'counter-auditor',
    at: 'DISTRICT-DEMO-2',
    affiliations: worksAt('CSREF-DEMO-2'),
  },
  {
    username: 'relecteur-2',
    displayName: 'Mariétou Konsa',
    profession: 'MIDWIFE',
    role: 'counter-auditor',
    at: 'DISTRICT-DEMO-2',
    affiliations: worksAt('CSREF-DEMO-2'),
  },
  {
    username: 'relecteur-3',
    displayName: 'Ibrahima Dolola',
    profession: 'MD',
    role: 'counter-auditor',
    at: 'DISTRICT-DEMO-2',
    affiliations: worksAt('CSREF-DEMO-2'),
  },
  {
    username: 'relecteur-4',
    displayName: 'Assétou Wagué',
    profession: 'MIDWIFE',
    role: 'counter-auditor',
    at: 'DISTRICT-DEMO-2',
    affiliations: worksAt('CSCOM-DEMO-03'),
  },
  {
    username: 'relecteur-5',
    displayName: 'Cheick Timbo',
    profession: 'OBG',
    role: 'counter-auditor',
    at: 'DISTRICT-DEMO-3',
    affiliations: worksAt('CSREF-DEMO-3'),
  },
  {
    username: 'relecteur-6',
    displayName: 'Djénéba Sacola',
    profession: 'MD',
    role: 'counter-auditor',
    at: 'DISTRICT-DEMO-3',
    affiliations: worksAt('CSREF-DEMO-3'),
  },
  {
    username: 'point-focal-2',
    displayName: 'Salif Berthol',
    profession: 'MD',
    role: 'focal-point',
    at: 'DISTRICT-DEMO-2',
    affiliations: worksAt('CSREF-DEMO-2'),
  },
  {
    username: 'dtc-2',
    displayName: 'Ténin Samassa',
    profession: 'MD',
    role: 'centre-head',
    at: 'CSCOM-DEMO-03',
    affiliations: worksAt('CSCOM-DEMO-03'),
  },
  {
    username: 'sage-femme-2',
    displayName: 'Maïmouna Dienta',
    profession: 'MIDWIFE',
    role: 'clinician',
    at: 'CSCOM-DEMO-03',
    affiliations: worksAt('CSCOM-DEMO-03'),
  },
  {
    username: 'dtc-tiendo',
    displayName: 'Zoumana Togola',
    profession: 'MD',
    role: 'centre-head',
    at: 'CSCOM-DEMO-02',
    affiliations: worksAt('CSCOM-DEMO-02'),
  },
];

/** What the sign-in page of a demonstration shows. */
export const demonstration = {
  password: DEMONSTRATION_PASSWORD,
  accounts: demonstrationPeople.map(({ username, role }) => ({ username, role })),
};

/** The same id for the same thing at every start, so that adding twice changes nothing. */
export function demonstrationId(...names: readonly string[]): string {
  const hex = createHash('sha256')
    .update(['denba demonstration', ...names].join('\n'))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Adds the accounts that are not there yet, with their role and where they work. The places come first. */
export async function addDemonstrationPeople(tx: EntityManager, passwordHash: string): Promise<void> {
  for (const person of demonstrationPeople) {
    const id = demonstrationId('person', person.username);
    const added = await tx.query<unknown[]>(
      `INSERT INTO app.person (id, username, display_name, profession, password_hash) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, person.username, person.displayName, person.profession, passwordHash],
    );
    // A real account of that name keeps what it is.
    if (added.length > 0) await addRoleAndWork(tx, id, person);
  }
}

async function addRoleAndWork(tx: EntityManager, id: string, person: DemonstrationPerson): Promise<void> {
  await tx.query(
    `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
     SELECT $1, $2, $3, p.id, $5 FROM app.place p WHERE p.code = $4`,
    [demonstrationId('membership', person.username), id, person.role, person.at, SINCE],
  );
  for (const { link, place } of person.affiliations ?? []) {
    await tx.query(
      `INSERT INTO app.affiliation (id, person_id, place_id, link, from_date, source)
       SELECT $1, $2, p.id, $4, $5, 'posting' FROM app.place p WHERE p.code = $3`,
      [demonstrationId('affiliation', person.username, link, place), id, place, link, SINCE],
    );
  }
}

/** Whoever tries Denba signs in with a password alone; where there are other accounts already, nothing is loosened. */
export async function offerSecondFactor(tx: EntityManager): Promise<void> {
  await tx.query(`UPDATE app.server SET second_factor = 'offered' WHERE NOT EXISTS (SELECT FROM app.person)`);
}
