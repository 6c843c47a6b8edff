import { ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  HOLD_ROUTES,
  WAIVER_GROUNDS,
  type HoldRoute,
  type WaiverGround,
} from '../../domain/cases/case-workflow.js';
import { CONFIRMED_KINDS, type ConfirmedKind } from '../../domain/cases/eligibility.js';
import { CONTACTS, type Contact } from '../../domain/cases/review-extent.js';
import { IDENTITY_REASONS, type IdentityReason } from '../../domain/cases/identity-reasons.js';
import { codesOfList } from '../../domain/classification/code-list.js';
import { AtMost, LocalDateOrTime, PlaceId, Text } from '../../platform/http/checks.js';

const MOST_WORDS = 1000;

/** Why: a sentence of the person. Whether one is needed is the machine's to say. */
export class ReasonDto {
  @IsOptional()
  @Text(0, MOST_WORDS)
  readonly reason?: string;
}

export class ConfirmDto {
  @IsIn(CONFIRMED_KINDS)
  readonly kind!: ConfirmedKind;

  /** Of a death outside any facility: whether one had seen the person. */
  @IsOptional()
  @IsIn(CONTACTS)
  readonly contact?: Contact;

  /** The day of that contact, with its time when it is known. */
  @IsOptional()
  @LocalDateOrTime()
  readonly contactAt?: string;
}

export class ChangeKindDto extends ReasonDto {
  @IsIn(CONFIRMED_KINDS)
  readonly kind!: ConfirmedKind;
}

export class DiscardDto extends ReasonDto {
  @IsIn(codesOfList('CL_DISCARD_REASON'))
  readonly reasonCode!: string;
}

export class MarkDuplicateDto extends ReasonDto {
  /** Number of the case that is kept. */
  @Text(1, 40)
  readonly of!: string;
}

export class FreezeDto extends ReasonDto {
  /** Somebody looked at every place of the text that resembles a name. */
  @IsBoolean()
  readonly namesSeen!: boolean;
}

export class ReadIdentityDto {
  @IsIn(IDENTITY_REASONS)
  readonly reason!: IdentityReason;
}

export class HoldDto {
  @IsOptional()
  @IsIn(HOLD_ROUTES)
  readonly route?: HoldRoute;
}

export class TransferDto extends ReasonDto {
  /** Facility that becomes responsible, or a district, whose referral centre does. */
  @PlaceId()
  readonly placeId!: number;
}

export class CloseDto extends ReasonDto {
  @IsArray()
  @AtMost(10)
  @ArrayUnique()
  @IsIn(codesOfList('CL_REC_FEEDBACK_DONE'), { each: true })
  readonly feedback!: string[];
}

export class WaiveAuditDto extends ReasonDto {
  @IsOptional()
  @IsIn(WAIVER_GROUNDS)
  readonly ground?: WaiverGround;
}

export class InvolvementDto {
  @IsBoolean()
  readonly involved!: boolean;
}
