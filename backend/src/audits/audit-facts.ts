import type { AuditFacts } from '../domain/audits/audit-workflow.js';
import type { AuditRow } from './audit-rows.js';

/** Facts as they are while nothing is known: every guard that needs one holds the event back. */
const NOTHING_KNOWN: Omit<AuditFacts, 'kind'> = {
  reviewerIndependent: false,
  reviewerOnCase: true,
  reviewerFull: true,
  seatTaken: true,
  packetReleased: false,
  declared: false,
  reasonGiven: false,
  dueDatePassed: false,
  caseReopened: false,
  missingAnswers: Number.POSITIVE_INFINITY,
  openErrors: Number.POSITIVE_INFINITY,
  sessionOpen: false,
  quorumMet: false,
  courseWritten: false,
  recommendationsGiven: false,
  caseOnHold: true,
  counterAuditSealed: true,
};

/** The facts that a seat tells by itself, with those gathered for the event on top. */
export function factsFor(audit: AuditRow, gathered: Partial<AuditFacts>): AuditFacts {
  return {
    ...NOTHING_KNOWN,
    kind: audit.kind,
    seatTaken: audit.state !== 'open',
    packetReleased: audit.packetState === 'released',
    ...gathered,
  };
}
