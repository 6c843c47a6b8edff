import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttachmentKind } from '../domain/cases/attachment.js';

/** A picture that was announced and whose pieces are still coming. They lie in the vault. */
@Entity({ schema: 'app', name: 'upload' })
export class Upload {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'upload_pkey' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') kind!: AttachmentKind;
  @Column('int') size!: number;
  @Column('text') sha256!: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
}
