import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { codesOfList } from '../../domain/classification/code-list.js';
import { Text, Whole } from '../../platform/http/checks.js';

const OBSTACLES = codesOfList('CL_REC_OBSTACLE');
const EFFECTS = codesOfList('CL_REC_EFFECT_CHECK');
const TEXT = 500;

/** Why it is refused, sent back, or given up. */
export class ReasonBody {
  @Text(1, TEXT)
  readonly reason!: string;
}

/** Events that need nothing said, and where something may be. */
export class RemarkBody {
  @IsOptional()
  @Text(1, TEXT)
  readonly reason?: string;
}

/** What stops the work, and what was decided about it. */
export class BlockBody {
  @IsIn(OBSTACLES)
  readonly obstacle!: string;

  @IsOptional()
  @Text(1, TEXT)
  readonly decision?: string;
}

/** How one sees that it was done. */
export class FinishBody {
  @Text(1, TEXT)
  readonly proof!: string;

  @IsOptional()
  @Whole(0, 100)
  readonly progress?: number;
}

/** Whether the factor came back in later cases. */
export class EffectBody {
  @IsIn(EFFECTS)
  readonly effect!: string;
}

/** The recommendation that stays. */
export class MergeBody {
  @IsUUID()
  readonly into!: string;
}

/** One point of follow-up. */
export class UpdateBody {
  @IsOptional()
  @Whole(0, 99)
  readonly progress?: number;

  @IsOptional()
  @IsIn(OBSTACLES)
  readonly obstacle?: string;

  @IsOptional()
  @Text(1, TEXT)
  readonly decision?: string;
}
