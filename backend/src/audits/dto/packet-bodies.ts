import { ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import type { PacketSpan, PacketSpanKind } from '../../domain/audits/audit.js';
import { ATTACHMENT_CAPS, type PictureBox } from '../../domain/cases/attachment.js';
import { IDENTIFYING_KINDS } from '../../domain/cases/identifying-text.js';
import { AtMost, ListOf, RecordId, Text, Whole } from '../../platform/http/checks.js';

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

  @ListOf(() => SpanBody, 500)
  readonly spans!: SpanBody[];
}

/** The pictures for the reviewers, in their order. */
export class ChoiceBody {
  @IsArray()
  @AtMost(ATTACHMENT_CAPS.perCase)
  @ArrayUnique()
  @IsUUID('7', { each: true })
  readonly attachments!: string[];
}

export class BoxBody implements PictureBox {
  @Whole(0, ATTACHMENT_CAPS.longestSide)
  readonly x!: number;

  @Whole(0, ATTACHMENT_CAPS.longestSide)
  readonly y!: number;

  @Whole(1, ATTACHMENT_CAPS.longestSide)
  readonly width!: number;

  @Whole(1, ATTACHMENT_CAPS.longestSide)
  readonly height!: number;
}

/** What is painted over in one picture; nothing, when a person has looked and nothing tells who. */
export class BoxesBody {
  @RecordId()
  readonly attachmentId!: string;

  @ListOf(() => BoxBody, ATTACHMENT_CAPS.boxes)
  readonly boxes!: BoxBody[];
}
