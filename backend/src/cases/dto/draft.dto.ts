import { IsOptional, IsString } from 'class-validator';
import type { FieldPatch } from '../../domain/cases/case.js';
import type { Answer } from '../../domain/forms/form.js';
import { ListOf, Text } from '../../platform/http/checks.js';

/** One field as typed; its answer is checked by the form, not here. */
export class PatchDto {
  @Text(1, 64)
  readonly question!: string;

  @IsOptional()
  readonly base?: Answer | null;

  @IsOptional()
  readonly value?: Answer | null;
}

export class PatchesDto {
  @ListOf(() => PatchDto, 200)
  readonly patches!: PatchDto[];
}

/** A warning kept on purpose, with the reason typed by the person. */
export class KeptWarningDto {
  @Text(1, 80)
  readonly code!: string;

  @IsString()
  @Text(1, 300)
  readonly reason!: string;
}

/** The patches as the merge takes them: what is not given is null. */
export function patchesOf({ patches }: PatchesDto): readonly FieldPatch[] {
  return patches.map(({ question, base, value }) => ({ question, base: base ?? null, value: value ?? null }));
}
