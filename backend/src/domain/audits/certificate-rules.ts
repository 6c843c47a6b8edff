import type { BrokenLink } from '../classification/certificate.js';
import { brokenLink, isShorter } from '../classification/certificate.js';
import type { Answers, Issue, Rule } from '../forms/form.js';
import { codesOf, textOf } from '../forms/read.js';
import { CHAIN } from './opinion-cause.js';

interface Line {
  readonly question: (typeof CHAIN)[number];
  readonly code: string;
  readonly interval: string | undefined;
}

function linesOf(answers: Answers): readonly Line[] {
  return CHAIN.flatMap((question) => {
    const code = textOf(answers, question);
    return code === undefined ? [] : [{ question, code, interval: textOf(answers, `${question}_interval`) }];
  });
}

const warn = (code: string, question: string, params: Issue['params'] = {}): Issue => ({
  code,
  severity: 'WARN',
  question,
  params,
});

/** Pairs of lines, each with the one above it. */
function links(lines: readonly Line[]): readonly (readonly [above: Line, below: Line])[] {
  return lines.slice(1).flatMap((below, index) => {
    const above = lines[index];
    return above === undefined ? [] : [[above, below] as const];
  });
}

const MESSAGES: Readonly<Record<BrokenLink, string>> = {
  same: 'V17.line-repeated',
  'terminal-below': 'V17.terminal-below',
  'born-with': 'V17.link',
  accident: 'V17.link',
  infection: 'V17.link',
  later: 'V17.link-later',
};

/** V17, the sequence: no line left out, each line able to lead to the one above, and not begun after it. */
function sequence(answers: Answers): readonly Issue[] {
  const lines = linesOf(answers);
  const issues: Issue[] = [];
  const skipped = CHAIN.slice(0, lines.length).find((question) => textOf(answers, question) === undefined);
  if (skipped !== undefined) issues.push(warn('V17.line-empty', skipped));
  for (const [above, below] of links(lines)) {
    const broken = brokenLink(above.code, below.code);
    if (broken !== null)
      issues.push(warn(MESSAGES[broken], below.question, { code: below.code, above: above.code }));
    if (
      above.interval !== undefined &&
      below.interval !== undefined &&
      isShorter(below.interval, above.interval)
    )
      issues.push(
        warn('V17.interval', `${below.question}_interval`, { code: below.code, above: above.code }),
      );
  }
  return issues;
}

/** V17, the underlying cause is the lowest line of part 1, and part 2 holds only what is not in part 1. */
function startOfSequence(answers: Answers): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  const chain = linesOf(answers).map((line) => line.code);
  const lowest = chain.at(-1);
  const issues: Issue[] = [];
  if (code !== undefined && lowest !== undefined) {
    if (!chain.includes(code)) issues.push(warn('V17.sequence', 'cod_underlying', { code }));
    else if (code !== lowest) issues.push(warn('V17.not-lowest', 'cod_underlying', { code, lowest }));
  }
  const repeated = codesOf(answers, 'cod_part2').find((one) => one === code || chain.includes(one));
  if (repeated !== undefined) issues.push(warn('V17.part2-repeated', 'cod_part2', { code: repeated }));
  return issues;
}

/** V17 on the medical certificate of cause of death: lines a to d, their intervals, part 2. [domain 3.2, 4.1] */
export const certificateRules = [
  { code: 'V17.certificate', check: sequence },
  { code: 'V17.start', check: startOfSequence },
] as const satisfies readonly Rule[];
