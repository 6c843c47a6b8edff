import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  Affiliation as AffiliationView,
  Language,
  Profession,
  Role,
} from '../domain/accounts/person.js';

/** Somebody who signs in. */
@Entity({ schema: 'app', name: 'person' })
export class Person {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'person_pkey' }) id!: string;
  @Column('text') username!: string;
  @Column('text', { name: 'display_name' }) displayName!: string;
  @Column('text') profession!: Profession;
  @Column('text') language!: Language;
  @Column('text', { name: 'password_hash' }) passwordHash!: string;
  @Column('boolean', { name: 'must_change_password' }) mustChangePassword!: boolean;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt!: Date | null;
  /** The first account of the same human, where there are several. */
  @Column('uuid', { name: 'same_as', nullable: true }) sameAs!: string | null;
  @Column('int') version!: number;
}

/** A role held at a place for a time. */
@Entity({ schema: 'app', name: 'membership' })
export class Membership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pkey' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') role!: Role;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('date', { name: 'from_date' }) from!: string;
  @Column('date', { name: 'to_date', nullable: true }) to!: string | null;
  @Column('uuid', { name: 'granted_by', nullable: true }) grantedBy!: string | null;
  /** The second person, where the role takes two. */
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy!: string | null;
}

/** A role that was asked for; confirmed, it becomes the membership with the same id. */
@Entity({ schema: 'app', name: 'role_request' })
export class RoleRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'role_request_pkey' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') role!: Role;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('date', { name: 'from_date' }) from!: string;
  @Column('date', { name: 'to_date', nullable: true }) to!: string | null;
  @Column('uuid', { name: 'asked_by' }) askedBy!: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
  @Column('uuid', { name: 'ended_by', nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Column('boolean') confirmed!: boolean;
  @Column('int') version!: number;
}

/** Where somebody works or worked, or what their organisation supports. */
@Entity({ schema: 'app', name: 'affiliation' })
export class Affiliation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'affiliation_pkey' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('text') link!: AffiliationView['link'];
  @Column('date', { name: 'from_date' }) from!: string;
  @Column('date', { name: 'to_date', nullable: true }) to!: string | null;
  @Column('text') source!: AffiliationView['source'];
}

/** A session of a browser; only the hash of its token is kept. */
@Entity({ schema: 'app', name: 'login' })
export class Login {
  @PrimaryColumn('bytea', { name: 'token_hash', primaryKeyConstraintName: 'login_pkey' }) tokenHash!: Buffer;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { generated: 'uuid' }) id!: string;
  @Column('text') device!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'seen_at' }) seenAt!: Date;
  @Column('timestamptz') until!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
  /** When this session gave the second factor. */
  @Column('timestamptz', { name: 'factor_at', nullable: true }) factorAt!: Date | null;
  /** When the person last proved to be there. */
  @Column('timestamptz', { name: 'proved_at', nullable: true }) provedAt!: Date | null;
  /** The registered device whose code opened this session. */
  @Column('uuid', { name: 'device_id', nullable: true }) deviceId!: string | null;
}

/** A device that works without a network. Its secret is not kept here, of its code there is a keyed hash. */
@Entity({ schema: 'app', name: 'device' })
export class Device {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_pkey' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  /** What the browser said of itself. */
  @Column('text') agent!: string;
  /** Which browser: the hash of a cookie, which outlives what the browser stores. */
  @Column('bytea', { name: 'browser_hash' }) browserHash!: Buffer;
  @Column('bytea', { name: 'code_hash' }) codeHash!: Buffer;
  /** Its code opens sessions: no longer after a new password, until that is given once in this browser. */
  @Column('boolean', { name: 'opens_session' }) opensSession!: boolean;
  @Column('int') failures!: number;
  /** How much it said it had still to send. */
  @Column('int') unsent!: number;
  @Column('timestamptz', { name: 'made_at' }) madeAt!: Date;
  @Column('timestamptz', { name: 'seen_at' }) seenAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
  @Column('text', { name: 'revoked_for', nullable: true }) revokedFor!:
    'owner' | 'administrator' | 'tries' | 'replaced' | null;
}
