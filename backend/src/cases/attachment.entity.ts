import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttachmentKind } from '../domain/cases/attachment.js';

/** A photographed page of a case. Its bytes lie in the vault. */
@Entity({ schema: 'app', name: 'attachment' })
export class Attachment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attachment_pkey' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('text') kind!: AttachmentKind;
  @Column('int') n!: number;
  @Column('int') width!: number;
  @Column('int') height!: number;
  @Column('int') bytes!: number;
  @Column('text') sha256!: string;
  @Column('text') state!: 'kept' | 'removed';
  @Column('uuid', { name: 'added_by' }) addedBy!: string;
  @Column('timestamptz', { name: 'added_at' }) addedAt!: Date;
  @Column('uuid', { name: 'removed_by', nullable: true }) removedBy!: string | null;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt!: Date | null;
  @Column('text', { name: 'removed_reason', nullable: true }) removedReason!: string | null;
  @Column('int') version!: number;
}
