import { IsIn, IsOptional, Matches } from 'class-validator';
import {
  type Language,
  PROFESSIONS,
  type Profession,
  type Role,
  ROLES,
} from '../../domain/accounts/person.js';
import { LocalDate, MayBeLeftOut, PlaceId, RecordId, Text } from '../../platform/http/checks.js';
import { PageQuery } from '../../platform/http/paging.js';

const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;
const LINKS = ['works', 'coaches', 'funds'] as const;

export class PeopleQuery extends PageQuery {
  @IsOptional()
  @Text(1, 80)
  readonly search?: string;
}

export class NewPersonBody {
  @RecordId()
  readonly id!: string;

  @Text(3, 40)
  @Matches(USERNAME)
  readonly username!: string;

  @Text(1, 120)
  readonly displayName!: string;

  @IsIn(PROFESSIONS)
  readonly profession!: Profession;

  @IsIn(['fr', 'en'])
  readonly language!: Language;

  @Text(1, 400)
  readonly password!: string;

  /** The user name of another account of the same human. */
  @MayBeLeftOut()
  @Text(3, 40)
  readonly sameAs?: string;
}

export class PersonChangesBody {
  @MayBeLeftOut()
  @Text(3, 40)
  readonly sameAs?: string;

  @MayBeLeftOut()
  @Text(1, 120)
  readonly displayName?: string;

  @MayBeLeftOut()
  @IsIn(PROFESSIONS)
  readonly profession?: Profession;

  @MayBeLeftOut()
  @IsIn(['fr', 'en'])
  readonly language?: Language;
}

export class ResetPasswordBody {
  @Text(1, 400)
  readonly password!: string;
}

export class NewFactorLiftBody {
  @RecordId()
  readonly id!: string;

  /** How the person who asks made sure of who it is. */
  @Text(1, 500)
  readonly reason!: string;
}

export class NewMembershipBody {
  @RecordId()
  readonly id!: string;

  @IsIn(ROLES)
  readonly role!: Role;

  @PlaceId()
  readonly placeId!: number;

  @LocalDate()
  readonly from!: string;

  @IsOptional()
  @LocalDate()
  readonly to?: string | null;
}

export class NewAffiliationBody {
  @RecordId()
  readonly id!: string;

  @PlaceId()
  readonly placeId!: number;

  @IsIn(LINKS)
  readonly link!: (typeof LINKS)[number];

  @LocalDate()
  readonly from!: string;

  @IsOptional()
  @LocalDate()
  readonly to?: string | null;
}

export class EndBody {
  @LocalDate()
  readonly to!: string;
}
