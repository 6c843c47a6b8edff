import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Answers } from '../domain/forms/form.js';
import type { Audience, Level } from '../domain/recommendations/audience.js';
import type { EscalationLevel } from '../domain/recommendations/escalation.js';
import type { Effect, RecommendationState } from '../domain/recommendations/recommendation-workflow.js';

/** What should change so that it does not happen again, and where it stands. `alias` is its name outside the health services. */
@Entity({ schema: 'app', name: 'recommendation' })
export class Recommendation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recommendation_pkey' }) id!: string;
  @Column('uuid', { default: () => 'gen_random_uuid()' }) alias!: string;
  @Column('int', { name: 'place_id' }) placeId!: number;
  @Column('int', { name: 'place_ids', array: true }) placeIds!: number[];
  @Column('int', { name: 'owner_place_ids', array: true }) ownerPlaceIds!: number[];
  @Column('int', { name: 'asaco_place_ids', array: true }) asacoPlaceIds!: number[];
  @Column('uuid', { name: 'case_ids', array: true }) caseIds!: string[];
  @Column('int', { name: 'region_id' }) regionId!: number;
  @Column('int', { name: 'district_id' }) districtId!: number;
  @Column('text') level!: Level;
  @Column('text') audience!: Audience;
  @Column('text') factor!: string;
  @Column('text') action!: string;
  @Column('text', { name: 'owner_function' }) ownerFunction!: string;
  @Column('uuid', { name: 'follower_id' }) followerId!: string;
  @Column('text') strength!: string;
  @Column('jsonb') answers!: Answers;
  @Column('int', { name: 'form_version' }) formVersion!: number;
  @Column('text') state!: RecommendationState;
  @Column('date', { name: 'start_on' }) startOn!: string;
  @Column('date') deadline!: string;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt!: Date | null;
  @Column('text', { nullable: true }) proof!: string | null;
  @Column('uuid', { name: 'done_by', nullable: true }) doneBy!: string | null;
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt!: Date | null;
  @Column('uuid', { name: 'verified_by', nullable: true }) verifiedBy!: string | null;
  @Column('timestamptz', { name: 'verified_at', nullable: true }) verifiedAt!: Date | null;
  @Column('text', { nullable: true }) effect!: Effect | null;
  @Column('date', { name: 'effect_due', nullable: true }) effectDue!: string | null;
  @Column('timestamptz', { name: 'blocked_since', nullable: true }) blockedSince!: Date | null;
  @Column('text', { name: 'escalated_to', nullable: true }) escalatedTo!: EscalationLevel | null;
  @Column('timestamptz', { name: 'escalated_at', nullable: true }) escalatedAt!: Date | null;
  @Column('uuid', { name: 'successor_id', nullable: true }) successorId!: string | null;
  @Column('uuid', { name: 'merged_into', nullable: true }) mergedInto!: string | null;
  @Column('date', { name: 'published_month', nullable: true }) publishedMonth!: string | null;
  @Column('boolean') standing!: boolean;
  @Column('uuid', { name: 'created_by' }) createdBy!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('int') version!: number;
}

/** The case, its round and audit, and the factor that a recommendation answers. */
@Entity({ schema: 'app', name: 'recommendation_source' })
export class RecommendationSource {
  @PrimaryColumn('uuid', {
    name: 'recommendation_id',
    primaryKeyConstraintName: 'recommendation_source_pkey',
  })
  recommendationId!: string;
  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'recommendation_source_pkey' })
  caseId!: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'recommendation_source_pkey' }) round!: number;
  @Column('uuid', { name: 'audit_id', nullable: true }) auditId!: string | null;
  @Column('text') factor!: string;
}

/** One point of follow-up, append-only: an event, or a report of progress, obstacle and decision. */
@Entity({ schema: 'app', name: 'recommendation_update' })
export class RecommendationUpdate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recommendation_update_pkey' }) id!: string;
  @Column('uuid', { name: 'recommendation_id' }) recommendationId!: string;
  @Column('timestamptz') at!: Date;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text') role!: string;
  @Column('text', { nullable: true }) event!: string | null;
  @Column('int', { nullable: true }) progress!: number | null;
  @Column('text', { nullable: true }) obstacle!: string | null;
  @Column('text', { nullable: true }) decision!: string | null;
  @Column('text', { nullable: true }) proof!: string | null;
}
