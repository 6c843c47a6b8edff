import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Language } from '../../domain/accounts/person.js';

/** The language of the paper; without it, that of the person. */
export class PaperQuery {
  @IsOptional()
  @IsIn(['fr', 'en'])
  readonly language?: Language;
}

/** An empty form may be asked for in an earlier version. */
export class BlankQuery extends PaperQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(999)
  readonly version?: number;
}
