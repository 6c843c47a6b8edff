import { DataSource, type EntityManager } from 'typeorm';
import {
  addDemonstrationPeople,
  demonstrationId,
  offerSecondFactor,
} from '../../backend/src/accounts/demonstration.js';
import { addDemonstrationPlaces } from '../../backend/src/facilities/demonstration.js';
import { hashOf } from '../../backend/src/platform/security/sign-ins.js';
import { createHash } from 'node:crypto';

/**
 * The cast: the people of the demonstration under the names of the stories, with somebody from another district, somebody from another
 * region's district, and somebody without any right. `test/support/app.ts` plants them with their places in every database.
 */
export const people = {
  relais: 'relais',
  matrone: 'matrone',
  midwife: 'sage-femme',
  nurse: 'infirmier',
  head: 'dtc',
  referralMidwife: 'sage-femme-csref',
  referralHead: 'medecin-csref',
  asaco: 'asaco',
  mayor: 'mairie',
  referralOwner: 'csref-action',
  focalPoint: 'point-focal',
  coordinator: 'coordination',
  region: 'region',
  partner: 'partenaire',
  national: 'national',
  admin: 'admin',
  reviewerOne: 'relecteur-1',
  reviewerTwo: 'relecteur-2',
  reviewerThree: 'relecteur-3',
  reviewerFour: 'relecteur-4',
  reviewerFive: 'relecteur-5',
  reviewerSix: 'relecteur-6',
  otherFocalPoint: 'point-focal-2',
  otherHead: 'dtc-2',
  otherMidwife: 'sage-femme-2',
  neighbourHead: 'dtc-tiendo',
  nobody: 'sans-fonction',
} as const;
export type CastMember = keyof typeof people;

export function idOf(member: CastMember): string {
  return demonstrationId('person', people[member]);
}

/** Opaque like a real token, the same in every run. */
export function tokenOf(member: CastMember): string {
  return createHash('sha256').update(`token of ${people[member]}`).digest('base64url');
}

/** Sign-ins that outlive a moving clock and were just proved: what ends a session is the subject of one spec, not of all. */
async function signEverybodyIn(tx: EntityManager): Promise<void> {
  for (const member of Object.keys(people) as CastMember[]) {
    await tx.query(
      `INSERT INTO app.login (token_hash, person_id, device, created_at, seen_at, until, proved_at)
       VALUES ($1, $2, 'spec', '2026-01-01Z', '2100-01-01Z', '2100-01-01Z', '2100-01-01Z')`,
      [Buffer.from(hashOf(tokenOf(member)), 'hex'), idOf(member)],
    );
  }
}

/** Places, accounts and sign-ins of the cast, written past every wall. */
export async function plantTheCast(superuserUrl: string): Promise<void> {
  const source = await new DataSource({ type: 'postgres', url: superuserUrl }).initialize();
  try {
    await source.transaction(async (tx) => {
      await offerSecondFactor(tx);
      await addDemonstrationPlaces(tx);
      await addDemonstrationPeople(tx, 'no password fits this');
      await tx.query(
        `INSERT INTO app.person (id, username, display_name, profession, password_hash)
         VALUES ($1, $2, 'Sans fonction', 'OTHER', 'no password fits this')`,
        [idOf('nobody'), people.nobody],
      );
      await signEverybodyIn(tx);
    });
  } finally {
    await source.destroy();
  }
}
