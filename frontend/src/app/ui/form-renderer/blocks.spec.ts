import { describe, expect, it } from '@jest/globals';
import type { Question, QuestionType } from '@domain/forms/form.js';
import { blocksOf, causesOf } from './blocks';

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

  const certificate = [
    ask('a_text', 'text'),
    ask('a', 'icd10', 'a_text'),
    ask('a_interval', 'code'),
    ask('b_text', 'text'),
    ask('b', 'icd10', 'b_text'),
    ask('part2', 'icd10s'),
  ];

  it('puts the lines of a certificate together, with part 2', () => {
    expect(shape([ask('dx', 'code'), ...certificate, ask('underlying', 'icd10')])).toEqual([
      'single dx',
      'certificate a_text/a a_interval b_text/b part2',
      'single underlying',
    ]);
    const [block] = blocksOf(certificate);
    const { causes, others } = causesOf(block?.lines ?? []);
    expect(causes.map(({ words, interval }) => [words.pair?.code, interval?.code])).toEqual([
      ['a', 'a_interval'],
      ['b', undefined],
    ]);
    expect(others.map(({ question }) => question.code)).toEqual(['part2']);
  });

  it('makes no certificate of one cause alone', () => {
    expect(shape([ask('c_text', 'text'), ask('c', 'icd10', 'c_text')])).toEqual(['single c_text/c']);
  });
});
