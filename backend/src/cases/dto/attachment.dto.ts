import { IsIn } from 'class-validator';
import { ATTACHMENT_KINDS, type AttachmentKind } from '../../domain/cases/attachment.js';
import { RecordId, Text } from '../../platform/http/checks.js';

/** What is said of a file beside its bytes, which are the body. */
export class AttachmentQuery {
  @RecordId()
  readonly id!: string;

  @IsIn(ATTACHMENT_KINDS)
  readonly kind!: AttachmentKind;
}

export class RemovalBody {
  @Text(1, 300)
  readonly reason!: string;
}
