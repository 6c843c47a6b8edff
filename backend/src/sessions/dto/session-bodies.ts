import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { PROFESSIONS, type Profession } from '../../domain/accounts/person.js';
import { codesOfList } from '../../domain/classification/code-list.js';
import { LocalTime, PlaceId, RecordId, Text } from '../../platform/http/checks.js';
import { PageQuery } from '../../platform/http/paging.js';
import { SESSION_STATES, type SessionState } from '../../domain/sessions/session-workflow.js';

const PRESENCES = ['present', 'telephone', 'absent'] as const;
type Presence = (typeof PRESENCES)[number];

export class PlanBody {
  @RecordId()
  readonly id!: string;

  @IsUUID()
  readonly caseId!: string;

  /** Without it, joint for an evacuated case, of the centre alone otherwise. */
  @IsOptional()
  @IsIn(codesOfList('CL_SESSION_TYPE'))
  readonly type?: string;

  @LocalTime()
  readonly plannedFor!: string;
}

/** Somebody on the list of a session: with an account, or by a name that goes to the vault and nowhere else. */
export class AttendanceBody {
  @RecordId()
  readonly id!: string;

  @IsOptional()
  @Text(1, 60)
  readonly personUsername?: string;

  @IsOptional()
  @Text(1, 120)
  readonly name?: string;

  @IsIn(PROFESSIONS)
  readonly profession!: Profession;

  @Text(1, 120)
  readonly function!: string;

  /** The facility the person speaks for. */
  @IsOptional()
  @PlaceId()
  readonly placeId?: number;

  @IsIn(PRESENCES)
  readonly presence!: Presence;

  @IsBoolean()
  readonly involvedInCare!: boolean;
}

export class AttendanceChangeBody {
  @IsOptional()
  @IsIn(PRESENCES)
  readonly presence?: Presence;

  @IsOptional()
  @IsBoolean()
  readonly involvedInCare?: boolean;

  @IsOptional()
  @IsIn(['agrees', 'dissents'])
  readonly consensus?: 'agrees' | 'dissents' | null;

  /** What the person sees differently; without a name. */
  @IsOptional()
  @Text(0, 500)
  readonly dissent?: string | null;
}

export class ReasonBody {
  @IsOptional()
  @Text(0, 1000)
  readonly reason?: string;
}

export class SessionListQuery extends PageQuery {
  @IsOptional()
  @IsIn(SESSION_STATES)
  readonly state?: SessionState;
}
