import { IsOptional } from 'class-validator';
import { LocalDate, Text } from '../../platform/http/checks.js';
import { PageQuery } from '../../platform/http/paging.js';

/** Days are inclusive. */
export class JournalQuery extends PageQuery {
  @IsOptional()
  @LocalDate()
  readonly from?: string;

  @IsOptional()
  @LocalDate()
  readonly to?: string;

  @IsOptional()
  @Text(1, 40)
  readonly username?: string;

  @IsOptional()
  @Text(1, 60)
  readonly command?: string;
}
