import { Column, Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import type { FacilityImportView } from '../domain/facilities/place.js';
import { absent } from '../domain/problem.js';

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

/** The report as the screen shows it; absent to whoever may not import. */
export async function importView(tx: EntityManager, id: string): Promise<FacilityImportView> {
  const found = await tx.findOneBy(FacilityImport, { id });
  if (!found) throw absent('facility-import');
  const { fileName, state, total, done, created, unchanged, nearDuplicates, refused } = found;
  return { id, fileName, state, total, done, created, unchanged, nearDuplicates, refused };
}
