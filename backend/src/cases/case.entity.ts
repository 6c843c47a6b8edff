import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Contact, Extent, ExtentReason } from '../domain/cases/review-extent.js';
import type { CaseState } from '../domain/cases/case-workflow.js';

/** A notified death and where it is in its cycle. Names live in the vault under `subjectRef`. */
@Entity({ schema: 'app', name: 'death_case' })
export class DeathCase {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'death_case_pkey' }) id!: string;
  @Column('text') number!: string;
  @Column('text', { nullable: true }) kind!: string | null;
  @Column('text') category!: string;
  @Column('text') state!: CaseState;
  @Column('int') round!: number;
  @Column('int') version!: number;
  @Column('text', { name: 'hold_route', nullable: true }) holdRoute!: string | null;
  @Column('timestamptz', { name: 'hold_since', nullable: true }) holdSince!: Date | null;
  @Column('int', { name: 'region_id' }) regionId!: number;
  @Column('int', { name: 'district_id' }) districtId!: number;
  @Column('int', { name: 'responsible_id' }) responsibleId!: number;
  @Column('int', { name: 'place_ids', array: true }) placeIds!: number[];
  @Column('int', { name: 'village_id', nullable: true }) villageId!: number | null;
  @Column('uuid', { name: 'reporter_id' }) reporterId!: string;
  @Column('uuid', { name: 'subject_ref' }) subjectRef!: string;
  @Column('text', { name: 'death_place' }) deathPlace!: string;
  @Column('date', { name: 'death_date' }) deathDate!: string;
  @Column('time', { name: 'death_time', nullable: true }) deathTime!: string | null;
  /** Local time of Mali, written `YYYY-MM-DDTHH:MM`. */
  @Column('timestamp', { name: 'known_at' }) knownAt!: string;
  @Column('int', { name: 'age_days', nullable: true }) ageDays!: number | null;
  @Column('text', { nullable: true }) sex!: string | null;
  @Column('int', { nullable: true }) parity!: number | null;
  @Column('int', { name: 'birth_weight_g', nullable: true }) birthWeight!: number | null;
  @Column('timestamp', { name: 'reported_at' }) reportedAt!: string;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('boolean') late!: boolean;
  @Column('text', { name: 'late_reason', nullable: true }) lateReason!: string | null;
  @Column('boolean', { name: 'head_involved' }) headInvolved!: boolean;
  @Column('boolean') provisional!: boolean;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
  @Column('timestamptz', { name: 'concluded_at', nullable: true }) concludedAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('timestamptz', { name: 'identity_erased_at', nullable: true }) identityErasedAt!: Date | null;
  @Column('text') extent!: Extent;
  @Column('text', { name: 'extent_reason', nullable: true }) extentReason!: ExtentReason | null;
  @Column('text', { name: 'last_contact', nullable: true }) lastContact!: Contact | null;
  /** Its day, with the time when it is known. */
  @Column('text', { name: 'last_contact_at', nullable: true }) lastContactAt!: string | null;
  @Column('text', { array: true }) feedback!: string[];
  @Column('uuid', { name: 'duplicate_of', nullable: true }) duplicateOf!: string | null;
  @Column('uuid', { name: 'mother_case_id', nullable: true }) motherCaseId!: string | null;
}

/** What happened to a case, append-only: its timeline. */
@Entity({ schema: 'app', name: 'case_event' })
export class CaseEventRow {
  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'case_event_pkey' }) caseId!: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'case_event_pkey' }) seq!: number;
  @Column('text') event!: string;
  @Column('text', { name: 'from_state', nullable: true }) fromState!: string | null;
  @Column('text', { name: 'to_state' }) toState!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text') role!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('boolean') late!: boolean;
  @Column('text') audience!: string;
  @Column('text', { name: 'from_kind', nullable: true }) fromKind!: string | null;
  @Column('text', { name: 'to_kind', nullable: true }) toKind!: string | null;
}

/** A two-person event: asked by one, confirmed or declined by another. */
@Entity({ schema: 'app', name: 'approval' })
export class Approval {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'approval_pkey' }) id!: string;
  @Column('text') action!: string;
  @Column('text') subject!: string;
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('int', { name: 'district_id', nullable: true }) districtId!: number | null;
  @Column('int', { name: 'region_id', nullable: true }) regionId!: number | null;
  @Column('jsonb') payload!: object;
  @Column('text') reason!: string;
  @Column('uuid', { name: 'asked_by' }) askedBy!: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy!: string | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
  @Column('uuid', { name: 'declined_by', nullable: true }) declinedBy!: string | null;
  @Column('timestamptz', { name: 'declined_at', nullable: true }) declinedAt!: Date | null;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt!: Date | null;
  @Column('timestamptz') until!: Date;
  @Column('int') version!: number;
}
