import { guardsOf, NOTHING, STAYS, type Machine } from '../workflow/machine.js';

/** Where a recommendation is; the codes of CL_RECSTAT. Overdue is computed from the deadline and never a state. */
export const RECOMMENDATION_STATES = [
  'proposed',
  'accepted',
  'refused',
  'in-progress',
  'blocked',
  'done',
  'verified',
  'effective',
  'ineffective',
  'cancelled',
  'merged',
] as const;
export type RecommendationState = (typeof RECOMMENDATION_STATES)[number];

export const RECOMMENDATION_EVENTS = [
  'propose',
  'accept',
  'refuse',
  'start',
  'report',
  'block',
  'unblock',
  'escalate',
  'finish',
  'return',
  'verify',
  'check-effect',
  'cancel',
  'merge',
] as const;
export type RecommendationEvent = (typeof RECOMMENDATION_EVENTS)[number];

/** CL_REC_EFFECT_CHECK: whether the factor came back in later cases. */
export type Effect = 'FACTOR_GONE' | 'FACTOR_REDUCED' | 'NO_CHANGE' | 'TOO_EARLY';

/** What the guards of a recommendation read. */
export interface RecommendationFacts {
  /** It passes the SMART check and names a factor of its case. */
  readonly smart: boolean;
  readonly factorOfCase: boolean;
  /** Its audit is sealed: nobody is asked for anything before. */
  readonly auditSealed: boolean;
  readonly reasonGiven: boolean;
  readonly obstacleNamed: boolean;
  readonly proofGiven: boolean;
  /** The acting person is the one who finished it. */
  readonly actorFinished: boolean;
  /** The days between verification and effect check are over. */
  readonly effectDue: boolean;
  readonly effect: Effect | null;
  /** A stronger recommendation takes over. */
  readonly successorNamed: boolean;
  /** The recommendation it is merged into was named, is another one, and is open. */
  readonly targetNamed: boolean;
}

const CONDITIONS = {
  'recommendation.not-smart': (facts: RecommendationFacts) => facts.smart,
  'recommendation.factor-missing': (facts: RecommendationFacts) => facts.factorOfCase,
  'recommendation.audit-open': (facts: RecommendationFacts) => facts.auditSealed,
  'recommendation.reason-missing': (facts: RecommendationFacts) => facts.reasonGiven,
  'recommendation.obstacle-missing': (facts: RecommendationFacts) => facts.obstacleNamed,
  'recommendation.proof-missing': (facts: RecommendationFacts) => facts.proofGiven,
  'recommendation.same-person': (facts: RecommendationFacts) => !facts.actorFinished,
  'recommendation.effect-not-due': (facts: RecommendationFacts) => facts.effectDue,
  'recommendation.effect-missing': (facts: RecommendationFacts) =>
    facts.effect !== null && facts.effect !== 'TOO_EARLY',
  'recommendation.target-missing': (facts: RecommendationFacts) => facts.targetNamed,
} as const;
export type RecommendationReason = keyof typeof CONDITIONS | 'recommendation.wrong-state';
const needs = guardsOf<RecommendationFacts, keyof typeof CONDITIONS>(CONDITIONS);

/** From the proposal of a session to the effect seen in later cases. [product: The state machines, Recommendation] */
export const recommendationMachine: Machine<RecommendationState, RecommendationEvent, RecommendationFacts> = {
  name: 'recommendation',
  initial: 'proposed',
  states: RECOMMENDATION_STATES,
  ends: ['refused', 'effective', 'ineffective', 'cancelled', 'merged'],
  transitions: {
    propose: {
      from: [NOTHING],
      to: 'proposed',
      by: 'person',
      guards: needs('recommendation.not-smart', 'recommendation.factor-missing'),
    },
    accept: { from: ['proposed'], to: 'accepted', by: 'person', guards: needs('recommendation.audit-open') },
    refuse: {
      from: ['proposed'],
      to: 'refused',
      by: 'person',
      guards: needs('recommendation.audit-open', 'recommendation.reason-missing'),
    },
    start: { from: ['accepted'], to: 'in-progress', by: 'person' },
    report: { from: ['accepted', 'in-progress', 'blocked'], to: STAYS, by: 'person' },
    block: {
      from: ['accepted', 'in-progress'],
      to: 'blocked',
      by: 'person',
      guards: needs('recommendation.obstacle-missing'),
    },
    unblock: { from: ['blocked'], to: 'in-progress', by: 'person' },
    escalate: { from: ['blocked'], to: STAYS, by: 'consequence' },
    finish: {
      from: ['accepted', 'in-progress'],
      to: 'done',
      by: 'person',
      guards: needs('recommendation.proof-missing'),
    },
    return: {
      from: ['done'],
      to: 'in-progress',
      by: 'person',
      guards: needs('recommendation.reason-missing'),
    },
    verify: {
      from: ['done'],
      to: 'verified',
      by: 'person',
      irreversible: true,
      guards: needs('recommendation.same-person'),
    },
    'check-effect': {
      from: ['verified'],
      to: (facts) => (facts.effect === 'NO_CHANGE' ? 'ineffective' : 'effective'),
      targets: () => ['effective', 'ineffective'],
      by: 'person',
      guards: needs('recommendation.effect-not-due', 'recommendation.effect-missing'),
    },
    cancel: {
      from: ['proposed', 'accepted', 'in-progress', 'blocked'],
      to: 'cancelled',
      by: 'person',
      guards: needs('recommendation.reason-missing'),
    },
    merge: {
      from: ['proposed', 'accepted', 'in-progress', 'blocked'],
      to: 'merged',
      by: 'person',
      guards: needs('recommendation.target-missing'),
    },
  },
};

/** Whether a recommendation lets its case close: verified and later, refused, cancelled or merged; ineffective only with a successor. */
export function letsCaseClose(state: RecommendationState, hasSuccessor: boolean): boolean {
  if (state === 'ineffective') return hasSuccessor;
  return ['refused', 'verified', 'effective', 'cancelled', 'merged'].includes(state);
}

/** Whether the deadline (`YYYY-MM-DD`) passed without the work being done. Computed at reading, never stored. */
export function isOverdue(state: RecommendationState, deadline: string, today: string): boolean {
  return ['proposed', 'accepted', 'in-progress', 'blocked'].includes(state) && deadline < today;
}
