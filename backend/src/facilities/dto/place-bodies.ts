import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import { PLACE_KINDS, type PlaceKind } from '../../domain/accounts/person.js';
import { MALI } from '../../domain/facilities/place-tree.js';
import { AtMost, Between, MayBeLeftOut, PlaceId, RecordId, Text } from '../../platform/http/checks.js';

const LONGEST_LIST_BYTES = 5_000_000;

export class NewPlaceBody {
  @IsIn(PLACE_KINDS)
  readonly kind!: PlaceKind;

  @Text(1, 160)
  readonly name!: string;

  @PlaceId()
  readonly parentId!: number;

  @IsOptional()
  @Text(1, 40)
  readonly code?: string | null;

  @IsOptional()
  @Between(...MALI.latitude)
  readonly latitude?: number | null;

  @IsOptional()
  @Between(...MALI.longitude)
  readonly longitude?: number | null;

  @MayBeLeftOut()
  @IsBoolean()
  readonly partner?: boolean;
}

export class PlaceChangesBody {
  @MayBeLeftOut()
  @Text(1, 160)
  readonly name?: string;

  @IsOptional()
  @Text(1, 40)
  readonly code?: string | null;

  @MayBeLeftOut()
  @IsBoolean()
  readonly partner?: boolean;
}

export class AssignDistrictBody {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @AtMost(500)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  readonly placeIds!: readonly number[];

  @PlaceId()
  readonly districtId!: number;
}

export class FacilityImportBody {
  @RecordId()
  readonly id!: string;

  @Text(1, 200)
  readonly fileName!: string;

  @Text(1, LONGEST_LIST_BYTES)
  readonly csv!: string;
}
