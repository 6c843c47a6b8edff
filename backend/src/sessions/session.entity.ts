import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Profession } from '../domain/accounts/person.js';
import type { Answers } from '../domain/forms/form.js';
import type { SessionState } from '../domain/sessions/session-workflow.js';

/** The meeting where a centre audits one case under charter and quorum. */
@Entity({ schema: 'app', name: 'audit_session' })
export class AuditSession {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_session_pkey' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int') round!: number;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('text') type!: string;
  @Column('text') state!: SessionState;
  /** Local time of Mali, written `YYYY-MM-DDTHH:MM`. */
  @Column('timestamp', { name: 'planned_for' }) plannedFor!: string;
  @Column('jsonb') note!: Answers;
  @Column('int', { name: 'note_version' }) noteVersion!: number;
  /** The form that the course is answered with. */
  @Column('int', { name: 'form_version' }) formVersion!: number;
  @Column('uuid', { name: 'scribe_id' }) scribeId!: string;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('int') version!: number;
}

/** Somebody at a session. The name of a person without an account lies in the vault under `vaultRef`. */
@Entity({ schema: 'app', name: 'attendance' })
export class Attendance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attendance_pkey' }) id!: string;
  @Column('uuid', { name: 'session_id' }) sessionId!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('uuid', { name: 'vault_ref', nullable: true }) vaultRef!: string | null;
  @Column('text') profession!: Profession;
  @Column('text') function!: string;
  @Column('int', { name: 'place_id', nullable: true }) placeId!: number | null;
  @Column('text') presence!: 'present' | 'telephone' | 'absent';
  @Column('boolean', { name: 'involved_in_care' }) involvedInCare!: boolean;
  @Column('timestamptz', { name: 'charter_signed_at', nullable: true }) charterSignedAt!: Date | null;
  @Column('text', { nullable: true }) consensus!: 'agrees' | 'dissents' | null;
  @Column('text', { nullable: true }) dissent!: string | null;
  @Column('int') version!: number;
}
