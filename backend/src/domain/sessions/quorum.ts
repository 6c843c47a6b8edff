import type { PlaceKind, Profession } from '../accounts/person.js';
import type { QuorumCondition } from './session.js';

/** The conditions of a quorum, in the order they are shown. */
export const QUORUM_CODES = [
  'quorum.voices',
  'quorum.professions',
  'quorum.outside',
  'quorum.not-involved',
  'quorum.path',
  'quorum.charters',
] as const;
export type QuorumCode = (typeof QUORUM_CODES)[number];

/** How many of each a session needs. A setting by level. [product: Session; domain 5.4 b] */
export interface QuorumRule {
  readonly voices: number;
  readonly professions: number;
  /** From outside the centre; the telephone counts. */
  readonly outside: number;
  readonly notInvolved: number;
}

/** A person on the list of a session. Who gave care informs and does not vote, and still counts as a voice heard. */
export interface Attendee {
  readonly profession: Profession;
  readonly presence: 'present' | 'telephone' | 'absent';
  readonly involvedInCare: boolean;
  readonly fromOutside: boolean;
  readonly charterSigned: boolean;
  /** The facility the person speaks for. */
  readonly placeId: number | null;
}

/** Which rule holds where the session sits: referral centres and hospitals ask for more. */
export function quorumLevel(host: PlaceKind): 'cscom' | 'referral' {
  return host === 'csref' || host === 'hospital' ? 'referral' : 'cscom';
}

/** Whether a person votes: in the room or on the telephone, and not involved in the care. */
export function votes(attendee: Pick<Attendee, 'presence' | 'involvedInCare'>): boolean {
  return attendee.presence !== 'absent' && !attendee.involvedInCare;
}

/**
 * The conditions of the quorum with their counts. `path` are the facilities of an evacuated case: each is represented by at
 * least one person, in the room or by telephone; of a case with one facility nothing more is asked. [domain 5.3 b, 5.4 b]
 */
export function quorumOf(
  attendees: readonly Attendee[],
  rule: QuorumRule,
  path: readonly number[] = [],
): readonly (QuorumCondition & { readonly code: QuorumCode })[] {
  const here = attendees.filter((attendee) => attendee.presence !== 'absent');
  const represented = path.filter((place) => here.some((attendee) => attendee.placeId === place)).length;
  const counts: readonly (readonly [QuorumCode, number, number])[] = [
    ['quorum.voices', here.length, rule.voices],
    ['quorum.professions', new Set(here.map((attendee) => attendee.profession)).size, rule.professions],
    ['quorum.outside', here.filter((attendee) => attendee.fromOutside).length, rule.outside],
    ['quorum.not-involved', here.filter(votes).length, rule.notInvolved],
    ['quorum.path', represented, path.length > 1 ? path.length : 0],
    ['quorum.charters', here.filter((attendee) => attendee.charterSigned).length, here.length],
  ];
  return counts
    .filter(([, , need]) => need > 0)
    .map(([code, have, need]) => ({ code, have, need, met: have >= need }));
}

/** Whether every condition is met; the charter is a guard of its own and does not count here. */
export function isQuorate(conditions: readonly QuorumCondition[]): boolean {
  return conditions.every((condition) => condition.met || condition.code === 'quorum.charters');
}
