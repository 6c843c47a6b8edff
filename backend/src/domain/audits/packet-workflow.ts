import { guardsOf, NOTHING, type Machine } from '../workflow/machine.js';

/** Where the blind file of a case is, from the draft to its destruction. */
export const PACKET_STATES = ['draft', 'released', 'withdrawn', 'destroyed'] as const;
export type PacketState = (typeof PACKET_STATES)[number];

export const PACKET_PERSON_EVENTS = ['build', 'release', 'withdraw'] as const;
export type PacketPersonEvent = (typeof PACKET_PERSON_EVENTS)[number];
export type PacketEvent = PacketPersonEvent | 'destroy';

/** What the guards of a packet read. */
export interface PacketFacts {
  readonly fileFrozen: boolean;
  /** One live packet per frozen file. */
  readonly anotherLive: boolean;
  /** Marked places of the free text that nobody has looked at yet. */
  readonly spansUnread: number;
  /** Pictures chosen for the reviewers that nobody has looked at yet. */
  readonly picturesUnread: number;
  readonly reasonGiven: boolean;
  readonly caseReopened: boolean;
  /** The retention after conclusion is over, a reviewer withdrew or the family objected. */
  readonly retentionOver: boolean;
}

const CONDITIONS = {
  'packet.file-not-frozen': (facts: PacketFacts) => facts.fileFrozen,
  'packet.another-live': (facts: PacketFacts) => !facts.anotherLive,
  'packet.spans-unread': (facts: PacketFacts) => facts.spansUnread === 0,
  'packet.pictures-unread': (facts: PacketFacts) => facts.picturesUnread === 0,
  'packet.reason-missing': (facts: PacketFacts) => facts.reasonGiven || facts.caseReopened,
  'packet.retention-running': (facts: PacketFacts) => facts.retentionOver,
} as const;
export type PacketReason = keyof typeof CONDITIONS | 'packet.wrong-state';
const needs = guardsOf<PacketFacts, keyof typeof CONDITIONS>(CONDITIONS);

/** The pseudonymised file that reviewers read. [product: The state machines, Packet] */
export const packetMachine: Machine<PacketState, PacketEvent, PacketFacts> = {
  name: 'packet',
  initial: 'draft',
  states: PACKET_STATES,
  ends: ['destroyed'],
  transitions: {
    build: {
      from: [NOTHING],
      to: 'draft',
      by: 'person',
      guards: needs('packet.file-not-frozen', 'packet.another-live'),
    },
    release: {
      from: ['draft'],
      to: 'released',
      by: 'person',
      guards: needs('packet.spans-unread', 'packet.pictures-unread'),
    },
    withdraw: {
      from: ['draft', 'released'],
      to: 'withdrawn',
      by: 'person',
      guards: needs('packet.reason-missing'),
    },
    destroy: {
      from: ['draft', 'released', 'withdrawn'],
      to: 'destroyed',
      by: 'consequence',
      guards: needs('packet.retention-running'),
    },
  },
};
