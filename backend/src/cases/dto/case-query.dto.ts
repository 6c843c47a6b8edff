import { IntersectionType, PickType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { CASE_STATES, type CaseState } from '../../domain/cases/case-workflow.js';
import type { CaseKind } from '../../domain/cases/case.js';
import { MayBeLeftOut, Text } from '../../platform/http/checks.js';
import { ExportBody } from '../../platform/http/export-body.js';
import { PageQuery } from '../../platform/http/paging.js';

const KINDS: readonly CaseKind[] = ['MAT', 'SB', 'NND', 'CHILD', 'WRA'];

/** Filters of the case list; `search` is the beginning of a number, or part of the name of a place. */
export class CaseQuery extends PageQuery {
  @MayBeLeftOut()
  @IsIn(CASE_STATES)
  readonly state?: CaseState;

  @MayBeLeftOut()
  @IsIn(KINDS)
  readonly kind?: CaseKind;

  @MayBeLeftOut()
  @Text(1, 80)
  readonly search?: string;
}

/** The same filters, when the list leaves as a file. */
export class CaseExportBody extends IntersectionType(
  ExportBody,
  PickType(CaseQuery, ['state', 'kind', 'search'] as const),
) {}
