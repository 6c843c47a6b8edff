import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PlaceKind } from '../domain/accounts/person.js';

/** A node of the tree. `path`, `regionId` and `districtId` are worked out by the database from `parentId`. */
@Entity({ schema: 'app', name: 'place' })
export class Place {
  @PrimaryGeneratedColumn('identity', { primaryKeyConstraintName: 'place_pkey', generatedIdentity: 'ALWAYS' })
  id!: number;
  @Column('text') kind!: PlaceKind;
  @Column('text') name!: string;
  @Column('text', { name: 'normal_name' }) normalName!: string;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('int', { name: 'parent_id', nullable: true }) parentId!: number | null;
  @Column({ type: 'int', array: true, insert: false, update: false }) path!: number[];
  @Column({ type: 'int', name: 'region_id', nullable: true, insert: false, update: false }) regionId!:
    number | null;
  @Column({ type: 'int', name: 'district_id', nullable: true, insert: false, update: false }) districtId!:
    number | null;
  @Column('double precision', { nullable: true }) latitude!: number | null;
  @Column('double precision', { nullable: true }) longitude!: number | null;
  @Column('boolean', { default: false }) partner!: boolean;
  @Column('int', { default: 1 }) version!: number;
}

/** A value that a place gives to a setting; the nearest place wins. */
@Entity({ schema: 'app', name: 'setting' })
export class Setting {
  @Column('int', { name: 'place_id', primary: true }) placeId!: number;
  @Column('text', { primary: true }) key!: string;
  @Column('jsonb') value!: unknown;
  @Column('int', { default: 1 }) version!: number;
}
