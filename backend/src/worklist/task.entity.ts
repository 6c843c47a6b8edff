import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What waits for somebody: a named person, or whoever holds a role at a place. */
@Entity({ schema: 'app', name: 'task' })
export class Task {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'task_pkey' }) id!: string;
  @Column('text') subject!: string;
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('text') event!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text', { nullable: true }) role!: string | null;
  @Column('int', { name: 'place_id', nullable: true }) placeId!: number | null;
  @Column('int', { name: 'district_id', nullable: true }) districtId!: number | null;
  @Column('int', { name: 'region_id', nullable: true }) regionId!: number | null;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('text', { nullable: true }) kind!: string | null;
  @Column('text') label!: string;
  @Column('text', { name: 'place_name', nullable: true }) placeName!: string | null;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
}
