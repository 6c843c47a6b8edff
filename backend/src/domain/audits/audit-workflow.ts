import { guardsOf, NOTHING, STAYS, type Machine } from '../workflow/machine.js';
import type { AuditKind } from './audit.js';

/** Where one opinion is: the audit of the centre's session, a counter-audit, or an adjudication. */
export const AUDIT_STATES = ['assigned', 'in-progress', 'sealed', 'recused', 'expired', 'withdrawn'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

export const AUDIT_PERSON_EVENTS = [
  'assign',
  'declare-none',
  'recuse',
  'withdraw',
  'seal',
  'revise',
] as const;
export type AuditPersonEvent = (typeof AUDIT_PERSON_EVENTS)[number];
export type AuditEvent = AuditPersonEvent | 'expire';

/** What the guards of an audit read. For kind `audit` the session stands for the reviewer and its charter for the declaration. */
export interface AuditFacts {
  readonly kind: AuditKind;
  /** Assigning: the person is independent of the case, holds no other seat of it, and has room for one more. */
  readonly reviewerIndependent: boolean;
  readonly reviewerOnCase: boolean;
  readonly reviewerFull: boolean;
  readonly seatTaken: boolean;
  readonly packetReleased: boolean;
  /** The reviewer declared no tie with the case; the session signed its charter and has its quorum. */
  readonly declared: boolean;
  readonly reasonGiven: boolean;
  readonly dueDatePassed: boolean;
  /** The case is being reopened, or the seat given up: no reason is asked of a consequence. */
  readonly caseReopened: boolean;
  readonly missingAnswers: number;
  readonly openErrors: number;
  readonly sessionOpen: boolean;
  readonly quorumMet: boolean;
  /** The course of the session is written, without an error (kind `audit`). */
  readonly courseWritten: boolean;
  /** One to five recommendations, or none with its reason (kind `audit`). */
  readonly recommendationsGiven: boolean;
  readonly caseOnHold: boolean;
  readonly counterAuditSealed: boolean;
}

const isFirst = (facts: AuditFacts): boolean => facts.kind === 'audit';

const CONDITIONS = {
  'audit.not-independent': (facts: AuditFacts) => isFirst(facts) || facts.reviewerIndependent,
  'audit.already-on-case': (facts: AuditFacts) => isFirst(facts) || !facts.reviewerOnCase,
  'audit.reviewer-full': (facts: AuditFacts) => isFirst(facts) || !facts.reviewerFull,
  'audit.seat-taken': (facts: AuditFacts) => !facts.seatTaken,
  'audit.packet-not-released': (facts: AuditFacts) => isFirst(facts) || facts.packetReleased,
  'audit.declaration-missing': (facts: AuditFacts) => facts.declared,
  'audit.not-a-review': (facts: AuditFacts) => !isFirst(facts),
  'audit.reason-missing': (facts: AuditFacts) => facts.reasonGiven || facts.caseReopened,
  'audit.not-overdue': (facts: AuditFacts) => facts.dueDatePassed,
  'audit.opinion-incomplete': (facts: AuditFacts) => facts.missingAnswers === 0,
  'audit.open-errors': (facts: AuditFacts) => facts.openErrors === 0,
  'audit.session-not-open': (facts: AuditFacts) => !isFirst(facts) || facts.sessionOpen,
  'audit.quorum-missing': (facts: AuditFacts) => !isFirst(facts) || facts.quorumMet,
  'audit.course-missing': (facts: AuditFacts) => !isFirst(facts) || facts.courseWritten,
  'audit.recommendations-missing': (facts: AuditFacts) => !isFirst(facts) || facts.recommendationsGiven,
  'audit.adjudication-reason-missing': (facts: AuditFacts) =>
    facts.kind !== 'adjudication' || facts.reasonGiven,
  'audit.case-on-hold': (facts: AuditFacts) => !isFirst(facts) || !facts.caseOnHold,
  'audit.only-first-revised': (facts: AuditFacts) => isFirst(facts),
  'audit.counter-audit-sealed': (facts: AuditFacts) => !facts.counterAuditSealed,
} as const;
export type AuditReason = keyof typeof CONDITIONS | 'audit.wrong-state';
const needs = guardsOf<AuditFacts, keyof typeof CONDITIONS>(CONDITIONS);

/**
 * One opinion, from its assignment to its seal. A seal is final; `revise` leaves the sealed revision as it is and lets the
 * session begin another. [product: The state machines, Audit]
 */
export const auditMachine: Machine<AuditState, AuditEvent, AuditFacts> = {
  name: 'audit',
  initial: 'assigned',
  states: AUDIT_STATES,
  ends: ['sealed', 'recused', 'expired', 'withdrawn'],
  transitions: {
    assign: {
      from: [NOTHING],
      to: 'assigned',
      by: 'person',
      guards: needs(
        'audit.not-independent',
        'audit.already-on-case',
        'audit.reviewer-full',
        'audit.seat-taken',
      ),
    },
    'declare-none': {
      from: ['assigned'],
      to: 'in-progress',
      by: 'person',
      guards: needs('audit.packet-not-released', 'audit.declaration-missing'),
    },
    recuse: {
      from: ['assigned', 'in-progress'],
      to: 'recused',
      by: 'person',
      irreversible: true,
      guards: needs('audit.not-a-review'),
    },
    expire: {
      from: ['assigned', 'in-progress'],
      to: 'expired',
      by: 'consequence',
      guards: needs('audit.not-a-review', 'audit.not-overdue'),
    },
    withdraw: {
      from: ['assigned', 'in-progress'],
      to: 'withdrawn',
      by: 'person',
      irreversible: true,
      guards: needs('audit.reason-missing'),
    },
    seal: {
      from: ['in-progress'],
      to: 'sealed',
      by: 'person',
      irreversible: true,
      guards: needs(
        'audit.opinion-incomplete',
        'audit.open-errors',
        'audit.session-not-open',
        'audit.quorum-missing',
        'audit.course-missing',
        'audit.recommendations-missing',
        'audit.adjudication-reason-missing',
        'audit.case-on-hold',
      ),
    },
    revise: {
      from: ['sealed'],
      to: STAYS,
      by: 'person',
      guards: needs('audit.only-first-revised', 'audit.counter-audit-sealed', 'audit.reason-missing'),
    },
  },
};
