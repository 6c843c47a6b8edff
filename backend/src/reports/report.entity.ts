import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Answers } from '../domain/forms/form.js';
import type { PeriodType } from '../domain/reports/periods.js';
import type { DeathCounts } from '../domain/reports/zero-report.js';
import type { ReportState } from '../domain/reports/zero-report-workflow.js';

/** What one place was to tell of one period, and whether it did. `n` counts the versions that came. */
@Entity({ schema: 'app', name: 'zero_report' })
export class ZeroReport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'zero_report_pkey' }) id!: string;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('int', { name: 'place_ids', array: true }) placeIds!: number[];
  @Column('int', { name: 'region_id' }) regionId!: number;
  @Column('int', { name: 'district_id' }) districtId!: number;
  @Column('text') type!: PeriodType;
  @Column('text') period!: string;
  @Column('date', { name: 'starts_on' }) startsOn!: string;
  @Column('date', { name: 'ends_on' }) endsOn!: string;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('text') state!: ReportState;
  @Column('jsonb', { nullable: true }) counts!: DeathCounts | null;
  @Column('int', { nullable: true }) deaths!: number | null;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt!: Date | null;
  @Column('timestamptz', { name: 'received_at', nullable: true }) receivedAt!: Date | null;
  @Column('int') n!: number;
  @Column('int') version!: number;
}

/** One version of a report, append-only: what was sent, when, by whom, and why it was corrected. */
@Entity({ schema: 'app', name: 'zero_report_version' })
export class ZeroReportVersion {
  @PrimaryColumn('uuid', { name: 'report_id', primaryKeyConstraintName: 'zero_report_version_pkey' })
  reportId!: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'zero_report_version_pkey' }) n!: number;
  @Column('int', { name: 'form_version' }) formVersion!: number;
  @Column('jsonb') answers!: Answers;
  @Column('jsonb') kept!: Readonly<Record<string, string>>;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt!: Date;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
}
