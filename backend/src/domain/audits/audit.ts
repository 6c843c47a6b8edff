import type { Answers } from '../forms/form.js';
import type { CaseKind } from '../cases/case.js';
import type { Offer } from '../workflow/machine.js';
import type { AuditEvent, AuditState } from './audit-workflow.js';

export type AuditKind = 'audit' | 'counter-audit' | 'adjudication';

/** One line of a reviewer's assignments: nothing but what the gate may tell. */
export interface AssignmentRow {
  readonly id: string;
  readonly kind: 'counter-audit' | 'adjudication';
  readonly alias: string;
  readonly state: AuditState;
  readonly dueAt: string;
  readonly assignedAt: string;
}

/** Before the declaration: kind, region, facility level and age band, and nothing else. */
export interface GateView extends AssignmentRow {
  readonly version: number;
  readonly caseKind: CaseKind;
  readonly region: string;
  readonly level: string;
  readonly ageBand: string | null;
  readonly offers: readonly Offer<AuditEvent>[];
}

/** One line of the packet: label codes, shown in the reader's language. */
export interface PacketItem {
  readonly form: string;
  readonly section: string;
  readonly question: string;
  readonly text: string;
  /** Coded value for lists, rendered by the reader's code lists; absent when `text` says all. */
  readonly codes?: readonly string[];
  readonly list?: string;
  readonly missing?: string;
  readonly unit?: string;
  /** Lines of a repeating group, each cell like an item. */
  readonly rows?: readonly (readonly PacketItem[])[];
}

/** The blind file: relative times, letters for facilities, screened text. */
export interface PacketContent {
  readonly alias: string;
  readonly kind: CaseKind;
  /** Events on the relative clock, in order: `hours` since H0, `label` a question code, `approximate` drawn with `~`. */
  readonly chronology: readonly { readonly hours: number; readonly label: string; readonly form: string; readonly approximate: boolean; readonly place?: string }[];
  readonly items: readonly PacketItem[];
  readonly narratives: readonly { readonly facility: string; readonly text: string }[];
}

/** After the declaration. `opinions` are A, B, C for an adjudicator only. */
export interface ReviewView extends GateView {
  readonly packet: PacketContent;
  readonly opinion: { readonly form: string; readonly formVersion: number; readonly version: number; readonly answers: Answers; readonly sealedAt: string | null };
  /** Facts that the opinion's rules read, with relative times already undone to a neutral calendar. */
  readonly context: { readonly documents: Readonly<Record<string, Answers>>; readonly facts: Readonly<Record<string, string | number | boolean>> };
  readonly opinions?: readonly { readonly letter: 'A' | 'B' | 'C'; readonly answers: Answers }[];
}

export type Level = 'NONE' | 'MINOR' | 'MODERATE' | 'MAJOR';

/** One compared item of one pair. */
export interface ComparedItem {
  readonly pair: 'A-R1' | 'A-R2' | 'R1-R2';
  readonly item: string;
  readonly left: Answers[string] | null;
  readonly right: Answers[string] | null;
  readonly level: Level;
}

/** After conclusion: every opinion side by side, reviewers as letters. */
export interface ComparisonView {
  readonly caseId: string;
  readonly number: string;
  readonly route: 'audit' | 'majority' | 'adjudicated' | 'one-reviewer' | 'waived' | 'skipped';
  readonly level: Level;
  readonly columns: readonly { readonly seat: 'A' | 'R1' | 'R2' | 'ADJ' | 'FINAL'; readonly answers: Answers }[];
  readonly items: readonly ComparedItem[];
  readonly reason: string | null;
}

/** What the coordinator sees of an open seat: no file, no opinion, no case number. */
export interface SeatView {
  readonly id: string;
  readonly alias: string;
  readonly kind: 'counter-audit' | 'adjudication';
  readonly caseKind: CaseKind;
  readonly region: string;
  readonly seat: number;
  readonly state: AuditState | 'open';
  readonly auditId: string | null;
  readonly assigneeUsername: string | null;
  readonly dueAt: string | null;
  readonly packetReleased: boolean;
  readonly version: number;
}

/** A proposed reviewer, best first; `reasons` say why somebody may not. */
export interface CandidateView {
  readonly personId: string;
  readonly username: string;
  readonly profession: string;
  readonly load: number;
  readonly eligible: boolean;
  readonly reasons: readonly string[];
}
