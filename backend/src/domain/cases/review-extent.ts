import type { Answers } from '../forms/form.js';
import { minutesOf, dayOf, DAY } from '../forms/local-time.js';
import {
  has,
  missingOf,
  momentOfDateAndTime,
  numberOf,
  rowsOf,
  textOf,
  valueOf,
  type Moment,
} from '../forms/read.js';
import type { Settings } from '../settings.js';
import { CONSULTED_DAYS, IN_CARE } from './child-link.js';
import type { ConfirmedKind } from './eligibility.js';
import { birthSizeOf, reaches28Weeks } from './perinatal-timing.js';

/** How far a death is reviewed: `full`, with the review of its kind and an audit; `short`, notified and told by the family. */
export const EXTENTS = ['full', 'short'] as const;
export type Extent = (typeof EXTENTS)[number];

/** Why a death is reviewed that far: a code, put into words by the screens. */
export const EXTENT_REASONS = [
  'maternal',
  'in-care',
  'referred',
  'consulted',
  'in-labour',
  'birth-weight',
  'unknown',
  'sampled',
  'asked',
  'kept',
  'no-contact',
  'below-threshold',
  'many-deaths',
] as const;
export type ExtentReason = (typeof EXTENT_REASONS)[number];

export interface ReviewExtent {
  readonly extent: Extent;
  readonly reason: ExtentReason;
}

/** Whether somebody of a facility saw the person before a death outside any: none, a consultation, a referral, or not known. */
export const CONTACTS = ['none', 'consulted', 'referred', 'unknown'] as const;
export type Contact = (typeof CONTACTS)[number];

/** The last contact as told at the confirmation; its day, with the time when it is known, in local time of Mali. */
export interface LastContact {
  readonly contact: Contact;
  readonly at: string | null;
}

/** What decides how far a death is reviewed. */
export interface ExtentFacts {
  readonly kind: ConfirmedKind;
  readonly notification: Answers;
  /** What the family told, empty before their visit. */
  readonly autopsy: Answers;
  /** `null` when nobody was asked. */
  readonly contact: LastContact | null;
  /** Perinatal deaths linked to the facility in the month of the death, this one included. */
  readonly perinatalInMonth: number;
  /** How many of them a month are all reviewed in full; a setting. */
  readonly perinatalMost: number;
}

type Link = Extract<ExtentReason, 'in-care' | 'referred' | 'consulted' | 'unknown'>;

const REFERRED_HOURS = 48;
const LARGE_GRAMS = 2500;
/** Whom the family went to, where that is a facility. */
const FACILITIES_OF_FAMILY = ['CSCOM', 'CSREF', 'PRIVATE'] as const;

/** Kinds that the contact before death decides for; every suspected maternal death is reviewed in full. */
export const OUTSIDE_CARE = ['HOME', 'TBA', 'ROUTE1', 'OTHER'] as const;

/** Whether it must be asked if a facility saw the person before the death. */
export function asksContact(kind: string | null, deathPlace: string): boolean {
  return kind !== 'MAT' && OUTSIDE_CARE.some((place) => place === deathPlace);
}

/** The least time that can lie between contact and death: what the dates leave open counts as near. */
const leastBetween = (contact: Moment, death: Moment): number => death.from - contact.to;

function momentTold(at: string): Moment | undefined {
  const day = dayOf(at.slice(0, 10));
  if (day === undefined) return undefined;
  if (at.length === 10) return { at: day * DAY, from: day * DAY, to: day * DAY + DAY - 1 };
  const minute = minutesOf(at);
  return minute === undefined ? undefined : { at: minute, from: minute, to: minute };
}

/** A referral is made at a consultation, so after its 48 hours it counts as one. */
function linkBy(contact: Contact, moment: Moment | undefined, death: Moment | undefined): Link | null {
  if (contact === 'none') return null;
  if (contact === 'unknown' || moment === undefined || death === undefined) return 'unknown';
  const elapsed = leastBetween(moment, death);
  if (contact === 'referred' && elapsed <= REFERRED_HOURS * 60) return 'referred';
  return elapsed <= CONSULTED_DAYS * DAY ? 'consulted' : null;
}

/** Where the family went, by their own account; a line whose date nobody wrote yet waits for it. */
function linksOfFamily(autopsy: Answers, death: Moment | undefined): readonly (Link | null)[] {
  return rowsOf(autopsy, 'va_actions')
    .filter((line) => has(line, 'provider', ...FACILITIES_OF_FAMILY))
    .filter((line) => valueOf(line, 'date') !== undefined || missingOf(line, 'date') !== undefined)
    .map((line) => linkBy('consulted', momentOfDateAndTime(line, 'date', ''), death));
}

/** Whether the death is linked to a facility, and by what; `null` when it is known that it is not. What is not known counts as linked. */
function linkOf({ notification, autopsy, contact }: ExtentFacts): Link | null {
  if (has(notification, 'death_place', ...IN_CARE)) return 'in-care';
  if (!has(notification, 'death_place', ...OUTSIDE_CARE)) return 'unknown';
  const death = momentOfDateAndTime(notification, 'death_date', 'death_time');
  const told = contact ?? { contact: 'unknown', at: null };
  const links = [
    linkBy(told.contact, told.at === null ? undefined : momentTold(told.at), death),
    ...linksOfFamily(autopsy, death),
  ];
  return (['referred', 'consulted', 'unknown'] as const).find((link) => links.includes(link)) ?? null;
}

const full = (reason: ExtentReason): ReviewExtent => ({ extent: 'full', reason });
const short = (reason: ExtentReason): ReviewExtent => ({ extent: 'short', reason });

/** Where a facility has many perinatal deaths: those that most often could have been avoided, whatever their number. */
function whereMany(kind: 'SB' | 'NND', notification: Answers): ReviewExtent {
  if (kind === 'SB')
    return has(notification, 'stillbirth_type', 'MACERATED') ? short('many-deaths') : full('in-labour');
  const grams = numberOf(notification, 'birth_weight_g');
  return grams !== undefined && grams < LARGE_GRAMS ? short('many-deaths') : full('birth-weight');
}

/**
 * How far a death is reviewed, and why. Every suspected maternal death in full; a child's, a newborn's or a stillbirth when it is linked
 * to a facility, the last two from 28 weeks or 1000 g. An answer that is missing never costs an audit. [domain 2.3]
 */
export function reviewExtent(facts: ExtentFacts): ReviewExtent {
  const { kind, notification } = facts;
  if (kind === 'MAT') return full('maternal');
  const link = linkOf(facts);
  if (link === null) return short('no-contact');
  if (kind === 'CHILD') return full(link);
  if (reaches28Weeks(birthSizeOf({}, notification)) === false) return short('below-threshold');
  if (facts.perinatalInMonth > facts.perinatalMost && link !== 'unknown')
    return whereMany(kind, notification);
  return full(link);
}

/** The share of deaths with a short form that a draw sends to a full review all the same. */
export function sampleShare(reason: ExtentReason, settings: Settings): number {
  return settings[reason === 'many-deaths' ? 'short-form.perinatal-sample' : 'short-form.sample'];
}

/** What the draw of the sample hashes: another message than for the counter-audit, so that neither tells anything of the other. */
export const sampleMessage = (caseNumber: string): string => `${caseNumber}/form`;

/** The month of a death, `YYYY-MM`. */
export const monthOf = (notification: Answers): string =>
  (textOf(notification, 'death_date') ?? '').slice(0, 7);
