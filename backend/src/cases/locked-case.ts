import type { EntityManager } from 'typeorm';
import type { CaseReach } from '../domain/access/subjects.js';
import type { CaseKind } from '../domain/cases/case.js';
import type { CaseState, HoldRoute } from '../domain/cases/case-workflow.js';
import type { Contact, Extent, ExtentReason } from '../domain/cases/review-extent.js';
import { absent } from '../domain/problem.js';
import type { NewEntry } from '../journal/journal.js';

/** A case whose row is locked for the running transaction, with what rights and machines read. Times of events are local time of Mali. */
export interface LockedCase {
  readonly id: string;
  readonly number: string;
  readonly kind: Exclude<CaseKind, 'WRA'> | null;
  readonly category: CaseKind;
  readonly state: CaseState;
  readonly round: number;
  readonly version: number;
  readonly holdRoute: HoldRoute | null;
  readonly holdSince: Date | null;
  readonly regionId: number;
  readonly districtId: number;
  readonly responsibleId: number;
  readonly responsibleName: string;
  readonly placeIds: readonly number[];
  readonly villageId: number | null;
  readonly reporterId: string;
  readonly subjectRef: string;
  readonly deathPlace: string;
  readonly deathDate: string;
  readonly deathTime: string | null;
  readonly knownAt: string;
  readonly ageDays: number | null;
  readonly reportedAt: string;
  readonly receivedAt: Date;
  readonly late: boolean;
  readonly headInvolved: boolean;
  readonly provisional: boolean;
  readonly confirmedAt: Date | null;
  readonly concludedAt: Date | null;
  readonly closedAt: Date | null;
  readonly identityErasedAt: Date | null;
  readonly extent: Extent;
  /** `null` before the confirmation, and of a case confirmed before short forms were. */
  readonly extentReason: ExtentReason | null;
  readonly lastContact: Contact | null;
  readonly lastContactAt: string | null;
  readonly duplicateOf: string | null;
  readonly auditSealed: boolean;
  readonly attendeeIds: readonly string[];
}

/** Columns of a case as commands and views read it, from `app.death_case c JOIN app.place r ON r.id = c.responsible_id`. */
export const CASE_COLUMNS = `c.id, c.number, c.kind, c.category, c.state, c.round, c.version,
  c.hold_route AS "holdRoute", c.hold_since AS "holdSince", c.region_id AS "regionId", c.district_id AS "districtId",
  c.responsible_id AS "responsibleId", r.name AS "responsibleName", c.place_ids AS "placeIds", c.village_id AS "villageId",
  c.reporter_id AS "reporterId", c.subject_ref AS "subjectRef", c.death_place AS "deathPlace",
  to_char(c.death_date, 'YYYY-MM-DD') AS "deathDate", to_char(c.death_time, 'HH24:MI') AS "deathTime",
  to_char(c.known_at, 'YYYY-MM-DD"T"HH24:MI') AS "knownAt", c.age_days AS "ageDays",
  to_char(c.reported_at, 'YYYY-MM-DD"T"HH24:MI') AS "reportedAt", c.received_at AS "receivedAt", c.late,
  c.head_involved AS "headInvolved", c.provisional, c.confirmed_at AS "confirmedAt", c.concluded_at AS "concludedAt",
  c.closed_at AS "closedAt", c.identity_erased_at AS "identityErasedAt", c.duplicate_of AS "duplicateOf",
  c.extent, c.extent_reason AS "extentReason", c.last_contact AS "lastContact", c.last_contact_at AS "lastContactAt",
  EXISTS (SELECT FROM app.audit a WHERE a.case_id = c.id AND a.round = c.round AND a.kind = 'audit' AND a.state = 'sealed') AS "auditSealed",
  ARRAY(SELECT t.person_id FROM app.attendance t JOIN app.audit_session s ON s.id = t.session_id
        WHERE s.case_id = c.id AND s.state IN ('open', 'closed') AND t.person_id IS NOT NULL) AS "attendeeIds"`;

/** Locks the row of a case that the running scope reaches; outside the scope it is absent. Always the first lock of a command. */
export async function lockCase(tx: EntityManager, id: string): Promise<LockedCase> {
  const rows: readonly LockedCase[] = await tx.query(
    `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id WHERE c.id = $1 FOR UPDATE OF c`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw absent('case');
  return row;
}

/** The same without a lock, for reading; `undefined` outside the scope. */
export async function findCase(tx: EntityManager, id: string): Promise<LockedCase | undefined> {
  const [row]: readonly LockedCase[] = await tx.query(
    `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id WHERE c.id = $1`,
    [id],
  );
  return row;
}

const CONCLUDED: readonly CaseState[] = ['concluded', 'responding', 'closed'];

/** The columns of the case that rights read. */
export function reachOf(row: LockedCase): CaseReach & { readonly id: string; readonly caseId: string } {
  return {
    id: row.id,
    caseId: row.id,
    regionId: row.regionId,
    districtId: row.districtId,
    responsiblePlaceId: row.responsibleId,
    placeIds: row.placeIds,
    reporterId: row.reporterId,
    concluded: CONCLUDED.includes(row.state),
    auditSealed: row.auditSealed,
    attendeeIds: row.attendeeIds,
  };
}

/** The journal's line on a reading of this case. */
export function readingOf(
  row: Pick<LockedCase, 'id' | 'responsibleId' | 'districtId'>,
  command: 'open-comparison' | 'open-draft' | 'open-file',
): NewEntry {
  return {
    command,
    subject: 'case',
    subjectId: row.id,
    placeId: row.responsibleId,
    districtId: row.districtId,
    fields: [],
  };
}
