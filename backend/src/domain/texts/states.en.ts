import type { StateTexts } from './states.js';

/** States in English, as the stepper, the lists and the chips show them. */
export const statesEn: StateTexts = {
  case: {
    notified: 'Notified',
    documenting: 'Documenting',
    ready: 'Ready',
    audited: 'Audited',
    'counter-auditing': 'Counter-audit',
    adjudicating: 'Adjudication',
    concluded: 'Concluded',
    responding: 'Response',
    closed: 'Closed',
    discarded: 'Discarded',
    duplicate: 'Duplicate',
  },
  audit: {
    assigned: 'Assigned',
    'in-progress': 'In progress',
    sealed: 'Sealed',
    recused: 'Recused',
    expired: 'Time over',
    withdrawn: 'Withdrawn',
  },
  packet: { draft: 'To be read', released: 'Released', withdrawn: 'Withdrawn', destroyed: 'Destroyed' },
  session: { planned: 'Planned', open: 'Open', closed: 'Closed', cancelled: 'Cancelled' },
  recommendation: {
    proposed: 'Proposed',
    accepted: 'Accepted',
    refused: 'Refused',
    'in-progress': 'In progress',
    blocked: 'Blocked',
    done: 'Done, to be verified',
    verified: 'Done and verified',
    effective: 'Effect confirmed',
    ineffective: 'No effect',
    cancelled: 'Given up',
    merged: 'Merged with another',
  },
  'zero-report': { expected: 'Expected', received: 'Received', missing: 'Missing' },
};
