import type { EntityManager } from 'typeorm';
import type { Profession, Role } from '../domain/accounts/person.js';
import { Problem } from '../domain/problem.js';

/** Where the follow-up of a recommendation may be: its facilities and its district. */
export interface FollowedAt {
  readonly placeId: number;
  readonly placeIds: readonly number[];
  readonly districtId: number;
}

interface Candidate {
  readonly id: string;
  readonly profession: Profession;
  readonly memberships: readonly { readonly role: Role; readonly placeId: number }[] | null;
}

/** Functions whose holders may follow a recommendation. */
export const FOLLOWERS: readonly Role[] = ['clinician', 'centre-head', 'focal-point'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function refused(code: string): Problem {
  return new Problem('invalid', 'answers.refused', {
    fields: [{ field: 'answers.rec_follow_member', code }],
  });
}

/** Whether a person holds the function that must act: nobody reports on themselves. */
function holds(person: Candidate, ownerFunction: string, at: FollowedAt): boolean {
  const heldAt = (role: Role, placeId: number): boolean =>
    (person.memberships ?? []).some((held) => held.role === role && held.placeId === placeId);
  switch (ownerFunction) {
    case 'DTC':
      return heldAt('centre-head', at.placeId);
    case 'MATRONE':
      return person.profession === 'MATRONE' && heldAt('clinician', at.placeId);
    case 'SF':
      return person.profession === 'MIDWIFE' && heldAt('clinician', at.placeId);
    default:
      return false;
  }
}

/**
 * The member who follows a recommendation and reports on it: an account of the care team or of the district, other than its owner. Given by
 * user name or id. In system scope, since accounts are not for everybody to read.
 */
export async function followerOf(
  tx: EntityManager,
  given: string,
  ownerFunction: string,
  at: FollowedAt,
  today: string,
): Promise<string> {
  const [person]: readonly Candidate[] = await tx.query(
    `SELECT p.id, p.profession,
       (SELECT json_agg(json_build_object('role', m.role, 'placeId', m.place_id)) FROM app.membership m
        WHERE m.person_id = p.id AND m.role = ANY ($3) AND m.place_id = ANY ($4)
          AND $5::date BETWEEN m.from_date AND COALESCE(m.to_date, 'infinity')) AS memberships
     FROM app.person p WHERE p.disabled_at IS NULL AND (lower(p.username) = lower($1) OR p.id = $2::uuid)`,
    [given, UUID.test(given) ? given : null, FOLLOWERS, [...at.placeIds, at.districtId], today],
  );
  if (person === undefined || person.memberships === null) throw refused('follower.unknown');
  if (holds(person, ownerFunction, at)) throw refused('follower.is-owner');
  return person.id;
}
