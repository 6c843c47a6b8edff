import { IntersectionType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { LEVELS, type Level } from '../../domain/recommendations/audience.js';
import {
  RECOMMENDATION_STATES,
  type RecommendationState,
} from '../../domain/recommendations/recommendation-workflow.js';
import { MayBeLeftOut } from '../../platform/http/checks.js';
import { ExportBody } from '../../platform/http/export-body.js';
import { PageQuery } from '../../platform/http/paging.js';

/** Which recommendations are listed. */
export class RecommendationsQuery extends PageQuery {
  @MayBeLeftOut()
  @IsIn(RECOMMENDATION_STATES)
  readonly state?: RecommendationState;

  @MayBeLeftOut()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  readonly overdue?: boolean;

  /** Those addressed to one level. */
  @MayBeLeftOut()
  @IsIn(LEVELS)
  readonly level?: Level;

  /** Those of one case. */
  @MayBeLeftOut()
  @IsUUID()
  readonly case?: string;
}

/** The same filters, when the list leaves as a file. */
export class RecommendationExportBody extends IntersectionType(
  ExportBody,
  PickType(RecommendationsQuery, ['state', 'overdue', 'level', 'case'] as const),
) {}
