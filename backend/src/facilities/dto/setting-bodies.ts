import { Type } from 'class-transformer';
import { IsOptional } from 'class-validator';
import { PlaceId, Text } from '../../platform/http/checks.js';

export class SettingsQuery {
  /** The place whose settings are asked; the country when none is named. */
  @IsOptional()
  @Type(() => Number)
  @PlaceId()
  readonly place?: number;
}

export class SettingBody {
  @PlaceId()
  readonly placeId!: number;

  @Text(1, 80)
  readonly key!: string;

  /** `null` gives the setting back to the place above. */
  @IsOptional()
  readonly value?: unknown;
}
