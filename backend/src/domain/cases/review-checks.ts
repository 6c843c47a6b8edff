import type { Answers, Context, Issue } from '../forms/form.js';
import { DAY, dayOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { documentOf, has, isAfter, momentOf, rowsOf, textOf } from '../forms/read.js';

/** Checks that the reviews of every kind share. */

/** V02: the death comes before its notification, and on the notified day. */
export function deathAgreesWithNotification(
  question: string,
  death: Moment | undefined,
  context: Context,
): readonly Issue[] {
  if (death === undefined) return [];
  const notification = documentOf(context, 'notification');
  const issues: Issue[] = [];
  const notified = momentOf(notification, 'notified_at');
  if (notified !== undefined && isAfter(death, notified))
    issues.push({ code: 'V02.death_at', severity: 'ERR', question });
  const day = dayOf(textOf(notification, 'death_date') ?? '');
  if (day !== undefined && (death.to < day * DAY || death.from >= (day + 1) * DAY))
    issues.push({ code: 'V02.death-differs', severity: 'WARN', question });
  return issues;
}

/** "No care given" excludes every other line of the same facility. */
export function noCareAlone(answers: Answers): readonly Issue[] {
  const lines = rowsOf(answers, 'care_given');
  return lines.flatMap((line, row): readonly Issue[] =>
    has(line, 'item', 'NONE') &&
    lines.some((other) => other !== line && textOf(other, 'ref') === textOf(line, 'ref'))
      ? [{ code: 'EXCLUSIVE', severity: 'ERR', question: 'care_given.item', row }]
      : [],
  );
}

/** The narrative, all contributions together, is neither too short nor too long. */
export function narrativeLength(
  answers: Answers,
  question: string,
  [min, max]: readonly [number, number],
): readonly Issue[] {
  const lines = rowsOf(answers, question);
  const value = lines.reduce((sum, line) => sum + (textOf(line, 'text') ?? '').length, 0);
  if (lines.length === 0 || (value >= min && value <= max)) return [];
  return [{ code: 'LENGTH', severity: 'ERR', question, params: { min, max, value } }];
}

/** Factors that a financial barrier proposes: payment asked before care (F14), the family without money (F06). */
export function moneyFactors(answers: Answers, question: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (has(answers, question, 'DELAYED')) issues.push({ code: 'F14.proposed', severity: 'INFO', question });
  if (has(answers, question, 'REFUSED')) issues.push({ code: 'F06.proposed', severity: 'INFO', question });
  return issues;
}
