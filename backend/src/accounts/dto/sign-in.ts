import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Language } from '../../domain/accounts/person.js';
import { Text } from '../../platform/http/checks.js';

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
