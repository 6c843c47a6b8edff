import { IsIn, Matches } from 'class-validator';
import type { Profession } from '../../domain/accounts/person.js';
import { ENTRY_SOURCES } from '../../domain/cases/clinic-phase.js';
import { PlaceId, RecordId, Text } from '../../platform/http/checks.js';
import { PatchesDto } from './draft.dto.js';

/** A new invitation: the client made its code and tells its SHA-256 alone. */
export class InviteDto {
  @RecordId()
  readonly id!: string;

  @PlaceId()
  readonly placeId!: number;

  @Matches(/^[0-9a-f]{64}$/)
  readonly sha256!: string;
}

/** What the holder of an invitation shows. What cannot be a code is answered like a wrong one. */
export class InvitationCodeDto {
  @Text(1, 80)
  readonly code!: string;
}

/** The part of the invited facility, with the function of who signs it. */
export class SignInvitedDto extends PatchesDto {
  @Text(1, 80)
  readonly code!: string;

  @IsIn(ENTRY_SOURCES)
  readonly from!: Profession;
}
