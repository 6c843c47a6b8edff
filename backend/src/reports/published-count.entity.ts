import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeathsMark } from '../domain/reports/small-cells.js';

/** The deaths of a place in a period, as they are told outside its district. Written once. */
@Entity({ schema: 'app', name: 'published_count' })
export class PublishedCount {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'published_count_pkey' }) period!: string;
  @PrimaryColumn('int', { name: 'place_id', primaryKeyConstraintName: 'published_count_pkey' })
  placeId!: number;
  @Column('int', { name: 'region_id', nullable: true }) regionId!: number | null;
  @Column('text') mark!: DeathsMark | 'silent';
  @Column('int', { nullable: true }) deaths!: number | null;
  @Column('int') smallest!: number;
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
}
