import { Injectable, type PipeTransform } from '@nestjs/common';
import { IsIn, IsString, Matches } from 'class-validator';
import { ATTACHMENT_CAPS, ATTACHMENT_KINDS, type AttachmentKind } from '../../domain/cases/attachment.js';
import { absent } from '../../domain/problem.js';
import { RecordId, Whole } from '../../platform/http/checks.js';

/** What is said of a file before its pieces come. */
export class AnnouncedFileBody {
  @RecordId()
  readonly id!: string;

  @IsIn(ATTACHMENT_KINDS)
  readonly kind!: AttachmentKind;

  @Whole(1, ATTACHMENT_CAPS.fileBytes)
  readonly size!: number;

  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  readonly sha256!: string;
}

/** What cannot be the number of a piece names nothing. */
@Injectable()
export class PieceNumberPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^\d{1,4}$/.test(value)) throw absent('upload');
    return Number(value);
  }
}
