import { IsBoolean, IsOptional } from 'class-validator';
import { Text } from '../../platform/http/checks.js';

const CURSOR_CHARACTERS = 32_768;

export class ReplicaDto {
  /** Absent on a device that holds nothing. */
  @IsOptional()
  @Text(1, CURSOR_CHARACTERS)
  readonly cursor?: string;

  /** What comes outlives the page. Drafts come only then: each is opened for it, and the opening is journalled. */
  @IsOptional()
  @IsBoolean()
  readonly lasting?: boolean;
}
