import { IsIn } from 'class-validator';
import { DECLARED_REASONS, type DeclaredReason } from '../../domain/access/bars.js';
import { Text } from '../../platform/http/checks.js';

export class StepAsideDto {
  @IsIn(DECLARED_REASONS)
  readonly reason!: DeclaredReason;
}

export class LetBackDto {
  /** The user name of who was set aside. */
  @Text(3, 40)
  readonly username!: string;
}

export class SetAsideDto extends LetBackDto {
  @IsIn(DECLARED_REASONS)
  readonly reason!: DeclaredReason;
}
