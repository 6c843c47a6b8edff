import { ArrayMinSize, IsDefined, IsObject, IsOptional, IsUUID } from 'class-validator';
import type { Answer, Answers } from '../../domain/forms/form.js';
import type { FieldPatch } from '../../domain/cases/case.js';
import type { ProposeCommand } from '../../domain/recommendations/recommendation.js';
import { ListOf, PlaceId, RecordId, Text } from '../../platform/http/checks.js';

const QUESTIONS = 40;

/** A proposal; what is in the answers is the form's own affair. */
export class ProposeBody implements ProposeCommand {
  @RecordId()
  readonly id!: string;

  @RecordId()
  readonly caseId!: string;

  @IsUUID()
  readonly auditId!: string;

  @IsObject()
  readonly answers!: Answers;

  @IsOptional()
  @PlaceId()
  readonly placeId?: number;

  @IsOptional()
  @IsUUID()
  readonly successorOf?: string;
}

/** One field as typed, with the value it replaces. */
export class PatchBody implements FieldPatch {
  @Text(1, 60)
  readonly question!: string;

  @IsOptional()
  @IsObject()
  readonly base!: Answer | null;

  @IsOptional()
  @IsObject()
  readonly value!: Answer | null;
}

/** Changed fields of a proposal that nobody has answered yet. */
export class EditBody {
  @IsDefined()
  @ArrayMinSize(1)
  @ListOf(() => PatchBody, QUESTIONS)
  readonly patches!: readonly PatchBody[];
}
