import type { CaseFacts } from '../domain/cases/case-workflow.js';
import type { LockedCase } from './locked-case.js';

/** Facts as they are while nothing is known: every guard that needs one holds the event back. */
const NOTHING_KNOWN: CaseFacts = {
  actorRoles: [],
  eligible: false,
  kindSet: false,
  kindDiffers: false,
  shortForm: false,
  reasonGiven: false,
  keptCaseNamed: false,
  openErrors: Number.POSITIVE_INFINITY,
  missingCore: Number.POSITIVE_INFINITY,
  completeness: 0,
  completenessSetting: 1,
  namesScreened: false,
  headInvolved: false,
  waiverGround: null,
  auditInProgressOrSealed: true,
  onHold: false,
  identityErased: true,
  holdRouteNamed: false,
  mayLiftHold: false,
  receiverNamed: false,
  facilityOnPath: false,
  phaseSigned: true,
  facilitySigns: true,
  provisional: false,
  reviewsSealed: 0,
  reviewsNeeded: Number.POSITIVE_INFINITY,
  noReviewerInTime: false,
  needsAdjudication: false,
  openRecommendations: Number.POSITIVE_INFINITY,
  feedbackGiven: false,
};

/** The facts that a row tells by itself, with those gathered for the event on top. */
export function factsFor(row: LockedCase, gathered: Partial<CaseFacts>): CaseFacts {
  return {
    ...NOTHING_KNOWN,
    kindSet: row.kind !== null,
    shortForm: row.extent === 'short',
    headInvolved: row.headInvolved,
    onHold: row.holdRoute !== null,
    identityErased: row.identityErasedAt !== null,
    provisional: row.provisional || row.state === 'audited',
    ...gathered,
  };
}
