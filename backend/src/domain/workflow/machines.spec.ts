import { describe, expect, it } from '@jest/globals';
import { abilitiesOf } from '../access/abilities.js';
import { NO_BARS } from '../access/bars.js';
import type { Action, SubjectName } from '../access/subjects.js';
import { ROLE_PLACES } from '../access/roles.js';
import { ROLES } from '../accounts/person.js';
import { AUDIT_PERSON_EVENTS, auditMachine, type AuditFacts } from '../audits/audit-workflow.js';
import { PACKET_PERSON_EVENTS, packetMachine, type PacketFacts } from '../audits/packet-workflow.js';
import { CASE_PERSON_EVENTS, caseMachine, type CaseFacts } from '../cases/case-workflow.js';
import {
  RECOMMENDATION_EVENTS,
  recommendationMachine,
  type RecommendationFacts,
} from '../recommendations/recommendation-workflow.js';
import {
  REPORT_PERSON_EVENTS,
  zeroReportMachine,
  type ReportFacts,
} from '../reports/zero-report-workflow.js';
import { SESSION_PERSON_EVENTS, sessionMachine, type SessionFacts } from '../sessions/session-workflow.js';
import { eventsEn } from '../texts/events.en.js';
import { eventsFr } from '../texts/events.fr.js';
import { reasonsEn } from '../texts/reasons.en.js';
import { reasonsFr } from '../texts/reasons.fr.js';
import { statesEn } from '../texts/states.en.js';
import { statesFr } from '../texts/states.fr.js';
import { decide, NOTHING, type Machine } from './machine.js';
import { arrowsOf, pathsOf, reachableFrom } from './paths.js';

/** Facts with which every guard holds; `steer` chooses the target where an event has several. */
interface Walk<Facts> {
  readonly open: Facts;
  readonly shut: Facts;
  readonly steer: (event: string, to: string) => Partial<Facts>;
  /** Where a guard is shut by the contrary of what shuts the others. */
  readonly shutFor?: (event: string) => Partial<Facts>;
}

const caseWalk: Walk<CaseFacts> = {
  open: {
    actorRoles: ['centre-head', 'focal-point'],
    eligible: true,
    kindSet: true,
    kindDiffers: true,
    shortForm: false,
    reasonGiven: true,
    keptCaseNamed: true,
    openErrors: 0,
    missingCore: 0,
    completeness: 1,
    completenessSetting: 0.85,
    namesScreened: true,
    headInvolved: false,
    waiverGround: 'file-lost',
    auditInProgressOrSealed: false,
    onHold: false,
    identityErased: false,
    holdRouteNamed: true,
    mayLiftHold: true,
    receiverNamed: true,
    facilityOnPath: true,
    phaseSigned: false,
    facilitySigns: false,
    provisional: true,
    reviewsSealed: 2,
    reviewsNeeded: 2,
    noReviewerInTime: true,
    needsAdjudication: false,
    openRecommendations: 0,
    feedbackGiven: true,
  },
  shut: {
    actorRoles: [],
    eligible: false,
    kindSet: false,
    kindDiffers: false,
    shortForm: true,
    reasonGiven: false,
    keptCaseNamed: false,
    openErrors: 1,
    missingCore: 1,
    completeness: 0,
    completenessSetting: 0.85,
    namesScreened: false,
    headInvolved: true,
    waiverGround: null,
    auditInProgressOrSealed: true,
    onHold: true,
    identityErased: true,
    holdRouteNamed: false,
    mayLiftHold: false,
    receiverNamed: false,
    facilityOnPath: false,
    phaseSigned: true,
    facilitySigns: true,
    provisional: false,
    reviewsSealed: 0,
    reviewsNeeded: 2,
    noReviewerInTime: false,
    needsAdjudication: false,
    openRecommendations: 1,
    feedbackGiven: false,
  },
  steer: (event, to) => ({
    ...(event === 'compare' ? { needsAdjudication: to === 'adjudicating' } : {}),
    ...(event === 'widen' || event === 'find-link' || (event === 'freeze' && to === 'concluded')
      ? { shortForm: true }
      : {}),
    ...(event === 'respond' ? { openRecommendations: 1 } : {}),
    ...(event === 'lift-hold' ? { onHold: true } : {}),
  }),
  shutFor: (event) => ({
    ...(event === 'widen' || event === 'find-link' ? { shortForm: false } : {}),
    ...(event === 'respond' ? { openRecommendations: 0 } : {}),
    ...(event === 'lift-hold' ? { onHold: false } : {}),
  }),
};

const auditWalk: Walk<AuditFacts> = {
  open: {
    kind: 'counter-audit',
    reviewerIndependent: true,
    reviewerOnCase: false,
    reviewerFull: false,
    seatTaken: false,
    packetReleased: true,
    declared: true,
    reasonGiven: true,
    dueDatePassed: true,
    caseReopened: false,
    missingAnswers: 0,
    openErrors: 0,
    sessionOpen: true,
    quorumMet: true,
    courseWritten: true,
    recommendationsGiven: true,
    caseOnHold: false,
    counterAuditSealed: false,
  },
  shut: {
    kind: 'counter-audit',
    reviewerIndependent: false,
    reviewerOnCase: true,
    reviewerFull: true,
    seatTaken: true,
    packetReleased: false,
    declared: false,
    reasonGiven: false,
    dueDatePassed: false,
    caseReopened: false,
    missingAnswers: 1,
    openErrors: 1,
    sessionOpen: false,
    quorumMet: false,
    courseWritten: false,
    recommendationsGiven: false,
    caseOnHold: true,
    counterAuditSealed: true,
  },
  steer: (event) => (event === 'revise' ? { kind: 'audit' } : {}),
};

const packetWalk: Walk<PacketFacts> = {
  open: {
    fileFrozen: true,
    anotherLive: false,
    spansUnread: 0,
    picturesUnread: 0,
    reasonGiven: true,
    caseReopened: false,
    retentionOver: true,
  },
  shut: {
    fileFrozen: false,
    anotherLive: true,
    spansUnread: 1,
    picturesUnread: 1,
    reasonGiven: false,
    caseReopened: false,
    retentionOver: false,
  },
  steer: () => ({}),
};

const sessionWalk: Walk<SessionFacts> = {
  open: {
    agendaReady: 1,
    agenda: 1,
    attending: 3,
    chartersSigned: 3,
    quorumMet: true,
    inProgress: 0,
    sealed: 0,
    reasonGiven: true,
  },
  shut: {
    agendaReady: 1,
    agenda: 0,
    attending: 3,
    chartersSigned: 2,
    quorumMet: false,
    inProgress: 1,
    sealed: 1,
    reasonGiven: false,
  },
  steer: () => ({}),
};

const recommendationWalk: Walk<RecommendationFacts> = {
  open: {
    smart: true,
    factorOfCase: true,
    auditSealed: true,
    reasonGiven: true,
    obstacleNamed: true,
    proofGiven: true,
    actorFinished: false,
    effectDue: true,
    effect: 'FACTOR_GONE',
    successorNamed: true,
    targetNamed: true,
  },
  shut: {
    smart: false,
    factorOfCase: false,
    auditSealed: false,
    reasonGiven: false,
    obstacleNamed: false,
    proofGiven: false,
    actorFinished: true,
    effectDue: false,
    effect: 'TOO_EARLY',
    successorNamed: false,
    targetNamed: false,
  },
  steer: (event, to) => (event === 'check-effect' && to === 'ineffective' ? { effect: 'NO_CHANGE' } : {}),
};

const reportWalk: Walk<ReportFacts> = {
  open: { begun: true, over: true, graceOver: true, reasonGiven: true },
  shut: { begun: false, over: false, graceOver: false, reasonGiven: false },
  steer: () => ({}),
};

/** Events that need no condition of their own, so nothing can shut them. */
const FREE = new Set(['seal-audit', 'skip', 'adjudicate', 'start', 'report', 'unblock', 'escalate']);

function checkMachine<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  walk: Walk<Facts>,
  personEvents: readonly string[],
  subject: SubjectName,
): void {
  const arrows = arrowsOf(machine);
  const factsFor = (event: Event, to: State): Facts => ({ ...walk.open, ...walk.steer(event, to) });

  describe(`the machine of a ${machine.name}`, () => {
    it('reaches every state', () => {
      expect([...reachableFrom(machine, machine.initial)].sort()).toEqual([...machine.states].sort());
    });

    it('ends only in end states, and can always end', () => {
      for (const state of machine.states) {
        const leaves = arrows.some((arrow) => arrow.from === state && arrow.to !== state);
        if (!leaves) expect(machine.ends).toContain(state);
        expect([...reachableFrom(machine, state)].some((reached) => machine.ends.includes(reached))).toBe(
          true,
        );
      }
    });

    it('names only its own states, and no event without an arrow', () => {
      const known = new Set<string>([NOTHING, ...machine.states]);
      for (const arrow of arrows) expect(known.has(arrow.from) && known.has(arrow.to)).toBe(true);
      expect(new Set(arrows.map(({ event }) => event))).toEqual(new Set(Object.keys(machine.transitions)));
    });

    it('declares exactly its person events as buttons', () => {
      const buttons = arrows.filter(({ by }) => by === 'person').map(({ event }) => event);
      expect([...new Set<string>(buttons)].sort()).toEqual([...personEvents].sort());
    });

    it('follows every arrow when its facts hold', () => {
      for (const { from, event, to } of arrows) {
        expect({ from, event, ...decide(machine, from, event, factsFor(event, to)) }).toEqual({
          from,
          event,
          accepted: true,
          to,
        });
      }
    });

    it('walks every path from the first state, none of it by another way than declared', () => {
      const paths = pathsOf(machine);
      expect(paths.length).toBeGreaterThan(2);
      const walked = new Set<string>();
      for (const path of paths) {
        let state: State = machine.initial;
        for (const { event, to } of path) {
          const decision = decide(machine, state, event, factsFor(event, to));
          if (!decision.accepted)
            throw new Error(`${state} –${event}→ refused: ${decision.reasons.join(', ')}`);
          walked.add(`${state} ${event} ${decision.to}`);
          state = decision.to;
        }
        expect(machine.states).toContain(state);
      }
      const moves = arrows.filter(({ from, to }) => from !== NOTHING && from !== to);
      expect(walked.size).toBe(moves.length);
    });

    it('refuses every event from every other state, and every shut guard, with a sentence in both languages', () => {
      for (const event of Object.keys(machine.transitions) as Event[]) {
        const { from } = machine.transitions[event];
        for (const state of [NOTHING, ...machine.states] as const) {
          const decision = decide(machine, state, event, { ...walk.shut, ...(walk.shutFor?.(event) ?? {}) });
          if (from.includes(state) && FREE.has(event)) continue;
          if (decision.accepted) {
            // Recusing is always possible for a reviewer: that is its point.
            expect(event).toBe('recuse');
            continue;
          }
          expect(decision.reasons.length).toBeGreaterThan(0);
          for (const reason of decision.reasons) {
            expect(Object.keys(reasonsFr)).toContain(reason);
            expect(Object.keys(reasonsEn)).toContain(reason);
          }
        }
      }
    });

    it('permits every person event to some role', () => {
      for (const event of personEvents) {
        const permitted = ROLES.filter((role) => {
          const placeKind = ROLE_PLACES[role][0] ?? 'country';
          const held = { role, placeId: 5, placeKind, placePath: [1, 5] };
          return abilitiesOf({ id: 'someone', memberships: [held], bars: NO_BARS }).can(
            event as Action,
            subject,
          );
        });
        expect({ event, permitted: permitted.length > 0 }).toEqual({ event, permitted: true });
      }
    });

    it('has its words in both languages', () => {
      const name = machine.name as keyof typeof eventsFr;
      for (const event of Object.keys(machine.transitions)) {
        const [fr, en] = [eventsFr[name], eventsEn[name]] as Readonly<
          Record<string, { verb: string; done: string; warning?: string }>
        >[];
        expect(fr?.[event]?.verb).toMatch(/\S/);
        expect(en?.[event]?.verb).toMatch(/\S/);
        const transition = machine.transitions[event as Event];
        if (transition.irreversible === true || transition.twoPersons === true) {
          expect({ event, warning: fr?.[event]?.warning }).toEqual({
            event,
            warning: expect.stringMatching(/\S/),
          });
          expect({ event, warning: en?.[event]?.warning }).toEqual({
            event,
            warning: expect.stringMatching(/\S/),
          });
        }
      }
      for (const state of machine.states) {
        expect((statesFr[name] as Readonly<Record<string, string>>)[state]).toMatch(/\S/);
        expect((statesEn[name] as Readonly<Record<string, string>>)[state]).toMatch(/\S/);
      }
    });
  });
}

checkMachine(caseMachine, caseWalk, CASE_PERSON_EVENTS, 'Case');
checkMachine(auditMachine, auditWalk, AUDIT_PERSON_EVENTS, 'Audit');
checkMachine(packetMachine, packetWalk, PACKET_PERSON_EVENTS, 'Packet');
checkMachine(sessionMachine, sessionWalk, SESSION_PERSON_EVENTS, 'Session');
checkMachine(zeroReportMachine, reportWalk, REPORT_PERSON_EVENTS, 'Report');
checkMachine(
  recommendationMachine,
  recommendationWalk,
  RECOMMENDATION_EVENTS.filter((event) => recommendationMachine.transitions[event].by === 'person'),
  'Recommendation',
);
