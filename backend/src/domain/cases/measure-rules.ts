import type { Issue } from '../forms/form.js';

/** V06: more than 42 weeks, or a birth before 20 weeks, is to be checked. The hard range is the question's own. */
export function gestationIssues(
  question: string,
  weeks: number | undefined,
  hasBirth: boolean,
): readonly Issue[] {
  if (weeks === undefined || (weeks <= 42 && (weeks >= 20 || !hasBirth))) return [];
  return [{ code: `V06.${question}`, severity: 'WARN', question, params: { value: weeks } }];
}

/**
 * V07: a birth weight (g) that does not go with the gestational age (weeks). Silent outside 500–5000 g, where the question's own soft
 * range already speaks.
 */
export function weightIssues(
  question: string,
  weight: number | undefined,
  weeks: number | undefined,
  row?: number,
): readonly Issue[] {
  if (weight === undefined || weeks === undefined || weight < 500 || weight > 5000) return [];
  const isUnlikely =
    (weeks >= 37 && weight < 1500) || (weeks < 32 && weight > 2500) || (weeks < 28 && weight > 1500);
  if (!isUnlikely) return [];
  const issue: Issue = {
    code: 'V07.weight-for-age',
    severity: 'WARN',
    question,
    params: { value: weight, weeks },
  };
  return [row === undefined ? issue : { ...issue, row }];
}
