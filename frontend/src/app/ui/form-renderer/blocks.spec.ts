import { describe, expect, it } from '@jest/globals';
import type { Question, QuestionType } from '@domain/forms/form.js';
import { blocksOf } from './blocks';

const ask = (code: string, type: QuestionType, pairedWith?: string): Question => ({
  code,
  type,
  need: 'expected',
  kind: 'fact',
  packet: 'keep',
  ...(pairedWith === undefined ? {} : { pairedWith }),
});

const shape = (questions: readonly Question[]): string[] =>
  blocksOf(questions).map(
    ({ kind, lines }) =>
      `${kind} ${lines.map(({ question, pair }) => question.code + (pair ? `/${pair.code}` : '')).join(' ')}`,
  );

describe('blocks of a section', () => {
  it('puts consecutive numbers together and pairs on one line', () => {
    expect(
      shape([
        ask('dx', 'codes'),
        ask('sbp', 'int'),
        ask('dbp', 'int', 'sbp'),
        ask('temp', 'dec'),
        ask('note', 'text'),
      ]),
    ).toEqual(['single dx', 'measures sbp/dbp temp', 'single note']);
  });

  it('leaves a lonely number by itself', () => {
    expect(shape([ask('dx', 'code'), ask('wait', 'int')])).toEqual(['single dx', 'single wait']);
  });

  it('keeps a question whose partner is not asked', () => {
    expect(shape([ask('dbp', 'int', 'sbp'), ask('pulse', 'int')])).toEqual(['measures dbp pulse']);
  });
});
