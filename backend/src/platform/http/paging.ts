import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional } from 'class-validator';
import { Problem } from '../../domain/problem.js';
import type { Page } from '../../domain/receipt.js';
import { Text, Whole } from './checks.js';

const USUAL_LIMIT = 20;

/** Where a list goes on and how many lines it gives; list queries extend it with their filters. */
export class PageQuery {
  @ApiPropertyOptional({ description: 'Where the page before ended' })
  @IsOptional()
  @Text(1, 512)
  readonly cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: USUAL_LIMIT })
  @IsOptional()
  @Type(() => Number)
  @Whole(1, 100)
  readonly limit: number = USUAL_LIMIT;
}

type Key = readonly (string | number | null)[];

/** The sort key of the last row, opaque to the client. */
export function cursorOf(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key a cursor stands for: exactly these kinds, or the list starts again. */
export function keyOf(cursor: string, kinds: readonly ('string' | 'number')[]): Key {
  const broken = new Problem('invalid', 'request.cursor');
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw broken;
  }
  if (!Array.isArray(key) || key.length !== kinds.length) throw broken;
  if (!key.every((part, at) => typeof part === kinds[at])) throw broken;
  return key as Key;
}

/** A page from `limit + 1` rows: the extra row only tells that there is more. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => Key,
  view: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(view),
    next: rows.length > limit && last !== undefined ? cursorOf(key(last)) : null,
  };
}
