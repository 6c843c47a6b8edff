import type { Answers, Issue } from '../forms/form.js';
import type { Moment } from '../forms/read.js';
import { isAfter, momentOf, rowsOf } from '../forms/read.js';

/** A question that tells a time. */
export interface Point {
  readonly question: string;
  readonly at: Moment | undefined;
}

/** Every point that certainly comes before an earlier one of the chain, unknown times skipped. */
export function reversals(chain: readonly Point[]): readonly string[] {
  const reversed: string[] = [];
  let previous: Moment | undefined;
  for (const { question, at } of chain) {
    if (at === undefined) continue;
    if (previous !== undefined && isAfter(previous, at)) reversed.push(question);
    else previous = at;
  }
  return reversed;
}

/** V03: the lines of a list follow each other in time, column after column. */
export function orderOfLines(
  answers: Answers,
  list: string,
  columns: readonly string[],
  read: (line: Answers, column: string) => Moment | undefined = momentOf,
): readonly Issue[] {
  let previous: Moment | undefined;
  return rowsOf(answers, list).flatMap((line, row) => {
    const issues: Issue[] = [];
    for (const column of columns) {
      const at = read(line, column);
      if (at === undefined) continue;
      if (previous !== undefined && isAfter(previous, at))
        issues.push({ code: `V03.${list}`, severity: 'WARN', question: `${list}.${column}`, row });
      previous = at;
    }
    return issues;
  });
}
