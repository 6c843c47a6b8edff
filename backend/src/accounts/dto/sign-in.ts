import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Language } from '../../domain/accounts/person.js';
import { RecordId, Text, Whole } from '../../platform/http/checks.js';

export class SignInBody {
  @Text(1, 80)
  readonly username!: string;

  @Text(1, 400)
  readonly password!: string;
}

export class ChangePasswordBody {
  @Text(1, 400)
  readonly current!: string;

  // Its strength is judged by `Passwords`, which explains itself better.
  @IsString()
  @MaxLength(400, { message: '400' })
  readonly next!: string;
}

/** A code of the application, or a recovery code; spaces and hyphens are forgiven. */
export class CodeBody {
  @Text(1, 40)
  readonly code!: string;
}

export class ProofBody {
  @Text(1, 400)
  readonly password!: string;

  @IsOptional()
  @Text(1, 40)
  readonly code?: string;
}

export class LanguageBody {
  @IsIn(['fr', 'en'])
  readonly language!: Language;
}

const Key = () => Matches(/^[A-Za-z0-9_-]{43}$/);

export class NewDeviceBody {
  @RecordId()
  readonly id!: string;

  /** Derived from the device code on the device; 32 bytes in base64url. */
  @Key()
  readonly code!: string;
}

export class DeviceContactBody {
  @RecordId()
  readonly device!: string;

  @Key()
  readonly proof!: string;

  /** How much waits there to be sent; a locked device does not know. */
  @IsOptional()
  @Whole(0, 100_000)
  readonly unsent?: number;
}

export class DeviceSignInBody {
  @RecordId()
  readonly device!: string;

  @Key()
  readonly proof!: string;

  @Key()
  readonly code!: string;
}
