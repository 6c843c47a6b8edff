import { IntersectionType } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import type { Answers } from '../../domain/forms/form.js';
import { PERIOD_TYPES, type PeriodType } from '../../domain/reports/periods.js';
import { ListOf, MayBeLeftOut, RecordId, Text } from '../../platform/http/checks.js';
import { ExportBody } from '../../platform/http/export-body.js';

/** A question asked on sending, answered with a reason: the numbers are right all the same. */
export class KeptQuestionBody {
  @Text(1, 80)
  readonly code!: string;

  @Text(1, 300)
  readonly reason!: string;
}

/** Answers of F8; the form checks them. */
class ReportBody {
  @IsObject()
  readonly answers!: Answers;

  @IsOptional()
  @ListOf(() => KeptQuestionBody, 20)
  readonly kept?: KeptQuestionBody[];
}

export class SubmitReportBody extends ReportBody {
  @RecordId()
  readonly id!: string;
}

export class CorrectReportBody extends ReportBody {
  @Text(0, 300)
  readonly reason!: string;
}

/** Weeks of the facilities, or months of the villages. */
export class PeriodTypeQuery {
  @MayBeLeftOut()
  @IsIn(PERIOD_TYPES)
  readonly type?: PeriodType;
}

/** The same choice, when the table leaves as a file. */
export class CountExportBody extends IntersectionType(ExportBody, PeriodTypeQuery) {}
