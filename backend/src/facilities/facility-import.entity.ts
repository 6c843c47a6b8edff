import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FacilityImportView } from '../domain/facilities/place.js';

/** Progress and report of one import. */
@Entity({ schema: 'app', name: 'facility_import' })
export class FacilityImport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'facility_import_pkey' }) id!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text', { name: 'file_name' }) fileName!: string;
  @Column('text') state!: FacilityImportView['state'];
  @Column('int') total!: number;
  @Column('int', { default: 0 }) done!: number;
  @Column('int', { default: 0 }) created!: number;
  @Column('int', { default: 0 }) unchanged!: number;
  @Column('jsonb', { name: 'near_duplicates' }) nearDuplicates!: FacilityImportView['nearDuplicates'];
  @Column('jsonb') refused!: FacilityImportView['refused'];
  @Column('timestamptz') at!: Date;
}
