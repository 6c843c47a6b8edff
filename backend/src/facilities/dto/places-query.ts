import { Transform, Type } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { PLACE_KINDS, type PlaceKind } from '../../domain/accounts/person.js';
import { AtMost, PlaceId, Text } from '../../platform/http/checks.js';
import { PageQuery } from '../../platform/http/paging.js';

export class PlacesQuery extends PageQuery {
  @IsOptional()
  @Type(() => Number)
  @PlaceId()
  readonly parent?: number;

  /** One kind or several with commas between. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @AtMost(PLACE_KINDS.length)
  @IsIn(PLACE_KINDS, { each: true })
  readonly kind?: readonly PlaceKind[];

  @IsOptional()
  @Text(1, 160)
  readonly search?: string;

  /** `district`: facilities whose district is not known yet. */
  @IsOptional()
  @IsIn(['district'])
  readonly without?: 'district';
}
