import type { PlaceKind } from '../accounts/person.js';
import type { Answers } from '../forms/form.js';
import type { AttachmentKind, PictureBox } from '../cases/attachment.js';
import type { IdentifyingKind } from '../cases/identifying-text.js';
import type { CaseKind } from '../cases/case.js';
import type { Offer } from '../workflow/machine.js';
import type { TelephoneRoute } from '../safeguarding/survivor-checklist.js';
import type { AuditEvent, AuditState } from './audit-workflow.js';
import type { PacketEvent, PacketState } from './packet-workflow.js';
import type { RelativeTime } from './relative-time.js';

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
  readonly level: PlaceKind | 'other';
  /** Years for a mother ("25–29"), months for a child ("1–11"), days for a newborn ("0–6"); nothing for a stillborn child. */
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
  /** The same as `text`, apart, for the reader's language: a number, a time, a facility, an age band. */
  readonly number?: number;
  readonly time?: RelativeTime;
  readonly facility?: { readonly letter: string; readonly level: PlaceKind | 'other' };
  readonly band?: readonly [number, number];
  /** Lines of a repeating group, each cell like an item. */
  readonly rows?: readonly (readonly PacketItem[])[];
}

/** The blind file: relative times, letters for facilities, screened text. */
export interface PacketContent {
  readonly alias: string;
  readonly kind: CaseKind;
  /** The version that each form was answered under, by the form's name; packets that were released before this was kept have none. */
  readonly formVersions?: Readonly<Record<string, number>>;
  /** Events on the relative clock, in order: `hours` since H0, `label` a question code, `approximate` drawn with `~`. */
  readonly chronology: readonly {
    readonly hours: number;
    readonly label: string;
    readonly form: string;
    readonly approximate: boolean;
    readonly place?: string;
  }[];
  readonly items: readonly PacketItem[];
  readonly narratives: readonly { readonly facility: string; readonly text: string }[];
  /** Copies of pictures with what identifies painted over, "Document 1", "Document 2"; `sha256` is that of the copy. */
  readonly documents?: readonly PacketDocument[];
}

export interface PacketDocument {
  readonly n: number;
  readonly id: string;
  readonly sha256: string;
}

/** A picture of the file, for the focal point who chooses. `boxes` is nothing until somebody has looked at it. */
export interface PacketPicture {
  readonly attachmentId: string;
  readonly kind: AttachmentKind;
  readonly n: number;
  readonly width: number;
  readonly height: number;
  readonly chosen: boolean;
  readonly boxes: readonly PictureBox[] | null;
}

/** Why a passage of a free text is looked at: it identifies, or the reader marked it. */
export type PacketSpanKind = IdentifyingKind | 'own';

/** A passage of a frozen text, in UTF-16 units, `end` excluded; no decision yet, hidden, or kept. */
export interface PacketSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: PacketSpanKind;
  readonly decision: 'redact' | 'keep' | null;
}

/** The packet as its focal point prepares it: what reviewers will read, and the frozen texts with their marked passages. */
export interface PacketView {
  readonly id: string;
  readonly version: number;
  readonly alias: string;
  readonly state: PacketState;
  readonly content: PacketContent;
  readonly texts: readonly {
    readonly key: string;
    readonly text: string;
    readonly spans: readonly PacketSpan[];
  }[];
  readonly pictures: readonly PacketPicture[];
  readonly offers: readonly Offer<PacketEvent>[];
}

/** After the declaration. `opinions` are A, B, C for an adjudicator only. */
export interface ReviewView extends GateView {
  /** Clocks stand still while the case is on hold; why is not told. */
  readonly onHold: boolean;
  /** The official service to call for the safety of children: that of the region, since a district would tell where the case is. */
  readonly safeguarding: TelephoneRoute;
  readonly packet: PacketContent;
  readonly opinion: {
    readonly form: string;
    readonly formVersion: number;
    readonly version: number;
    readonly answers: Answers;
    /** Reasons typed for warnings that were kept, by rule code. */
    readonly keptWarnings: Readonly<Record<string, string>>;
    readonly sealedAt: string | null;
  };
  /** Facts that the opinion's rules read, with relative times already undone to a neutral calendar. */
  readonly context: {
    readonly documents: Readonly<Record<string, Answers>>;
    readonly facts: Readonly<Record<string, string | number | boolean>>;
  };
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
  readonly route:
    'audit' | 'majority' | 'adjudicated' | 'one-reviewer' | 'waived' | 'skipped' | 'not-audited';
  readonly level: Level;
  readonly columns: readonly {
    readonly seat: 'A' | 'R1' | 'R2' | 'ADJ' | 'FINAL';
    readonly answers: Answers;
  }[];
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
  readonly assignedAt: string | null;
  readonly dueAt: string | null;
  readonly packetReleased: boolean;
  readonly version: number;
}

/** The draw of a district and quarter: its commitment from the start, its seed once the quarter is over. */
export interface DrawView {
  readonly id: string;
  readonly districtName: string;
  /** `2026-Q1` */
  readonly quarter: string;
  /** SHA-256 of the seed, in hexadecimal. */
  readonly commitment: string;
  readonly seed: string | null;
  readonly state: 'open' | 'revealed';
}

/** How a third party recomputes a finished quarter, in both languages. */
export interface DrawRecipe {
  readonly fr: string;
  readonly en: string;
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
