import type { Question } from '@domain/forms/form.js';

/** A question with the one that stands on its line, if any. */
export interface Line {
  readonly question: Question;
  readonly pair: Question | null;
}

/**
 * What is drawn together: consecutive numbers in one card of aligned columns, the lines of a certificate of cause of death, everything else
 * by itself.
 */
export interface Block {
  readonly kind: 'measures' | 'certificate' | 'single';
  readonly lines: readonly Line[];
}

/** A line of a certificate: the words and the code of one cause, and how long it lasted once there is a code. */
export interface CauseLine {
  readonly words: Line;
  readonly interval: Question | null;
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
const isCause = ({ question, pair }: Line): boolean => question.type === 'text' && pair?.type === 'icd10';

function isInterval({ question, pair }: Line, before: Line | undefined): boolean {
  return pair === null && before?.pair?.type === 'icd10' && question.code === `${before.pair.code}_interval`;
}

/** The lines of a certificate, each with its interval; what follows them (part 2) comes apart. */
export function causesOf(lines: readonly Line[]): {
  readonly causes: readonly CauseLine[];
  readonly others: readonly Line[];
} {
  const causes = lines.filter(isCause).map((words): CauseLine => {
    const after = lines[lines.indexOf(words) + 1];
    return { words, interval: after !== undefined && isInterval(after, words) ? after.question : null };
  });
  const others = lines.filter((line, index) => !isCause(line) && !isInterval(line, lines[index - 1]));
  return { causes, others };
}

const LEAST_CAUSES = 2;

/** How many lines from here on make a certificate: causes with their intervals, then the other causes that contributed. */
function certificateFrom(lines: readonly Line[], start: number): number {
  let end = start;
  let causes = 0;
  for (let line = lines[end]; line !== undefined; line = lines[++end]) {
    if (isCause(line)) causes += 1;
    else if (!isInterval(line, lines[end - 1])) break;
  }
  if (causes < LEAST_CAUSES) return 0;
  return lines[end]?.question.type === 'icd10s' ? end - start + 1 : end - start;
}

/** Puts the asked questions of a section into blocks, in their order. */
export function blocksOf(questions: readonly Question[]): readonly Block[] {
  const blocks: Block[] = [];
  let measures: Line[] = [];
  const close = (): void => {
    if (measures.length >= LEAST_MEASURES) blocks.push({ kind: 'measures', lines: measures });
    else blocks.push(...measures.map((line): Block => ({ kind: 'single', lines: [line] })));
    measures = [];
  };
  const lines = pairedLines(questions);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const certificate = certificateFrom(lines, index);
    if (certificate > 0) {
      close();
      blocks.push({ kind: 'certificate', lines: lines.slice(index, index + certificate) });
      index += certificate - 1;
    } else if (isMeasure(line)) measures.push(line);
    else {
      close();
      blocks.push({ kind: 'single', lines: [line] });
    }
  }
  close();
  return blocks;
}
