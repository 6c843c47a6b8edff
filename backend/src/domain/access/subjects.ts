import type { ForcedSubject, MongoAbility } from '@casl/ability';
import type { AuditKind } from '../audits/audit.js';
import type { AuditPersonEvent } from '../audits/audit-workflow.js';
import type { PacketPersonEvent } from '../audits/packet-workflow.js';
import type { CasePersonEvent } from '../cases/case-workflow.js';
import type { RecommendationEvent } from '../recommendations/recommendation-workflow.js';
import type { ReportPersonEvent } from '../reports/zero-report-workflow.js';
import type { SessionEvent } from '../sessions/session-workflow.js';

/**
 * What may be done. The events of the machines keep their name; the others are:
 * `list` a row without opening it, `count` how many there are without seeing one, `read` the thing itself, `notify` a death, `document` the facts of one's own phase,
 * `read-own-phase` of a file, `read-hiv` fields and causes, `read-sides` the sealed opinions as A, B, C,
 * `redact` the free text of a packet, `attend` (record attendance), `sign-charter`, `write` an opinion or a session's course, `export` a list as
 * a file, or minutes in full and one whole case under double key, `oversee` what waits at others, `import`, `assign-district`, `grant` and `end` a membership or an affiliation,
 * `decline` an approval or a role, `raise-concern` for the safety of children,
 * `set-aside` somebody who is kin or otherwise not free, and let them back,
 * `attach` pictures to a case, and take them away again,
 * `link` a mother's case and her baby's, or twins. `manage` stands for all of them and is only ever refused, never granted.
 */
export type Action =
  | CasePersonEvent
  | AuditPersonEvent
  | PacketPersonEvent
  | SessionEvent
  | RecommendationEvent
  | ReportPersonEvent
  | 'list'
  | 'count'
  | 'read'
  | 'read-own-phase'
  | 'read-hiv'
  | 'read-sides'
  | 'notify'
  | 'document'
  | 'redact'
  | 'attend'
  | 'sign-charter'
  | 'write'
  | 'export'
  | 'oversee'
  | 'create'
  | 'update'
  | 'disable'
  | 'enable'
  | 'reset-password'
  | 'ask'
  | 'end-sessions'
  | 'change-password'
  | 'grant'
  | 'end'
  | 'import'
  | 'assign-district'
  | 'decline'
  | 'raise-concern'
  | 'link'
  | 'attach'
  | 'set-aside'
  | 'manage';

/** Columns by which a case is reached. `placeIds` are the facilities of its path, the responsible one first. */
export interface CaseReach {
  readonly regionId: number;
  readonly districtId: number;
  readonly responsiblePlaceId: number;
  readonly placeIds: readonly number[];
  readonly reporterId: string | null;
  /** The case is concluded, responding or closed. */
  readonly concluded: boolean;
  /** The first audit of the round is sealed. */
  readonly auditSealed: boolean;
  /** Accounts that attend a session of the case which is open or closed. */
  readonly attendeeIds: readonly string[];
}

interface OfCase extends CaseReach {
  readonly caseId: string;
}

interface OfAudit extends OfCase {
  readonly kind: AuditKind;
  readonly assigneeId: string | null;
  readonly sealed: boolean;
}

interface OfRecommendation {
  readonly caseIds: readonly string[];
  readonly regionId: number;
  readonly districtId: number;
  readonly placeIds: readonly number[];
  /** The places where somebody may answer: the CSCom or its ASACO, the commune, the district and its CSRéf, the region ... */
  readonly ownerPlaceIds: readonly number[];
  /** The responsible centre and its ASACO, which follows what is published of it. */
  readonly asacoPlaceIds: readonly number[];
  /** CL_REC_LEVEL and CL_REC_AUDIENCE. */
  readonly level: string;
  readonly audience: string;
  readonly followerId: string | null;
  readonly finishedById: string | null;
  /** It reached the ASACO in a monthly batch. */
  readonly published: boolean;
}

/** Every subject of a permission, with the flat columns that conditions may name. */
export interface SubjectColumns {
  readonly Case: CaseReach & { readonly id: string };
  /** Names and phones of one case, kept in the vault. */
  readonly Identity: OfCase;
  readonly CaseFile: OfCase;
  readonly Draft: OfCase;
  /** Photographed pages of a case, kept in the vault. */
  readonly Attachment: OfCase;
  readonly Packet: OfCase & { readonly readerIds: readonly string[] };
  readonly Audit: OfAudit;
  readonly Opinion: OfAudit;
  /** The opinions side by side and the final classification. */
  readonly Comparison: OfCase;
  /** A seat of a counter-audit as the coordinator sees it: kind, region, deadline; no file, no opinion, no number. */
  readonly Assignment: Pick<OfCase, 'caseId' | 'regionId' | 'districtId' | 'placeIds'>;
  readonly Session: {
    readonly placeId: number;
    readonly districtId: number;
    readonly placeIds: readonly number[];
    readonly attendeeIds: readonly string[];
  };
  readonly Recommendation: OfRecommendation;
  /** A recommendation as the ASACO and other owners outside the care team see it: nothing of a case. */
  readonly Action: OfRecommendation;
  /** `placeIds`: the path of its case, where it has one; the same of an approval. */
  readonly Task: {
    readonly caseId: string | null;
    readonly placeIds: readonly number[] | null;
    readonly personId: string | null;
    readonly role: string | null;
    readonly placeId: number | null;
    readonly districtId: number | null;
  };
  readonly Approval: {
    readonly caseId: string | null;
    readonly placeIds: readonly number[] | null;
    readonly action: string;
    readonly askedById: string;
    readonly regionId: number | null;
    readonly districtId: number | null;
    readonly responsiblePlaceId: number | null;
  };
  /** An alert for the safety of children. `keeperId`: whom the district names today; its focal point keeps it while nobody is named. */
  readonly Concern: {
    readonly caseId: string;
    readonly districtId: number;
    readonly keeperId: string | null;
  };
  /** `placeIds`: every place on the paths of the person's memberships, so that a district contains its people. */
  readonly Person: {
    readonly id: string;
    readonly placeIds: readonly number[];
    readonly roles: readonly string[];
  };
  readonly Membership: { readonly personId: string };
  /** A role that waits for its second person; `placeIds` are its place and those above it. */
  readonly RoleRequest: {
    readonly personId: string;
    readonly askedById: string;
    readonly role: string;
    readonly placeIds: readonly number[];
  };
  /** A lost second factor that waits to be lifted; `placeIds` and `roles` are those by which its person is reached. */
  readonly FactorLift: {
    readonly personId: string;
    readonly askedById: string;
    readonly placeIds: readonly number[];
    readonly roles: readonly string[];
  };
  readonly Affiliation: { readonly personId: string };
  readonly Place: { readonly id: number };
  readonly Setting: { readonly placeId: number };
  /** `topic`: accounts, facilities, settings, cases ... : the feature that wrote the entry. */
  readonly Journal: {
    readonly personId: string | null;
    readonly topic: string;
    readonly districtId: number | null;
  };
  /** A zero report; `placeIds` are its place and, of a village, the centre of its health area. */
  readonly Report: {
    readonly placeId: number;
    readonly placeIds: readonly number[];
    readonly regionId: number;
    readonly districtId: number;
  };
  readonly Draw: { readonly regionId: number; readonly districtId: number; readonly revealed: boolean };
  readonly Indicator: {
    readonly regionId: number | null;
    readonly districtId: number | null;
    readonly placeIds: readonly number[];
  };
}

export type SubjectName = keyof SubjectColumns;
type SubjectRow = { [Name in SubjectName]: SubjectColumns[Name] & ForcedSubject<Name> }[SubjectName];

/** The rights of one person, asked by `may` or compiled to SQL by the platform. */
export type AppAbility = MongoAbility<[Action, SubjectName | SubjectRow]>;
