import type { Answers } from '../forms/form.js';
import type { Profession } from '../accounts/person.js';
import type { Offer } from '../workflow/machine.js';
import type { SessionEvent, SessionState } from './session-workflow.js';

/** A person in the room or on the telephone, with or without an account. Names of people without an account live in the vault. */
export interface AttendanceView {
  readonly id: string;
  readonly version: number;
  readonly profession: Profession;
  readonly function: string;
  readonly placeName: string | null;
  readonly fromOutside: boolean;
  readonly presence: 'present' | 'telephone' | 'absent';
  readonly involvedInCare: boolean;
  readonly votes: boolean;
  readonly charterSignedAt: string | null;
  readonly hasAccount: boolean;
  readonly dissent: string | null;
  readonly consensus: 'agrees' | 'dissents' | null;
}

export interface QuorumCondition {
  readonly code: string;
  readonly have: number;
  readonly need: number;
  readonly met: boolean;
}

export interface SessionRow {
  readonly id: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly placeName: string;
  readonly type: string;
  readonly plannedFor: string;
  readonly state: SessionState;
}

/** An audit session with its attendance, quorum, opinion and course. */
export interface SessionDetail extends SessionRow {
  readonly version: number;
  readonly noteVersion: number;
  /** Version of the form of the course. */
  readonly formVersion: number;
  readonly attendances: readonly AttendanceView[];
  readonly quorum: readonly QuorumCondition[];
  readonly note: Answers;
  readonly offers: readonly Offer<SessionEvent>[];
  /** The reader keeps the list, writes the course, may ask for the full minutes. */
  readonly mayAttend: boolean;
  readonly mayWrite: boolean;
  readonly mayExport: boolean;
  /** The session's opinion, for those who may read it. */
  readonly audit: {
    readonly id: string;
    readonly state: string;
    readonly version: number;
    readonly revision: number;
    readonly opinionVersion: number;
    readonly answers: Answers;
    /** Reasons typed for warnings that were kept, by rule code. */
    readonly keptWarnings: Readonly<Record<string, string>>;
    readonly sealedAt: string | null;
    readonly sha256: string | null;
    readonly sealReasons: readonly string[];
    readonly maySeal: boolean;
    readonly mayWrite: boolean;
    readonly mayRevise: boolean;
  } | null;
  readonly context: {
    readonly documents: Readonly<Record<string, Answers>>;
    readonly facts: Readonly<Record<string, string | number | boolean>>;
  };
  readonly places: Readonly<Record<string, string>>;
  /** SHA-256 of the draw's seed of the district and quarter, printed on the minutes. */
  readonly drawCommitment: string | null;
  /** Recommendations of earlier cases on the same factors, to be read before sealing. */
  readonly earlier: readonly {
    readonly id: string;
    readonly action: string;
    readonly state: string;
    readonly factor: string;
  }[];
}
