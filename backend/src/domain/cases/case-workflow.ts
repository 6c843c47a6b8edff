import { guardsOf, STAYS, type Machine } from '../workflow/machine.js';
import type { Role } from '../accounts/person.js';

/** Where a case is in its cycle, from the notified death to the closed case; `discarded` and `duplicate` leave the path. */
export const CASE_STATES = [
  'notified',
  'documenting',
  'ready',
  'audited',
  'counter-auditing',
  'adjudicating',
  'concluded',
  'responding',
  'closed',
  'discarded',
  'duplicate',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** The nine states of the ordinary path, in order, as the stepper draws them. */
export const CASE_PATH: readonly CaseState[] = CASE_STATES.slice(0, 9);

export const CASE_PERSON_EVENTS = [
  'confirm',
  'change-kind',
  'widen',
  'discard',
  'mark-duplicate',
  'unmark-duplicate',
  'freeze',
  'waive-audit',
  'unfreeze',
  'proceed-with-one',
  'waive',
  'close',
  'reopen',
  'hold',
  'lift-hold',
  'transfer',
  'enter-phase',
  'erase-identity',
] as const;
export type CasePersonEvent = (typeof CASE_PERSON_EVENTS)[number];
export type CaseEvent =
  CasePersonEvent | 'find-link' | 'seal-audit' | 'select' | 'skip' | 'compare' | 'adjudicate' | 'respond';

/** Why an audit can be waived: nothing else makes a case impossible to audit. */
export const WAIVER_GROUNDS = ['file-lost', 'family-unreachable', 'insecurity'] as const;
export type WaiverGround = (typeof WAIVER_GROUNDS)[number];

/** The outside routes that put a case on hold; its clocks stop until somebody lifts it. */
export const HOLD_ROUTES = ['safeguarding', 'judicial'] as const;
export type HoldRoute = (typeof HOLD_ROUTES)[number];

/** What the guards of a case read. Counts are numbers of things; shares run from 0 to 1. */
export interface CaseFacts {
  /** Roles of the acting person that reach this case. */
  readonly actorRoles: readonly Role[];
  /** The eligibility rule of the kind holds on the notification. */
  readonly eligible: boolean;
  readonly kindSet: boolean;
  /** The kind named is another one than that of the case. */
  readonly kindDiffers: boolean;
  /** The death has a short form: no review and no audit. */
  readonly shortForm: boolean;
  /** A non-empty reason came with the event. */
  readonly reasonGiven: boolean;
  /** The case that is kept was named, exists, is another one and is not itself a duplicate. */
  readonly keptCaseNamed: boolean;
  /** ERR issues still raised by the forms of the case. */
  readonly openErrors: number;
  /** Core questions that are asked and unanswered. */
  readonly missingCore: number;
  readonly completeness: number;
  readonly completenessSetting: number;
  /** Somebody looked at every place of the free text that resembles a name or a phone. */
  readonly namesScreened: boolean;
  /** The head of the responsible centre took part in the care, or the centre has no head in post: the focal point freezes. */
  readonly headInvolved: boolean;
  readonly waiverGround: WaiverGround | null;
  readonly auditInProgressOrSealed: boolean;
  readonly onHold: boolean;
  readonly holdRouteNamed: boolean;
  /** The acting person holds a role that the setting allows to lift a hold. */
  readonly mayLiftHold: boolean;
  /** Who died was erased already. */
  readonly identityErased: boolean;
  /** The place that takes the case over was named and is another one. */
  readonly receiverNamed: boolean;
  /** The facility whose part is entered on its behalf: on the path, its part signed, and whether somebody there can sign. */
  readonly facilityOnPath: boolean;
  readonly phaseSigned: boolean;
  readonly facilitySigns: boolean;
  /** Audited, or skipped by the draw of a quarter that is still open: the top-up may select it. */
  readonly provisional: boolean;
  /** Counter-audits of the round that are sealed, and that are asked for. */
  readonly reviewsSealed: number;
  readonly reviewsNeeded: number;
  /** Nobody independent could take the empty seat in time. */
  readonly noReviewerInTime: boolean;
  /** A pair differs MAJOR, or an item has no majority. */
  readonly needsAdjudication: boolean;
  /** Recommendations of the case that are not in an end state nor carried by another open case. */
  readonly openRecommendations: number;
  /** Somebody was told: staff, ASACO, village or family. */
  readonly feedbackGiven: boolean;
}

const CONDITIONS = {
  'case.not-eligible': (facts: CaseFacts) => facts.eligible,
  'case.kind-missing': (facts: CaseFacts) => facts.kindSet,
  'case.same-kind': (facts: CaseFacts) => facts.kindDiffers,
  'case.full-already': (facts: CaseFacts) => facts.shortForm,
  'case.short-form': (facts: CaseFacts) => !facts.shortForm,
  'case.reason-missing': (facts: CaseFacts) => facts.reasonGiven,
  'case.kept-case-missing': (facts: CaseFacts) => facts.keptCaseNamed,
  'case.open-errors': (facts: CaseFacts) => facts.openErrors === 0,
  'case.core-unanswered': (facts: CaseFacts) => facts.missingCore === 0,
  'case.incomplete': (facts: CaseFacts) =>
    facts.completeness >= facts.completenessSetting || facts.reasonGiven,
  'case.names-not-screened': (facts: CaseFacts) => facts.namesScreened,
  'case.head-took-part': (facts: CaseFacts) =>
    !facts.headInvolved || facts.actorRoles.includes('focal-point'),
  'case.head-freezes': (facts: CaseFacts) => facts.headInvolved || facts.actorRoles.includes('centre-head'),
  'case.ground-missing': (facts: CaseFacts) => facts.waiverGround !== null,
  'case.audit-begun': (facts: CaseFacts) => !facts.auditInProgressOrSealed,
  'case.on-hold': (facts: CaseFacts) => !facts.onHold,
  'case.not-on-hold': (facts: CaseFacts) => facts.onHold,
  'case.route-missing': (facts: CaseFacts) => facts.holdRouteNamed,
  'case.hold-not-yours': (facts: CaseFacts) => facts.mayLiftHold,
  'case.identity-erased': (facts: CaseFacts) => !facts.identityErased,
  'case.receiver-missing': (facts: CaseFacts) => facts.receiverNamed,
  'case.not-on-path': (facts: CaseFacts) => facts.facilityOnPath,
  'case.phase-signed': (facts: CaseFacts) => !facts.phaseSigned,
  'case.facility-signs': (facts: CaseFacts) => !facts.facilitySigns,
  'case.draw-final': (facts: CaseFacts) => facts.provisional,
  'case.reviews-open': (facts: CaseFacts) => facts.reviewsSealed >= facts.reviewsNeeded,
  'case.no-review-sealed': (facts: CaseFacts) => facts.reviewsSealed >= 1,
  'case.reviewer-still-possible': (facts: CaseFacts) => facts.noReviewerInTime,
  'case.no-open-recommendation': (facts: CaseFacts) => facts.openRecommendations > 0,
  'case.recommendations-open': (facts: CaseFacts) => facts.openRecommendations === 0,
  'case.feedback-missing': (facts: CaseFacts) => facts.feedbackGiven || facts.reasonGiven,
} as const;
export type CaseReason = keyof typeof CONDITIONS | 'case.wrong-state';
const needs = guardsOf<CaseFacts, keyof typeof CONDITIONS>(CONDITIONS);

const UNDER_WAY: readonly CaseState[] = CASE_PATH.slice(0, 8);
const AFTER_AUDIT: readonly CaseState[] = CASE_PATH.slice(3);

/** The cycle of a death, exactly as the product page gives it. [product: The state machines, Case] */
export const caseMachine: Machine<CaseState, CaseEvent, CaseFacts> = {
  name: 'case',
  initial: 'notified',
  states: CASE_STATES,
  ends: ['closed', 'discarded', 'duplicate'],
  transitions: {
    confirm: {
      from: ['notified'],
      to: 'documenting',
      by: 'person',
      guards: needs('case.not-eligible', 'case.kind-missing', 'case.on-hold'),
    },
    'change-kind': {
      from: ['documenting'],
      to: STAYS,
      by: 'person',
      guards: needs('case.not-eligible', 'case.same-kind', 'case.reason-missing', 'case.on-hold'),
    },
    /** A death that had a short form is reviewed in full: the focal point asks for it, or a link with a facility is found. */
    widen: {
      from: ['documenting'],
      to: STAYS,
      by: 'person',
      guards: needs('case.full-already', 'case.reason-missing', 'case.on-hold'),
    },
    'find-link': {
      from: ['documenting'],
      to: STAYS,
      by: 'consequence',
      guards: needs('case.full-already'),
    },
    discard: {
      from: ['notified', 'documenting'],
      to: 'discarded',
      by: 'person',
      guards: needs('case.reason-missing', 'case.on-hold'),
    },
    'mark-duplicate': {
      from: ['notified', 'documenting'],
      to: 'duplicate',
      by: 'person',
      guards: needs('case.kept-case-missing', 'case.on-hold'),
    },
    'unmark-duplicate': {
      from: ['duplicate'],
      to: 'notified',
      by: 'person',
      guards: needs('case.reason-missing'),
    },
    freeze: {
      from: ['documenting'],
      // A death with a short form is notified and told by the family, and nothing else follows.
      to: (facts) => (facts.shortForm ? 'concluded' : 'ready'),
      targets: () => ['ready', 'concluded'],
      by: 'person',
      irreversible: true,
      guards: needs(
        'case.open-errors',
        'case.core-unanswered',
        'case.incomplete',
        'case.names-not-screened',
        'case.head-took-part',
        'case.head-freezes',
        'case.on-hold',
      ),
    },
    'waive-audit': {
      from: ['documenting'],
      to: 'concluded',
      by: 'person',
      twoPersons: true,
      guards: needs('case.ground-missing', 'case.reason-missing', 'case.on-hold'),
    },
    unfreeze: {
      from: ['ready'],
      to: 'documenting',
      by: 'person',
      guards: needs('case.audit-begun', 'case.reason-missing', 'case.on-hold'),
    },
    'seal-audit': { from: ['ready'], to: 'audited', by: 'consequence' },
    select: {
      from: ['audited', 'concluded', 'responding'],
      to: 'counter-auditing',
      by: 'consequence',
      guards: needs('case.draw-final'),
    },
    skip: { from: ['audited'], to: 'concluded', by: 'consequence' },
    compare: {
      from: ['counter-auditing'],
      to: (facts) => (facts.needsAdjudication ? 'adjudicating' : 'concluded'),
      targets: () => ['concluded', 'adjudicating'],
      by: 'consequence',
      guards: needs('case.reviews-open'),
    },
    'proceed-with-one': {
      from: ['counter-auditing'],
      to: 'concluded',
      by: 'person',
      twoPersons: true,
      guards: needs('case.reviewer-still-possible', 'case.no-review-sealed', 'case.reason-missing'),
    },
    waive: {
      from: ['counter-auditing'],
      to: 'concluded',
      by: 'person',
      twoPersons: true,
      guards: needs('case.reviewer-still-possible', 'case.reason-missing'),
    },
    adjudicate: { from: ['adjudicating'], to: 'concluded', by: 'consequence' },
    respond: {
      from: ['concluded'],
      to: 'responding',
      by: 'consequence',
      guards: needs('case.no-open-recommendation'),
    },
    close: {
      from: ['concluded', 'responding'],
      to: 'closed',
      by: 'person',
      guards: needs('case.recommendations-open', 'case.feedback-missing', 'case.on-hold'),
    },
    reopen: {
      from: ['discarded', ...AFTER_AUDIT],
      to: (_facts, from) => (from === 'discarded' ? 'notified' : 'documenting'),
      targets: (from) => (from === 'discarded' ? ['notified'] : ['documenting']),
      by: 'person',
      twoPersons: true,
      guards: needs('case.reason-missing'),
    },
    hold: { from: UNDER_WAY, to: STAYS, by: 'person', guards: needs('case.on-hold', 'case.route-missing') },
    'lift-hold': {
      from: [...UNDER_WAY],
      to: STAYS,
      by: 'person',
      guards: needs('case.not-on-hold', 'case.hold-not-yours', 'case.reason-missing'),
    },
    transfer: {
      from: ['notified', 'documenting', 'ready'],
      to: STAYS,
      by: 'person',
      guards: needs('case.receiver-missing', 'case.reason-missing', 'case.on-hold'),
    },
    'enter-phase': {
      from: ['documenting'],
      to: STAYS,
      by: 'person',
      guards: needs('case.short-form', 'case.not-on-path', 'case.phase-signed', 'case.facility-signs'),
    },
    /** A family asks for it before the time: the case stays, and nobody learns any more who died. A judge may still ask on hold. */
    'erase-identity': {
      from: CASE_STATES,
      to: STAYS,
      by: 'person',
      twoPersons: true,
      irreversible: true,
      guards: needs('case.identity-erased', 'case.reason-missing', 'case.on-hold'),
    },
  },
};
