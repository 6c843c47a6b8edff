import type { Affiliation, Profession } from '../accounts/person.js';
import type { CaseKind } from '../cases/case.js';

/** Why a person may not review a case. [domain 5.4; product: Blinding, Who] */
export const INDEPENDENCE_REASONS = [
  'independence.not-reviewer',
  'independence.postings-unknown',
  'independence.works-in-path',
  'independence.worked-in-path',
  'independence.works-in-area',
  'independence.supervises',
  'independence.supports',
  'independence.same-district',
  'independence.not-third-district',
  'independence.took-part',
  'independence.attended',
  'independence.kin',
  'independence.barred',
  'independence.on-case',
  'independence.full',
  'independence.on-leave',
  'independence.profession',
] as const;
export type IndependenceReason = (typeof INDEPENDENCE_REASONS)[number];

/** One posting or link, with the ids of its place from the country down. Dates `YYYY-MM-DD`. */
export type Posting = Pick<Affiliation, 'placeId' | 'link' | 'from' | 'to'> & {
  readonly placePath: readonly number[];
};

/** A person of the pool of reviewers. `load` counts the packets of the running month. */
export interface Candidate {
  readonly personId: string;
  readonly profession: Profession;
  /** Holds the role today and is not disabled. */
  readonly reviewer: boolean;
  readonly postings: readonly Posting[];
  readonly load: number;
  readonly onLeave: boolean;
}

/** Everything around a case that its reviewers must be free of. */
export interface CaseCircle {
  readonly kind: CaseKind;
  /** Facilities of the path and of the place of death, with the ids of their place from the country down. */
  readonly facilities: readonly { readonly placeId: number; readonly placePath: readonly number[] }[];
  /** Health areas of the facilities and of the death. */
  readonly areaIds: readonly number[];
  readonly districtIds: readonly number[];
  /** Organisations that coach or fund one of the facilities. */
  readonly supporterIds: readonly number[];
  /** Notified, confirmed, documented, froze, audited or cared for this case. */
  readonly participantIds: readonly string[];
  readonly attendeeIds: readonly string[];
  readonly barredIds: readonly string[];
  readonly kinIds: readonly string[];
  /** Everybody who holds or held a seat of the case, in any round. */
  readonly seatedIds: readonly string[];
  /** Districts of the reviewers already seated: an adjudicator comes from a third one. */
  readonly seatedDistrictIds: readonly number[];
}

/** What the empty seat asks for. */
export interface Seat {
  readonly kind: 'counter-audit' | 'adjudication';
  /** Professions of the reviewers of the other seats, and how many seats stay empty after this one. */
  readonly seated: readonly Profession[];
  readonly emptyAfter: number;
  /** Usual and highest number of packets a month. */
  readonly loadUsual: number;
  readonly loadMost: number;
}

/** A judged candidate; `preferred` is lower for a better choice. */
export interface Proposal {
  readonly personId: string;
  readonly profession: Profession;
  readonly load: number;
  readonly eligible: boolean;
  readonly reasons: readonly IndependenceReason[];
}

const DOCTORS: readonly Profession[] = ['OBG', 'MD'];

/** Midwives and obstetric nurses for mothers and newborns, nurses for children. */
export function isOfField(profession: Profession, kind: CaseKind): boolean {
  const field: readonly Profession[] =
    kind === 'CHILD' ? ['NURSE', 'MIDWIFE', 'OBSTETRIC_NURSE'] : ['MIDWIFE', 'OBSTETRIC_NURSE'];
  return field.includes(profession);
}

/** The same day a year earlier, so that "in the last 12 months" includes that day. */
function yearBefore(date: string): string {
  return String(Number(date.slice(0, 4)) - 1).padStart(4, '0') + date.slice(4);
}

/** Why this person may not review this case, from the postings of today (`YYYY-MM-DD`) and of the last 12 months. */
export function conflictsOf(
  candidate: Candidate,
  circle: CaseCircle,
  seat: Seat,
  today: string,
): readonly IndependenceReason[] {
  const recent = candidate.postings.filter(
    (posting) => posting.from <= today && (posting.to === null || posting.to >= yearBefore(today)),
  );
  const current = recent.filter((posting) => posting.to === null || posting.to >= today);
  const facilities = new Set(circle.facilities.map((facility) => facility.placeId));
  // The country is above everything: working for the ministry supervises nobody in particular.
  const above = new Set(circle.facilities.flatMap((facility) => facility.placePath.slice(1, -1)));
  const inside = (posting: Posting, places: readonly number[]): boolean =>
    places.some((place) => posting.placePath.includes(place));
  const works = (posting: Posting): boolean => posting.link === 'works';
  const lacksField =
    seat.kind === 'counter-audit' &&
    seat.emptyAfter === 0 &&
    seat.seated.length > 0 &&
    ![...seat.seated, candidate.profession].some((profession) => isOfField(profession, circle.kind));
  const found: readonly (readonly [IndependenceReason, boolean])[] = [
    ['independence.not-reviewer', !candidate.reviewer],
    ['independence.postings-unknown', candidate.postings.length === 0],
    [
      'independence.works-in-path',
      current.some((posting) => works(posting) && facilities.has(posting.placeId)),
    ],
    [
      'independence.worked-in-path',
      recent.some(
        (posting) => works(posting) && facilities.has(posting.placeId) && !current.includes(posting),
      ),
    ],
    [
      'independence.works-in-area',
      recent.some((posting) => works(posting) && inside(posting, circle.areaIds)),
    ],
    ['independence.supervises', recent.some((posting) => works(posting) && above.has(posting.placeId))],
    [
      'independence.supports',
      recent.some(
        (posting) =>
          (!works(posting) && (facilities.has(posting.placeId) || above.has(posting.placeId))) ||
          circle.supporterIds.includes(posting.placeId),
      ),
    ],
    [
      'independence.same-district',
      current.some((posting) => works(posting) && inside(posting, circle.districtIds)),
    ],
    [
      'independence.not-third-district',
      seat.kind === 'adjudication' &&
        current.some((posting) => works(posting) && inside(posting, circle.seatedDistrictIds)),
    ],
    ['independence.took-part', circle.participantIds.includes(candidate.personId)],
    ['independence.attended', circle.attendeeIds.includes(candidate.personId)],
    ['independence.kin', circle.kinIds.includes(candidate.personId)],
    ['independence.barred', circle.barredIds.includes(candidate.personId)],
    ['independence.on-case', circle.seatedIds.includes(candidate.personId)],
    ['independence.full', candidate.load >= seat.loadMost],
    ['independence.on-leave', candidate.onLeave],
    ['independence.profession', lacksField],
  ];
  return found.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** How well a profession completes the reviewers already seated: 0 best. One of the field first, then a doctor. */
function fit(profession: Profession, circle: CaseCircle, seat: Seat): number {
  const hasField = seat.seated.some((seated) => isOfField(seated, circle.kind));
  const hasDoctor = seat.seated.some((seated) => DOCTORS.includes(seated));
  if (isOfField(profession, circle.kind)) return hasField ? 1 : 0;
  if (DOCTORS.includes(profession)) return hasField && !hasDoctor ? 0 : 1;
  return 2;
}

/**
 * The pool judged for one seat, the best choice first: independent people, then the profession that is missing, then those
 * under the usual load, then the least loaded. Equal people keep the order of their ids, so the list does not move by itself.
 */
export function proposeReviewers(
  candidates: readonly Candidate[],
  circle: CaseCircle,
  seat: Seat,
  today: string,
): readonly Proposal[] {
  return candidates
    .map((candidate) => {
      const reasons = conflictsOf(candidate, circle, seat, today);
      const order = [
        reasons.length === 0 ? 0 : 1,
        fit(candidate.profession, circle, seat),
        candidate.load < seat.loadUsual ? 0 : 1,
        candidate.load,
      ] as const;
      return { candidate, reasons, order };
    })
    .sort((left, right) => {
      for (const index of [0, 1, 2, 3] as const) {
        const difference = left.order[index] - right.order[index];
        if (difference !== 0) return difference;
      }
      return left.candidate.personId < right.candidate.personId ? -1 : 1;
    })
    .map(({ candidate, reasons }) => ({
      personId: candidate.personId,
      profession: candidate.profession,
      load: candidate.load,
      eligible: reasons.length === 0,
      reasons,
    }));
}
