import { IsIn } from 'class-validator';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** As what a list leaves; the filters of the list come with it. */
export class ExportBody {
  @IsIn(EXPORT_FORMATS)
  readonly format!: ExportFormat;
}
