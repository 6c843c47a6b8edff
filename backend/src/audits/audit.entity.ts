import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditKind } from '../domain/audits/audit.js';
import type { AuditState } from '../domain/audits/audit-workflow.js';
import type { Answers } from '../domain/forms/form.js';

/** A seat of a case's round and, once taken, the opinion's way from assignment to seal. `open`: nobody sits there yet. */
@Entity({ schema: 'app', name: 'audit' })
export class Audit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_pkey' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int') round!: number;
  @Column('text') kind!: AuditKind;
  @Column('int') seat!: number;
  @Column('int') revision!: number;
  @Column('text', { name: 'case_kind' }) caseKind!: string;
  @Column('int', { name: 'region_id' }) regionId!: number;
  @Column('int', { name: 'district_id' }) districtId!: number;
  @Column('uuid', { name: 'file_id' }) fileId!: string;
  @Column('uuid', { name: 'packet_id', nullable: true }) packetId!: string | null;
  @Column('uuid', { name: 'session_id', nullable: true }) sessionId!: string | null;
  @Column('uuid', { name: 'assignee_id', nullable: true }) assigneeId!: string | null;
  @Column('text') state!: AuditState | 'open';
  @Column('jsonb', { nullable: true }) declaration!: Readonly<Record<string, boolean>> | null;
  @Column('timestamptz', { name: 'assigned_at', nullable: true }) assignedAt!: Date | null;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Column('timestamptz', { name: 'disclosed_at', nullable: true }) disclosedAt!: Date | null;
  @Column('int') version!: number;
}

/** Answers of one opinion; the database refuses every change once its seal exists. */
@Entity({ schema: 'app', name: 'opinion' })
export class Opinion {
  @PrimaryColumn('uuid', { name: 'audit_id', primaryKeyConstraintName: 'opinion_pkey' }) auditId!: string;
  @Column('text') form!: string;
  @Column('int', { name: 'form_version' }) formVersion!: number;
  @Column('jsonb') answers!: Answers;
  @Column('jsonb', { name: 'kept_warnings' }) keptWarnings!: Readonly<Record<string, string>>;
  @Column('int', { nullable: true }) minutes!: number | null;
  /** Sealed for another cause group than the one proposed. */
  @Column('boolean', { name: 'against_proposal', default: false }) againstProposal!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** The sealed content in canonical JSON with its hash and that of the file it judges. Insert only. */
@Entity({ schema: 'app', name: 'seal' })
export class Seal {
  @PrimaryColumn('uuid', { name: 'audit_id', primaryKeyConstraintName: 'seal_pkey' }) auditId!: string;
  @Column('text') content!: string;
  @Column('text') sha256!: string;
  @Column('text', { name: 'source_sha256' }) sourceSha256!: string;
  @Column('jsonb') signers!: readonly unknown[];
  @Column('timestamptz') at!: Date;
}
