import { Type } from 'class-transformer';
import { IsDefined, IsObject, IsOptional, ValidateNested } from 'class-validator';
import type { Answers } from '../../domain/forms/form.js';
import { LocalDate, RecordId, Text } from '../../platform/http/checks.js';

/** Names and phone of F1, on their way to the vault. */
export class IdentityDto {
  @IsOptional()
  @Text(0, 80)
  readonly deceased_name?: string;

  @IsOptional()
  @Text(0, 80)
  readonly mother_name?: string;

  @IsOptional()
  @Text(0, 12)
  readonly contact_phone?: string;

  @IsOptional()
  @LocalDate()
  readonly dob?: string;
}

/** F1 without identity, and the identity apart. */
export class NotifyDto {
  @RecordId()
  readonly id!: string;

  @Text(1, 14)
  readonly number!: string;

  @IsObject()
  readonly answers!: Answers;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityDto)
  readonly identity!: IdentityDto;

  @IsOptional()
  @RecordId()
  readonly motherCaseId?: string;
}

/** F1 as far as it is typed, to look for resembling cases. */
export class SimilarDto {
  @IsObject()
  readonly answers!: Answers;
}
