import type { SessionStep } from './second-factor.js';

/** What the product knows of its users. A person is shown by function, never by name, outside the accounts screens. */

export const ROLES = [
  'notifier',
  'clinician',
  'centre-head',
  'asaco-member',
  'action-owner',
  'focal-point',
  'coordinator',
  'counter-auditor',
  'region',
  'partner',
  'national-viewer',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const PROFESSIONS = [
  'OBG',
  'MD',
  'MIDWIFE',
  'OBSTETRIC_NURSE',
  'NURSE',
  'MATRONE',
  'COMMUNITY',
  'MANAGEMENT',
  'OTHER',
] as const;
export type Profession = (typeof PROFESSIONS)[number];

export type Language = 'fr' | 'en';

/** A role held at a place for a time. Dates are `YYYY-MM-DD`, inclusive; no `to` means until further notice. */
export interface Membership {
  readonly id: string;
  readonly role: Role;
  readonly placeId: number;
  readonly placeName: string;
  readonly placeKind: PlaceKind;
  /** Ids from the country down to the place itself. */
  readonly placePath: readonly number[];
  readonly from: string;
  readonly to: string | null;
}

/** Where somebody works or worked, or which organisation supports a centre: read by independence. */
export interface Affiliation {
  readonly id: string;
  readonly placeId: number;
  readonly placeName: string;
  readonly link: 'works' | 'coaches' | 'funds';
  readonly from: string;
  readonly to: string | null;
  readonly source: 'declared' | 'posting';
}

/** Answer of `GET /api/session`: who is signed in and what they may do. `rules` are the packed CASL rules. */
export interface SessionView {
  readonly person: {
    readonly id: string;
    readonly username: string;
    readonly profession: Profession;
    readonly language: Language;
  };
  readonly memberships: readonly Membership[];
  readonly rules: readonly unknown[];
  readonly demonstration: boolean;
  readonly mustChangePassword: boolean;
  /** How far this session is open; while it is not, no membership and no rule is told. */
  readonly step: SessionStep;
}

/** One account as the administrator sees it. */
export interface PersonView {
  readonly id: string;
  readonly username: string;
  /** Given and family name, shown on the accounts screens only. */
  readonly displayName: string;
  readonly profession: Profession;
  readonly language: Language;
  readonly disabledAt: string | null;
  readonly version: number;
  readonly memberships: readonly Membership[];
  readonly affiliations: readonly Affiliation[];
}

export const PLACE_KINDS = [
  'country',
  'region',
  'district',
  'commune',
  'health-area',
  'village',
  'cscom',
  'csref',
  'hospital',
  'private',
  'asaco',
  'organisation',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];
