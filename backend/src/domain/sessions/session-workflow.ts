import { guardsOf, NOTHING, type Machine } from '../workflow/machine.js';

/** Where an audit session is. */
export const SESSION_STATES = ['planned', 'open', 'closed', 'cancelled'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

export const SESSION_PERSON_EVENTS = ['plan', 'open', 'close', 'cancel'] as const;
export type SessionEvent = (typeof SESSION_PERSON_EVENTS)[number];

/** What the guards of a session read. */
export interface SessionFacts {
  /** Cases on the agenda whose file is frozen, and cases in all. */
  readonly agendaReady: number;
  readonly agenda: number;
  readonly attending: number;
  /** Attending persons who signed the charter. */
  readonly chartersSigned: number;
  readonly quorumMet: boolean;
  /** Audits of the agenda that are in progress, and sealed. */
  readonly inProgress: number;
  readonly sealed: number;
  readonly reasonGiven: boolean;
}

const CONDITIONS = {
  'session.agenda-empty': (facts: SessionFacts) => facts.agenda > 0,
  'session.file-not-frozen': (facts: SessionFacts) => facts.agendaReady === facts.agenda,
  'session.charter-unsigned': (facts: SessionFacts) => facts.chartersSigned === facts.attending,
  'session.quorum-missing': (facts: SessionFacts) => facts.quorumMet,
  'session.audit-in-progress': (facts: SessionFacts) => facts.inProgress === 0,
  'session.audit-sealed': (facts: SessionFacts) => facts.sealed === 0,
  'session.reason-missing': (facts: SessionFacts) => facts.reasonGiven,
} as const;
export type SessionReason = keyof typeof CONDITIONS | 'session.wrong-state';
const needs = guardsOf<SessionFacts, keyof typeof CONDITIONS>(CONDITIONS);

/** The meeting where a centre audits its cases under charter and quorum. [product: The state machines, Session] */
export const sessionMachine: Machine<SessionState, SessionEvent, SessionFacts> = {
  name: 'session',
  initial: 'planned',
  states: SESSION_STATES,
  ends: ['closed', 'cancelled'],
  transitions: {
    plan: {
      from: [NOTHING],
      to: 'planned',
      by: 'person',
      guards: needs('session.agenda-empty', 'session.file-not-frozen'),
    },
    open: {
      from: ['planned'],
      to: 'open',
      by: 'person',
      guards: needs(
        'session.agenda-empty',
        'session.file-not-frozen',
        'session.charter-unsigned',
        'session.quorum-missing',
      ),
    },
    close: { from: ['open'], to: 'closed', by: 'person', guards: needs('session.audit-in-progress') },
    cancel: {
      from: ['planned', 'open'],
      to: 'cancelled',
      by: 'person',
      guards: needs('session.audit-sealed', 'session.reason-missing'),
    },
  },
};
