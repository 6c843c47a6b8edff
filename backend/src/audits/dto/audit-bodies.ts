import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { Text, Whole } from '../../platform/http/checks.js';
import type { Declaration } from '../audit-commands.js';

const MOST_LETTERS = 1000;

/** Why: a sentence of the person. Whether one is needed is the machine's to say. */
export class ReasonBody {
  @IsOptional()
  @Text(0, MOST_LETTERS)
  readonly reason?: string;
}

/** The four answers of the gate. */
export class DeclarationBody implements Declaration {
  @IsBoolean()
  readonly postingsComplete!: boolean;

  @IsBoolean()
  readonly recognise!: boolean;

  @IsBoolean()
  readonly treatedSimilar!: boolean;

  @IsBoolean()
  readonly closeInvolved!: boolean;
}

export class SealBody {
  /** Minutes that the reviewer spent; measured, never judged. */
  @IsOptional()
  @Whole(1, 600)
  readonly minutes?: number;
}

export class AssignBody {
  @IsUUID()
  readonly personId!: string;
}

/** A warning kept on purpose, with the reason typed by the person. */
export class KeptWarningBody {
  @Text(1, 80)
  readonly code!: string;

  @Text(1, 300)
  readonly reason!: string;
}
