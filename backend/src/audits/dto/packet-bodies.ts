import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import type { PacketSpan, PacketSpanKind } from '../../domain/audits/audit.js';
import { IDENTIFYING_KINDS } from '../../domain/cases/identifying-text.js';
import { AtMost, Text, Whole } from '../../platform/http/checks.js';

const LONGEST_TEXT = 100_000;
const KINDS: readonly PacketSpanKind[] = [...IDENTIFYING_KINDS, 'own'];

/** A marked passage of one text with what was decided of it. */
export class SpanBody implements PacketSpan {
  @Whole(0, LONGEST_TEXT)
  readonly start!: number;

  @Whole(1, LONGEST_TEXT)
  readonly end!: number;

  @IsIn(KINDS)
  readonly kind!: PacketSpanKind;

  @IsOptional()
  @IsIn(['redact', 'keep'])
  readonly decision: 'redact' | 'keep' | null = null;
}

export class SpansBody {
  /** Which of the packet's texts. */
  @Text(1, 200)
  readonly key!: string;

  @IsArray()
  @AtMost(500)
  @ValidateNested({ each: true })
  @Type(() => SpanBody)
  readonly spans!: SpanBody[];
}
