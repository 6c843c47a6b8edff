import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PacketState } from '../domain/audits/packet-workflow.js';

/** The blind file of one frozen file. Its id is random and tells nothing; the text spans lie over the frozen text. */
@Entity({ schema: 'app', name: 'packet' })
export class Packet {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'packet_pkey' }) id!: string;
  @Column('text') alias!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('int') round!: number;
  @Column('uuid', { name: 'file_id' }) fileId!: string;
  @Column('text') state!: PacketState;
  @Column('jsonb') spans!: unknown;
  @Column('jsonb', { nullable: true }) content!: unknown;
  @Column('jsonb', { nullable: true }) context!: unknown;
  @Column('text', { nullable: true }) sha256!: string | null;
  @Column('uuid', { name: 'released_by', nullable: true }) releasedBy!: string | null;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt!: Date | null;
  @Column('int') version!: number;
}
