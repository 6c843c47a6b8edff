import type { EventTexts } from './events.js';

/** Verbs of the buttons and sentences of the timeline, in plain English. */
export const eventsEn: EventTexts = {
  case: {
    notify: { verb: 'Notify a death', done: 'Death notified' },
    confirm: { verb: 'Confirm the death', done: 'Death confirmed' },
    'change-kind': { verb: 'Change the kind of death', done: 'Kind of death changed' },
    widen: { verb: 'Ask for the full review', done: 'Full review asked for' },
    'find-link': { verb: 'Go on to the full review', done: 'Link with a facility found: full review' },
    discard: { verb: 'Discard this case', done: 'Case discarded' },
    'mark-duplicate': { verb: 'Mark as duplicate', done: 'Case marked as duplicate' },
    'unmark-duplicate': { verb: 'Remove the duplicate mark', done: 'Duplicate mark removed' },
    freeze: {
      verb: 'Freeze the file',
      done: 'File frozen',
      warning:
        'Once frozen, the file no longer changes. Audit and counter-audit will read exactly this text.',
    },
    'waive-audit': {
      verb: 'Waive the audit',
      done: 'Audit not possible, reason kept',
      warning:
        'The case will be concluded without an audit. It still counts everywhere. A second person must confirm.',
    },
    unfreeze: { verb: 'Unfreeze the file', done: 'File unfrozen' },
    'proceed-with-one': {
      verb: 'Conclude with one opinion',
      done: 'Case concluded with one counter-audit',
      warning: 'The second opinion will no longer be awaited. A second person must confirm.',
    },
    waive: {
      verb: 'Waive the counter-audit',
      done: 'Counter-audit not done, reason kept',
      warning: 'The audit’s opinion will stand alone. A second person must confirm.',
    },
    close: { verb: 'Close the case', done: 'Case closed' },
    reopen: {
      verb: 'Reopen the case',
      done: 'Case reopened',
      warning:
        'A new round begins. Running opinions and the anonymised file are withdrawn. A second person must confirm.',
    },
    hold: { verb: 'Put the case on hold', done: 'Case on hold, deadlines stopped' },
    'lift-hold': { verb: 'Lift the hold', done: 'Hold lifted' },
    transfer: { verb: 'Transfer the case', done: 'Case transferred' },
    'enter-phase': { verb: 'Enter its part', done: 'Part entered for a facility' },
    'erase-identity': {
      verb: 'Erase the identity',
      done: 'Identity erased',
      warning:
        'The name, the telephone, the birthday and the pictures are destroyed for good. The case stays. A second person must confirm.',
    },
    'seal-audit': { verb: 'Record the sealed audit', done: 'Audit sealed' },
    select: { verb: 'Select for counter-audit', done: 'Case selected for counter-audit' },
    skip: { verb: 'Do not select', done: 'Case not selected by the draw, conclusion provisional' },
    compare: { verb: 'Compare the opinions', done: 'Opinions compared' },
    adjudicate: { verb: 'Record the adjudication', done: 'Adjudication given' },
    respond: { verb: 'Open the response', done: 'Response opened' },
  },
  audit: {
    assign: { verb: 'Assign', done: 'Seat assigned' },
    'declare-none': { verb: 'I have no tie: open', done: 'No tie declared, file opened' },
    recuse: {
      verb: 'I have a tie: recuse myself',
      done: 'Recusal',
      warning: 'This file will be taken from you. A recusal is never held against anyone.',
    },
    withdraw: {
      verb: 'Withdraw the file',
      done: 'File withdrawn',
      warning: 'The person can no longer read this file. The seat becomes free again.',
    },
    seal: {
      verb: 'Seal the opinion',
      done: 'Opinion sealed',
      warning: 'Once sealed, the opinion no longer changes.',
    },
    revise: { verb: 'Revise the audit', done: 'Revision of the audit opened' },
    expire: { verb: 'End the time limit', done: 'Time over, seat freed' },
  },
  packet: {
    build: { verb: 'Prepare the anonymised file', done: 'Anonymised file prepared' },
    release: { verb: 'Release the anonymised file', done: 'Anonymised file released' },
    withdraw: { verb: 'Withdraw the anonymised file', done: 'Anonymised file withdrawn' },
    destroy: { verb: 'Destroy the anonymised file', done: 'Anonymised file destroyed' },
  },
  session: {
    plan: { verb: 'Plan the session', done: 'Session planned' },
    open: { verb: 'Open the session', done: 'Session opened' },
    close: { verb: 'Close the session', done: 'Session closed' },
    cancel: { verb: 'Cancel the session', done: 'Session cancelled' },
  },
  recommendation: {
    propose: { verb: 'Propose', done: 'Recommendation proposed' },
    accept: { verb: 'Accept', done: 'Recommendation accepted' },
    refuse: { verb: 'Refuse', done: 'Recommendation refused' },
    start: { verb: 'Start', done: 'Work started' },
    report: { verb: 'Say where we are', done: 'Follow-up' },
    block: { verb: 'Blocked', done: 'Work blocked' },
    unblock: { verb: 'Resume', done: 'Work resumed' },
    escalate: { verb: 'Ask the level above', done: 'Level above asked' },
    finish: { verb: 'Done', done: 'Work done, to be verified' },
    return: { verb: 'Send back', done: 'Work to be taken up again' },
    verify: {
      verb: 'Verify',
      done: 'Work verified',
      warning: 'You confirm that you saw the proof. A verification is not taken back.',
    },
    'check-effect': { verb: 'State the effect', done: 'Effect stated' },
    cancel: { verb: 'Give up', done: 'Recommendation given up' },
    merge: { verb: 'Merge with another', done: 'Recommendation merged' },
  },
  'zero-report': {
    expect: { verb: 'Wait for the zero report', done: 'Zero report expected' },
    submit: { verb: 'Send the zero report', done: 'Zero report received' },
    correct: { verb: 'Correct the report', done: 'Report corrected' },
    miss: { verb: 'Count the report as missing', done: 'Zero report missing' },
    remind: { verb: 'Chase the late reports', done: 'Reports chased' },
  },
};
