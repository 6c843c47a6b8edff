import { isAnswerShaped, isEmpty, issueOf, isUnstorable } from './check-answer.js';
import type { CompiledQuestion } from './compile-form.js';
import type { Answer, Answers, Context, Issue, Row } from './form.js';

/** What the lines of a list question are worth: the answer without hidden or impossible cells, and what is wrong or missing. */
export interface CheckedRows {
  readonly answer: Answer | undefined;
  readonly issues: readonly Issue[];
  readonly missing: readonly string[];
}

const MOST_ROWS = 50;

function refused(code: string, question: string, row?: number): Issue {
  return { code, severity: 'ERR', question, ...(row === undefined ? {} : { row }) };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks the answer of a list question: its shape, the number of lines, and every cell whose column is asked. */
export function checkRows(
  list: CompiledQuestion,
  raw: unknown,
  answers: Answers,
  context: Context,
  now: number,
): CheckedRows {
  const { code } = list;
  const none = (issue: Issue): CheckedRows => ({ answer: undefined, issues: [issue], missing: [] });
  if (!isAnswerShaped(raw)) return none(refused('TYPE', code));
  if (Object.keys(raw).length !== 1) return none(refused('PRECISION', code));
  if ('missing' in raw) {
    const fault = list.checkMissing(raw.missing);
    return fault === null ? { answer: raw, issues: [], missing: [] } : none(issueOf(fault, code));
  }
  const rows: unknown = raw.value;
  if (isEmpty(rows)) return { answer: undefined, issues: [], missing: [] };
  const [fewest, most] = list.question.rows ?? [0, MOST_ROWS];
  if (!Array.isArray(rows) || !rows.every(isRow)) return none(refused('TYPE', code));
  if (rows.length < fewest || rows.length > most)
    return none({ ...refused('ROWS', code), params: { min: fewest, max: most, value: rows.length } });

  const issues: Issue[] = [];
  const missing: string[] = [];
  const value = rows.map((row, index) => checkRow(list, row, index, answers, context, now, issues, missing));
  return { answer: { value }, issues, missing };
}

function checkRow(
  list: CompiledQuestion,
  row: Row,
  index: number,
  answers: Answers,
  context: Context,
  now: number,
  issues: Issue[],
  missing: string[],
): Row {
  const kept: Record<string, Answer> = {};
  for (const column of Object.keys(row))
    if (!list.columnCodes.has(column))
      issues.push(
        refused('UNKNOWN', isUnstorable(column) ? list.code : `${list.code}.${column.slice(0, 64)}`, index),
      );
  for (const column of list.columns) {
    if (column.visible?.(answers, context, kept) === false) continue;
    const place = `${list.code}.${column.code}`;
    const given: unknown = Object.hasOwn(row, column.code) ? row[column.code] : undefined;
    const fault = given === undefined ? null : column.check(given, now);
    if (fault !== null) issues.push(issueOf(fault, place, index));
    if (fault?.keeps === false) continue;
    if (given === undefined || isEmpty((given as { value?: unknown }).value)) {
      if (column.isRequired) missing.push(`${list.code}[${String(index)}].${column.code}`);
    } else kept[column.code] = given as Answer;
  }
  return kept;
}
