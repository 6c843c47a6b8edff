import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SurvivorChecklist } from '../domain/safeguarding/survivor-checklist.js';

/** An alert for the safety of children, with the checklist of those who survive. */
@Entity({ schema: 'app', name: 'concern' })
export class Concern {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'concern_pkey' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int', { name: 'district_id' }) districtId!: number;
  @Column('uuid', { name: 'raised_by', nullable: true }) raisedBy!: string | null;
  @Column('timestamptz', { name: 'raised_at' }) raisedAt!: Date;
  @Column('uuid', { name: 'closed_by', nullable: true }) closedBy!: string | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('jsonb') checklist!: SurvivorChecklist;
  @Column('int') version!: number;
}
