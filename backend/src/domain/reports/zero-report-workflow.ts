import { guardsOf, NOTHING, STAYS, type Machine } from '../workflow/machine.js';

/** A report that is waited for, that came, or that never came. Late is computed from its times and never a state. */
export const REPORT_STATES = ['expected', 'received', 'missing'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_PERSON_EVENTS = ['submit', 'correct'] as const;
export type ReportPersonEvent = (typeof REPORT_PERSON_EVENTS)[number];
export type ReportEvent = ReportPersonEvent | 'expect' | 'miss';

/** What the guards of a report read. */
export interface ReportFacts {
  /** The week or month has begun. */
  readonly begun: boolean;
  /** The week or month is over. */
  readonly over: boolean;
  /** The days of grace after the deadline are over as well. */
  readonly graceOver: boolean;
  readonly reasonGiven: boolean;
}

const CONDITIONS = {
  'zero-report.not-begun': (facts: ReportFacts) => facts.begun,
  'zero-report.not-over': (facts: ReportFacts) => facts.over,
  'zero-report.not-late': (facts: ReportFacts) => facts.graceOver,
  'zero-report.reason-missing': (facts: ReportFacts) => facts.reasonGiven,
} as const;
export type ReportReason = keyof typeof CONDITIONS | 'zero-report.wrong-state';
const needs = guardsOf<ReportFacts, keyof typeof CONDITIONS>(CONDITIONS);

/** A missing report that comes after all is received; a correction keeps the earlier version. [product: Zero report] */
export const zeroReportMachine: Machine<ReportState, ReportEvent, ReportFacts> = {
  name: 'zero-report',
  initial: 'expected',
  states: REPORT_STATES,
  ends: ['received'],
  transitions: {
    expect: { from: [NOTHING], to: 'expected', by: 'consequence', guards: needs('zero-report.not-over') },
    submit: {
      from: [NOTHING, 'expected', 'missing'],
      to: 'received',
      by: 'person',
      guards: needs('zero-report.not-begun'),
    },
    correct: {
      from: ['received'],
      to: STAYS,
      by: 'person',
      guards: needs('zero-report.reason-missing'),
    },
    miss: { from: ['expected'], to: 'missing', by: 'consequence', guards: needs('zero-report.not-late') },
  },
};
