import type { CastMember } from '../support/people.js';

/** The columns of the table: somebody of each role, near to the cases of the world and far from them. `null` has not signed in. */
export const COLUMNS = {
  visitor: null,
  'without-role': 'nobody',
  notifier: 'relais',
  clinician: 'midwife',
  'clinician-csref': 'referralMidwife',
  'centre-head': 'head',
  'centre-head-csref': 'referralHead',
  'asaco-member': 'asaco',
  'owner-commune': 'mayor',
  'owner-csref': 'referralOwner',
  'focal-point': 'focalPoint',
  coordinator: 'coordinator',
  'reviewer-assigned': 'reviewerFive',
  'reviewer-other-seat': 'reviewerTwo',
  'reviewer-free': 'reviewerSix',
  region: 'region',
  partner: 'partner',
  'national-viewer': 'national',
  administrator: 'admin',
  'centre-head-neighbour': 'neighbourHead',
  'focal-point-elsewhere': 'otherFocalPoint',
  'centre-head-elsewhere': 'otherHead',
  'clinician-elsewhere': 'otherMidwife',
} as const satisfies Readonly<Record<string, CastMember | null>>;

export type Column = keyof typeof COLUMNS;
