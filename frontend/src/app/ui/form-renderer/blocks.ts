import type { Question } from '@domain/forms/form.js';

/** A question with the one that stands on its line, if any. */
export interface Line {
  readonly question: Question;
  readonly pair: Question | null;
}

/** What is drawn together: consecutive numbers in one card of aligned columns, everything else by itself. */
export interface Block {
  readonly kind: 'measures' | 'single';
  readonly lines: readonly Line[];
}

const LEAST_MEASURES = 2;

function pairedLines(questions: readonly Question[]): readonly Line[] {
  const asked = new Set(questions.map(({ code }) => code));
  const partners = new Map(
    questions.flatMap((question): (readonly [string, Question])[] =>
      question.pairedWith !== undefined && asked.has(question.pairedWith)
        ? [[question.pairedWith, question]]
        : [],
    ),
  );
  const drawn = new Set([...partners.values()].map(({ code }) => code));
  return questions
    .filter(({ code }) => !drawn.has(code))
    .map((question) => ({ question, pair: partners.get(question.code) ?? null }));
}

const isMeasure = ({ question }: Line): boolean => question.type === 'int' || question.type === 'dec';

/** Puts the asked questions of a section into blocks, in their order. */
export function blocksOf(questions: readonly Question[]): readonly Block[] {
  const blocks: Block[] = [];
  let measures: Line[] = [];
  const close = (): void => {
    if (measures.length >= LEAST_MEASURES) blocks.push({ kind: 'measures', lines: measures });
    else blocks.push(...measures.map((line): Block => ({ kind: 'single', lines: [line] })));
    measures = [];
  };
  for (const line of pairedLines(questions)) {
    if (isMeasure(line)) measures.push(line);
    else {
      close();
      blocks.push({ kind: 'single', lines: [line] });
    }
  }
  close();
  return blocks;
}
