import type { Answers, Issue, Validation } from '../forms/form.js';
import type { Role } from '../accounts/person.js';
import type { Offer } from '../workflow/machine.js';
import type { TelephoneRoute } from '../safeguarding/survivor-checklist.js';
import type { CaseLinks } from './case-links.js';
import type { Likelihood } from './name-sounds.js';
import type { ReviewExtent } from './review-extent.js';
import type { PhaseEntry } from './clinic-phase.js';
import type { InvitationView } from './invitation.js';
import type { CaseEvent, CaseState, HoldRoute } from './case-workflow.js';

export type CaseKind = 'MAT' | 'SB' | 'NND' | 'CHILD' | 'WRA';

/** Command `notify`: form F1 without identity, and the identity apart, which goes to the vault and nowhere else. */
export interface NotifyCommand {
  readonly id: string;
  /** Made by the client with `generateCaseNumber`, offline too; the server checks it. */
  readonly number: string;
  readonly answers: Answers;
  readonly identity: {
    readonly deceased_name?: string;
    readonly mother_name?: string;
    readonly contact_phone?: string;
    /** Full birth date, `YYYY-MM-DD`: the file keeps the age only. */
    readonly dob?: string;
  };
  /** The case of the mother, when her page led to this notification. */
  readonly motherCaseId?: string;
}

/** Another case as a look for duplicates tells it. */
export interface SimilarCase {
  readonly id: string;
  readonly number: string;
  readonly deathDate: string;
  readonly placeName: string;
}

/** A case that may be the same death as the one that is open. */
export interface ResemblingCase extends SimilarCase {
  readonly likelihood: Likelihood;
}

/** V16: resembling cases the person may see, and whether others exist that they may not. */
export interface DuplicateWarning {
  readonly visible: readonly SimilarCase[];
  readonly elsewhere: boolean;
}

/** One row of the case list. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly kind: CaseKind | null;
  readonly state: CaseState;
  readonly round: number;
  readonly onHold: boolean;
  readonly placeName: string;
  readonly deathDate: string;
  readonly reportedAt: string;
}

/** A running or ended deadline, in local time of Mali. */
export interface ClockView {
  readonly name:
    | 'notification'
    | 'knowledge'
    | 'confirmation'
    | 'interview'
    | 'audit'
    | 'packet'
    | 'counter-audit'
    | 'adjudication'
    | 'closing';
  readonly start: string;
  readonly due: string;
  readonly metAt: string | null;
  readonly reason: string | null;
}

/** A kind corrected after the confirmation. */
export interface ChangedKind {
  readonly from: CaseKind;
  readonly to: CaseKind;
}

/** What happened, as this reader may know it: function only, never a name. */
export interface TimelineEntry {
  readonly seq: number;
  readonly event: string;
  readonly at: string;
  readonly byRole: Role | 'system' | 'invited';
  readonly reason: string | null;
  readonly late: boolean;
  readonly kinds: ChangedKind | null;
}

/** A two-person event waiting for its second person. */
export interface ApprovalView {
  readonly id: string;
  readonly action: string;
  readonly askedByMe: boolean;
  readonly askedAt: string;
  readonly reason: string;
  readonly mayConfirm: boolean;
  readonly version: number;
  /** Absent for a second person who may not open the case. */
  readonly caseId?: string;
  readonly caseNumber?: string;
}

/** A document of the file, as a line on the case page. */
export interface DocumentRow {
  readonly form: string;
  readonly version: number;
  readonly score: number;
  readonly answered: number;
  readonly total: number;
  readonly errors: number;
  readonly writable: boolean;
  /** Nobody has to fill it, and nobody began: the autopsy in the family after a death in a facility. */
  readonly optional: boolean;
  /** Somebody is to fill it, nobody began, and the file does not wait: the autopsy in the family after a death on evacuation. */
  readonly expected: boolean;
}

/** The case page. Parts that the reader may not see are absent, not empty. */
export interface CaseView extends CaseRow {
  readonly version: number;
  /**
   * Coded, put into words by the screen: `age` is a number and the unit of the form (`17 years`, `0 days`), `pregnancy` a code of
   * CL_PREG_STATUS, `weeks` the gestational age, `deathPlace` a code of CL_PLACE, `deathAt` a date, with its time when known.
   */
  readonly facts: {
    readonly age: string | null;
    readonly pregnancy: string | null;
    readonly weeks?: number;
    readonly deathPlace: string;
    readonly deathAt: string;
  };
  /** Facilities of the path in order, each with whether it has signed its phase. */
  readonly path: readonly PhaseView[];
  /** How far the death is reviewed and why; `null` before the confirmation, and of cases confirmed before short forms were. */
  readonly extent: ReviewExtent | null;
  readonly headInvolved: boolean;
  /** The route is told to the district alone: the others learn that the case is on hold, and nothing more. */
  readonly hold: { readonly route: HoldRoute | null; readonly since: string } | null;
  /** For who may raise an alert for the safety of children: the official service to call. */
  readonly safeguarding?: TelephoneRoute;
  readonly links: CaseLinks;
  /** Number of the case that is kept. */
  readonly duplicateOf: string | null;
  /** For who may mark a duplicate: cases that may be the same death, the likeliest first. What was compared is not told. */
  readonly resembling: readonly ResemblingCase[];
  readonly offers: readonly Offer<CaseEvent>[];
  /** Who acts next, and on what, when it is not this person. */
  readonly waitingFor: { readonly role: Role; readonly event: string } | null;
  readonly documents?: readonly DocumentRow[];
  readonly clocks: readonly ClockView[];
  readonly timeline: readonly TimelineEntry[];
  readonly approvals: readonly ApprovalView[];
  /** For who may ask for the whole case as a file: where that stands. */
  readonly export?: 'none' | 'asked' | 'granted';
  readonly identityReadable: boolean;
  /** For who may read the identity: when it was erased for good. */
  readonly identityErasedAt: string | null;
  readonly packet?: { readonly id: string; readonly alias: string; readonly state: string };
  readonly audit?: { readonly id: string; readonly sessionId: string | null; readonly state: string };
  readonly conclusion?: { readonly source: string; readonly formVersion: number; readonly answers: Answers };
  readonly sessionId?: string | null;
}

/** A draft of one form: the reader's writable answers and what `validate` says of them. */
export interface DraftView {
  readonly caseId: string;
  readonly form: string;
  readonly formVersion: number;
  readonly version: number;
  readonly answers: Answers;
  readonly writable: boolean;
  /** Question codes this person may write (own phase); absent means all. */
  readonly writableQuestions?: readonly string[];
  readonly context: {
    readonly documents: Readonly<Record<string, Answers>>;
    readonly facts: Readonly<Record<string, string | number | boolean>>;
  };
  /** Places the form may refer to, by id. */
  readonly places: Readonly<Record<string, string>>;
  readonly keptWarnings: Readonly<Record<string, string>>;
  /** Facilities of the path in order, and whether each has signed its phase. `mine` is the reader's own. */
  readonly path: readonly PhaseView[];
}

/** The part of one facility in the one file. */
export interface PhaseView {
  readonly placeId: number;
  readonly name: string;
  readonly kind: string;
  readonly mine: boolean;
  readonly signedAt: string | null;
  /** Where the part comes from when the facility has nobody in Denba. */
  readonly entry: PhaseEntry | null;
  /** This reader may enter the part, or invite the facility to: nobody of it can sign. */
  readonly enterable: boolean;
  /** For who may invite: the last invitation of the round, while the part is unsigned. */
  readonly invitation: InvitationView | null;
}

/** The part of one facility as the focal point enters it: its own questions, and what the file already says of them. */
export interface PartView {
  readonly caseId: string;
  readonly number: string;
  readonly version: number;
  readonly placeId: number;
  readonly placeName: string;
  readonly deathDate: string;
  readonly form: string;
  readonly formVersion: number;
  readonly questions: readonly string[];
  /** How often the facility stands on the path. */
  readonly stays: number;
  readonly answers: Answers;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** How complete a section of a form is: of one file, or summed over the open files of a facility. */
export interface SectionQuality {
  readonly form: string;
  readonly section: string;
  readonly answered: number;
  readonly visible: number;
  /** Required questions without an answer. */
  readonly missing: number;
}

/** A message of the rules that nobody answered yet, with how many open files raise it. Without the values that it speaks of. */
export interface Finding {
  readonly form: string;
  readonly issue: Issue;
  readonly files: number;
}

/** An open file on the list of data quality. */
export interface FileQuality {
  readonly id: string;
  readonly number: string;
  readonly kind: CaseKind;
  /** Answered core questions among those asked, 0 to 1. */
  readonly score: number;
  readonly missing: number;
  readonly errors: number;
  readonly warnings: number;
}

/** The open files of the cases that a facility answers for. */
export interface FacilityQuality {
  readonly placeId: number;
  readonly placeName: string;
  readonly score: number;
  readonly files: readonly FileQuality[];
  readonly sections: readonly SectionQuality[];
  readonly findings: readonly Finding[];
}

/** One field as typed, with the value it replaces, so that two writers merge field by field. `null` clears. */
export interface FieldPatch {
  readonly question: string;
  readonly base: Answers[string] | null;
  readonly value: Answers[string] | null;
}

/** Answer of a draft save: merged answers; `conflicts` are fields both changed, with the value kept on the server. */
export interface DraftSaved {
  readonly id: string;
  readonly version: number;
  readonly receipt: string;
  readonly answers: Answers;
  readonly conflicts: readonly {
    readonly question: string;
    readonly theirs: Answers[string] | null;
    readonly mine: Answers[string] | null;
  }[];
  readonly issues: readonly Issue[];
  readonly completeness: Validation['completeness'];
}

/** The frozen file of the latest round. */
export interface FileView {
  readonly caseId: string;
  readonly n: number;
  readonly frozenAt: string;
  readonly sha256: string;
  readonly documents: Readonly<Record<string, { readonly version: number; readonly answers: Answers }>>;
  /** The parts of facilities that have nobody in Denba. */
  readonly entries: readonly (PhaseEntry & { readonly placeId: number })[];
  readonly places: Readonly<Record<string, string>>;
}

/** Who the dead person was: from the vault, each reading journalled. */
export interface IdentityView {
  readonly deceased_name: string | null;
  readonly mother_name: string | null;
  readonly contact_phone: string | null;
  readonly dob: string | null;
}

/** V21: a place of the free text that resembles a name, a title with a name, or a phone. Positions only, in UTF-16 units. */
export interface NameSpan {
  readonly form: string;
  /** Question code, or `list.column` with the row from 0. */
  readonly question: string;
  readonly row?: number;
  readonly start: number;
  readonly end: number;
  readonly kind: 'vault' | 'staff' | 'name' | 'title' | 'phone';
}
