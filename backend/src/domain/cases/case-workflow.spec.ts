import { describe, expect, it } from '@jest/globals';
import { decide } from '../workflow/machine.js';
import { CASE_PATH, caseMachine, type CaseEvent, type CaseFacts, type CaseState } from './case-workflow.js';

const complete: CaseFacts = {
  actorRoles: ['centre-head'],
  eligible: true,
  kindSet: true,
  kindDiffers: true,
  shortForm: false,
  reasonGiven: false,
  keptCaseNamed: false,
  openErrors: 0,
  missingCore: 0,
  completeness: 0.9,
  completenessSetting: 0.85,
  namesScreened: true,
  headInvolved: false,
  waiverGround: null,
  auditInProgressOrSealed: false,
  onHold: false,
  identityErased: false,
  holdRouteNamed: false,
  mayLiftHold: false,
  receiverNamed: false,
  facilityOnPath: true,
  phaseSigned: false,
  facilitySigns: false,
  provisional: false,
  reviewsSealed: 0,
  reviewsNeeded: 2,
  noReviewerInTime: false,
  needsAdjudication: false,
  openRecommendations: 0,
  feedbackGiven: false,
};

function outcome(state: CaseState, event: CaseEvent, facts: Partial<CaseFacts>): string {
  const decision = decide(caseMachine, state, event, { ...complete, ...facts });
  return decision.accepted ? decision.to : decision.reasons.join(' ');
}

describe('freezing a case', () => {
  it.each<[string, Partial<CaseFacts>, string]>([
    ['is done by the head of the centre', {}, 'ready'],
    ['is refused while a rule is broken', { openErrors: 2 }, 'case.open-errors'],
    ['is refused while a core question is open', { missingCore: 1 }, 'case.core-unanswered'],
    ['is refused when the file is not complete enough', { completeness: 0.84 }, 'case.incomplete'],
    ['is accepted incomplete with a reason', { completeness: 0.5, reasonGiven: true }, 'ready'],
    ['is refused while free text was not looked at', { namesScreened: false }, 'case.names-not-screened'],
    ['is refused on hold', { onHold: true }, 'case.on-hold'],
    [
      'is not the focal point’s when the head took no part',
      { actorRoles: ['focal-point'] },
      'case.head-freezes',
    ],
    ['is not the head’s who took part in the care', { headInvolved: true }, 'case.head-took-part'],
    [
      'is the focal point’s when the head took part',
      { headInvolved: true, actorRoles: ['focal-point'] },
      'ready',
    ],
    ['ends a short form, without an audit', { shortForm: true }, 'concluded'],
    [
      'of a short form waits for its answers too',
      { shortForm: true, missingCore: 1 },
      'case.core-unanswered',
    ],
  ])('%s', (_claim, facts, expected) => {
    expect(outcome('documenting', 'freeze', facts)).toBe(expected);
  });
});

describe('the draw and the reviews', () => {
  it('selects an audited case, and a skipped one only while its quarter is open', () => {
    expect(outcome('audited', 'select', { provisional: true })).toBe('counter-auditing');
    expect(outcome('concluded', 'select', { provisional: true })).toBe('counter-auditing');
    expect(outcome('responding', 'select', { provisional: false })).toBe('case.draw-final');
    expect(outcome('closed', 'select', { provisional: true })).toBe('case.wrong-state');
    expect(outcome('audited', 'skip', {})).toBe('concluded');
  });

  it('compares once every seat is sealed, and adjudicates where the comparison says so', () => {
    expect(outcome('counter-auditing', 'compare', { reviewsSealed: 1 })).toBe('case.reviews-open');
    expect(outcome('counter-auditing', 'compare', { reviewsSealed: 2 })).toBe('concluded');
    expect(outcome('counter-auditing', 'compare', { reviewsSealed: 2, needsAdjudication: true })).toBe(
      'adjudicating',
    );
    expect(outcome('adjudicating', 'adjudicate', {})).toBe('concluded');
  });

  it('goes on with one opinion, or none, only when nobody independent can be found in time', () => {
    expect(outcome('counter-auditing', 'proceed-with-one', { reviewsSealed: 1, reasonGiven: true })).toBe(
      'case.reviewer-still-possible',
    );
    expect(
      outcome('counter-auditing', 'proceed-with-one', { noReviewerInTime: true, reasonGiven: true }),
    ).toBe('case.no-review-sealed');
    expect(
      outcome('counter-auditing', 'proceed-with-one', {
        noReviewerInTime: true,
        reasonGiven: true,
        reviewsSealed: 1,
      }),
    ).toBe('concluded');
    expect(outcome('counter-auditing', 'waive', { noReviewerInTime: true })).toBe('case.reason-missing');
  });
});

describe('changing the kind of a death', () => {
  it.each<[string, CaseState, Partial<CaseFacts>, string]>([
    ['leaves the case where it is', 'documenting', { reasonGiven: true }, 'documenting'],
    ['needs a reason', 'documenting', {}, 'case.reason-missing'],
    [
      'to the kind it has is none',
      'documenting',
      { reasonGiven: true, kindDiffers: false },
      'case.same-kind',
    ],
    [
      'is refused against what is told',
      'documenting',
      { reasonGiven: true, eligible: false },
      'case.not-eligible',
    ],
    ['is refused on hold', 'documenting', { reasonGiven: true, onHold: true }, 'case.on-hold'],
    ['is no event before the confirmation', 'notified', { reasonGiven: true }, 'case.wrong-state'],
    ['is no event of a frozen file', 'ready', { reasonGiven: true }, 'case.wrong-state'],
  ])('%s', (_claim, state, facts, expected) => {
    expect(outcome(state, 'change-kind', facts)).toBe(expected);
  });
});

describe('a short form made full', () => {
  it.each<[string, CaseState, CaseEvent, Partial<CaseFacts>, string]>([
    [
      'is asked for with a reason',
      'documenting',
      'widen',
      { shortForm: true, reasonGiven: true },
      'documenting',
    ],
    ['is not asked for without one', 'documenting', 'widen', { shortForm: true }, 'case.reason-missing'],
    ['is asked for once', 'documenting', 'widen', { reasonGiven: true }, 'case.full-already'],
    [
      'waits on hold',
      'documenting',
      'widen',
      { shortForm: true, reasonGiven: true, onHold: true },
      'case.on-hold',
    ],
    [
      'is none once concluded',
      'concluded',
      'widen',
      { shortForm: true, reasonGiven: true },
      'case.wrong-state',
    ],
    [
      'follows a link that is found, on hold too',
      'documenting',
      'find-link',
      { shortForm: true, onHold: true },
      'documenting',
    ],
    ['follows no link of a full review', 'documenting', 'find-link', {}, 'case.full-already'],
    [
      'has no part of a facility before',
      'documenting',
      'enter-phase',
      { shortForm: true },
      'case.short-form',
    ],
  ])('%s', (_claim, state, event, facts, expected) => {
    expect(outcome(state, event, facts)).toBe(expected);
  });
});

describe('leaving and coming back', () => {
  it('keeps every exit behind its reason', () => {
    expect(outcome('notified', 'discard', {})).toBe('case.reason-missing');
    expect(outcome('notified', 'mark-duplicate', {})).toBe('case.kept-case-missing');
    expect(outcome('documenting', 'waive-audit', { reasonGiven: true })).toBe('case.ground-missing');
    expect(outcome('documenting', 'waive-audit', { reasonGiven: true, waiverGround: 'insecurity' })).toBe(
      'concluded',
    );
    expect(outcome('ready', 'unfreeze', { reasonGiven: true, auditInProgressOrSealed: true })).toBe(
      'case.audit-begun',
    );
    expect(outcome('closed', 'reopen', {})).toBe('case.reason-missing');
  });

  it('reopens a discarded case where it began and any later one in its documentation', () => {
    expect(outcome('discarded', 'reopen', { reasonGiven: true })).toBe('notified');
    for (const state of CASE_PATH.slice(3))
      expect(outcome(state, 'reopen', { reasonGiven: true })).toBe('documenting');
    expect(outcome('ready', 'reopen', { reasonGiven: true })).toBe('case.wrong-state');
  });

  it('closes when nothing is open and somebody was told, or why nobody was', () => {
    expect(outcome('responding', 'close', { openRecommendations: 1, feedbackGiven: true })).toBe(
      'case.recommendations-open',
    );
    expect(outcome('responding', 'close', {})).toBe('case.feedback-missing');
    expect(outcome('concluded', 'close', { feedbackGiven: true })).toBe('closed');
    expect(outcome('concluded', 'close', { reasonGiven: true })).toBe('closed');
  });

  it('stops the clocks without moving the case', () => {
    expect(outcome('adjudicating', 'hold', { holdRouteNamed: true })).toBe('adjudicating');
    expect(outcome('documenting', 'lift-hold', { onHold: true, reasonGiven: true })).toBe(
      'case.hold-not-yours',
    );
    expect(outcome('documenting', 'lift-hold', { onHold: true, reasonGiven: true, mayLiftHold: true })).toBe(
      'documenting',
    );
    expect(outcome('documenting', 'enter-phase', {})).toBe('documenting');
    expect(outcome('ready', 'enter-phase', {})).toBe('case.wrong-state');
    expect(outcome('documenting', 'enter-phase', { facilityOnPath: false })).toBe('case.not-on-path');
    expect(outcome('documenting', 'enter-phase', { phaseSigned: true })).toBe('case.phase-signed');
    expect(outcome('documenting', 'enter-phase', { facilitySigns: true })).toBe('case.facility-signs');
    expect(outcome('ready', 'transfer', { receiverNamed: true, reasonGiven: true })).toBe('ready');
  });
});
