import { IsIn } from 'class-validator';
import type { Profession } from '../../domain/accounts/person.js';
import { ENTRY_CHANNELS, ENTRY_SOURCES, type EntryChannel } from '../../domain/cases/clinic-phase.js';
import { LocalDate, PlaceId } from '../../platform/http/checks.js';
import { PatchesDto } from './draft.dto.js';

/** The part of one facility with where it comes from: how, from whom by function, and when. */
export class EnterPhaseDto extends PatchesDto {
  @PlaceId()
  readonly placeId!: number;

  @IsIn(ENTRY_CHANNELS)
  readonly how!: EntryChannel;

  @IsIn(ENTRY_SOURCES)
  readonly from!: Profession;

  @LocalDate()
  readonly on!: string;
}
