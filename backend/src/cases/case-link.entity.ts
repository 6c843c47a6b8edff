import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkKind, LinkState } from '../domain/cases/case-links.js';

/** Two deaths that belong together: the mother, or of twins the smaller id, first. */
@Entity({ schema: 'app', name: 'case_link' })
export class CaseLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_link_pkey' }) id!: string;
  @Column('text') kind!: LinkKind;
  @Column('uuid', { name: 'first_id' }) firstId!: string;
  @Column('uuid', { name: 'second_id' }) secondId!: string;
  @Column('text') state!: LinkState;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('int') version!: number;
}
