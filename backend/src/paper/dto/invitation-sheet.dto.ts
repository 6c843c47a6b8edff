import { IsIn, IsOptional } from 'class-validator';
import type { Language } from '../../domain/accounts/person.js';
import { Text } from '../../platform/http/checks.js';

/** The code that only the browser knows, and whom to call: both go on the sheet and are kept nowhere. */
export class InvitationSheetDto {
  @Text(1, 80)
  readonly code!: string;

  @IsOptional()
  @Text(0, 60)
  readonly telephone?: string;

  @IsOptional()
  @IsIn(['fr', 'en'])
  readonly language?: Language;
}
